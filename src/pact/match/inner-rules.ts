/**
 * The rules that `eachKey` and `eachValue` state for what lies inside.
 *
 * Pact V4 #matching-rules.
 */
import type { Matcher, RuleList } from "../pact.ts";

export function innerRules({ rules }: Matcher): RuleList {
  const matchers = (Array.isArray(rules) ? (rules as unknown[]) : []).map((rule): Matcher => {
    const { match = "reference" } = (rule ?? {}) as { match?: string };
    return { ...(rule as object), match };
  });
  return { combine: "AND", matchers };
}
