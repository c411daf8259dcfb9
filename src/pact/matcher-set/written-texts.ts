/**
 * Whether a rule about text accepts a value that is no text by how that is written.
 */

import { createComparison } from "../../schema/compare/compare.ts";
import { composeSchema } from "../../schema/compose.ts";

const MAX_KNOWN = 1000;
const known = new Map<string, boolean>();

/** Whether one of `patterns` and `written` may be found in one text: false where that is sure. */
export function textMayBe(patterns: readonly string[], written: string): boolean {
  const key = JSON.stringify([patterns, written]);
  let answer = known.get(key);
  if (answer === undefined) {
    const texts = patterns.map((pattern) => ({ pattern }));
    const rule = composeSchema({ type: "string", anyOf: texts }, NO_PARTS);
    const kind = composeSchema({ type: "string", pattern: written }, NO_PARTS);
    answer = createComparison({ maxSteps: 500 }).meet(kind, rule).kind !== "disjoint";
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(key, answer);
  }
  return answer;
}

const NO_PARTS = new Map<string, never>();
