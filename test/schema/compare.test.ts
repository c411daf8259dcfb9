/**
 * Whether one schema's values all fit another. Expected verdicts are from JSON Schema 2020-12 and
 * DESIGN, decision 1 (senders are read closed).
 */
import { expect, test } from "vitest";
import { compareSchemas, createComparison } from "../../src/schema/compare/compare.ts";
import { judge } from "../../src/schema/judge.ts";
import { schemaOf } from "./schema-of.ts";

type Row = [sender: unknown, receiver: unknown, verdict: "compatible" | "incompatible" | "unknown"];

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
];

test.each(rows)("%j sent to %j is %s", (sender, receiver, verdict) => {
  const [from, to] = [schemaOf(sender), schemaOf(receiver)];
  const made = compareSchemas(from, to);
  expect(made.kind).toBe(verdict);
  if (made.kind !== "incompatible") return;
  expect(judge(from)(made.witness) ?? true).toBe(true);
  expect(judge(to)(made.witness) ?? false).toBe(false);
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
