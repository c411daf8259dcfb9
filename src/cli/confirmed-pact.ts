/**
 * What comparing a pact found, its witnesses confirmed.
 */
import type { Finding } from "../findings/finding.ts";
import { confirmWitnesses, type JudgedPact } from "../pact/confirm-witnesses.ts";

/** Ajv is loaded where there is something for it to judge. */
export async function confirmedFindings(judged: JudgedPact): Promise<readonly Finding[]> {
  if (judged.evidence.length === 0) return judged.findings;
  const { judge } = await import("../schema/judge.ts");
  return confirmWitnesses(judged, judge);
}
