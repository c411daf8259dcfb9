/**
 * Schemas that no author writes on purpose: keywords of wrong types, branches that double with each
 * level, lists longer than a stack is deep. Nothing throws, and nothing takes long.
 *
 * Found by test/fuzz; each stands here as small as it can be.
 */
import { describe, expect, test } from "vitest";
import { instanceTypes } from "../../src/schema/instance-types.ts";
import { judge } from "../../src/schema/judge.ts";
import { sample } from "../../src/schema/sample.ts";
import { sampleInvalid } from "../../src/schema/sample-invalid.ts";
import { subschema } from "../../src/schema/schema.ts";
import { isValid, validate } from "../../src/schema/validate.ts";
import { cpuSecondsOf } from "../cpu-seconds.ts";
import { schemaOf } from "./schema-of.ts";

const infinity: unknown = JSON.parse("1e999");

describe("a sample of keywords that mean nothing", () => {
  test.each<[schema: unknown, made: object]>([
    [{ type: null }, { ok: false, reason: "gave up" }],
    [{ type: ["string", null] }, { ok: false, reason: "gave up" }],
    [{ type: "any" }, { ok: false }],
    [{ type: "fraction" }, { ok: false }],
    // Numbers are no multiples of it; other values are not asked.
    [
      { multipleOf: infinity, type: ["number", "null"] },
      { ok: true, value: null },
    ],
    [
      { minimum: infinity, type: "number" },
      { ok: false, reason: "unsatisfiable" },
    ],
    [
      { minItems: infinity, type: "array" },
      { ok: false, reason: "gave up" },
    ],
    [
      { type: "array", contains: {}, minContains: 1e9 },
      { ok: false, reason: "gave up" },
    ],
    [
      { type: "integer", multipleOf: 1e300, minimum: 1e300, maximum: 1e300 },
      { ok: true, value: 1e300 },
    ],
    [{ type: "integer", multipleOf: 1e300, minimum: 1 }, { ok: true }],
  ])("%j", (schema, made) => {
    expect(sample(schemaOf(schema), { seed: 1 })).toMatchObject(made);
  });

  test("a dependent name that is no text asks for nothing", () => {
    const schema = {
      type: "object",
      required: ["a"],
      dependentRequired: { a: [{}] },
      patternProperties: { "^(a+)+$": true },
    };
    expect(sample(schemaOf(schema), { seed: 1 })).toMatchObject({ ok: false, reason: "gave up" });
  });
});

/** `c0` to the last, each with the next twice. */
function doubling(link: (next: object) => object, levels: number): object {
  const $defs: Record<string, unknown> = { [`c${levels}`]: { type: "string" } };
  for (let level = 0; level < levels; level += 1) {
    $defs[`c${level}`] = link({ $ref: `#/$defs/c${level + 1}` });
  }
  return { $ref: "#/$defs/c0", $defs };
}

const DOUBLINGS: [string, (next: object) => object][] = [
  ["allOf", (next) => ({ allOf: [next, next] })],
  ["anyOf", (next) => ({ anyOf: [next, next] })],
  ["oneOf", (next) => ({ oneOf: [next, next] })],
  ["not", (next) => ({ not: { allOf: [next, next] } })],
  ["if", (next) => ({ if: next, else: next })],
  ["properties", (next) => ({ properties: { a: next, b: next }, required: ["a", "b"] })],
];

describe.each(DOUBLINGS)("branches that double with each of 200 levels: %s", (_, link) => {
  const schema = schemaOf(doubling(link, 200));

  test.each(["a", 1, { a: 1 }])("validating %j ends", (value) => {
    let answer = false;
    const seconds = cpuSecondsOf(() => {
      answer = isValid(schema, value);
      expect(validate(schema, value).length === 0).toBe(answer);
    });
    expect(seconds).toBeLessThan(2);
  });

  test("sampling ends", () => {
    expect(cpuSecondsOf(() => sample(schema, { seed: 1 }))).toBeLessThan(1.5);
  });

  test("the types of its instances are told at once", () => {
    expect(cpuSecondsOf(() => instanceTypes(schema))).toBeLessThan(0.5);
  });
});

test("what stays undecided below branches that double is told within the limits, too", () => {
  const root = doubling((next) => ({ not: { allOf: [next, next] } }), 200) as { $defs: object };
  const schema = schemaOf({ ...root, $defs: { ...root.$defs, c200: { $ref: "#/$defs/none" } } });
  const large = Array(20_000).fill("a");
  expect(cpuSecondsOf(() => validate(schema, large))).toBeLessThan(1.6);
});

