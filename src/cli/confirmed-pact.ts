/**
 * What comparing a pact found, its witnesses confirmed.
 */
import type { Finding } from "../findings/finding.ts";
import { isErrorUnder } from "../pact/comparison.ts";
import { confirmWitnesses, type JudgedPact } from "../pact/confirm-witnesses.ts";

/**
 * Errors are confirmed: a warning changes no verdict, and compiling schemas for it would cost more
 * than the whole comparison. Ajv is loaded where there is something for it to judge.
 *
 * @param options.strict what holds in one provider state and not in another is an error
 */
export async function confirmedFindings(
  { findings, evidence }: JudgedPact,
  options: { strict?: boolean },
): Promise<readonly Finding[]> {
  const decisive = evidence.filter(({ finding }) => isErrorUnder(finding, options));
  if (decisive.length === 0) return findings;
  const { judge } = await import("../schema/judge.ts");
  return confirmWitnesses({ findings, evidence: decisive }, judge);
}
