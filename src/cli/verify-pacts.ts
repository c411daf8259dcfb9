/**
 * The pacts of a system: compared with the providers' contracts, and run where a provider can be.
 *
 * DESIGN: a contract's mock is not the provider: a pact that ran against it is `self-consistent`.
 */
import { createFinding, type Finding, raiseToError } from "../findings/finding.ts";
import type { LoadedConfig } from "../load/load-config.ts";
import type { LoadedPact } from "../load/load-pacts.ts";
import { comparisonOf, isUndecided, judgePact } from "../pact/compare.ts";
import { messagesOf } from "../pact/meant-message.ts";
import type { Pact } from "../pact/pact.ts";
import type { Progress } from "../report/progress.ts";
import { locationOf, rootPlace } from "../source/documents.ts";
import type { System } from "../system/system.ts";
import { confirmedFindings } from "./confirmed-pact.ts";
import type { Io } from "./io.ts";
import type { CommonOptions } from "./options.ts";
import { type RunningProviders, runningProviders } from "./running-providers.ts";
import type { PactResult } from "./verify-result.ts";

export interface PactContext {
  system: System;
  loaded: LoadedConfig;
  options: CommonOptions & { allowUnknown?: boolean };
  progress: Progress;
  isWanted: (consumer: string, provider: string) => boolean;
  io: Io;
  /** Is told what the verifier found of a pact, beside what comparing it did. */
  onRun?: (pact: Pact, found: readonly Finding[]) => void;
}

/** In the order of `pacts`. */
export async function verifyPacts(
  context: PactContext,
  pacts: readonly LoadedPact[],
): Promise<PactResult[]> {
  const providers = runningProviders(context.loaded, context.io.stop);
  try {
    return await verifyEach(context, pacts, providers);
  } finally {
    await providers.stop();
  }
}

async function verifyEach(
  context: PactContext,
  pacts: readonly LoadedPact[],
  providers: RunningProviders,
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
    const result = await verifyPact(context, pact, file, providers);
    // What was stopped is not what the provider answers.
    context.io.stop.throwIfAborted();
    results.push({ ...result, findings: [...faults, ...result.findings] });
  }
  return results;
}

async function verifyPact(
  context: PactContext,
  pact: Pact,
  file: string,
  providers: RunningProviders,
): Promise<PactResult> {
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
  const contracts = { http: service?.contract, messages: system.events };
  // What is of HTTP rests on the provider's own contract; messages are the events' of all.
  const judgeable =
    contracts.http === undefined ? { ...pact, interactions: messagesOf(pact) } : pact;
  const isMissing = contracts.http === undefined && judgeable.interactions.length === 0;
  const isMissingInPart = judgeable.interactions.length < pact.interactions.length;
  const missing = isMissing || isMissingInPart ? [noContract(pact)] : [];
  if (isMissing) return { ...base, result: "not run", findings: missing };
  const strictness = { strict: options.strict };
  const judged = await confirmedFindings(judgePact(judgeable, contracts), strictness);
  const { verdict, errors, warnings } = comparisonOf(judged, strictness);
  const raised = (finding: Finding): Finding =>
    isUndecided(finding) && !options.allowUnknown ? raiseToError(finding) : finding;
  const compared = [...missing, ...[...errors, ...warnings].map(raised)];
  const configured = loaded.config.services[provider]?.provider;
  // A pact of nothing is verified by nothing.
  if (configured === undefined || pact.interactions.length === 0) {
    return { ...base, result: "not run", findings: compared };
  }
  const { runPact } = await import("./run-pact.ts");
  const { seed } = options;
  const { stop } = context.io;
  const run = { pact, file, contracts, loaded, providers, seed, stop };
  const found = (await runPact(run, configured)).map(raised);
  context.onRun?.(pact, found);
  const isMock = configured === "mock";
  // What contradicts the contract, or was not understood of it, is not shown to be consistent with
  // it, whatever its mock answered.
  const isConsistent =
    verdict === "compatible" || (verdict === "unknown" && options.allowUnknown === true);
  const hasPassed = found.every(({ severity }) => severity !== "error");
  const isOk = hasPassed && (!isMock || isConsistent);
  return {
    ...base,
    result: isOk ? (isMock ? "self-consistent" : "verified") : "failed",
    findings: [...compared, ...found],
  };
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
