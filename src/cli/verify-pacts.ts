/**
 * The pacts of a system: compared with the providers' contracts, and run where a provider can be.
 *
 * DESIGN: a contract's mock is not the provider: a pact that ran against it is `self-consistent`.
 */
import type { Contract } from "../contract/contract.ts";
import { createFinding, type Finding, raiseToError } from "../findings/finding.ts";
import type { LoadedConfig } from "../load/load-config.ts";
import type { LoadedPact } from "../load/load-pacts.ts";
import { listen } from "../mock/listen.ts";
import { createResponder } from "../mock/responder.ts";
import { comparisonOf, isUndecided, judgePact } from "../pact/compare.ts";
import type { Pact } from "../pact/pact.ts";
import type { Progress } from "../report/progress.ts";
import { locationOf, rootPlace } from "../source/documents.ts";
import { appendPointer } from "../source/pointer.ts";
import type { System } from "../system/system.ts";
import { verifierFindings } from "../verify/mismatch-findings.ts";
import { probe } from "../verify/probe.ts";
import { runVerifier, type VerifierOutcome } from "../verify/run-verifier.ts";
import { confirmedFindings } from "./confirmed-pact.ts";
import type { Io } from "./io.ts";
import type { CommonOptions } from "./options.ts";
import type { PactResult } from "./verify-result.ts";

export interface PactContext {
  system: System;
  loaded: LoadedConfig;
  options: CommonOptions & { allowUnknown?: boolean };
  progress: Progress;
  isWanted: (consumer: string, provider: string) => boolean;
  io: Io;
}

/** In the order of `pacts`. */
export async function verifyPacts(
  context: PactContext,
  pacts: readonly LoadedPact[],
): Promise<PactResult[]> {
  const results: PactResult[] = [];
  for (const [index, { file, source, reading }] of pacts.entries()) {
    context.io.stop.throwIfAborted();
    const { pact, faults } = reading;
    if (pact === undefined) {
      const unread = { consumer: "", provider: "", file: source.file, interactions: 0 };
      results.push({ ...unread, result: "not run", findings: [...faults] });
      continue;
    }
    if (!context.isWanted(pact.consumer, pact.provider)) continue;
    context.progress.tell(
      `pact ${index + 1} of ${pacts.length}: ${pact.consumer} with ${pact.provider}`,
    );
    const result = await verifyPact(context, pact, file);
    results.push({ ...result, findings: [...faults, ...result.findings] });
  }
  return results;
}

async function verifyPact(context: PactContext, pact: Pact, file: string): Promise<PactResult> {
  const { system, loaded, options } = context;
  const { consumer, provider } = pact;
  const base = {
    consumer,
    provider,
    file: pact.source.file,
    interactions: pact.interactions.length,
  };
  const service = system.services.get(provider);
  // Without a contract on purpose: listed, not judged.
  if (service?.external) return { ...base, result: "not run", findings: [] };
  const contract = service?.contract;
  if (contract === undefined) {
    return { ...base, result: "not run", findings: [noContract(pact)] };
  }
  const strictness = { strict: options.strict };
  const judged = await confirmedFindings(judgePact(pact, contract), strictness);
  const { verdict, errors, warnings } = comparisonOf(judged, strictness);
  const compared = [...errors, ...warnings].map((finding) =>
    isUndecided(finding) && !options.allowUnknown ? raiseToError(finding) : finding,
  );
  const configured = loaded.config.services[provider]?.provider;
  if (configured === undefined) return { ...base, result: "not run", findings: compared };
  const isMock = configured === "mock";
  const unreachable = isMock ? undefined : await probe(configured.url, context.io.stop);
  if (unreachable !== undefined) {
    const finding = notReached(context, provider, unreachable);
    return { ...base, result: "failed", findings: [...compared, finding] };
  }
  const outcome = isMock
    ? await runAgainstMock(context, pact, file, contract)
    : await runAgainst(context, pact, file, configured.url, () => undefined);
  const failures = verifierFindings(pact, outcome);
  // What contradicts the contract, or was not understood of it, is not shown to be consistent with
  // it, whatever its mock answered.
  const isConsistent =
    verdict === "compatible" || (verdict === "unknown" && options.allowUnknown === true);
  const isOk = failures.length === 0 && (!isMock || isConsistent);
  return {
    ...base,
    result: isOk ? (isMock ? "self-consistent" : "verified") : "failed",
    findings: [...compared, ...failures],
  };
}

// The mock takes a provider state by the example that has its name or summary.
async function runAgainstMock(
  context: PactContext,
  pact: Pact,
  file: string,
  contract: Contract,
): Promise<VerifierOutcome> {
  let states: string[] = [];
  const responder = createResponder(contract, { seed: context.options.seed });
  const server = await listen(responder, { states: () => states });
  try {
    return await runAgainst(context, pact, file, server.url, (state, action) => {
      states = states.filter((known) => known !== state);
      if (action === "setup") states.push(state);
    });
  } finally {
    await server.close();
  }
}

function runAgainst(
  { io }: PactContext,
  pact: Pact,
  pactFile: string,
  url: string,
  onState: (state: string, action: "setup" | "teardown") => void,
): Promise<VerifierOutcome> {
  const states = pact.interactions.flatMap((interaction) =>
    interaction.kind === "unread" ? [] : interaction.states.map(({ name }) => name),
  );
  return runVerifier({
    provider: pact.provider,
    url,
    pactFile,
    states: [...new Set(states)],
    onState,
    stop: io.stop,
  });
}

function notReached({ loaded }: PactContext, provider: string, reason: string): Finding {
  const pointer = appendPointer("/services", provider, "provider", "url");
  return createFinding({
    code: "provider.unreachable",
    message: `${provider} does not answer: ${reason}`,
    at: loaded.locate(pointer),
    service: provider,
    identity: ["url"],
  });
}

function noContract(pact: Pact): Finding {
  return createFinding({
    code: "service.missing",
    message: `${pact.consumer} has a pact with ${pact.provider}, which has no contract here`,
    at: locationOf(rootPlace(pact.source)),
    service: pact.consumer,
    identity: [pact.provider],
  });
}
