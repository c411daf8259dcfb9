/**
 * What a run of `verify` found, with the configuration's ignores and `--strict`.
 */
import { createFinding, type Finding } from "../findings/finding.ts";
import type { LoadedConfig } from "../load/load-config.ts";
import { appendPointer } from "../source/pointer.ts";
import { applyIgnores } from "../system/ignore.ts";
import type { Io } from "./io.ts";
import type { CommonOptions } from "./options.ts";
import { allFindings, type EdgeResult, type VerifyResult } from "./verify-result.ts";

interface JudgedRun {
  /** Pairs were chosen, so that ignores of others are not used. */
  isPartial: boolean;
  /** Said where there was nothing to check. */
  nothing?: string;
}

/** Ignored findings are left out; what the ignores themselves are worth is added. */
export function judged(
  result: VerifyResult,
  loaded: LoadedConfig,
  options: CommonOptions & { allowEmpty?: boolean },
  io: Io,
  { isPartial, nothing = "no contract declares an edge, and there is no pact" }: JudgedRun,
): VerifyResult {
  const ignores = (loaded.config.ignore ?? []).map((ignore, index) => ({
    ...ignore,
    until: ignore.until,
    at: loaded.locate(appendPointer("/ignore", index)),
  }));
  const { isIgnored, warnings } = applyIgnores(ignores, allFindings(result), io.today);
  // A run of chosen pairs does not see what other pairs' ignores are for.
  const told = isPartial ? warnings.filter(({ code }) => code !== "ignore.unused") : warnings;
  const keep = (findings: readonly Finding[]): Finding[] =>
    findings.filter((finding) => !isIgnored(finding)).map((f) => (options.strict ? raise(f) : f));
  const edges: EdgeResult[] = result.edges.map((edge) => ({
    ...edge,
    findings: keep(edge.findings),
  }));
  const pacts = result.pacts.map((pact) => ({ ...pact, findings: keep(pact.findings) }));
  const isEmpty = edges.length === 0 && pacts.length === 0 && !options.allowEmpty;
  const findings = keep([
    ...result.findings,
    ...told,
    ...(isEmpty ? [empty(loaded, nothing)] : []),
  ]);
  const whole = { ok: true, edges, pacts, findings };
  return { ...whole, ok: allFindings(whole).every(({ severity }) => severity !== "error") };
}

function empty(loaded: LoadedConfig, message: string): Finding {
  return createFinding({
    code: "verify.nothing-to-check",
    message,
    at: loaded.locate(""),
    identity: [],
  });
}

function raise(finding: Finding): Finding {
  return finding.severity === "warning" ? { ...finding, severity: "error" } : finding;
}
