import { expect, test } from "vitest";
import { schemaIn, schemaOf } from "../../test/schema/schema-of.ts";
import { isValid, type ValidateOptions, validate } from "./validate.ts";

function told(root: unknown, instance: unknown, options?: ValidateOptions): string[] {
  const schema = schemaOf(root);
  const violations = validate(schema, instance, options);
  expect(isValid(schema, instance, options)).toBe(violations.length === 0);
  return violations.map(
    ({ instancePointer, schema, message }) => `${instancePointer} ${schema.pointer} ${message}`,
  );
}

const line = {
  type: "object",
  required: ["sku"],
  properties: { sku: { type: "string" }, quantity: { type: "integer", minimum: 1 } },
};
const order = {
  properties: { lines: { type: "array", items: { $ref: "#/$defs/line" } } },
  additionalProperties: false,
  $defs: { line },
};

test.each<[string, unknown, unknown, string[]]>([
  [
    "type, through items and $ref",
    order,
    { lines: [{ sku: "a", quantity: "3" }] },
    [
      '/lines/0/quantity /$defs/line/properties/quantity/type is the string "3"; the contract asks for an integer',
    ],
  ],
  [
    "required, at the object",
    order,
    { lines: [{}] },
    ['/lines/0 /$defs/line/required has no property "sku"; the contract asks for it'],
  ],
  [
    "additionalProperties: false, at the property",
    order,
    { extra: 1 },
    [
      '/extra /additionalProperties is the property "extra"; the contract asks for no others than it names',
    ],
  ],
  [
    "several types",
    { type: ["string", "null"] },
    1,
    [" /type is the number 1; the contract asks for a string or null"],
  ],
  [
    "enum",
    { enum: ["a", 1, null] },
    "b",
    [' /enum is the string "b"; the contract asks for one of "a", 1, null'],
  ],
  ["limits", { minimum: 3 }, 2, [" /minimum is the number 2; the contract asks for 3 or more"]],
  ["characters, not units", { maxLength: 1 }, "😀", []],
  [
    "lengths",
    { minLength: 2 },
    "😀",
    [' /minLength is the string "😀"; the contract asks for 2 characters or more'],
  ],
  ["decimal multiples", { multipleOf: 0.1 }, 0.3, []],
  [
    "false",
    { properties: { a: false } },
    { a: 1 },
    ["/a /properties/a is the number 1; the contract asks for nothing here"],
  ],
  [
    "equal elements",
    { uniqueItems: true },
    [1, { a: 1 }, { a: 1 }],
    [" /uniqueItems has equal elements at 1 and 2; the contract asks for elements that all differ"],
  ],
  [
    "contains",
    { contains: { type: "string" } },
    [1],
    [" /contains has 0 elements of that kind; the contract asks for 1 or more that fit its schema"],
  ],
  [
    "then",
    // biome-ignore lint/suspicious/noThenProperty: it is a keyword
    { if: { required: ["a"] }, then: { required: ["b"] } },
    { a: 1 },
    [' /then/required has no property "b"; the contract asks for it'],
  ],
  [
    "unevaluatedProperties, with other faults told too",
    { allOf: [{ properties: { a: { type: "string" } } }], unevaluatedProperties: false },
    { a: 1, b: 2 },
    [
      "/a /allOf/0/properties/a/type is the number 1; the contract asks for a string",
      '/b /unevaluatedProperties is the property "b"; the contract asks for no others than it names',
    ],
  ],
  [
    "escaped pointers",
    { properties: { "a/b~": { type: "string" } } },
    { "a/b~": 1 },
    ["/a~1b~0 /properties/a~1b~0/type is the number 1; the contract asks for a string"],
  ],
])("%s", (_, schema, instance, violations) => {
  expect(told(schema, instance)).toEqual(violations);
});

const cat = {
  type: "object",
  title: "Cat",
  required: ["meows"],
  properties: { kind: { const: "cat" }, meows: { type: "boolean" } },
};
const dog = {
  type: "object",
  title: "Dog",
  required: ["barks"],
  properties: { kind: { const: "dog" }, barks: { type: "boolean" } },
};

