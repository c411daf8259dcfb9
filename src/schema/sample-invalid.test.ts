import { expect, test } from "vitest";
import { valueAt } from "../source/pointer.ts";
import { type InvalidSample, sampleInvalid } from "./sample-invalid.ts";
import { createSchemaStore, type Schema, schemaAt } from "./schema.ts";
import { validate } from "./validate.ts";

function read(raw: unknown): Schema {
  const uri = "test:/schema";
  const store = createSchemaStore((wanted) =>
    wanted === uri ? { uri, root: raw, isSchema: true } : undefined,
  );
  return schemaAt(store, uri, "")!;
}

type Broken = InvalidSample & { ok: true };

function broken(raw: unknown, seed: number | string, options = {}): Broken {
  const made = sampleInvalid(read(raw), seed, options);
  if (!made.ok) throw new Error(`${made.reason} at ${made.pointer}: ${made.message}`);
  return made;
}

const text = { type: "string" };
const count = { type: "integer" };
const order = {
  type: "object",
  required: ["id", "lines"],
  additionalProperties: false,
  properties: {
    id: { type: "string", format: "uuid" },
    lines: { type: "array", minItems: 1, maxItems: 1, items: { $ref: "#/$defs/line" } },
  },
  $defs: {
    line: {
      type: "object",
      required: ["sku"],
      properties: { sku: { type: "string", pattern: "^[A-Z]{2}-[0-9]+$" }, quantity: count },
    },
  },
};

// Every keyword that can be broken by itself, each with the place of the violation.
test.each<[what: string, schema: unknown, keywords: string[]]>([
  ["type", text, ["type"]],
  ["a list of types", { type: ["integer", "null"] }, ["type"]],
  // A value of another type would break both: each type stands in the list but is not due here.
  ["enum", { ...text, enum: ["amber", "blue"] }, ["enum"]],
  ["enum of numbers", { enum: [1, 2] }, ["enum"]],
  ["enum with null", { type: ["string", "null"], enum: ["amber", null] }, ["enum"]],
  ["const", { const: { a: 1 } }, ["const"]],
  ["minimum", { ...count, minimum: 3 }, ["minimum", "type"]],
  ["maximum", { ...count, maximum: 3 }, ["maximum", "type"]],
  [
    "both bounds",
    { type: "number", exclusiveMinimum: 3, exclusiveMaximum: 4 },
    ["exclusiveMaximum", "exclusiveMinimum", "type"],
  ],
  ["multipleOf", { type: "number", multipleOf: 0.05 }, ["multipleOf", "type"]],
  [
    "multipleOf within bounds",
    { ...count, multipleOf: 5, minimum: 10, maximum: 20 },
    ["maximum", "minimum", "multipleOf", "type"],
  ],
  [
    "lengths",
    { ...text, minLength: 2, maxLength: 4, pattern: "^[a-z]*$" },
    ["maxLength", "minLength", "pattern", "type"],
  ],
  // A text that is too short is no date either, and the other way about.
  ["format of one length", { ...text, format: "date", minLength: 10 }, ["format", "type"]],
  ["format of numbers", { ...count, format: "int32" }, ["format", "type"]],
  [
    "required, one name at a time",
    { type: "object", required: ["a", "b"], properties: { a: true, b: true } },
    ["required", "type"],
  ],
  [
    "properties that may not be there",
    { type: "object", properties: { a: count }, additionalProperties: false },
    ["/a type", "/undeclared additionalProperties", "type"],
  ],
  [
    "properties of a map",
    { type: "object", additionalProperties: { ...text, maxLength: 9 }, minProperties: 1 },
    ["/$ maxLength", "/$ type", "minProperties", "type"],
  ],
  [
    "numbers of properties",
    { type: "object", minProperties: 1, maxProperties: 2 },
    ["maxProperties", "minProperties", "type"],
  ],
  ["propertyNames", { propertyNames: { maxLength: 20 }, type: "object" }, ["/$ maxLength", "type"]],
  [
    "dependentRequired",
    { type: "object", properties: { a: true, b: true }, dependentRequired: { a: ["b"] } },
    ["dependentRequired", "type"],
  ],
  ["a property that is false", { properties: { a: false } }, ["/a "]],
  [
    "unevaluatedProperties",
    { allOf: [{ properties: { a: true } }], unevaluatedProperties: false },
    ["/undeclared unevaluatedProperties"],
  ],
  [
    "numbers of items",
    { type: "array", minItems: 2, maxItems: 3, uniqueItems: true, items: text },
    ["/$ type", "maxItems", "minItems", "type", "uniqueItems"],
  ],
  [
    "items after the prefix",
    { type: "array", prefixItems: [count], items: false, minItems: 1 },
    ["/0 type", "/1 items", "minItems", "type"],
  ],
  [
    "contains",
    { type: "array", contains: count, minContains: 2, maxContains: 3 },
    ["maxContains", "minContains", "type"],
  ],
  ["not", { type: ["string", "integer"], not: { ...text, minLength: 3 } }, ["not", "type"]],
  // Of a choice the validator tells what is wrong with the branch that was meant.
  [
    "oneOf",
    {
      type: "object",
      oneOf: [
        { required: ["a"], properties: { a: count } },
        { required: ["b"], properties: { b: text } },
      ],
    },
    // A value that is no object fits both branches: its type does not break alone.
    ["/a type", "/b type", "oneOf"],
  ],
  [
    "anyOf",
    { type: "object", anyOf: [{ required: ["a"] }, { required: ["b"] }] },
    ["anyOf", "type"],
  ],
  [
    "then",
    // biome-ignore lint/suspicious/noThenProperty: it is the keyword.
    { if: { required: ["a"] }, then: { required: ["b"] }, properties: { a: true, b: true } },
    ["required"],
  ],
  [
    "nested places, through references",
    order,
    [
      "/id format",
      "/id type",
      "/lines maxItems",
      "/lines minItems",
      "/lines type",
      "/lines/0 required",
      "/lines/0 type",
      "/lines/0/quantity type",
      "/lines/0/sku pattern",
      "/lines/0/sku type",
      "/undeclared additionalProperties",
      "required",
      "type",
    ],
  ],
])("%s", (_, schema, keywords) => {
  const found = new Set<string>();
  for (let seed = 0; seed < 60; seed += 1) {
    const { keyword, instancePointer } = broken(schema, seed);
    // Which item it is, and what a property is called, is chosen by chance.
    const place = keywords.some((known) => known.startsWith("/$ "))
      ? instancePointer.replace(/^\/.+$/, "/$")
      : instancePointer;
    found.add(place === "" ? keyword : `${place} ${keyword}`);
  }
  expect([...found].sort()).toEqual(keywords);
});

