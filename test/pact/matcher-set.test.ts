/**
 * The sets of values that rules accept, held to what `match/` says of single values: for random
 * bodies with random rules a value is valid where it matches.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { matchJson } from "../../src/pact/match/match-json.ts";
import { isUndecided } from "../../src/pact/match/mismatch.ts";
import { bodySetOf } from "../../src/pact/matcher-set/body-set.ts";
import { composeSchema } from "../../src/schema/compose.ts";
import { isValid } from "../../src/schema/validate.ts";
import { readRulesOf, rulesArbitrary, type Written } from "./rules-arbitrary.ts";

function judge(expected: unknown, written: Written, allowsMore: boolean) {
  const rules = {
    rules: readRulesOf(written),
    category: "body",
    allowsMore,
    readRules: readRulesOf,
  };
  const set = bodySetOf(rules, expected);
  const schema = composeSchema({ allOf: [set.schema] }, new Map());
  return {
    isExact: set.isExact,
    accepts: (value: unknown) => isValid(schema, value),
    matches(value: unknown): boolean | undefined {
      const found = matchJson(rules, expected, value);
      return isUndecided(found) ? undefined : found.length === 0;
    },
  };
}

const NAMES = ["a", "b", "ab", "x1"];
const leaf = fc.constantFrom<unknown>(
  ...[null, true, false, 0, 1, -3, 1.5, 7, "", "a", "ab", "true", "12", "2020-01-31", "1.2.3", "b"],
);
const value = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...NAMES), tie("value"), { maxKeys: 3 }),
  ),
})).value;

/** Values that are near the expected one, since others hardly ever match. */
function near(expected: unknown): fc.Arbitrary<unknown> {
  if (Array.isArray(expected)) {
    const items = expected.length === 0 ? value : fc.oneof(...expected.map((item) => near(item)));
    return fc.oneof(fc.tuple(...expected.map((item) => near(item))), fc.array(items), value);
  }
  if (expected !== null && typeof expected === "object") {
    const same = Object.fromEntries(
      Object.entries(expected).map(([name, member]) => [name, near(member)]),
    );
    const names = Object.keys(expected);
    const more = fc.dictionary(fc.constantFrom(...NAMES), value, { maxKeys: 1 });
    return fc.oneof(
      fc.record(same),
      fc.record(same, { requiredKeys: names.slice(1) }),
      fc.tuple(fc.record(same), more).map(([own, others]) => ({ ...others, ...own })),
      value,
    );
  }
  return fc.oneof(fc.constant(expected), leaf, leaf, value);
}

describe("a set is what matches", () => {
  test.each([true, false])("more members are fine: %s", (allowsMore) => {
    const counts = { both: 0, neither: 0 };
    fc.assert(
      fc.property(
        value.chain((expected) => fc.tuple(fc.constant(expected), near(expected))),
        rulesArbitrary,
        ([expected, actual], written) => {
          const { isExact, accepts, matches } = judge(expected, written, allowsMore);
          const isMatch = matches(actual);
          const isAccepted = accepts(actual);
          if (isMatch === undefined) return;
          // What matches is in the set; where the set is exact, nothing else is.
          if (isMatch) expect(isAccepted).toBe(true);
          else if (isExact) expect(isAccepted).toBe(false);
          if (isExact) counts[isMatch ? "both" : "neither"] += 1;
        },
      ),
      { numRuns: 2000, seed: 11 },
    );
    // Exact sets are the rule, and values of both kinds were tried.
    expect(Math.min(counts.both, counts.neither)).toBeGreaterThan(300);
  });
});

test.each<
  [sentence: string, expected: unknown, rules: Written, accepted: unknown[], refused: unknown[]]
>([
  [
    "no rule speaks of the items",
    ["a", "b"],
    { $: { matchers: [{ match: "eachValue", rules: [] }] } },
    [
      ["a", "b"],
      ["a", "b", "a"],
    ],
    [["a"], ["a", "c"], []],
  ],
  [
    "a rule of the second item",
    ["a"],
    {
      $: { matchers: [{ match: "type" }] },
      "$[1]": { matchers: [{ match: "regex", regex: "b" }] },
    },
    [["x"], ["x", "b"], []],
    [["x", "a"], "x", [1]],
  ],
  [
    "a date",
    "2020-01-31",
    { $: { matchers: [{ match: "date", format: "dd MMM yyyy" }] } },
    ["31 Jan 2020", "1 FEB 1999"],
    ["2020-01-31", "31 January 2020", 5],
  ],
])("%s", (_, expected, written, accepted, refused) => {
  const { accepts, matches } = judge(expected, written, true);
  expect([...accepted, ...refused].map(accepts)).toEqual([
    ...accepted.map(() => true),
    ...refused.map(() => false),
  ]);
  expect([...accepted, ...refused].map(accepts)).toEqual([...accepted, ...refused].map(matches));
});
