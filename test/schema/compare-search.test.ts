/**
 * Verdicts for which the search must not stop early: choices inside choices, recursion, and what is
 * left aside on the way.
 */
import { expect, test } from "vitest";
import { compareSchemas } from "../../src/schema/compare/compare.ts";
import { schemaOf } from "./schema-of.ts";
import { expectVerdict, type Row } from "./verdict.ts";

/** An object of which one of the letters is there, with what the branch says of it. */
const branch = (name: string, more: object = {}) => ({
  properties: { [name]: {}, ...more },
  required: [name, ...Object.keys(more)],
});
const uris = { $ref: "#/$defs/uris" };
const others = ["c", "d", "e", "f"];

const rows: Row[] = [
  // One branch of a oneOf takes all that is sent, and another some of it, such as 100.
  [{ type: "integer" }, { oneOf: [{ type: "integer" }, { minimum: 100 }] }, "incompatible"],
  // That u fits was found while t was looked at, on the assumption that t does. It does not.
  [
    {
      type: "object",
      properties: { a: { $ref: "#/$defs/t" }, b: { $ref: "#/$defs/u" } },
      $defs: {
        t: { type: "object", properties: { next: { $ref: "#/$defs/u" }, v: {} } },
        u: { type: "object", properties: { next: { $ref: "#/$defs/t" } } },
      },
    },
    {
      anyOf: [
        { properties: { a: { $ref: "#/$defs/t" } } },
        { properties: { b: { $ref: "#/$defs/u" } } },
      ],
      $defs: {
        t: { properties: { next: { $ref: "#/$defs/u" } }, maxProperties: 1 },
        u: { properties: { next: { $ref: "#/$defs/t" } } },
      },
    },
    "incompatible",
  ],
  // v rests on u, and u on t, which is not decided then.
  [
    {
      type: "object",
      properties: { a: { $ref: "#/$defs/t" }, b: { $ref: "#/$defs/v" } },
      $defs: {
        t: { type: "object", properties: { u: { $ref: "#/$defs/u" }, w: {} } },
        u: { type: "object", properties: { v: { $ref: "#/$defs/v" }, t: { $ref: "#/$defs/t" } } },
        v: { type: "object", properties: { u: { $ref: "#/$defs/u" } } },
      },
    },
    {
      anyOf: [
        { properties: { a: { $ref: "#/$defs/t" } } },
        { properties: { b: { $ref: "#/$defs/v" } } },
      ],
      $defs: {
        t: { properties: { u: { $ref: "#/$defs/u" } }, maxProperties: 1 },
        u: { properties: { v: { $ref: "#/$defs/v" }, t: { $ref: "#/$defs/t" } } },
        v: { properties: { u: { $ref: "#/$defs/u" } } },
      },
    },
    "incompatible",
  ],
  // Of so many branches it is not asked which hold together. `{b}` would not be sent without k,
  // with it it is.
  [
    {
      type: "object",
      anyOf: [branch("a"), branch("b", { k: { const: 1 } }), ...others.map((name) => branch(name))],
    },
    { properties: { b: false } },
    "incompatible",
  ],
  // Of so many branches it is not known either which members none of them evaluates.
  [
    { type: "object", properties: { a: { enum: [1, 2] } }, required: ["a"] },
    {
      anyOf: [
        { properties: { a: { const: 1 } } },
        ...["b", ...others].map((name) => ({ properties: { [name]: {} } })),
      ],
      unevaluatedProperties: false,
    },
    "unknown",
  ],
  [
    { type: "array", prefixItems: [{ enum: [1, 2] }], minItems: 1, maxItems: 1 },
    {
      anyOf: [
        { prefixItems: [{ const: 1 }] },
        ...[5, 6, 7, 8, 9].map((maxItems) => ({ maxItems })),
      ],
      unevaluatedItems: false,
    },
    "unknown",
  ],
  // Whether a text that is no number within 64 bits is refused depends on who reads it.
  [{ type: "string", pattern: "^[0-9]+$" }, { format: "int64" }, "unknown"],
  [
    { type: "string", format: "int64", maxLength: 5 },
    { not: { not: { format: "int64" } } },
    "compatible",
  ],
  // What is contained comes after what has a place of its own; in [1] it has that place.
  [
    { type: "array", prefixItems: [{}, {}], contains: { type: "integer" } },
    { minItems: 2 },
    "incompatible",
  ],
  // A name that is no x, and one that is no p: both may be q.
  [
    {
      type: "object",
      properties: { p: {}, q: {} },
      allOf: [
        { not: { propertyNames: { const: "p" } } },
        { not: { propertyNames: { pattern: "^x" } } },
      ],
    },
    { minProperties: 2 },
    "incompatible",
  ],
  // A name that is no x is p or another.
  [
    {
      type: "object",
      properties: { p: {}, q: {} },
      not: { propertyNames: { pattern: "^x" } },
    },
    { required: ["p"] },
    "incompatible",
  ],
  // What holds and does not hold has no value, however hard it is to find one of either.
  ...[
    [{ not: uris }, uris],
    [uris, { not: uris }],
  ].map(
    (allOf): Row => [
      {
        type: "object",
        allOf,
        $defs: { uris: { propertyNames: { format: "uri" }, minProperties: 1 } },
      },
      { type: "null" },
      "compatible",
    ],
  ),
  // What `items` takes is evaluated.
  [{ type: "array", items: {}, unevaluatedItems: false }, { maxItems: 0 }, "incompatible"],
];

test.each(rows)("%j sent to %j is %s", (...row) => {
  expectVerdict(row);
});

test("a witness shows the difference that is nearest", () => {
  const within = (schema: object): object => ({ type: "object", properties: { m: schema } });
  const sender = { properties: { a: within(within({ type: "integer" })), b: { type: "integer" } } };
  const receiver = { properties: { a: within(within({ type: "string" })), b: { type: "string" } } };
  const made = compareSchemas(
    schemaOf({ type: "object", ...sender }),
    schemaOf({ type: "object", ...receiver }),
  );
  expect(made).toMatchObject({ kind: "incompatible", violation: { instancePointer: "/b" } });
  expect(made).toHaveProperty("witness", { b: 0 });
});
