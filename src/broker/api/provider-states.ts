/**
 * The provider states that consumers ask for: in the pacts of their main branches, or of a branch,
 * or of what is in an environment.
 *
 * PACT-BROKER-API §2, lists.
 */
import { type ProviderState, providerStatesOf, stateKey } from "../content/provider-states.ts";
import { findCandidates } from "../selection/candidates.ts";
import type { Selector } from "../selection/selector.ts";
import { contentById } from "../store/pacts.ts";
import { findParticipant, type Participant } from "../store/participants.ts";
import type { Store } from "../store/store.ts";
import { hal, notFound } from "./answer.ts";
import type { BrokerContext } from "./context.ts";
import type { Call, DefineResource } from "./resource.ts";

const STATES = "/pacts/provider/:provider/provider-states";

export function defineProviderStates(define: DefineResource, { store }: BrokerContext): void {
  define(STATES, { GET: (call) => list(call, { kind: "main-branch" }) });
  define(`${STATES}/branch/:branch`, {
    GET: (call) => list(call, { kind: "branch", branch: call.param("branch") }),
  });
  define(`${STATES}/environment/:environment`, {
    GET: (call) => list(call, { kind: "environment", environment: call.param("environment") }),
  });

  function list(call: Call, selector: Selector): Response {
    const name = call.param("provider");
    const provider = findParticipant(store, name);
    if (provider === undefined) return notFound(`No provider with name '${name}' found`);
    return hal({ providerStates: statesFor(store, provider, selector) });
  }
}

interface AskedState extends ProviderState {
  consumers: string[];
}

/** By name; of one name and different parameters each. */
function statesFor(store: Store, provider: Participant, selector: Selector): AskedState[] {
  const states = new Map<string, AskedState>();
  for (const { consumerName, contentId } of findCandidates(store, provider, selector)) {
    for (const state of providerStatesOf(contentById(store, contentId).text)) {
      const key = stateKey(state);
      const known = states.get(key);
      if (known === undefined) states.set(key, { ...state, consumers: [consumerName] });
      else if (!known.consumers.includes(consumerName)) known.consumers.push(consumerName);
    }
  }
  return [...states.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
