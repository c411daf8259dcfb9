/**
 * A pact, run by the official verifier: against the mock of its contract, or against the provider.
 */
import type { Finding } from "../findings/finding.ts";
import type { ProviderConfig } from "../load/config.ts";
import type { LoadedConfig } from "../load/load-config.ts";
import { listen } from "../mock/listen.ts";
import { createResponder } from "../mock/responder.ts";
import type { ProviderContracts } from "../pact/compare.ts";
import { messagesOf } from "../pact/meant-message.ts";
import type { Interaction, Pact } from "../pact/pact.ts";
import { type GateOptions, openGate } from "../verify/gate.ts";
import { type MessageDesk, openDesk } from "../verify/message-desk.ts";
import { verifierFindings } from "../verify/mismatch-findings.ts";
import type { ProviderFault } from "../verify/provider-fault.ts";
import {
  type MakeMessage,
  messageFunctions,
  messageRequests,
} from "../verify/provider-messages.ts";
import { type ChangeState, stateFunctions, stateRequests } from "../verify/provider-states.ts";
import { runVerifier, type VerifierOutcome } from "../verify/run-verifier.ts";
import { sentMessageFindings } from "../verify/sent-message-findings.ts";
import { mockMessages } from "./mock-messages.ts";
import { faultFindings, notThere, notVerified, unknownStates } from "./provider-findings.ts";
import type { RunningProviders } from "./running-providers.ts";
import { type Unverified, unverifiedInteractions } from "./unverified-interactions.ts";

export interface PactRun {
  pact: Pact;
  /** Absolute. */
  file: string;
  contracts: ProviderContracts;
  loaded: LoadedConfig;
  providers: RunningProviders;
  seed: number | undefined;
  stop: AbortSignal;
}

/** None of them is an error where the verifier ran every interaction, and every one passed. */
export async function runPact(
  run: PactRun,
  configured: "mock" | ProviderConfig,
): Promise<Finding[]> {
  const unverified = unverifiedInteractions(run, configured);
  const { findings, interactions, isBarred } = unverified;
  if (isBarred || interactions.size === run.pact.interactions.length) return [...findings];
  const found =
    configured === "mock"
      ? await runAgainstMock(run, unverified)
      : await runAgainstProvider(run, configured, unverified);
  return [...findings, ...found];
}

// The mock takes a provider state by the example that has its name or summary.
async function runAgainstMock(run: PactRun, unverified: Unverified): Promise<Finding[]> {
  const { pact, contracts, seed } = run;
  let states: string[] = [];
  const server =
    contracts.http &&
    (await listen(createResponder(contracts.http, { seed }), { states: () => states }));
  const changeState: ChangeState = ({ state, action }) => {
    states = states.filter((known) => known !== state);
    if (action === "setup") states.push(state);
  };
  const make: MakeMessage =
    contracts.messages === undefined
      ? () => undefined
      : mockMessages(contracts.messages, pact.provider, seed);
  try {
    return await verified(run, unverified, { url: server?.url, changeState, make, faults: [] });
  } finally {
    await server?.close();
  }
}

async function runAgainstProvider(
  run: PactRun,
  configured: ProviderConfig,
  unverified: Unverified,
): Promise<Finding[]> {
  const { pact, loaded, providers } = run;
  const running = await providers.start(pact.provider, configured);
  const unknown = unknownStates(loaded, pact);
  // One that came up may have ended since, while an earlier pact was verified.
  const failure = running.failure ?? running.howItEnded();
  if (failure !== undefined) return [...unknown, notThere(loaded, pact.provider, failure)];
  const { url } = running;
  const { states, statesUrl, headers, messages, messagesUrl } = configured;
  const changeState =
    statesUrl !== undefined
      ? stateRequests(new URL(statesUrl, url).href)
      : stateFunctions(states ?? {});
  const make: MakeMessage =
    messagesUrl !== undefined
      ? messageRequests(new URL(messagesUrl, url).href)
      : messageFunctions(messages ?? {});
  const target: Target = { url, changeState, make, faults: [], ...(headers && { headers }) };
  const found = await verified(run, unverified, target, () => running.takeFaults());
  const ended = running.howItEnded();
  const gone = ended === undefined ? [] : [notThere(loaded, pact.provider, ended)];
  return [...unknown, ...gone, ...found];
}

interface Target extends Omit<GateOptions, "report" | "message"> {
  make: MakeMessage;
  /** What goes wrong is added to it. */
  faults: ProviderFault[];
}

async function verified(
  run: PactRun,
  unverified: Unverified,
  { faults, make, ...target }: Target,
  laterFaults: () => readonly ProviderFault[] = () => [],
): Promise<Finding[]> {
  const { pact, file, contracts, stop } = run;
  const report = (fault: ProviderFault): void => void faults.push(fault);
  const desk = openDesk({ pact, events: contracts.messages, make, report });
  const gate = await openGate({ ...target, report, message: (asked) => desk.answer(asked) });
  let outcome: VerifierOutcome;
  try {
    outcome = await runVerifier({
      provider: pact.provider,
      url: gate.url,
      statesUrl: gate.statesUrl,
      messages: { url: gate.messagesUrl, transports: transportsOf(pact) },
      pactFile: file,
      stop,
    });
  } finally {
    await gate.close();
  }
  return findingsOf(run, {
    outcome,
    faults: [...faults, ...laterFaults()],
    desk,
    isTold: (interaction) => unverified.interactions.has(interaction),
  });
}

// Pact V4 #interaction-types: a plugin's interactions name their transport.
function transportsOf(pact: Pact): string[] {
  const named = messagesOf(pact).flatMap(({ extra }) => {
    const { transport } = extra;
    return typeof transport === "string" ? [transport] : [];
  });
  return [...new Set(["message", ...named])];
}

interface Told {
  outcome: VerifierOutcome;
  faults: readonly ProviderFault[];
  desk: MessageDesk;
  isTold: (interaction: Interaction) => boolean;
}

function findingsOf(
  { pact, contracts, loaded }: PactRun,
  { outcome, faults, desk, isTold }: Told,
): Finding[] {
  const { length } = outcome.interactions;
  // Variables of the environment, such as PACT_DESCRIPTION, choose some of them.
  const isPartial = outcome.failure === undefined && length < pact.interactions.length;
  const failure = isPartial
    ? `the verifier ran ${length} of its ${pact.interactions.length} interactions`
    : outcome.failure;
  // Without a message there is nothing to compare: why there is none is told.
  const isNotMade = (interaction: Interaction): boolean =>
    interaction.kind !== "http" &&
    interaction.kind !== "unread" &&
    desk.given.has(interaction) &&
    desk.given.get(interaction) === undefined;
  return [
    ...faultFindings(loaded, pact.provider, faults),
    ...verifierFindings(pact, contracts, outcome, (each) => isTold(each) || isNotMade(each)),
    ...(contracts.messages === undefined
      ? []
      : sentMessageFindings(pact, contracts.messages, desk.given)),
    ...(failure === undefined ? [] : [notVerified(pact, failure)]),
  ];
}
