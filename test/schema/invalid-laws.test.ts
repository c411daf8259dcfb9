/**
 * Laws of values with one keyword broken, over random schemas and real ones, with bare Ajv as the
 * judge: none is valid, and of schemas without choices Ajv too names one place and one keyword.
 */
import { existsSync, readFileSync } from "node:fs";
import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judge } from "../../src/schema/judge.ts";
import { sample } from "../../src/schema/sample.ts";
import { type InvalidSample, sampleInvalid } from "../../src/schema/sample-invalid.ts";
import { validate } from "../../src/schema/validate.ts";
import { componentsOf, corpusFile } from "./corpus-schemas.ts";
import { schemaOf } from "./schema-of.ts";

const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false, multipleOfPrecision: 9 });
(addFormats as unknown as (ajv: Ajv2020) => void)(ajv);

const name = fc.constantFrom("a", "b", "email", "price");
const count = fc.integer({ min: 0, max: 3 });
const number = fc.constantFrom(-3, 0, 1, 2.5, 7, 100);
const scalar = fc.constantFrom<unknown>(null, true, 0, 1, 2.5, "a", "amber", "2024-01-15");
const pattern = fc.constantFrom("^[a-z]+$", "[0-9]", "^x-", "^[A-Z]{2}-[0-9]{3}$", "^[^a]*$");
const format = fc.constantFrom("date-time", "date", "email", "ipv4", "uri", "uuid", "json-pointer");
const some = (inner: fc.Arbitrary<unknown>) => fc.array(inner, { minLength: 1, maxLength: 3 });
const optional = { requiredKeys: [] as [] };

/** Schemas of one type, all of whose keywords speak of it. */
const { plain } = fc.letrec<{ plain: unknown }>((tie) => {
  const inner = tie("plain");
  const typed = (type: string, keywords: Record<string, fc.Arbitrary<unknown>>) =>
    fc.record(keywords, optional).map((held) => ({ type, ...(held as object) }));
  const object = {
    properties: fc.dictionary(name, inner, { maxKeys: 3 }),
    required: fc.uniqueArray(name, { maxLength: 2 }),
    additionalProperties: fc.constantFrom(true, false),
    minProperties: count,
    maxProperties: fc.integer({ min: 1, max: 4 }),
  };
  const array = {
    items: inner,
    minItems: count,
    maxItems: fc.integer({ min: 1, max: 4 }),
    uniqueItems: fc.boolean(),
  };
  const bounds = {
    minimum: number,
    maximum: number,
    exclusiveMinimum: number,
    exclusiveMaximum: number,
    multipleOf: fc.constantFrom(0.01, 0.25, 1, 3),
  };
  return {
    plain: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      typed("boolean", {}),
      typed("integer", bounds),
      typed("number", bounds),
      typed("string", { minLength: count, maxLength: fc.integer({ min: 2, max: 40 }), pattern }),
      typed("string", { format }),
      some(scalar).map((values) => ({ enum: [...new Set(values)] })),
      scalar.map((value) => ({ const: value })),
      { weight: 4, arbitrary: typed("object", object) },
      { weight: 3, arbitrary: typed("array", array) },
    ),
  };
});

/** The same with choices, conditions and references around them. */
const { combined } = fc.letrec<{ combined: object; mixed: unknown }>((tie) => {
  const inner = fc.oneof({ depthSize: "small" }, plain, tie("mixed"));
  const keywords = {
    allOf: some(inner),
    anyOf: some(inner),
    oneOf: some(inner),
    not: inner,
    if: inner,
    // biome-ignore lint/suspicious/noThenProperty: it is the keyword.
    then: inner,
    else: inner,
    properties: fc.dictionary(name, inner, { maxKeys: 2 }),
    patternProperties: fc.dictionary(pattern, inner, { maxKeys: 1 }),
    additionalProperties: inner,
    propertyNames: inner,
    dependentRequired: fc.dictionary(name, fc.uniqueArray(name, { maxLength: 2 }), { maxKeys: 1 }),
    dependentSchemas: fc.dictionary(name, inner, { maxKeys: 1 }),
    prefixItems: some(inner),
    items: inner,
    $ref: fc.constant("#/$defs/x"),
  };
  const entries = Object.entries(keywords).map(([keyword, value]) =>
    (value as fc.Arbitrary<unknown>).map((held) => [keyword, held] as const),
  );
  const object = fc
    .array(fc.oneof(...entries), { minLength: 1, maxLength: 3 })
    .map((held) => Object.fromEntries(held) as object);
  const leaf = fc.oneof({ depthSize: "small" }, { weight: 3, arbitrary: object }, fc.boolean());
  return { combined: object, mixed: leaf };
});

