/**
 * Keyword by keyword: every value of the narrow schema is one of the wide schema, and not the other
 * way. By JSON Schema 2020-12; each object here is free or says what it sends besides.
 */
import { test } from "vitest";
import { expectVerdict } from "./verdict.ts";

const int = { type: "integer" };
const text = { type: "string" };
const number = { type: "number" };
const list = { type: "array" };
const free = { type: "object", additionalProperties: true };

const pairs: [narrow: unknown, wide: unknown][] = [
  // Any type.
  [false, true],
  [text, {}],
  [text, { type: ["string", "null"] }],
  [int, { type: ["number", "null"] }],
  [int, number],
  // What is tried first fits, and something else does not.
  [{ const: 0 }, int],
  [{ enum: [0, 1, -1] }, int],
  [{ const: "text" }, text],
  [{ const: [] }, list],
  [{ const: {} }, free],
  [{ const: true }, { type: "boolean" }],
  [{ const: 1.5 }, number],
  [{ enum: ["a", 1] }, { enum: [1, "b", "a"] }],
  [{ enum: ["a", 1] }, { type: ["string", "integer"] }],
  [{ const: [1, { a: 2 }] }, list],
  [{ enum: [{ a: 1 }, { a: 2 }] }, { type: "object" }],
  // Numbers.
  [
    { ...number, minimum: 3 },
    { ...number, minimum: 2 },
  ],
  [
    { ...number, exclusiveMinimum: -2 },
    { ...number, minimum: -2 },
  ],
  [
    { ...number, minimum: 3 },
    { ...number, exclusiveMinimum: 2 },
  ],
  [
    { ...number, exclusiveMinimum: 3 },
    { ...number, exclusiveMinimum: 2 },
  ],
  [
    { ...number, maximum: 2 },
    { ...number, maximum: 3 },
  ],
  [
    { ...number, exclusiveMaximum: 3 },
    { ...number, maximum: 3 },
  ],
  [
    { ...number, maximum: 2 },
    { ...number, exclusiveMaximum: 3 },
  ],
  [
    { ...number, exclusiveMaximum: 2 },
    { ...number, exclusiveMaximum: 3 },
  ],
  [{ ...int, minimum: 3 }, int],
  [{ ...int, maximum: 3 }, int],
  [
    { ...number, multipleOf: 6 },
    { ...number, multipleOf: 3 },
  ],
  [
    { ...number, multipleOf: 0.5 },
    { ...number, multipleOf: 0.25 },
  ],
  [{ ...int, multipleOf: 2 }, int],
  [int, { ...number, multipleOf: 0.5 }],
  [
    { ...int, format: "int32" },
    { ...int, format: "int64" },
  ],
  [{ ...int, format: "int32" }, int],
  [{ ...number, format: "int32" }, int],
  // Texts.
  [
    { ...text, minLength: 3 },
    { ...text, minLength: 2 },
  ],
  [
    { ...text, maxLength: 2 },
    { ...text, maxLength: 3 },
  ],
  [
    { ...text, pattern: "^ab" },
    { ...text, pattern: "^a" },
  ],
  [
    { ...text, pattern: "^a{2}$" },
    { ...text, minLength: 2, maxLength: 2 },
  ],
  [{ ...text, format: "date" }, text],
  [
    { ...text, format: "ipv4" },
    { ...text, minLength: 7, maxLength: 15 },
  ],
  // Arrays.
  [
    { ...list, minItems: 2 },
    { ...list, minItems: 1 },
  ],
  [
    { ...list, maxItems: 2 },
    { ...list, maxItems: 3 },
  ],
  [{ ...list, maxItems: 2 }, list],
  [
    { ...list, uniqueItems: true },
    { ...list, uniqueItems: false },
  ],
  [
    { ...list, items: int },
    { ...list, items: number },
  ],
  [{ ...list, items: int }, list],
  [
    { ...list, items: int },
    { ...list, prefixItems: [int] },
  ],
  [
    { ...list, prefixItems: [int, text] },
    { ...list, prefixItems: [int] },
  ],
  [
    { ...list, prefixItems: [int], items: int },
    { ...list, prefixItems: [number], items: int },
  ],
  [
    { ...list, prefixItems: [int], items: text },
    { ...list, items: { type: ["integer", "string"] } },
  ],
  [
    { ...list, contains: int },
    { ...list, contains: number },
  ],
  [
    { ...list, contains: int },
    { ...list, minItems: 1 },
  ],
  [
    { ...list, contains: int, minContains: 2 },
    { ...list, contains: int },
  ],
  [
    { ...list, contains: int, maxContains: 1 },
    { ...list, contains: int, maxContains: 2 },
  ],
  [
    { ...list, contains: int, maxContains: 1 },
    { ...list, contains: int },
  ],
  [
    { ...list, contains: int },
    { ...list, contains: int, minContains: 0 },
  ],
  [
    { ...list, prefixItems: [int], unevaluatedItems: false },
    { ...list, maxItems: 1 },
  ],
  [
    { ...list, unevaluatedItems: int },
    { ...list, unevaluatedItems: number },
  ],
  // Objects.
  [
    { ...free, required: ["a", "b"] },
    { ...free, required: ["a"] },
  ],
  [
    { ...free, minProperties: 2 },
    { ...free, minProperties: 1 },
  ],
  [
    { ...free, maxProperties: 1 },
    { ...free, maxProperties: 2 },
  ],
  [
    { ...free, required: ["a"] },
    { ...free, minProperties: 1 },
  ],
  [
    { ...free, properties: { a: int } },
    { ...free, properties: { a: number } },
  ],
  [{ ...free, properties: { a: int } }, free],
  [{ ...free, properties: { a: false } }, free],
  [
    { ...free, properties: { a: int, b: text } },
    { ...free, properties: { b: text } },
  ],
  [
    { type: "object", additionalProperties: int },
    { type: "object", additionalProperties: number },
  ],
  [
    { type: "object", additionalProperties: int },
    { ...free, properties: { a: int } },
  ],
  [
    { type: "object", additionalProperties: int },
    { ...free, patternProperties: { "^a": int } },
  ],
  [
    { type: "object", properties: { a: text }, additionalProperties: int },
    { type: "object", additionalProperties: { type: ["string", "integer"] } },
  ],
  [
    { type: "object", patternProperties: { "^a": text }, additionalProperties: int },
    { type: "object", additionalProperties: { type: ["string", "integer"] } },
  ],
  [
    { ...free, patternProperties: { "^a": int } },
    { ...free, patternProperties: { "^a": number } },
  ],
  [
    { ...free, patternProperties: { "^a": int } },
    { ...free, properties: { ab: int } },
  ],
  [
    { ...free, patternProperties: { "^a": int } },
    { ...free, patternProperties: { "^ab": int } },
  ],
  [
    { ...free, propertyNames: { pattern: "^ab" } },
    { ...free, propertyNames: { pattern: "^a" } },
  ],
  [{ ...free, propertyNames: { maxLength: 1 } }, free],
  [{ ...free, dependentRequired: { a: ["b"] } }, free],
  [
    { ...free, dependentRequired: { a: ["b", "c"] } },
    { ...free, dependentRequired: { a: ["b"] } },
  ],
  [{ ...free, dependentSchemas: { a: { required: ["b"] } } }, free],
  [
    { ...free, dependentSchemas: { a: { properties: { b: int } } } },
    { ...free, dependentSchemas: { a: { properties: { b: number } } } },
  ],
  [
    { type: "object", unevaluatedProperties: int },
    { type: "object", unevaluatedProperties: number },
  ],
  [
    { type: "object", properties: { a: int }, unevaluatedProperties: false },
    { type: "object", properties: { a: int, b: int }, unevaluatedProperties: false },
  ],
  [
    { type: "object", allOf: [{ properties: { a: int } }], unevaluatedProperties: int },
    { type: "object", additionalProperties: int, properties: { a: number } },
  ],
  // Branches.
  [{ $ref: "#/$defs/t", minimum: 3, $defs: { t: int } }, int],
  [{ ...text, allOf: [{}, false] }, text],
  [{ allOf: [int, { minimum: 3 }] }, int],
  [{ anyOf: [int, text] }, { anyOf: [text, { type: "null" }, int] }],
  [{ oneOf: [int, text] }, { anyOf: [text, number] }],
  [{ oneOf: [int, { type: "number", multipleOf: 2 }] }, int],
  [{ oneOf: [int, text, { type: "null" }] }, { oneOf: [number, { type: ["string", "null"] }] }],
  [{ not: number }, { not: int }],
  [
    { ...int, not: { minimum: 3 } },
    { ...int, not: { minimum: 4 } },
  ],
  [
    // biome-ignore lint/suspicious/noThenProperty: it is the keyword.
    { ...int, if: { minimum: 3 }, then: { multipleOf: 2 } },
    int,
  ],
  [
    { ...int, if: { minimum: 3 }, else: { const: 0 } },
    { ...int, if: { minimum: 3 }, else: { enum: [0, 1] } },
  ],
  [
    // biome-ignore lint/suspicious/noThenProperty: it is the keyword.
    { if: int, then: { minimum: 3 }, else: text },
    // biome-ignore lint/suspicious/noThenProperty: it is the keyword.
    { if: int, then: { minimum: 2 }, else: text },
  ],
];

test.each(pairs)("%j is narrower than %j", (narrow, wide) => {
  expectVerdict([narrow, wide, "compatible"]);
  // Not to be seen keyword by keyword.
  expectVerdict([narrow, { not: { not: wide } }, "compatible"]);
  expectVerdict([wide, narrow, "incompatible"]);
});
