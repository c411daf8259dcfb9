/**
 * The same values, written in two ways: by JSON Schema 2020-12 each of the two has all of the other's.
 */
import { test } from "vitest";
import { expectVerdict } from "./verdict.ts";

const int = { type: "integer" };
const text = { type: "string" };
const list = { type: "array" };
const free = { type: "object", additionalProperties: true };
const either = { type: ["integer", "string"] };

const pairs: [one: unknown, other: unknown][] = [
  // Any type.
  [{ type: "boolean" }, { enum: [false, true] }],
  [{ type: "null" }, { const: null }],
  [either, { anyOf: [int, text] }],
  [either, { oneOf: [text, int] }],
  [
    { not: { not: either } },
    { not: { type: ["null", "boolean", "array", "object"] }, anyOf: [text, { multipleOf: 1 }] },
  ],
  [
    // biome-ignore lint/suspicious/noThenProperty: it is the keyword.
    { if: int, then: { minimum: 3 }, else: text },
    { anyOf: [{ ...int, minimum: 3 }, text] },
  ],
  [{ enum: [1, "a", 2] }, { anyOf: [{ const: "a" }, { ...int, minimum: 1, maximum: 2 }] }],
  // biome-ignore lint/suspicious/noThenProperty: it is the keyword.
  [{ ...text, if: {}, then: false }, false],
  // Numbers.
  [
    { ...int, minimum: 1, maximum: 9 },
    { ...int, exclusiveMinimum: 0, exclusiveMaximum: 10 },
  ],
  [
    { ...int, format: "int8" },
    { ...int, minimum: -128, maximum: 127 },
  ],
  [
    { ...int, format: "uint16" },
    { ...int, minimum: 0, maximum: 65_535 },
  ],
  [
    { type: "number", not: { minimum: 3 } },
    { type: "number", exclusiveMaximum: 3 },
  ],
  [int, { type: "number", multipleOf: 1 }],
  [
    { ...int, multipleOf: 1.5 },
    { ...int, multipleOf: 3 },
  ],
  [
    { type: "number", allOf: [{ multipleOf: 4 }, { multipleOf: 6 }] },
    { type: "number", multipleOf: 12 },
  ],
  [{ ...int, minimum: 2, maximum: 5, not: { multipleOf: 2 } }, { enum: [3, 5] }],
  // Texts.
  [{ ...text, maxLength: 0 }, { const: "" }],
  [{ ...text, pattern: "^a{2,3}$" }, { enum: ["aa", "aaa"] }],
  [
    { ...text, minLength: 1, maxLength: 2 },
    { ...text, pattern: "^[^]{1,2}$" },
  ],
  [
    { ...text, not: { pattern: "^[^]?$" } },
    { ...text, minLength: 2 },
  ],
  // Arrays.
  [{ ...list, maxItems: 0 }, { const: [] }],
  [
    { ...list, items: false },
    { ...list, maxItems: 0 },
  ],
  [{ ...list, contains: int, minContains: 0 }, list],
  [
    { ...list, not: { contains: int } },
    { ...list, items: { not: int } },
  ],
  [
    { ...list, contains: {}, minContains: 2, maxContains: 3 },
    { ...list, minItems: 2, maxItems: 3 },
  ],
  [
    { ...list, prefixItems: [int], unevaluatedItems: false },
    { ...list, prefixItems: [int], maxItems: 1 },
  ],
  [
    { ...list, items: int, unevaluatedItems: false },
    { ...list, items: int },
  ],
  [
    { ...list, contains: text, unevaluatedItems: int },
    { ...list, contains: text, items: either },
  ],
  // Objects.
  [
    { type: "object", maxProperties: 0 },
    { type: "object", additionalProperties: false },
  ],
  [
    { ...free, required: ["a"] },
    { ...free, not: { properties: { a: false } } },
  ],
  [
    { type: "object", propertyNames: { enum: ["a", "b"] } },
    { type: "object", properties: { a: {}, b: {} }, additionalProperties: false },
  ],
  [
    { type: "object", propertyNames: { pattern: "^x-" } },
    { type: "object", patternProperties: { "^x-": {} }, additionalProperties: false },
  ],
  [
    { ...free, dependentRequired: { a: ["b"] } },
    { ...free, dependentSchemas: { a: { required: ["b"] } } },
  ],
  [
    { ...free, dependentRequired: { a: ["b"] } },
    { ...free, anyOf: [{ not: { required: ["a"] } }, { required: ["b"] }] },
  ],
  [
    { type: "object", properties: { a: int }, unevaluatedProperties: false },
    { type: "object", properties: { a: int }, additionalProperties: false },
  ],
  [
    { ...free, dependentSchemas: { a: false } },
    { ...free, properties: { a: false } },
  ],
  // What is unevaluated inside is evaluated by that, and nothing is left to what stands around it.
  [
    {
      type: "object",
      allOf: [{ properties: { a: {} }, unevaluatedProperties: int }],
      unevaluatedProperties: false,
    },
    { type: "object", properties: { a: {} }, additionalProperties: int },
  ],
  [
    { ...list, allOf: [{ prefixItems: [{}], unevaluatedItems: int }], unevaluatedItems: false },
    { ...list, prefixItems: [{}], items: int },
  ],
  [
    { type: "object", patternProperties: { "^a": int }, unevaluatedProperties: text },
    { type: "object", patternProperties: { "^a": int }, additionalProperties: text },
  ],
];

test.each(pairs)("%j is %j", (one, other) => {
  expectVerdict([one, other, "compatible"]);
  expectVerdict([other, one, "compatible"]);
});
