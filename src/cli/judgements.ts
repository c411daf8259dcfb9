/**
 * The results of commands, thing by thing, for reports.
 */
import type { Finding } from "../findings/finding.ts";
import type { IgnoredFinding, JudgedThing, Judgement } from "../report/judgement.ts";
import type { DocumentSet } from "../source/documents.ts";
import type { System } from "../system/system.ts";
import { allFindings, type VerifyResult } from "./verify-result.ts";

/** Every document that was read, in the order of reading: a fault belongs to the file it is in. */
export function judgementOfLint(
  sets: readonly DocumentSet[],
  problems: readonly Finding[],
): Judgement {
  const files = new Set(
    sets.flatMap(({ sources }) => [...sources.values()].map(({ file }) => file)),
  );
  for (const { at } of problems) files.add(at.file);
  const byFile = Map.groupBy(problems, ({ at }) => at.file);
  const things = [...files].map((file) => judgedThing("documents", file, byFile.get(file) ?? []));
  return { command: "lint", things };
}

/** The configuration as a whole, every edge, every pact. */
export function judgementOfVerify(
  { edges, pacts, findings }: VerifyResult,
  system: System,
  configFile: string,
  ignored: readonly IgnoredFinding[],
): Judgement {
  const things = [
    judgedThing("configuration", configFile, findings),
    ...edges.map((edge): JudgedThing => {
      const name = `${edge.consumer} -> ${edge.provider} ${edge.operation} (${edge.source})`;
      const judged = judgedThing("edges", name, edge.findings);
      const isExternal = system.services.get(edge.provider)?.external === true;
      if (!isExternal || judged.outcome === "failed") return judged;
      return { ...judged, outcome: "skipped", note: `${edge.provider} is external` };
    }),
    ...pacts.map((pact): JudgedThing => {
      const isRead = pact.consumer !== "";
      const name = isRead ? `${pact.consumer} with ${pact.provider} (${pact.file})` : pact.file;
      const judged = judgedThing("pacts", name, pact.findings);
      const isLeft = pact.result === "not run" && judged.outcome === "passed";
      return { ...judged, ...(isLeft && { outcome: "skipped" }), note: pact.result };
    }),
  ];
  return { command: "verify", things, ignored };
}

/**
 * What was found and is not in the result, each with the reason that the configuration gives.
 *
 * @param ignores those of the configuration
 */
export function ignoredFindings(
  found: VerifyResult,
  result: VerifyResult,
  ignores: readonly { fingerprint: string; reason: string }[],
): IgnoredFinding[] {
  const kept = new Set(allFindings(result).map(({ fingerprint }) => fingerprint));
  const reasons = new Map(ignores.map(({ fingerprint, reason }) => [fingerprint, reason]));
  return allFindings(found)
    .filter(({ fingerprint }) => !kept.has(fingerprint))
    .map((finding) => ({ finding, reason: reasons.get(finding.fingerprint) ?? "" }));
}

/** Failed where a finding is an error. */
export function judgedThing(kind: string, name: string, findings: readonly Finding[]): JudgedThing {
  const isFailed = findings.some(({ severity }) => severity === "error");
  return { kind, name, outcome: isFailed ? "failed" : "passed", findings };
}
