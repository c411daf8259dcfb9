/**
 * The rules that `eachKey` and `eachValue` state for what lies inside.
 *
 * Pact V4 #matching-rules.
 */
import type { Matcher, RuleList } from "../pact.ts";

export function innerRules({ rules }: Matcher): RuleList {
  const matchers = (Array.isArray(rules) ? (rules as unknown[]) : []).map((rule): Matcher => {
    const { match } = (rule ?? {}) as { match?: unknown };
    // One without a name is a rule that is not known.
    return { ...(rule as object), match: typeof match === "string" ? match : "reference" };
  });
  return { combine: "AND", matchers };
}
