/**
 * What a hot schema is compiled to, against the rules that it stands in for: the same answer, or
 * none.
 */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Node, nodeOf } from "../../src/schema/evaluate/evaluate.ts";
import { Unsure, writeCheck } from "../../src/schema/hot/write-check.ts";
import { sample } from "../../src/schema/sample.ts";
import type { Schema } from "../../src/schema/schema.ts";
import { isValid, validate } from "../../src/schema/validate.ts";
import { isStackOverflow } from "../../src/schema/violation.ts";
import { componentsOf, corpusFile } from "./corpus-schemas.ts";
import { isSuiteThere, suiteFiles, suiteGroups } from "./official-suite.ts";
import { schemaOf } from "./schema-of.ts";

type Direction = "request" | "response" | undefined;

/** What the compiled check says; undefined where it is unsure. */
function compiled(node: Node, direction: Direction): (value: unknown) => boolean | undefined {
  const check = writeCheck(node, direction);
  if (check === undefined) throw new Error("the program is too large");
  return (value) => {
    try {
      return check(value);
    } catch (error) {
      if (error instanceof Unsure || isStackOverflow(error)) return undefined;
      throw error;
    }
  };
}

describe.skipIf(!isSuiteThere)("official suite", () => {
  test("no answer differs, and nearly all are certain", () => {
    const differing: string[] = [];
    const uncertain = new Map<string, number>();
    let certain = 0;
    for (const file of suiteFiles()) {
      for (const { description, schema, tests } of suiteGroups(file)) {
        const check = compiled(nodeOf(schema), undefined);
        for (const { data, description: what } of tests) {
          const answer = check(data);
          if (answer === undefined) uncertain.set(file, (uncertain.get(file) ?? 0) + 1);
          else certain += 1;
          if (answer !== undefined && answer !== (validate(schema, data).length === 0)) {
            differing.push(`${file}: ${description}: ${what}: ${answer}`);
          }
        }
      }
    }
    expect(differing).toEqual([]);
    // What the compiler leaves to the rules: accounts of what was evaluated, dynamic scope (that of
    // the meta-schema too), vocabularies without validation, `dependencies` of older drafts.
    expect([...uncertain.keys()].sort()).toEqual([
      "defs.json",
      "dynamicRef.json",
      "not.json",
      "optional/dependencies-compatibility.json",
      "optional/dynamicRef.json",
      "optional/format-assertion.json",
      "ref.json",
      "unevaluatedItems.json",
      "unevaluatedProperties.json",
      "vocabulary.json",
    ]);
    const unsure = [...uncertain.values()].reduce((sum, count) => sum + count, 0);
    expect(unsure / (certain + unsure)).toBeLessThan(0.15);
  });
});

describe.each([
  "figma.yaml",
  "redocly-museum.yaml",
  "readme-3.0-discriminators.json",
  "xero-accounting.yaml",
])("%s", (file) => {
  test.skipIf(!existsSync(corpusFile(file)))("samples and what is made of them", () => {
    const differing: string[] = [];
    for (const [name, schema] of componentsOf(readFileSync(corpusFile(file), "utf8"))) {
      for (const direction of ["request", "response"] as const) {
        const check = compiled(nodeOf(schema), direction);
        for (const value of variants(schema, direction)) {
          const answer = check(value);
          if (answer === isValid(schema, value, { direction })) continue;
          differing.push(`${name} ${direction}: ${answer} for ${JSON.stringify(value)}`);
        }
      }
    }
    expect(differing).toEqual([]);
  });
});

const MAX_VARIANTS = 40;

// A sample, and it with members left out or of another kind, spread over all its depths.
function variants(schema: Schema, direction: "request" | "response"): unknown[] {
  const made = sample(schema, { seed: 3, direction });
  if (!made.ok) return [];
  const paths = membersOf(made.value);
  const step = Math.max(1, Math.floor(paths.length / (MAX_VARIANTS / OTHERS.length)));
  return [
    made.value,
    ...paths
      .filter((_, index) => index % step === 0)
      .flatMap((path) => OTHERS.map((other) => changed(made.value, path, other))),
  ];
}

const OTHERS: readonly unknown[] = [undefined, null, "", -1, 1.5, [], {}];

function membersOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, member]) => [
    [...path, key],
    ...membersOf(member, [...path, key]),
  ]);
}

function changed(value: unknown, path: readonly string[], other: unknown): unknown {
  const copy = structuredClone(value);
  const owner = path
    .slice(0, -1)
    .reduce((inside, key) => (inside as Record<string, unknown>)[key], copy) as object;
  const key = path.at(-1)!;
  if (other !== undefined) Object.assign(owner, { [key]: other });
  else if (Array.isArray(owner)) owner.splice(Number(key), 1);
  else delete (owner as Record<string, unknown>)[key];
  return copy;
}

