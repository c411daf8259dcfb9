/**
 * The second opinion on witnesses.
 *
 * DESIGN: a witness is checked by compiled validators of both sides' views before it is shown.
 */
import type { Finding } from "../findings/finding.ts";
import type { Judge } from "../schema/judge.ts";
import type { Schema } from "../schema/schema.ts";
import { isValid } from "../schema/validate.ts";
import type { Evidence } from "./judging.ts";

/**
 * `findings`, each that a judge contradicts replaced by its doubt. A judge knows no directions, so
 * it is asked only where they make no difference; where it has no answer, the finding stays.
 */
export function confirmEvidence(
  { findings, evidence }: { findings: readonly Finding[]; evidence: readonly Evidence[] },
  judgeOf: (schema: Schema) => Judge,
): { kept: readonly Finding[]; isDoubted: boolean } {
  const doubts = new Map(
    evidence
      .filter((each) => isContradicted(each, judgeOf))
      .map(({ finding, doubt }) => [finding, doubt]),
  );
  if (doubts.size === 0) return { kept: findings, isDoubted: false };
  return { kept: findings.map((finding) => doubts.get(finding) ?? finding), isDoubted: true };
}

function isContradicted({ sender, receiver }: Evidence, judgeOf: (schema: Schema) => Judge) {
  const isSent = isValid(sender.schema, sender.value);
  if (isSent && judgeOf(sender.schema)(sender.value) === false) return true;
  if (receiver === undefined || isValid(receiver.schema, receiver.value)) return false;
  return judgeOf(receiver.schema)(receiver.value) === true;
}
