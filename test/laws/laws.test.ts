/**
 * Comparing random schemas keeps two laws: what is called compatible has no value that breaks,
 * and every witness breaks. `bench/laws.ts` holds it to them for longer.
 */
import { describe, expect, test } from "vitest";
import { bareSchema } from "./bare.ts";
import type { RandomSchema } from "./generate.ts";
import { barePair, faultOf, isBreak } from "./judge-pair.ts";
import { runLaws } from "./run.ts";
import { isInView } from "./view.ts";

const PAIRS = 2000;

test("random pairs of schemas keep the laws, and what is known of them beforehand is found", {
  timeout: 120_000,
}, () => {
  const run = runLaws({ pairs: PAIRS, seed: 1, values: 20 });
  expect(run.broken).toEqual([]);
  // Half of the pairs have an edit between them, and half of those need a value that shows it.
  expect(run.expected).toBeGreaterThan(PAIRS / 5);
  expect(run.met / run.expected).toBeGreaterThanOrEqual(0.99);
  const kinds = [...run.verdicts.keys()].sort();
  expect(kinds.filter((kind) => kind !== "unknown")).toEqual(["compatible", "incompatible"]);
});

describe("the closed view on values", () => {
  const a = { properties: { a: { type: "integer" } } };
  const rows: [schema: RandomSchema, value: unknown, isSent: boolean][] = [
    [a, { a: 1 }, true],
    [a, { a: "1" }, false],
    [a, { a: 1, b: 1 }, false],
    [{}, { a: 1, b: { c: 1 } }, true],
    [{ type: "object", required: ["b"] }, { b: 1 }, true],
    [{ ...a, required: ["b"] }, { b: 1 }, false],
    [{ ...a, additionalProperties: true }, { b: 1 }, true],
    [{ ...a, additionalProperties: a }, { b: { a: 1 } }, true],
    [{ ...a, additionalProperties: a }, { b: { b: 1 } }, false],
    [{ ...a, patternProperties: { "^x-": {} } }, { "x-a": 1 }, true],
    [{ ...a, patternProperties: { "^x-": {} } }, { b: 1 }, false],
    [{ ...a, unevaluatedProperties: { type: "string" } }, { a: 1, b: "b" }, true],
    [{ allOf: [a, { properties: { b: {} } }] }, { a: 1, b: 1 }, true],
    [{ anyOf: [a, { properties: { b: { type: "integer" } } }] }, { a: 1, b: 1 }, true],
    // The second branch does not apply, so that nothing declares b.
    [{ anyOf: [a, { properties: { b: { type: "integer" } } }] }, { a: 1, b: "b" }, false],
    [{ ...a, if: { required: ["a"] }, else: { properties: { b: {} } } }, { b: 1 }, true],
    [{ ...a, if: { required: ["a"] }, else: { properties: { b: {} } } }, { a: 1, b: 1 }, false],
    [{ ...a, if: { properties: { b: {} } } }, { a: 1, b: 1 }, true],
    [{ ...a, dependentSchemas: { a: { properties: { b: {} } } } }, { a: 1, b: 1 }, true],
    [{ ...a, not: { properties: { b: false } } }, { a: 1, b: 1 }, false],
    [{ $ref: "#/$defs/x", $defs: { x: a } }, { a: 1, b: 1 }, false],
    [{ items: a }, [{ a: 1 }, { b: 1 }], false],
    [{ prefixItems: [a] }, [{ a: 1 }, { b: 1 }], true],
    [{ prefixItems: [a], items: a }, [{ a: 1 }, { b: 1 }], false],
  ];
  test.each(rows)("%j sends %j: %j", (schema, value, isSent) => {
    const judge = bareSchema(schema);
    expect(isInView(judge, judge.root, value)).toBe(isSent);
  });

  test("is unclear where only what is contained declares", () => {
    const judge = bareSchema({ contains: { properties: { a: {} } } });
    expect(isInView(judge, judge.root, [{ b: 1 }])).toBe("unclear");
  });
});

describe("the laws see", () => {
  test("a value that breaks", () => {
    const bare = barePair({ type: "number" }, { type: "integer" });
    expect(isBreak(bare, 0.5)).toBe(true);
    expect(isBreak(bare, 1)).toBe(false);
    expect(isBreak(bare, "a")).toBe(false);
  });

  test.each([
    [{ type: "number" }, { type: "integer" }, 0.5, ""],
    [{ type: "number" }, { type: "integer" }, 1, "law 2: the receiver accepts the witness"],
    [
      { type: "number" },
      { type: "integer" },
      "a",
      "law 2: the sender's schema refuses the witness",
    ],
    [
      { properties: { a: {} } },
      { additionalProperties: false },
      { b: 1 },
      "law 2: the witness has what the sender does not declare",
    ],
  ])("what is wrong with a witness of %j and %j: %j", (sender, receiver, value, fault) => {
    expect(faultOf(barePair(sender, receiver), value)).toBe(fault);
  });
});