describe("what is compiled keeps the limits of the rules", () => {
  test("a value deeper than they go is left to them", () => {
    const schema = schemaOf({ type: "array", items: { $ref: "#" } });
    const check = compiled(nodeOf(schema), undefined);
    const deep = (levels: number): unknown[] => {
      let value: unknown[] = [];
      for (let level = 1; level < levels; level += 1) value = [value];
      return value;
    };
    expect(check(deep(900))).toBe(true);
    expect(check(deep(1500))).toBe(undefined);
  });

  test.each([
    ["a schema that leads back to itself", { allOf: [{ $ref: "#" }] }, 1],
    ["a dangling reference", { $ref: "#/$defs/none" }, 1],
    ["a keyword of a wrong type", { minimum: "1" }, 1],
    ["a pattern that cannot be run", { pattern: "(" }, "a"],
    ["unevaluatedProperties", { unevaluatedProperties: false }, { a: 1 }],
    ["a dangling reference in an alternative", { oneOf: [true, { $ref: "#/none" }] }, 1],
  ])("%s is left to them", (_, schema, value) => {
    expect(compiled(nodeOf(schemaOf(schema)), undefined)(value)).toBe(undefined);
  });

  test.each(["__proto__", "constructor", "toString", 'a"b', "v", "d", "\u2028", "*/"])(
    "the name %j is a name like others",
    (name) => {
      const properties = Object.fromEntries([[name, { type: "string" }]]);
      const schema = schemaOf({ properties, required: [name], additionalProperties: false });
      const check = compiled(nodeOf(schema), undefined);
      const having = (value: unknown) =>
        JSON.parse(`{${JSON.stringify(name)}:${JSON.stringify(value)}}`);
      expect([check(having("v")), check(having(1)), check({}), check({ other: "x" })]).toEqual([
        true,
        false,
        false,
        false,
      ]);
    },
  );

  test("a word of a condition is not taken for the value", () => {
    const schema = schemaOf({ properties: { a: { enum: ["v", "typeof v", 'v"v'] } } });
    const check = compiled(nodeOf(schema), undefined);
    expect([check({ a: "v" }), check({ a: 'v"v' }), check({ a: "m" })]).toEqual([
      true,
      true,
      false,
    ]);
  });

  test("a bound beyond all numbers is one", () => {
    const below = compiled(
      nodeOf(schemaOf({ exclusiveMaximum: Number.POSITIVE_INFINITY })),
      undefined,
    );
    const above = compiled(nodeOf(schemaOf({ minimum: Number.POSITIVE_INFINITY })), undefined);
    expect([below(7), above(7)]).toEqual([true, false]);
  });

  test("readOnly and writeOnly are asked for by direction", () => {
    const schema = schemaOf({
      allOf: [{ properties: { id: { readOnly: true }, key: { writeOnly: true } } }],
      required: ["id", "key"],
    });
    const answers = (direction: Direction) =>
      [{ id: 1 }, { key: 1 }, { id: 1, key: 1 }].map(compiled(nodeOf(schema), direction));
    expect(answers("request")).toEqual([false, true, true]);
    expect(answers("response")).toEqual([true, false, true]);
    expect(answers(undefined)).toEqual([false, false, true]);
  });

  test.each([
    ["itself", { properties: { a: { type: "string" } }, if: { $ref: "#" } }],
    [
      "itself by way of another",
      {
        allOf: [{ $ref: "#/$defs/next" }],
        $defs: { next: { properties: { a: { type: "string" } }, not: { $ref: "#" } } },
      },
    ],
    [
      "what leads to itself",
      {
        $defs: { a: { properties: { a: { type: "string" } }, anyOf: [{ $ref: "#/$defs/a" }] } },
        allOf: [{ $ref: "#/$defs/a" }],
      },
    ],
  ])("a schema that leads back to %s is left to the rules at once", (_, root) => {
    const check = compiled(nodeOf(schemaOf(root)), undefined);
    let reads = 0;
    const value = {
      get a() {
        reads += 1;
        return "x";
      },
    };
    expect(check(value)).toBe(undefined);
    expect(reads).toBeLessThan(2);
  });

  test("a schema that leads back to itself for a part of the value is compiled", () => {
    const check = compiled(
      nodeOf(schemaOf({ type: "object", additionalProperties: { allOf: [{ $ref: "#" }] } })),
      undefined,
    );
    expect([check({ a: { b: {} } }), check({ a: { b: 1 } })]).toEqual([true, false]);
  });
});
