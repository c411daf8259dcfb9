/**
 * Laws of samples, over random schemas, with Ajv as the judge: every sample validates, the same
 * seed gives the same bytes, and nothing that has a value is called unsatisfiable.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { judge } from "../../src/schema/judge.ts";
import { sample } from "../../src/schema/sample.ts";
import { createSchemaStore, type Schema, schemaAt } from "../../src/schema/schema.ts";

const uri = "test:/schema";
const runs = 400;
// Not `__proto__`: Ajv takes it for a property that every object has. A table has it instead.
const name = fc.constantFrom("a", "b", "email", "price", "constructor");
const count = fc.integer({ min: 0, max: 3 });
const number = fc.constantFrom(-3, -0.5, 0, 1, 2.5, 7, 100);
const scalar = fc.constantFrom<unknown>(null, true, 0, 1, 2.5, "a", "amber", "2024-01-15");
const type = fc.constantFrom("null", "boolean", "integer", "number", "string", "array", "object");
const pattern = fc.constantFrom("^[a-z]+$", "[0-9]", "^x-", "^(?=.*[A-Z]).{3,8}$", "^$", "^[^a]*$");
const format = fc.constantFrom(
  ..."date-time date time duration email hostname ipv4 ipv6 uri uri-reference uuid byte".split(" "),
  ..."json-pointer relative-json-pointer uri-template regex".split(" "),
);

const { schema } = fc.letrec<{ schema: unknown }>((tie) => {
  const inner = tie("schema");
  const some = fc.array(inner, { minLength: 1, maxLength: 3 });
  const named = fc.dictionary(name, inner, { maxKeys: 3 });
  const keywords = {
    type: fc.oneof(
      { weight: 4, arbitrary: type },
      fc.uniqueArray(type, { minLength: 1, maxLength: 3 }),
    ),
    const: scalar,
    enum: fc.uniqueArray(scalar, { minLength: 1, maxLength: 3 }),
    default: scalar,
    examples: fc.array(scalar, { maxLength: 2 }),
    minimum: number,
    maximum: number,
    exclusiveMinimum: number,
    exclusiveMaximum: number,
    multipleOf: fc.constantFrom(0.01, 0.1, 0.25, 1, 3),
    minLength: count,
    maxLength: fc.integer({ min: 2, max: 40 }),
    pattern,
    format,
    items: inner,
    prefixItems: some,
    contains: inner,
    minContains: count,
    minItems: count,
    maxItems: count,
    uniqueItems: fc.boolean(),
    unevaluatedItems: inner,
    properties: named,
    patternProperties: fc.dictionary(pattern, inner, { maxKeys: 2 }),
    additionalProperties: inner,
    unevaluatedProperties: inner,
    propertyNames: inner,
    required: fc.uniqueArray(name, { maxLength: 3 }),
    dependentRequired: fc.dictionary(name, fc.uniqueArray(name, { maxLength: 2 }), { maxKeys: 2 }),
    dependentSchemas: fc.dictionary(name, inner, { maxKeys: 2 }),
    minProperties: count,
    maxProperties: count,
    allOf: some,
    anyOf: some,
    oneOf: some,
    not: inner,
    if: inner,
    // biome-ignore lint/suspicious/noThenProperty: it is the keyword.
    then: inner,
    else: inner,
    $ref: fc.constantFrom("#", "#/$defs/x", "#/$defs/y"),
  };
  const entries = Object.entries(keywords).map(([keyword, value]) =>
    (value as fc.Arbitrary<unknown>).map((held) => [keyword, held] as const),
  );
  const object = fc
    .array(fc.oneof({ depthSize: "small" }, ...entries), { minLength: 1, maxLength: 4 })
    .map((held) => Object.fromEntries(held))
    // Ajv takes an empty array to contain what follows `prefixItems`.
    .map(({ contains, ...held }) =>
      "prefixItems" in held || !contains ? held : { ...held, contains },
    )
    // Ajv drops an `if` that stands alone or before a `then` of true, and with it what it evaluates (2020-12 core #if).
    // biome-ignore lint/suspicious/noThenProperty: it is the keyword.
    .map((held) => ("if" in held ? { then: { minLength: 0 }, ...held } : held));
  return {
    schema: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.record({ type }),
      { weight: 1, arbitrary: fc.boolean() },
      { weight: 8, arbitrary: object },
    ),
  };
});

const root = fc
  .tuple(fc.oneof(schema, schema), schema, schema)
  .map(([outer, x, y]) =>
    typeof outer === "boolean" ? outer : { ...(outer as object), $defs: { x, y } },
  );

test("every sample is valid by Ajv, and no schema with a value is called unsatisfiable", () => {
  const tally = { ok: 0, "gave up": 0, unsatisfiable: 0 };
  fc.assert(
    fc.property(root, fc.integer({ min: 0, max: 99 }), (raw, seed) => {
      const schema = read(raw);
      const made = sample(schema, { seed });
      const judged = judge(schema);
      tally[made.ok ? "ok" : made.reason] += 1;
      if (made.ok) expect(judged(made.value), JSON.stringify(made.value)).not.toBe(false);
      else if (made.reason === "unsatisfiable") {
        expect(pool.filter((value) => judged(value) === true)).toEqual([]);
      }
    }),
    { numRuns: runs, seed: 20240115 },
  );
  // How many are found is no law; this tells when it gets worse.
  expect(tally["gave up"]).toBeLessThan(runs * 0.05);
  expect(tally.ok).toBeGreaterThan(runs * 0.5);
});

test("the same seed gives the same bytes, whatever was sampled before", () => {
  fc.assert(
    fc.property(root, fc.string(), (raw, seed) => {
      const first = JSON.stringify(sample(read(raw), { seed }));
      const kept = read(raw);
      sample(kept, { seed: `${seed}, another` });
      expect(JSON.stringify(sample(kept, { seed }))).toBe(first);
    }),
    { numRuns: 150, seed: 20240116 },
  );
});

const pool: unknown[] = [
  ...[
    null,
    true,
    false,
    0,
    1,
    -1,
    2.5,
    3,
    7,
    100,
    1e9,
    "",
    "a",
    "amber",
    "A1b",
    "x-1",
    "2024-01-15",
  ],
  ...[[], [1], ["a"], [null], [1, 2], ["a", "b"], [{}], [true, false], [[]]],
  ...[{}, { a: 1 }, { a: "a" }, { b: null }, { a: 1, b: 2 }, { a: {}, b: [] }, { email: "a@b.io" }],
  ...[{ price: 1 }, { constructor: "a", a: true }],
];

function read(raw: unknown): Schema {
  const store = createSchemaStore((wanted) =>
    wanted === uri ? { uri, root: raw, isSchema: true } : undefined,
  );
  return schemaAt(store, uri, "")!;
}
