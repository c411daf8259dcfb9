/**
 * A pact, run by the official verifier: against the mock of its contract, or against the provider.
 */
import type { Contract } from "../contract/contract.ts";
import type { Finding } from "../findings/finding.ts";
import type { ProviderConfig } from "../load/config.ts";
import type { LoadedConfig } from "../load/load-config.ts";
import { listen } from "../mock/listen.ts";
import { createResponder } from "../mock/responder.ts";
import type { Pact } from "../pact/pact.ts";
import { openGate } from "../verify/gate.ts";
import { verifierFindings } from "../verify/mismatch-findings.ts";
import type { ProviderFault } from "../verify/provider-fault.ts";
import { type ChangeState, stateFunctions, stateRequests } from "../verify/provider-states.ts";
import { runVerifier, type VerifierOutcome } from "../verify/run-verifier.ts";
import { faultFindings, notThere, notVerified, unknownStates } from "./provider-findings.ts";
import type { RunningProviders } from "./running-providers.ts";

export interface PactRun {
  pact: Pact;
  /** Absolute. */
  file: string;
  contract: Contract;
  loaded: LoadedConfig;
  providers: RunningProviders;
  seed: number | undefined;
  stop: AbortSignal;
}

export interface PactRunResult {
  /** The verifier ran every interaction, and every one passed. */
  isOk: boolean;
  findings: Finding[];
}

export function runPact(run: PactRun, configured: "mock" | ProviderConfig): Promise<PactRunResult> {
  return configured === "mock" ? runAgainstMock(run) : runAgainstProvider(run, configured);
}

// The mock takes a provider state by the example that has its name or summary.
async function runAgainstMock(run: PactRun): Promise<PactRunResult> {
  let states: string[] = [];
  const responder = createResponder(run.contract, { seed: run.seed });
  const server = await listen(responder, { states: () => states });
  const changeState: ChangeState = ({ state, action }) => {
    states = states.filter((known) => known !== state);
    if (action === "setup") states.push(state);
  };
  const faults: ProviderFault[] = [];
  try {
    const outcome = await verified(run, { url: server.url, changeState, faults });
    return resultOf(run, outcome, faults);
  } finally {
    await server.close();
  }
}

async function runAgainstProvider(
  run: PactRun,
  configured: ProviderConfig,
): Promise<PactRunResult> {
  const { pact, loaded, providers } = run;
  const running = await providers.start(pact.provider, configured);
  const unknown = unknownStates(loaded, pact);
  // One that came up may have ended since, while an earlier pact was verified.
  const failure = running.failure ?? running.howItEnded();
  if (failure !== undefined) {
    return { isOk: false, findings: [...unknown, notThere(loaded, pact.provider, failure)] };
  }
  const { states, statesUrl, headers } = configured;
  const changeState =
    statesUrl !== undefined
      ? stateRequests(new URL(statesUrl, running.url).href)
      : stateFunctions(states ?? {});
  const faults: ProviderFault[] = [];
  const target = { url: running.url, changeState, ...(headers && { headers }), faults };
  const outcome = await verified(run, target);
  faults.push(...running.takeFaults());
  const result = resultOf(run, outcome, faults);
  const ended = running.howItEnded();
  const gone = ended === undefined ? [] : [notThere(loaded, pact.provider, ended)];
  return {
    isOk: result.isOk && gone.length === 0,
    findings: [...unknown, ...gone, ...result.findings],
  };
}

interface Target extends Omit<Parameters<typeof openGate>[0], "report"> {
  /** What goes wrong is added to it. */
  faults: ProviderFault[];
}

async function verified(run: PactRun, { faults, ...target }: Target): Promise<VerifierOutcome> {
  const report = (fault: ProviderFault): void => void faults.push(fault);
  const gate = await openGate({ ...target, report });
  try {
    return await runVerifier({
      provider: run.pact.provider,
      url: gate.url,
      statesUrl: gate.statesUrl,
      pactFile: run.file,
      stop: run.stop,
    });
  } finally {
    await gate.close();
  }
}

function resultOf(
  { pact, contract, loaded }: PactRun,
  told: VerifierOutcome,
  faults: readonly ProviderFault[],
): PactRunResult {
  const { length } = told.interactions;
  // Variables of the environment, such as PACT_DESCRIPTION, choose some of them.
  const isPartial = told.failure === undefined && length < pact.interactions.length;
  const failure = isPartial
    ? `the verifier ran ${length} of its ${pact.interactions.length} interactions`
    : told.failure;
  const findings = [
    ...faultFindings(loaded, pact.provider, faults),
    ...verifierFindings(pact, contract, told),
    ...(failure === undefined ? [] : [notVerified(pact, failure)]),
  ];
  return { isOk: findings.length === 0, findings };
}
