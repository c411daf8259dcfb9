/**
 * How much work the examples of one document may take together.
 *
 * One validation is bounded (`schema/evaluate/effort.ts`), but a document may have thousands of
 * examples. Those that are left over, or end at that bound, are told, never passed over in silence.
 */
import { createFinding, type Finding } from "../../findings/finding.ts";
import type { Effort } from "../../schema/validate.ts";
import { locationOf, type Place } from "../../source/documents.ts";
import type { Contract } from "../contract.ts";

/** Schemas applied, for all examples together: a second or two. Large documents take some thousands. */
const EXAMPLE_STEPS = 50_000_000;

export interface ExampleBudget {
  /** What the checks cost. */
  readonly effort: Effort;
  /** What `check` gives, which counts its work in `effort`; undefined where none is left for it. */
  spend<T>(place: Place, check: () => T): T | undefined;
  /** One finding where examples were left over. */
  findings(contract: Contract): Finding[];
}

export function createExampleBudget(maxSteps: number = EXAMPLE_STEPS): ExampleBudget {
  const effort: Effort = { steps: 0 };
  const left: Place[] = [];
  return {
    effort,
    spend(place, check) {
      const { exceeded } = effort;
      const checked = effort.steps < maxSteps ? check() : undefined;
      if (checked === undefined || effort.exceeded !== exceeded) left.push(place);
      return checked;
    },
    findings(contract) {
      const [first] = left;
      if (first === undefined) return [];
      const many = left.length === 1 ? "1 example was" : `${left.length} examples were`;
      return [
        createFinding({
          code: "example.unchecked",
          message: `${many} not checked, this one the first: that takes more work than lint does for one, or for all together`,
          at: locationOf(first),
          identity: [contract.title],
        }),
      ];
    },
  };
}
