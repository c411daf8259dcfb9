/**
 * Keywords that are not what they are to be: nobody knows what they say, so that nothing is proved
 * of them. They speak of values of their own type alone, and in the same words they say the same.
 */
import { expect, test } from "vitest";
import { compareSchemas } from "../../src/schema/compare/compare.ts";
import { schemaOf } from "./schema-of.ts";
import { expectVerdict } from "./verdict.ts";

const malformed: [values: { type?: string; minItems?: number }, keywords: object][] = [
  [{}, { type: "text" }],
  [{}, { enum: "a" }],
  [{}, { format: 5 }],
  [{}, { allOf: {} }],
  [{}, { allOf: [] }],
  [{}, { anyOf: [] }],
  [{}, { anyOf: [5] }],
  [{}, { oneOf: [] }],
  [{}, { oneOf: "a" }],
  [{}, { not: 5 }],
  [{ type: "number" }, { minimum: "1" }],
  [{ type: "number" }, { exclusiveMaximum: true }],
  [{ type: "number" }, { multipleOf: 0 }],
  [{ type: "string" }, { minLength: -1 }],
  [{ type: "string" }, { maxLength: "1" }],
  [{ type: "string" }, { pattern: 5 }],
  [{ type: "string" }, { pattern: "(" }],
  [{ type: "array" }, { prefixItems: {} }],
  [{ type: "array" }, { minItems: 1.5 }],
  [{ type: "array" }, { uniqueItems: "yes" }],
  [
    { type: "array", minItems: 1 },
    { contains: {}, maxContains: "1" },
  ],
  [{ type: "object" }, { properties: [] }],
  [{ type: "object" }, { required: "a" }],
  [{ type: "object" }, { maxProperties: -1 }],
  [{ type: "object" }, { dependentRequired: [] }],
];

test.each(malformed)("%j sent to %j is unknown", (values, keywords) => {
  expectVerdict([values, keywords, "unknown"]);
  expectVerdict([{ properties: { m: values } }, { properties: { m: keywords } }, "unknown"]);
  const own = { ...values, ...keywords };
  expectVerdict([own, false, "unknown"]);
  expectVerdict([own, structuredClone(own), "compatible"]);
  expectVerdict([{ items: own }, { items: structuredClone(own) }, "compatible"]);
  // All the same something is found in another branch.
  expectNull({ anyOf: [own, { type: "null" }] });
  if (values.type === undefined) return;
  const other = values.type === "string" ? "boolean" : "string";
  expectVerdict([{ type: other }, keywords, "compatible"]);
});

test.each<[values: object, keywords: object]>([
  [{ type: "array" }, { items: 5 }],
  [{ type: "array" }, { prefixItems: [5] }],
  [{ type: "array", minItems: 1 }, { contains: 5 }],
  [{ type: "array" }, { unevaluatedItems: 5 }],
  [{ type: "object" }, { properties: { a: 5 } }],
  [{ type: "object" }, { additionalProperties: 5 }],
  [{ type: "object" }, { propertyNames: 5 }],
  [{ type: "object" }, { patternProperties: { "^a": 5 } }],
  [{ type: "object" }, { dependentSchemas: { a: 5 } }],
  [{ type: "object" }, { dependentRequired: { a: "b" } }],
  [{ type: "object" }, { unevaluatedProperties: 5 }],
])("%j sent to what %j leads to is unknown", (values, keywords) => {
  expectVerdict([values, keywords, "unknown"]);
  expectVerdict([{ properties: { m: values } }, { properties: { m: keywords } }, "unknown"]);
});

const unresolved: object[] = [{ $ref: "#/no" }, { $dynamicRef: "#no" }, { allOf: [{ $ref: "#" }] }];

test.each(unresolved)("what %j says is unknown", (schema) => {
  expectVerdict([{}, schema, "unknown"]);
  expectVerdict([schema, false, "unknown"]);
});

test("beside a reference that leads nowhere something is found in another branch", () => {
  for (const own of unresolved.slice(0, 2)) expectNull({ anyOf: [own, { type: "null" }] });
});

// Ajv knows nothing of such senders.
function expectNull(sender: object): void {
  const made = compareSchemas(schemaOf(sender), schemaOf({ type: "boolean" }));
  expect(made).toMatchObject({ kind: "incompatible", witness: null });
}
