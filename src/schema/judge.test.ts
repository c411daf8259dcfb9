import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { schemaOf } from "../../test/schema/schema-of.ts";
import { judge } from "./judge.ts";
import { isValid, validate } from "./validate.ts";

const names = fc.constantFrom("a", "b", "c");
const { value: instances } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom(null, true, false, "", "a", "ab", "b1", 0, 1, 2, 2.5, -3),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(names, tie("value"), { maxKeys: 3 }),
  ),
}));

const { schema: schemas } = fc.letrec((tie) => {
  const schema = tie("schema");
  const list = fc.array(schema, { minLength: 1, maxLength: 3 });
  const count = fc.nat(3);
  const applicators = {
    allOf: list,
    anyOf: list,
    oneOf: list,
    not: schema,
    if: schema,
    // biome-ignore lint/suspicious/noThenProperty: it is a keyword
    then: schema,
    else: schema,
    properties: fc.dictionary(names, schema, { maxKeys: 3 }),
    patternProperties: fc.dictionary(fc.constantFrom("^a", "b|c"), schema, { maxKeys: 2 }),
    additionalProperties: schema,
    propertyNames: schema,
    dependentSchemas: fc.dictionary(names, schema, { maxKeys: 2 }),
    unevaluatedProperties: schema,
    prefixItems: list,
    items: schema,
    contains: schema,
    unevaluatedItems: schema,
    $ref: fc.constantFrom("#/$defs/x", "#/$defs/y"),
  };
  const assertions = {
    type: fc.constantFrom("null", "boolean", "integer", "number", "string", "array", "object"),
    enum: fc.array(instances, { minLength: 1, maxLength: 3 }),
    const: instances,
    minimum: fc.integer({ min: -3, max: 3 }),
    exclusiveMaximum: fc.integer({ min: -3, max: 3 }),
    multipleOf: fc.constantFrom(1, 2, 0.5),
    minLength: count,
    maxLength: count,
    pattern: fc.constantFrom("^a", "[0-9]", "^(a|b)*$"),
    required: fc.uniqueArray(names, { maxLength: 2 }),
    dependentRequired: fc.dictionary(names, fc.uniqueArray(names, { maxLength: 2 })),
    minProperties: count,
    maxProperties: count,
    minItems: count,
    maxItems: count,
    uniqueItems: fc.boolean(),
  };
  // A few keywords at a time: with many nothing is ever valid.
  const keyword = fc.oneof(
    ...[...Object.entries(applicators), ...Object.entries(assertions)].map(([name, value]) =>
      (value as fc.Arbitrary<unknown>).map((value) => [name, value] as const),
    ),
  );
  const object = fc.array(keyword, { maxLength: 3 }).map(Object.fromEntries);
  return {
    schema: fc.oneof({ maxDepth: 3, withCrossShrink: true }, fc.boolean(), object),
  };
});

const documents = fc
  .tuple(schemas, schemas, schemas)
  .filter(([root]) => typeof root === "object")
  .map(([root, x, y]) => ({ ...(root as object), $defs: { x, y } }));

describe("validate and Ajv", () => {
  test("agree on what is valid", () => {
    let verdicts = 0;
    let valid = 0;
    fc.assert(
      fc.property(
        documents,
        fc.array(instances, { minLength: 4, maxLength: 4 }),
        (root, values) => {
          const schema = schemaOf(root);
          const judged = judge(schema);
          for (const value of values) {
            const violations = validate(schema, value);
            expect(isValid(schema, value)).toBe(violations.length === 0);
            // Circles of references have no answer, and Ajv may recurse until it gives up.
            if (violations.some(({ kind }) => kind === "unresolved")) continue;
            const verdict = judged(value);
            if (verdict === undefined) continue;
            verdicts += 1;
            if (verdict) valid += 1;
            expect({ value, valid: violations.length === 0 }).toEqual({ value, valid: verdict });
          }
        },
      ),
      { seed: 20_261_123, numRuns: 250 },
    );
    // The law would say little if schemas were trivial or undecided.
    expect(verdicts).toBeGreaterThan(700);
    expect(valid).toBeGreaterThan(verdicts / 10);
    expect(valid).toBeLessThan((verdicts * 9) / 10);
  });
});

