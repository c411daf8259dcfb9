/**
 * Witnesses of a pact's comparison before an independent judge: see `compat/second-opinion.ts`.
 */
import { type Asked, createSecondOpinion } from "../compat/second-opinion.ts";
import { createFinding, type Finding } from "../findings/finding.ts";
import type { Judge } from "../schema/judge.ts";
import type { Schema } from "../schema/schema.ts";

/** What the witness of a finding rests on. */
export interface PactEvidence {
  finding: Finding;
  asked: readonly Asked[];
}

/** What comparing a pact found, before its witnesses are confirmed. */
export interface JudgedPact {
  findings: readonly Finding[];
  evidence: readonly PactEvidence[];
}

/** The findings, each that `judge` contradicts replaced by one that says that it is not known. */
export function confirmWitnesses(
  { findings, evidence }: JudgedPact,
  judge: (schema: Schema) => Judge,
): Finding[] {
  const agrees = createSecondOpinion(judge);
  const doubts = new Map(
    evidence
      .filter(({ asked }) => !asked.every(agrees))
      .map(({ finding }) => [finding, unconfirmed(finding)]),
  );
  return findings.map((finding) => doubts.get(finding) ?? finding);
}

function unconfirmed({
  code,
  message,
  at,
  because,
  service,
  operation,
  ...rest
}: Finding): Finding {
  return createFinding({
    code: "pact.unvalidatable",
    message: `this could not be confirmed, as two validators differ about it: ${message}`,
    // What is a warning at most leaves the verdict as it is.
    ...(code === "request.rule-wider" && { severity: "info" }),
    at,
    ...(because !== undefined && { because }),
    ...(service !== undefined && { service }),
    ...(operation !== undefined && { operation }),
    identity: ["unconfirmed", rest.fingerprint],
  });
}