test("schemas that all have each other for members are not written as one huge program", () => {
  const names = Array.from({ length: 800 }, (_, at) => `c${at}`);
  const properties = () =>
    Object.fromEntries(names.map((name) => [name, { $ref: `#/$defs/${name}` }]));
  const $defs = Object.fromEntries(names.map((name) => [name, { properties: properties() }]));
  const schema = schemaOf({ $ref: "#/$defs/c0", $defs });
  const seconds = cpuSecondsOf(() => {
    for (let time = 0; time < 100; time += 1) isValid(schema, { c1: { c2: 1 } });
  });
  expect(seconds).toBeLessThan(1.5);
});

test("work that is worth it is done: a large value has more of it than a small one", () => {
  const branches = Array.from({ length: 500 }, (_, at) => ({ const: at }));
  const schema = schemaOf({ items: { oneOf: [...branches, { type: "string" }] } });
  expect(isValid(schema, Array(20_000).fill("a"))).toBe(true);
});

test("where the most is told that is asked for, the rest is not looked at", () => {
  const schema = schemaOf({ items: { allOf: Array(1000).fill({ type: "string" }) } });
  const numbers = Array(100_000).fill(1);
  const seconds = cpuSecondsOf(() => {
    const told = validate(schema, numbers, { maxViolations: 3 });
    expect(
      told.map(({ instancePointer, schema }) => `${instancePointer} ${schema.pointer}`),
    ).toEqual(["/0 /items/allOf/0/type", "/0 /items/allOf/1/type", "/0 /items/allOf/2/type"]);
  });
  expect(seconds).toBeLessThan(0.5);
});

describe("a sample of thousands of parts", () => {
  test.each<[string, object]>([
    ["branches that all fit", { const: null, oneOf: Array(5001).fill({}) }],
    ["branches that none fits", { anyOf: Array(5001).fill({ minLength: 2, maxLength: 1 }) }],
    [
      "members that are left out one by one",
      {
        type: "object",
        properties: Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`k${at}`, {}])),
        not: { minProperties: 10 },
        minProperties: 20,
      },
    ],
    [
      "members of which each is tried to tell a branch apart",
      {
        not: {
          properties: Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`k${at}`, {}])),
        },
        pattern: "(",
      },
    ],
    [
      "members that are all due and all large",
      { patternProperties: { b: { const: Array(50_001).fill({}) } }, minProperties: 1e9 },
    ],
    ["branches that are no schemas", { oneOf: Array(50_001).fill(0) }],
    [
      "dependent schemas",
      {
        enum: [0, [], {}],
        dependentSchemas: Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [at, {}])),
        type: "array",
        minItems: 1,
      },
    ],
    [
      "types that are no names",
      { minProperties: 9, propertyNames: { type: Array(150_000).fill({}) } },
    ],
  ])("%s", (_, schema) => {
    expect(cpuSecondsOf(() => sample(schemaOf(schema), { seed: 1 }))).toBeLessThan(2);
  });

  test("a huge value of an enum is looked at once, and not for each of 1,000 members", () => {
    const huge = Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`k${at}`, {}]));
    const additionalProperties = { enum: ["a", huge] };
    const schema = schemaOf({ type: "object", minProperties: 1000, additionalProperties });
    expect(cpuSecondsOf(() => sample(schema, { seed: 1 }))).toBeLessThan(0.5);
  });

  test.each(["allOf", "anyOf", "oneOf"])("%s of 150,000 schemas is given up at once", (keyword) => {
    const schema = schemaOf({ [keyword]: Array(150_000).fill({ type: "string", minLength: 9e9 }) });
    let made: unknown;
    expect(cpuSecondsOf(() => (made = sample(schema, { seed: 1 })))).toBeLessThan(0.2);
    // Not all of them were looked at.
    expect(made).toMatchObject({ ok: false, reason: "gave up" });
  });
});

describe("lists longer than a call may have arguments", () => {
  test("of branches", () => {
    const schema = schemaOf({ anyOf: Array(150_000).fill({}), title: "many" });
    expect(isValid(schema, 1)).toBe(true);
    expect(instanceTypes(schema).size).toBe(7);
  });

  test("of branches that a value fits which is then broken", () => {
    const schema = schemaOf({ type: "string", anyOf: Array(150_000).fill({}) });
    expect(sampleInvalid(schema, 1)).toMatchObject({ ok: true, keyword: "type" });
  });

  test("of branches that are no schemas", () => {
    const told = validate(schemaOf({ anyOf: Array(150_000).fill(0) }), 1);
    expect(told.map(({ kind }) => kind)).toEqual(Array(50).fill("unresolved"));
  });
});

