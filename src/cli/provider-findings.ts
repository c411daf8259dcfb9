/**
 * What is wrong with a provider's side of a run, and with what the configuration says of it.
 */
import { createFinding, type Finding, type Location } from "../findings/finding.ts";
import type { ServiceConfig } from "../load/config.ts";
import type { LoadedConfig } from "../load/load-config.ts";
import { locationInside } from "../pact/comparison.ts";
import type { Interaction, Pact } from "../pact/pact.ts";
import { locationOf, rootPlace } from "../source/documents.ts";
import { appendPointer, type PointerToken } from "../source/pointer.ts";
import type { ProviderFault } from "../verify/provider-fault.ts";

/** @param failure without a subject, such as `does not answer: ECONNREFUSED` */
export function notThere(loaded: LoadedConfig, provider: string, failure: string): Finding {
  const configured = loaded.config.services[provider]?.provider;
  const key = configured !== "mock" && configured?.command !== undefined ? "command" : "url";
  return createFinding({
    code: "provider.unreachable",
    message: `${provider} ${failure}`,
    at: placeOf(loaded, provider, key),
    service: provider,
    identity: [key],
  });
}

/**
 * @param reason a sentence about the verifier
 * @param interaction the one that it is about; default: the whole pact
 */
export function notVerified(pact: Pact, reason: string, interaction?: Interaction): Finding {
  return createFinding({
    code: "provider.unreachable",
    message: `the pact of ${pact.consumer} with ${pact.provider} was not verified: ${reason}`,
    at: locationOf(interaction?.place ?? rootPlace(pact.source)),
    service: pact.provider,
    identity: [pact.consumer, ...(interaction === undefined ? [] : [interaction.description])],
  });
}

/** One for each fault; what goes wrong at every request is told once. */
export function faultFindings(
  loaded: LoadedConfig,
  provider: string,
  faults: readonly ProviderFault[],
): Finding[] {
  const once = new Map(faults.map((fault) => [`${fault.kind} ${fault.name}`, fault]));
  return [...once.values()].map(({ kind, name, message }) => {
    const tokens = tokensOf(loaded.config.services[provider]?.provider, { kind, name });
    return createFinding({
      code: kind === "connection" ? "provider.unreachable" : "provider.hook-failed",
      message: `${provider}: ${message}`,
      at: placeOf(loaded, provider, ...tokens),
      service: provider,
      identity: [kind, name],
    });
  });
}

/** Where the configuration says what went wrong, inside the provider's part. */
function tokensOf(
  configured: ServiceConfig["provider"],
  { kind, name }: Pick<ProviderFault, "kind" | "name">,
): PointerToken[] {
  if (configured === undefined || configured === "mock" || kind === "connection") return [];
  const { states, messages } = configured;
  switch (kind) {
    case "states":
      return states === undefined ? ["statesUrl"] : [kind, name];
    case "messages":
      if (messages === undefined) return ["messagesUrl"];
      return typeof messages === "function" ? [kind] : [kind, name];
    default:
      return [kind];
  }
}

/** The states that a pact names and nothing sets up, each at its first interaction. */
export function unknownStates(loaded: LoadedConfig, pact: Pact): Finding[] {
  const configured = loaded.config.services[pact.provider]?.provider;
  if (configured === undefined || configured === "mock" || configured.statesUrl !== undefined) {
    return [];
  }
  const known = configured.states ?? {};
  const found = new Map<string, Location>();
  for (const interaction of pact.interactions) {
    if (interaction.kind === "unread") continue;
    interaction.states.forEach(({ name }, index) => {
      if (Object.hasOwn(known, name) || found.has(name)) return;
      // Earlier versions name one state, elsewhere.
      const { place } = interaction;
      const list = locationInside(place, "providerStates", index);
      const single = locationInside(place, "providerState");
      found.set(name, list.pointer === place.pointer ? single : list);
    });
  }
  const because = placeOf(loaded, pact.provider, ...(configured.states ? ["states"] : []));
  return [...found].map(([name, at]) =>
    createFinding({
      code: "provider.state-unknown",
      message: `the pact names the state "${name}", which the configuration of ${pact.provider} does not know; nothing set it up`,
      at,
      because,
      service: pact.provider,
      identity: [pact.consumer, name],
    }),
  );
}

/** Of what is configured of a provider. */
export function placeOf(
  loaded: LoadedConfig,
  provider: string,
  ...tokens: PointerToken[]
): Location {
  return loaded.locate(appendPointer("/services", provider, "provider", ...tokens));
}
