/**
 * The result of `concordat compare`, thing by thing, for reports. By itself, as it needs the rules of
 * pacts, which other commands do without.
 */
import type { Finding } from "../findings/finding.ts";
import { isUndecided, type PactComparison } from "../pact/compare.ts";
import type { PactReading } from "../pact/read.ts";
import type { JudgedThing, Judgement } from "../report/judgement.ts";
import type { Source } from "../source/source.ts";
import { judgedThing } from "./judgements.ts";

/** The pact as a whole, then every interaction. */
export function judgementOfCompare(
  source: Source,
  { pact }: PactReading,
  { errors, warnings }: PactComparison,
): Judgement {
  const interactions = (pact?.interactions ?? []).map((interaction) => {
    const states = interaction.kind === "unread" ? [] : interaction.states.map(({ name }) => name);
    const given = states.length === 0 ? "" : ` given ${states.join(" and ")}`;
    return { name: `${interaction.description}${given}`, pointer: interaction.place.pointer };
  });
  const rest = new Set([...errors, ...warnings]);
  const compared = interactions.map(({ name, pointer }): JudgedThing => {
    const own = [...rest].filter(
      ({ at }) => at.file === source.file && `${at.pointer}/`.startsWith(`${pointer}/`),
    );
    for (const finding of own) rest.delete(finding);
    return comparedThing("interactions", name, own);
  });
  const whole = comparedThing("pacts", source.file, [...rest]);
  return { command: "compare", things: [whole, ...compared] };
}

// What was not understood is no agreement: the command ends with 1.
function comparedThing(kind: string, name: string, findings: readonly Finding[]): JudgedThing {
  const judged = judgedThing(kind, name, findings);
  return findings.some(isUndecided) ? { ...judged, outcome: "failed" } : judged;
}
