/**
 * Comparisons whose work is bounded together: a document may have thousands of schemas that take
 * seconds each, and a diff ends.
 */
import { type Comparison, createComparison } from "../../schema/compare/compare.ts";
import { PairMap } from "./pair-map.ts";
import type { Direction } from "./shape.ts";

export type Compare = Pick<Comparison, "compare">;

/** Comparisons that may take all the work that one may; after that little is tried. */
const MAX_EXHAUSTED = 8;
const BRIEF_STEPS = 500;

export function boundedComparison(direction: Direction): Compare {
  const options = direction === "message" ? {} : { direction };
  const whole = createComparison(options);
  const brief = createComparison({ ...options, maxSteps: BRIEF_STEPS });
  const exhausted = new PairMap<true>();
  let count = 0;
  return {
    compare(sender, receiver) {
      const isKnown = exhausted.has(sender, receiver);
      const verdict = (count < MAX_EXHAUSTED || isKnown ? whole : brief).compare(sender, receiver);
      if (
        !isKnown &&
        verdict.kind === "unknown" &&
        verdict.reason === "takes too much work to compare"
      ) {
        exhausted.set(sender, receiver, true);
        count += 1;
      }
      return verdict;
    },
  };
}
