/**
 * Whether the values of a header or a parameter are those that a pact expects.
 *
 * Pact V3 #matching-rules: a rule of the name holds for each value; further values are like the
 * first example.
 */
import type { Matcher, RuleList } from "../pact.ts";
import { matchText, ruleName } from "./match-text.ts";
import { combined, differs, type Mismatch, type Outcome } from "./mismatch.ts";
import type { NamedRules } from "./named-rules.ts";

export interface TextsMatching {
  part: "query" | "header" | "body";
  path: string;
  rules: NamedRules;
  /** Whether two values are the same where no rule says more. */
  isSame?: (expected: string, actual: string) => boolean;
}

export function matchTexts(
  matching: TextsMatching,
  expected: readonly string[],
  actual: readonly string[],
): readonly Mismatch[] {
  const { all } = matching.rules;
  if (all !== undefined) {
    return combined(all, (rule) => [
      ...outcome(matching, matchCount(rule, actual), rule),
      ...actual.flatMap((value, index) =>
        outcome(matching, matchText(rule, expected[index] ?? expected[0] ?? "", value), rule),
      ),
    ]);
  }
  const mismatches = actual
    .slice(0, expected.length)
    .flatMap((value, index) =>
      matchOne(matching, matching.rules.one(index), expected[index]!, value),
    );
  if (actual.length === expected.length) return mismatches;
  const count = `has ${actual.length} values; ${expected.length} are expected`;
  return [...mismatches, ...outcome(matching, differs(count))];
}

function matchOne(
  matching: TextsMatching,
  rules: RuleList | undefined,
  expected: string,
  actual: string,
): readonly Mismatch[] {
  if (rules !== undefined) {
    return combined(rules, (rule) => outcome(matching, matchText(rule, expected, actual), rule));
  }
  if (matching.isSame?.(expected, actual) ?? false) return [];
  return outcome(matching, matchText({ match: "equality" }, expected, actual));
}

function matchCount(rule: Matcher, { length }: readonly string[]): Outcome {
  if (!/^(type|min|max)$/.test(ruleName(rule))) return undefined;
  const { min, max } = rule;
  if (typeof min === "number" && length < min)
    return differs(`has ${length} values; at least ${min} expected`);
  if (typeof max === "number" && length > max)
    return differs(`has ${length} values; at most ${max} expected`);
  return undefined;
}

function outcome(
  { part, path }: TextsMatching,
  found: Outcome,
  rule?: Matcher,
): readonly Mismatch[] {
  return found === undefined ? [] : [{ part, path, ...found, ...(rule !== undefined && { rule }) }];
}
