/**
 * Whether one schema's values all fit another. Expected verdicts are from JSON Schema 2020-12 and
 * DESIGN, decision 1 (senders are read closed).
 */
import { expect, test } from "vitest";
import { createComparison } from "../../src/schema/compare/compare.ts";
import { schemaOf } from "./schema-of.ts";
import { expectVerdict, type Row } from "./verdict.ts";

const rows: Row[] = [
  [{ type: "string" }, { type: "string" }, "compatible"],
  [{ type: "integer" }, { type: "number" }, "compatible"],
  [{ type: "number" }, { type: "integer" }, "incompatible"],
  [{ type: "integer", maximum: 10 }, { type: "integer", maximum: 9 }, "incompatible"],
  [{ type: "integer", maximum: 9 }, { type: "integer", maximum: 10 }, "compatible"],
  [
    { type: "object", properties: { a: { type: "string" } } },
    { type: "object", properties: { a: { type: "string" } }, required: ["a"] },
    "incompatible",
  ],
  [
    { type: "object", properties: { a: { type: "string" } }, required: ["a"] },
    { type: "object", properties: { a: { type: "string" } }, additionalProperties: false },
    "compatible",
  ],
  [
    { type: "object", properties: { a: { type: "string" }, b: {} } },
    { type: "object", properties: { a: { type: "string" } }, additionalProperties: false },
    "incompatible",
  ],
  [{ type: "object" }, { type: "object", properties: { a: { type: "string" } } }, "incompatible"],
  [{ type: ["string", "null"] }, { type: "string" }, "incompatible"],
  [{ enum: ["A", "B"] }, { enum: ["A", "B", "C"] }, "compatible"],
  [{ enum: ["A", "B", "C"] }, { enum: ["A", "B"] }, "incompatible"],
  [{ const: 1 }, { const: [1] }, "incompatible"],
  [{ type: "string", pattern: "^[a-c]+$" }, { type: "string", pattern: "^[a-z]+$" }, "compatible"],
  [
    { type: "string", pattern: "^[a-z]+$" },
    { type: "string", pattern: "^[a-c]+$" },
    "incompatible",
  ],
  [
    { type: "string", maxLength: 5, pattern: "^a+$" },
    { type: "string", pattern: "^a{0,5}$" },
    "compatible",
  ],
  [
    { type: "string", format: "date" },
    { type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}$" },
    "compatible",
  ],
  [{ type: "string", format: "date" }, { type: "string", format: "date-time" }, "incompatible"],
  [{ type: "string" }, { type: "string", format: "uuid" }, "incompatible"],
  [
    { type: "array", items: { type: "integer" } },
    { type: "array", items: { type: "number" } },
    "compatible",
  ],
  [
    { type: "array", items: { type: "string" } },
    { type: "array", items: { type: "string" }, minItems: 1 },
    "incompatible",
  ],
  [
    { type: "array", items: { enum: [1, 2] }, uniqueItems: true },
    { type: "array", maxItems: 2 },
    "compatible",
  ],
  [
    { type: "array", items: { enum: [1, 2] } },
    { type: "array", uniqueItems: true },
    "incompatible",
  ],
  [
    { oneOf: [{ type: "string" }, { type: "integer" }] },
    { type: ["string", "number"] },
    "compatible",
  ],
  [
    { anyOf: [{ type: "string" }, { type: "integer" }] },
    { oneOf: [{ type: "string" }, { type: "number" }] },
    "compatible",
  ],
  [
    { anyOf: [{ type: "integer" }, { type: "number" }] },
    { oneOf: [{ type: "integer" }, { type: "number" }] },
    "incompatible",
  ],
  [{ type: "integer", multipleOf: 6 }, { type: "integer", multipleOf: 3 }, "compatible"],
  [{ type: "number", multipleOf: 0.1 }, { type: "number", multipleOf: 0.01 }, "compatible"],
  [{ type: "integer", multipleOf: 3 }, { type: "integer", multipleOf: 6 }, "incompatible"],
  [
    {
      $defs: {
        t: { type: "object", properties: { next: { $ref: "#/$defs/t" }, v: { type: "integer" } } },
      },
      $ref: "#/$defs/t",
    },
    {
      $defs: {
        t: { type: "object", properties: { next: { $ref: "#/$defs/t" }, v: { type: "number" } } },
      },
      $ref: "#/$defs/t",
    },
    "compatible",
  ],
  [
    {
      $defs: {
        t: { type: "object", properties: { next: { $ref: "#/$defs/t" }, v: { type: "number" } } },
      },
      $ref: "#/$defs/t",
    },
    {
      $defs: {
        t: { type: "object", properties: { next: { $ref: "#/$defs/t" }, v: { type: "integer" } } },
      },
      $ref: "#/$defs/t",
    },
    "incompatible",
  ],
  [
    { type: "object", properties: { k: { const: "a" }, x: { type: "integer" } }, required: ["k"] },
    {
      oneOf: [
        { properties: { k: { const: "a" }, x: { type: "number" } }, required: ["k"] },
        { properties: { k: { const: "b" } }, required: ["k"] },
      ],
    },
    "compatible",
  ],
  [
    // biome-ignore lint/suspicious/noThenProperty: it is the keyword.
    { if: { type: "string" }, then: { minLength: 2 }, else: { type: "integer" } },
    { type: ["string", "integer"] },
    "compatible",
  ],
  [
    { type: "object", properties: { a: { type: "string" } }, dependentRequired: { a: ["b"] } },
    { type: "object", maxProperties: 0 },
    "compatible",
  ],
  [
    {
      type: "object",
      patternProperties: { "^x-": { type: "integer" } },
      additionalProperties: false,
    },
    { type: "object", additionalProperties: { type: "number" } },
    "compatible",
  ],
  [
    { type: "object", additionalProperties: { type: "number" } },
    { type: "object", patternProperties: { "^x-": { type: "integer" } } },
    "incompatible",
  ],
  [
    { type: "object", properties: { a: {}, b: {} }, minProperties: 3 },
    { type: "null" },
    "compatible",
  ],
  [
    { not: { type: "string" } },
    { type: ["null", "boolean", "number", "object", "array"] },
    "compatible",
  ],
  [
    {
      allOf: [
        { properties: { a: { type: "integer" } }, required: ["a"] },
        { properties: { b: { type: "string" } } },
      ],
      type: "object",
    },
    { type: "object", properties: { a: { type: "integer", minimum: 0 } }, required: ["a"] },
    "incompatible",
  ],
  [
    { type: "object", properties: { a: { type: "integer" } }, required: ["a"] },
    { unevaluatedProperties: false, allOf: [{ properties: { a: true } }] },
    "compatible",
  ],
  [
    { type: "object", properties: { a: { type: "integer" }, c: {} }, required: ["a"] },
    { unevaluatedProperties: false, allOf: [{ properties: { a: true } }] },
    "incompatible",
  ],
  [{ type: "array", contains: { type: "string" } }, { type: "array", minItems: 1 }, "compatible"],
  [{ type: "array" }, { type: "array", contains: { type: "string" } }, "incompatible"],
  [
    { type: "array", prefixItems: [{ type: "string" }], items: false },
    { type: "array", maxItems: 1 },
    "compatible",
  ],
  // Bounds and multiples, exactly.
  [{ const: 0.5 }, { minimum: 2 }, "incompatible"],
  [{ type: "integer", format: "int32" }, { type: "integer", format: "int64" }, "compatible"],
  [{ type: "integer", format: "int64" }, { type: "integer", format: "int32" }, "incompatible"],
  [{ type: "number", exclusiveMinimum: 0, maximum: 6 }, { multipleOf: 0.1 }, "incompatible"],
  [{ type: "integer", minimum: 0, maximum: 2 ** 31 }, { format: "int32" }, "incompatible"],
  [{ type: "integer", minimum: -(2 ** 31) - 1, maximum: 0 }, { format: "int32" }, "incompatible"],
  [
    { type: "integer", minimum: -(2 ** 31), maximum: 2 ** 31 - 1 },
    { format: "int32" },
    "compatible",
  ],
  [{ type: "number", minimum: 0, maximum: 1 }, { format: "int32" }, "incompatible"],
  // How exact a number is says nothing of which numbers there are.
  [{ type: "integer" }, { type: "number", format: "float" }, "compatible"],
  [{ type: "number", multipleOf: 0.1, minimum: 0.05, maximum: 0.15 }, { const: 0.1 }, "compatible"],
  [{ type: "number", minimum: 1, exclusiveMaximum: 1 }, false, "compatible"],
  [{ type: "integer", exclusiveMinimum: 1, maximum: 2 }, { const: 2 }, "compatible"],
  // Of several bounds the narrowest counts, in whatever order they are said.
  ...([0, 1] as const).flatMap((first): Row[] => {
    const ordered = (...bounds: object[]) => (first === 0 ? bounds : bounds.toReversed());
    const [low, high] = [{ minimum: 1 }, { maximum: 2 }];
    return [
      [
        { type: "integer", allOf: ordered(low, { exclusiveMinimum: 0 }, high) },
        { enum: [1, 2] },
        "compatible",
      ],
      [
        { type: "integer", allOf: ordered(low, { exclusiveMinimum: 1 }, high) },
        { const: 2 },
        "compatible",
      ],
      [
        { type: "integer", allOf: ordered(high, { exclusiveMaximum: 3 }, low) },
        { enum: [1, 2] },
        "compatible",
      ],
      [
        { type: "integer", allOf: ordered(high, { exclusiveMaximum: 2 }, low) },
        { const: 1 },
        "compatible",
      ],
    ];
  }),
  // Of a pattern with few texts each is counted.
  [{ type: "string", pattern: "^(?:x|y)$" }, { enum: ["x", "y"] }, "compatible"],
  [{ type: "string", pattern: "^(?:x|y|z)$" }, { enum: ["x", "y"] }, "incompatible"],
  // Lengths are in code points.
  [{ type: "string", maxLength: 2 }, { pattern: "^.{0,2}$" }, "incompatible"],
  [{ type: "string", maxLength: 2 }, { pattern: "^[^]{0,2}$" }, "compatible"],
  // A format that nobody knows is no condition.
  [{ type: "string", format: "fabric" }, { type: "string", maxLength: 3 }, "incompatible"],
  [{ type: "string" }, { type: "string", format: "fabric" }, "compatible"],
  // Formats: one inside another, by a pattern, and not at all.
  [{ type: "string", format: "uri" }, { type: "string", format: "iri-reference" }, "compatible"],
  [{ type: "string", format: "uuid" }, { type: "string", maxLength: 36 }, "compatible"],
  [{ type: "string", format: "uuid" }, { type: "string", maxLength: 35 }, "incompatible"],
  [
    { type: "string", pattern: "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$" },
    { format: "uuid" },
    "compatible",
  ],
  [{ type: "string", format: "date-time" }, { type: "string", maxLength: 20 }, "incompatible"],
  // What cannot be decided is not.
  [
    { type: "string", pattern: "^([a-z]+)-\\1$" },
    { type: "string", pattern: "^[a-z-]+$" },
    "unknown",
  ],
  // Arrays.
  [{ type: "array", maxItems: 0 }, { enum: [[]] }, "compatible"],
  [
    { type: "array", uniqueItems: true },
    { type: "array", uniqueItems: true, items: {} },
    "compatible",
  ],
  [{ contains: {}, maxContains: 2 }, { maxItems: 2 }, "compatible"],
  [{ type: "array", unevaluatedItems: false, prefixItems: [{}] }, { maxItems: 1 }, "compatible"],
  [
    { type: "array", prefixItems: [{ type: "integer" }, { type: "string" }] },
    { items: { type: ["integer", "string"] } },
    "incompatible",
  ],
];

test.each(rows)("%j sent to %j is %s", (...row) => {
  expectVerdict(row);
});

test.each<[unknown, unknown, "common" | "disjoint"]>([
  [{ type: "string" }, { enum: [1, "a"] }, "common"],
  [{ type: "integer" }, { type: "string" }, "disjoint"],
  [{ type: "integer", maximum: 3 }, { minimum: 4 }, "disjoint"],
  // A sender sends what it declares, and no more.
  [{ type: "object", properties: { a: {} } }, { required: ["b"] }, "disjoint"],
  [{ type: "object", properties: { a: { type: "integer" } } }, { required: ["a"] }, "common"],
])("%j and %j are %s", (sender, other, kind) => {
  expect(createComparison().meet(schemaOf(sender), schemaOf(other)).kind).toBe(kind);
});