test.each<[string, unknown, unknown, string[]]>([
  [
    "the one whose tag agrees",
    { oneOf: [cat, dog] },
    { kind: "dog", barks: 1 },
    ["/barks /oneOf/1/properties/barks/type is the number 1; the contract asks for a boolean"],
  ],
  [
    "the one of the right type",
    { anyOf: [cat, { type: "null" }] },
    {},
    [' /anyOf/0/required has no property "meows"; the contract asks for it'],
  ],
  [
    "the one that fails deeper",
    { anyOf: [{ required: ["x"] }, { properties: { meows: { type: "boolean" } } }] },
    { meows: 1 },
    ["/meows /anyOf/1/properties/meows/type is the number 1; the contract asks for a boolean"],
  ],
  [
    "the one of the right type, whose enum refuses the value",
    { anyOf: [{ enum: ["a", "b"] }, { type: "array" }] },
    "c",
    [' /anyOf/0/enum is the string "c"; the contract asks for one of "a", "b"'],
  ],
  [
    "the one of the right type, whose tag is wrong inside",
    { anyOf: [cat, { type: "null" }] },
    { meows: true, kind: "dog" },
    [
      '/kind /anyOf/0/properties/kind/const is the string "dog"; the contract asks for the string "cat"',
    ],
  ],
  [
    "the one that knows the value's properties",
    {
      oneOf: [
        { required: ["$ref"], properties: { $ref: { type: "string" } } },
        { required: ["action", "channel"], properties: { action: {}, channel: {} } },
      ],
    },
    { channel: "orders" },
    [' /oneOf/1/required has no property "action"; the contract asks for it'],
  ],
  [
    "none that stands out",
    { anyOf: [cat, dog] },
    {},
    [" /anyOf is the object {}; the contract asks for one of Cat, Dog"],
  ],
  [
    "none of the right type",
    { oneOf: [{ type: "string" }, { $ref: "#/$defs/cat" }], $defs: { cat } },
    3,
    [" /oneOf is the number 3; the contract asks for one of a string, cat"],
  ],
  [
    "several",
    { oneOf: [{ type: "integer" }, { type: "number" }, false] },
    3,
    [" /oneOf fits an integer and a number; the contract asks for exactly one of 3 alternatives"],
  ],
  [
    "a discriminator only chooses what is told",
    {
      oneOf: [{ $ref: "#/$defs/Cat" }, { $ref: "#/$defs/Dog" }],
      discriminator: { propertyName: "type", mapping: { wau: "#/$defs/Dog" } },
      $defs: { Cat: { required: ["meows"] }, Dog: { required: ["barks"] } },
    },
    { type: "wau" },
    [' /$defs/Dog/required has no property "barks"; the contract asks for it'],
  ],
  [
    "and never the verdict",
    {
      oneOf: [{ $ref: "#/$defs/Cat" }, { $ref: "#/$defs/Dog" }],
      discriminator: { propertyName: "type" },
      $defs: { Cat: { required: ["meows"] }, Dog: { required: ["barks"] } },
    },
    { type: "Dog", meows: true },
    [],
  ],
])("of alternatives: %s", (_, schema, instance, violations) => {
  expect(told(schema, instance)).toEqual(violations);
});

const account = {
  required: ["id", "password", "name"],
  properties: { id: { allOf: [{ $ref: "#/$defs/id" }] }, password: { writeOnly: true }, name: {} },
  $defs: { id: { readOnly: true } },
};
const separate = {
  allOf: [{ properties: { id: { readOnly: true } } }, { required: ["id"] }],
};

test.each<[string, unknown, ValidateOptions["direction"], unknown, number]>([
  ["a request needs no readOnly property", account, "request", { password: 1, name: 1 }, 0],
  ["a response needs it", account, "response", { password: 1, name: 1 }, 1],
  ["a response needs no writeOnly property", account, "response", { id: 1, name: 1 }, 0],
  ["others are needed in both", account, "request", { password: 1 }, 1],
  ["without a direction all are", account, undefined, {}, 3],
  ["declared beside, not in, what requires it", separate, "request", {}, 0],
  ["the same in a response", separate, "response", {}, 1],
])("direction: %s", (_, schema, direction, instance, count) => {
  expect(told(schema, instance, { direction })).toHaveLength(count);
});

test.each(["__proto__", "constructor", "toString", "hasOwnProperty"])("the name %s", (name) => {
  const member = (value: unknown) => JSON.parse(`{"${name}": ${JSON.stringify(value)}}`);
  const schema = {
    properties: member({ type: "integer" }),
    required: [name],
    additionalProperties: false,
  };
  expect(told(schema, member(1))).toEqual([]);
  expect(told(schema, member("1"))).toHaveLength(1);
  expect(told(schema, {})).toHaveLength(1);
  expect(told({ additionalProperties: false }, member(1))).toHaveLength(1);
  expect(told({ dependentRequired: member(["a"]) }, {})).toEqual([]);
  expect(told({ const: member(1) }, {})).toHaveLength(1);
  expect(told({ $ref: `#/$defs/${name}`, $defs: member({ type: "null" }) }, 1)).toHaveLength(1);
});

test("an account of what is evaluated ends with the branch that failed", () => {
  const schema = {
    anyOf: [{ properties: { a: {}, b: { type: "string" } } }, { properties: { b: {} } }],
    unevaluatedProperties: false,
  };
  expect(told(schema, { b: 1 })).toEqual([]);
  expect(told(schema, { a: 1, b: 1 })).toHaveLength(1);
});

test("no more violations than asked for", () => {
  const schema = schemaOf({ items: { type: "string" } });
  expect(validate(schema, Array(100).fill(1))).toHaveLength(50);
  expect(validate(schema, Array(100).fill(1), { maxViolations: 3 })).toHaveLength(3);
});

test("a reference into another document is told there", () => {
  const schema = schemaIn(
    [
      {
        uri: "https://test.example/a/one.yaml",
        root: { components: { schemas: { A: { $ref: "../b.yaml#/B" } } } },
      },
      { uri: "https://test.example/b.yaml", root: { B: { type: "string" } } },
    ],
    "/components/schemas/A",
  );
  expect(validate(schema, 1)[0]?.schema).toEqual({
    uri: "https://test.example/b.yaml",
    pointer: "/B/type",
  });
});

test.each<[schema: object, fits: unknown, undecided: unknown]>([
  [{ type: ["string", "object"], required: true }, "a text", {}],
  [{ minimum: "1" }, "a text", 1],
  [{ maxLength: -1 }, 1, "a"],
  [{ minItems: null }, {}, []],
])("a keyword that is malformed speaks of its own type alone: %j", (root, fits, undecided) => {
  expect(validate(schemaOf(root), fits)).toEqual([]);
  expect(validate(schemaOf(root), undecided)).toMatchObject([{ kind: "unresolved" }]);
});
