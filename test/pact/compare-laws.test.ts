/**
 * Laws of comparing what a pact expects with what a contract lets be sent, held over random
 * schemas, bodies and rules. What is sent is a sample; whether it is what the pact expects is
 * judged by `match/`, as a verifier would.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { createSecondOpinion } from "../../src/compat/second-opinion.ts";
import { judgeBody } from "../../src/pact/expected-body.ts";
import { matchJson } from "../../src/pact/match/match-json.ts";
import { createSetComparison } from "../../src/pact/matcher-set/set-comparison.ts";
import { composeSchema } from "../../src/schema/compose.ts";
import { judge } from "../../src/schema/judge.ts";
import { sample } from "../../src/schema/sample.ts";
import { readRulesOf, rulesArbitrary } from "./rules-arbitrary.ts";

const scalar = fc.constantFrom<Record<string, unknown>>(
  { type: "string" },
  { type: "string", minLength: 1 },
  { enum: ["a", "b", "ab"] },
  { enum: ["a", null] },
  { const: "a" },
  { type: "integer", minimum: 0, maximum: 3 },
  { type: "number", minimum: 0, maximum: 2 },
  { type: ["string", "null"], maxLength: 2 },
  { type: "boolean" },
  { type: ["string", "integer"], maxLength: 1, minimum: 0, maximum: 9 },
  { type: "string", format: "date" },
);

const schemas = fc.letrec<{ schema: Record<string, unknown> }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.record({
      type: fc.constant("array"),
      items: tie("schema"),
      minItems: fc.nat(1),
      maxItems: fc.integer({ min: 1, max: 3 }),
    }),
    fc
      .record({
        type: fc.constant("object"),
        properties: fc.dictionary(fc.constantFrom("a", "b", "ab"), tie("schema"), {
          minKeys: 1,
          maxKeys: 3,
        }),
        required: fc.subarray(["a", "b", "ab"]),
        maxProperties: fc.option(fc.integer({ min: 1, max: 2 }), { nil: undefined }),
        not: fc.option(fc.constant({ required: ["a", "b"] }), { nil: undefined, freq: 5 }),
      })
      .map(({ required, ...rest }) => ({
        ...JSON.parse(JSON.stringify(rest)),
        required: required.filter((name) => Object.hasOwn(rest.properties, name)),
      })),
    fc.record({ type: fc.constant("object"), additionalProperties: tie("schema") }),
    fc.record({ anyOf: fc.tuple(tie("schema"), tie("schema")) }),
  ),
})).schema;

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];

test("what is said of a body holds for what is sent", () => {
  const counts = { silent: 0, never: 0, told: 0, undecided: 0, asked: 0 };
  fc.assert(
    fc.property(schemas, schemas, fc.nat(20), rulesArbitrary, (raw, other, seed, written) => {
      const schema = composeSchema(raw, new Map());
      const from = composeSchema(seed % 4 === 0 ? other : raw, new Map());
      const made = sample(from, { seed, direction: "response" });
      if (!made.ok) return;
      const rules = {
        rules: readRulesOf(written),
        category: "body",
        allowsMore: true,
        readRules: readRulesOf,
      };
      const problems = judgeBody(
        { ...rules, sets: createSetComparison(), direction: "response" },
        schema,
        made.value,
      );
      // Compiling is dear.
      if (seed % 10 === 0) {
        const agrees = createSecondOpinion(judge);
        const asked = problems.flatMap((problem) => problem.asked ?? []);
        expect(asked.filter((each) => !agrees(each))).toEqual([]);
        counts.asked += asked.length;
      }
      const kinds = new Set(problems.map(({ kind }) => kind));
      if (kinds.has("undecided") || kinds.has("unresolved")) {
        counts.undecided += 1;
        return;
      }
      // A list without items, and an object without the name, may satisfy what no item would.
      const areNamesFree = /eachKey|eachValue|values/.test(JSON.stringify(written));
      const isNever = problems.some(
        ({ kind, path }) =>
          (kind === "invalid" || kind === "undeclared") &&
          !areNamesFree &&
          path.every((token) => typeof token === "string"),
      );
      counts[problems.length === 0 ? "silent" : isNever ? "never" : "told"] += 1;
      for (const each of SEEDS) {
        const sent = sample(schema, { seed: each, direction: "response", minimal: each % 2 === 0 });
        if (!sent.ok) continue;
        const mismatches = matchJson(rules, made.value, sent.value);
        // Nothing is said where everything that is sent matches; of alternatives, what one sends
        // that is not meant is not told.
        if (problems.length === 0 && !JSON.stringify(raw).includes("anyOf"))
          expect(mismatches).toEqual([]);
        // What is called impossible is never sent.
        if (isNever) expect(mismatches).not.toEqual([]);
      }
    }),
    { numRuns: 1500, seed: 14 },
  );
  expect(Math.min(counts.silent, counts.never, counts.told)).toBeGreaterThan(30);
  expect(counts.undecided).toBeLessThan(300);
  expect(counts.asked).toBeGreaterThan(100);
});