const seed = fc.integer({ min: 0, max: 99 });

function place({ keyword, instancePath, params }: ErrorObject): string {
  // Ajv tells of the object what we tell of the member that is too many.
  const extra = params as { additionalProperty?: string };
  const member = extra.additionalProperty === undefined ? "" : `/${extra.additionalProperty}`;
  return `${instancePath}${member} ${keyword}`;
}

function invalid(raw: unknown, seed: number): InvalidSample {
  return sampleInvalid(schemaOf(raw), seed);
}

test("of schemas without choices Ajv tells the one place and keyword that is told", () => {
  const tally = { broken: 0, "gave up": 0, unbreakable: 0, unsatisfiable: 0 };
  fc.assert(
    fc.property(plain, seed, (raw, seed) => {
      const made = invalid(raw, seed);
      tally[made.ok ? "broken" : made.reason] += 1;
      if (!made.ok) return;
      const check = ajv.compile(raw as object);
      expect(check(made.value)).toBe(false);
      const told = new Set(check.errors!.map(place));
      expect([...told]).toEqual([`${made.instancePointer} ${made.keyword}`]);
    }),
    { numRuns: 600, seed: 20240117 },
  );
  // How many are found is no law; this tells when it gets worse.
  expect(tally.unbreakable).toBe(0);
  expect(tally["gave up"]).toBeLessThan(20);
  expect(tally.broken).toBeGreaterThan(400);
});

test("whatever the schema, Ajv refuses the value, and validate tells one place and keyword", () => {
  const tally = { broken: 0, "gave up": 0, unbreakable: 0, unsatisfiable: 0 };
  fc.assert(
    fc.property(combined, plain, seed, (outer, x, seed) => {
      const raw = { ...outer, $defs: { x } };
      const schema = schemaOf(raw);
      const made = sampleInvalid(schema, seed);
      tally[made.ok ? "broken" : made.reason] += 1;
      if (!made.ok) return;
      expect(ajv.compile(raw)(made.value)).toBe(false);
      const told = validate(schema, made.value).map(
        ({ kind, keyword, instancePointer, schema }) =>
          `${kind} ${keyword} ${instancePointer} ${schema.pointer}`,
      );
      const { keyword, instancePointer, schemaPointer } = made;
      expect([...new Set(told)]).toEqual([
        `invalid ${keyword} ${instancePointer} ${schemaPointer}`,
      ]);
    }),
    { numRuns: 600, seed: 20240118 },
  );
  // Many say what is true of everything, such as an empty list of names.
  expect(tally["gave up"]).toBeLessThan(150);
  expect(tally.broken).toBeGreaterThan(250);
});

test("the same seed gives the same bytes, whatever was made before", () => {
  fc.assert(
    fc.property(combined, seed, (raw, seed) => {
      const first = JSON.stringify(invalid(raw, seed));
      const kept = schemaOf(raw);
      sample(kept, { seed });
      sampleInvalid(kept, seed + 1);
      expect(JSON.stringify(sampleInvalid(kept, seed))).toBe(first);
    }),
    { numRuns: 150, seed: 20240119 },
  );
});

describe.each([["redocly-museum.yaml"], ["readme-3.0-discriminators.json"], ["spotify.yml"]])(
  "%s",
  (file) => {
    const url = corpusFile(file);
    test.skipIf(!existsSync(url))("every component is broken, in both directions", () => {
      for (const [name, schema] of componentsOf(readFileSync(url, "utf8"))) {
        const judged = judge(schema);
        for (const [seed, direction] of [
          [1, undefined],
          [2, "request"],
          [3, "response"],
        ] as const) {
          const made = sampleInvalid(schema, seed, direction && { direction });
          expect(made, name).toMatchObject({ ok: true });
          if (!made.ok || isWide(made, schema)) continue;
          // Ajv knows of no direction: what it refuses may be more.
          expect(judged(made.value), `${name} ${JSON.stringify(made)}`).toBe(false);
        }
      }
    });
  },
);

// ajv-formats takes every integer for an int64, and every number for a float or a double.
function isWide(made: InvalidSample, { links }: ReturnType<typeof schemaOf>): boolean {
  if (!made.ok || made.keyword !== "format") return false;
  const root = links.document.document.root;
  const owner = made.schemaPointer
    .replace(/\/format$/, "")
    .split("/")
    .slice(1);
  const found = owner.reduce<unknown>(
    (value, token) => (value as Record<string, unknown>)[token.replaceAll("~1", "/")],
    root,
  );
  return ["int64", "float", "double"].includes((found as { format: string }).format);
}
