/**
 * Random matching rules of a body.
 */
import fc from "fast-check";
import type { Matcher, MatchingRules } from "../../src/pact/pact.ts";
import { readMatchingRules } from "../../src/pact/read-rules.ts";
import { rootPlace } from "../../src/source/documents.ts";
import { readSource } from "../../src/source/source.ts";

/** The rules of a body as a pact writes them, by path. */
export type Written = Record<string, { combine?: string; matchers: object[] }>;

export function readRulesOf(written: unknown): MatchingRules {
  const text = JSON.stringify({ body: written });
  const source = readSource(text, { uri: "file:///rules.json", file: "rules.json" });
  return readMatchingRules([], rootPlace(source));
}

const simple = fc.constantFrom<Matcher>(
  { match: "type" },
  { match: "type", min: 1 },
  { match: "type", max: 2 },
  { match: "integer" },
  { match: "decimal" },
  { match: "number" },
  { match: "boolean" },
  { match: "null" },
  { match: "equality" },
  { match: "regex", regex: "a|ab" },
  { match: "regex", regex: "\\d+" },
  { match: "include", value: "b" },
  { match: "date", format: "yyyy-MM-dd" },
  { match: "semver" },
  { match: "notEmpty" },
  { match: "values" },
  { match: "unheard-of" },
);
const keyRule = fc.constantFrom<Matcher>({ match: "regex", regex: "a.*|b" }, { match: "type" });
const matcher: fc.Arbitrary<Matcher> = fc.oneof(
  { weight: 6, arbitrary: simple },
  { weight: 1, arbitrary: fc.record({ match: fc.constant("eachKey"), rules: fc.tuple(keyRule) }) },
  { weight: 1, arbitrary: fc.record({ match: fc.constant("eachValue"), rules: fc.tuple(simple) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      match: fc.constant("arrayContains"),
      variants: fc.array(
        fc.record({
          index: fc.nat(2),
          rules: fc.dictionary(
            fc.constantFrom("$", "$.a", "$.*"),
            fc.record({ matchers: fc.tuple(simple) }),
            { maxKeys: 2 },
          ),
        }),
        { maxLength: 2 },
      ),
    }),
  },
);
export const rulesArbitrary: fc.Arbitrary<Written> = fc.dictionary(
  fc.constantFrom("$", "$.a", "$.b", "$.*", "$[*]", "$[0]", "$.a[*]", "$.a.b", "$.*.a", "$[*].a"),
  fc.record({
    combine: fc.constantFrom("AND", "AND", "OR"),
    matchers: fc.array(matcher, { minLength: 1, maxLength: 2 }),
  }),
  { maxKeys: 3 },
);