const named = '{"constructor":{}}';

test.each<[string, unknown, unknown, boolean | undefined]>([
  ["decimals", { multipleOf: 0.1 }, 0.3, true],
  ["the empty name", { required: ["a", ""] }, { a: 1 }, undefined],
  ["the empty name where another is", { dependentRequired: { a: [""] } }, { a: 1 }, undefined],
  ["formats of OpenAPI", { format: "int32" }, 2 ** 31, false],
  ["escapes outside of u", { pattern: "^a\\_b$" }, "a_b", true],
  ["an exploding pattern", { pattern: "^(a+)+$" }, `${"a".repeat(1000)}!`, false],
  ["annotations", { nullable: true, discriminator: {}, id: 3, example: { $id: "#" } }, 1, true],
  [
    "references across $ids",
    {
      $id: "http://a.example/",
      $ref: "b",
      $defs: { b: { $id: "b", $ref: "#/$defs/c", $defs: { c: false } } },
    },
    1,
    false,
  ],
  [
    "recursion",
    { properties: { a: { $ref: "#" } }, additionalProperties: false },
    { a: { b: 1 } },
    false,
  ],
  ["a dangling reference", { $ref: "#/no" }, 1, undefined],
  ["a circle", { $ref: "#" }, 1, undefined],
  ["formats that it does not have", { not: { format: "media-range" } }, "linen", undefined],
  ["formats that we do not have", { format: "url" }, "linen", undefined],
  ["formats that objects have by inheritance", { format: "toString" }, "linen", true],
  ["formats that accept all", { format: "password" }, "linen", true],
  ["formats that nobody has", { format: "fabric" }, "linen", true],
  ["constants with a constructor", JSON.parse(`{"const":${named}}`), JSON.parse(named), undefined],
  ["equal items with a constructor", { uniqueItems: true }, JSON.parse(`[${named}]`), undefined],
  ["constants with __proto__", JSON.parse('{"enum":[[{"__proto__":1}]]}'), 1, undefined],
  [
    "what depends on __proto__",
    JSON.parse('{"dependentRequired":{"__proto__":["a"]}}'),
    1,
    undefined,
  ],
])("Ajv judges %s", (_, root, instance, verdict) => {
  expect(judge(schemaOf(root))(instance)).toBe(verdict);
});

test("of a text, int64 is asserted by one of us only", () => {
  expect(judge(schemaOf({ format: "int64" }))("linen")).toBeUndefined();
  expect(judge(schemaOf({ type: "integer", format: "int64" }))(1)).toBe(true);
});

// Each by JSON Schema 2020-12; Ajv 8.20 says the opposite.
test.each<[unknown, unknown, boolean]>([
  // Core #contains: what fits is evaluated, and nothing else.
  [{ contains: { type: "string" }, unevaluatedItems: false }, ["a", 1], false],
  // Core #unevaluateditems: a branch that does not hold has evaluated nothing.
  [
    { anyOf: [{ items: { type: "string" } }, true], unevaluatedItems: { type: "boolean" } },
    ["a", false],
    false,
  ],
  // Core #if: what a condition that holds has evaluated is so without any branch.
  [{ if: { prefixItems: [{ const: 1 }] }, unevaluatedItems: false }, [1], true],
  [
    { if: { properties: { a: { const: 1 } }, required: ["a"] }, unevaluatedProperties: false },
    { a: 1 },
    true,
  ],
  [{ prefixItems: [{ type: "string" }], contains: { type: "integer" } }, [], false],
  [{ prefixItems: [{}, {}], items: { type: "string" }, uniqueItems: true }, [1, 1], false],
])("Ajv is not asked about %j", (root, instance, isRight) => {
  expect(judge(schemaOf(root))(instance)).toBeUndefined();
  expect(isValid(schemaOf(root), instance)).toBe(isRight);
});