test("tells what validate tells, and where the rule stands", () => {
  for (let seed = 0; seed < 40; seed += 1) {
    const { value, keyword, instancePointer, schemaPointer, schemaUri } = broken(order, seed);
    const violations = validate(read(order), value);
    expect(violations).toMatchObject([
      {
        kind: "invalid",
        keyword,
        instancePointer,
        schema: { uri: schemaUri, pointer: schemaPointer },
      },
    ]);
    expect(valueAt(order, schemaPointer)).toBeDefined();
  }
});

test("what is not broken stays a valid sample", () => {
  const schema = { type: "object", required: ["a", "b"], properties: { a: text, b: count } };
  const { value } = broken(schema, 3);
  const others = validate(read({ ...schema, required: [], properties: {} }), value);
  expect(others).toEqual([]);
});

test("a direction: what is hidden is not asked for, so that leaving it out breaks nothing", () => {
  const schema = {
    type: "object",
    required: ["id", "secret"],
    properties: { id: { ...text, readOnly: true }, secret: { ...text, writeOnly: true } },
  };
  const missing = (direction: "request" | "response") =>
    new Set(
      Array.from({ length: 20 }, (_, seed) => broken(schema, seed, { direction }))
        .filter(({ keyword }) => keyword === "required")
        .map(({ value }) => JSON.stringify(Object.keys(value as object))),
    );
  expect([missing("request"), missing("response")]).toEqual([new Set(["[]"]), new Set(["[]"])]);
  const names = Array.from({ length: 20 }, (_, seed) =>
    broken(schema, seed, { direction: "request" }),
  )
    .flatMap(({ value }) => (typeof value === "object" ? Object.keys(value ?? {}) : []))
    .filter((name) => name === "id");
  expect(names).toEqual([]);
});

test.each([
  // reason          schema
  ["unsatisfiable", false],
  ["unsatisfiable", { type: "string", minLength: 3, maxLength: 2 }],
  ["unbreakable", true],
  ["unbreakable", { title: "anything", default: 1 }],
  // All that it says is true of every value.
  ["gave up", { minLength: 0, type: ["null", "boolean", "number", "string", "array", "object"] }],
  // Both break together, whatever is sent.
  ["gave up", { allOf: [{ const: 1 }, { enum: [1] }] }],
])("%s: %j", (reason, schema) => {
  expect(sampleInvalid(read(schema), 1)).toMatchObject({ ok: false, reason, pointer: "" });
});

test("a seed may be a text, and gives the same value each time", () => {
  expect(broken(order, "a")).toEqual(broken(order, "a"));
  const values = ["a", "b", "c", "d", "e"].map((seed) => JSON.stringify(broken(order, seed)));
  expect(new Set(values).size).toBeGreaterThan(3);
});