describe("what cannot be decided is told, though part of it can", () => {
  const unknown = { allOf: [{ type: "any" }, { type: "null" }] };

  test.each<[string, object, unknown]>([
    ["oneOf", { oneOf: [{ maxLength: 3 }, unknown] }, "a"],
    ["oneOf in oneOf", { oneOf: [true, { anyOf: [unknown, { type: "null" }] }] }, "a"],
    ["not", { not: { anyOf: [unknown, { type: "null" }] } }, "a"],
    ["if", { if: { anyOf: [unknown, { type: "null" }] } }, "a"],
    ["contains", { contains: { anyOf: [unknown, { type: "null" }] } }, ["a"]],
    ["dependencies", { not: { dependencies: null, unevaluatedProperties: false } }, { a: 1 }],
  ])("%s", (_, root, value) => {
    const schema = schemaOf(root);
    // So often that the schema is compiled.
    for (let time = 0; time < 100; time += 1) expect(isValid(schema, value)).toBe(false);
    const told = validate(schema, value);
    expect(told.length).toBeGreaterThan(0);
    expect(told.every(({ kind }) => kind === "unresolved")).toBe(true);
  });
});

test("a pattern that the platform finds too large when it runs is one that cannot be run", () => {
  const schema = schemaOf({ pattern: "a".repeat(100_000) });
  expect(validate(schema, "a")).toMatchObject([{ kind: "unresolved", keyword: "pattern" }]);
  expect(isValid(schema, 1)).toBe(true);
});

test("Ajv judges schemas inside each other in bounded time", () => {
  let nested: object = { type: "string" };
  for (let level = 0; level < 60; level += 1) nested = { allOf: [nested] };
  const seconds = cpuSecondsOf(() => expect(judge(schemaOf(nested))("a")).toBe(true));
  expect(seconds).toBeLessThan(3);
});

test("schemas that have no names are not gone through, however long the way to them is written", () => {
  const many = { allOf: Array.from({ length: 100_000 }, () => ({})) };
  const seconds = cpuSecondsOf(() => {
    const schema = schemaOf({ $defs: { ["a".repeat(10_000)]: many }, type: "null" });
    expect(isValid(schema, null)).toBe(true);
  });
  expect(seconds).toBeLessThan(2);
});

test("a keyword that is malformed a thousand times over is told in the time of one", () => {
  const names = Array.from({ length: 5000 }, (_, at) => [`k${at}`, {}]);
  const schema = schemaOf({ dependentRequired: Object.fromEntries(names) });
  expect(cpuSecondsOf(() => validate(schema, {}))).toBeLessThan(1);
  expect(validate(schema, {})[0]).toMatchObject({ kind: "unresolved" });
});

test("of schemas that lead into each other not each is compiled with all others", () => {
  const names = Array.from({ length: 3000 }, (_, at) => `c${at}`);
  const $defs = Object.fromEntries(
    names.map((name, at) => [name, { propertyNames: { $ref: `#/$defs/c${at + 1}` } }]),
  );
  const schema = schemaOf({ $defs: { ...$defs, c3000: { type: "string" } } });
  const seconds = cpuSecondsOf(() => {
    for (const name of names.slice(0, 600)) {
      const inner = subschema(schema, "$defs", name);
      for (let time = 0; time < 64; time += 1) expect(isValid(inner, {})).toBe(true);
    }
  });
  expect(seconds).toBeLessThan(4);
});

test.each(["additionalProperties", "items", "allOf", "not"])(
  "branches that lead through thousands of schemas by %s have a sample, or a reason",
  (keyword) => {
    const $defs: Record<string, unknown> = { c10000: { type: "string" } };
    for (let at = 0; at < 10_000; at += 1) {
      const next = { $ref: `#/$defs/c${at + 1}` };
      $defs[`c${at}`] = { [keyword]: keyword === "allOf" ? [next] : next };
    }
    const first = { $ref: "#/$defs/c0" };
    const schema = schemaOf({ $defs, oneOf: [first, { ...first, type: "object" }] });
    const made = sample(schema, { seed: 1 });
    expect(made.ok || made.message !== "").toBe(true);
    const broken = sampleInvalid(schema, 1);
    expect(broken.ok || broken.message !== "").toBe(true);
  },
);

test("thousands of schemas below a long name are found in time", () => {
  const below = { prefixItems: Array.from({ length: 50_000 }, () => ({})) };
  const root = { $ref: "#here", $defs: { ["n".repeat(50_000)]: below, last: { $anchor: "here" } } };
  expect(cpuSecondsOf(() => expect(isValid(schemaOf(root), 1)).toBe(true))).toBeLessThan(2);
});

test("one schema at thousands of places, as YAML's aliases write it, is found in time", () => {
  const shared = { type: "string" };
  const names = Array.from({ length: 20_000 }, (_, at) => `k${at}`);
  const properties = Object.fromEntries(names.map((name) => [name, shared]));
  const value = Object.fromEntries(names.map((name) => [name, "x"]));
  const schema = schemaOf({ properties });
  expect(cpuSecondsOf(() => expect(isValid(schema, value)).toBe(true))).toBeLessThan(2);
});
