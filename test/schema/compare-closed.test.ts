/**
 * What a sender declares, where several schemas speak of one place: only all of them together say
 * what it sends (DESIGN, decision 1).
 */
import { test } from "vitest";
import { expectVerdict, type Row } from "./verdict.ts";

const x = { type: "object", properties: { x: {} } };
const y = { type: "object", properties: { y: {} } };
const onlyX = { properties: { x: {} }, additionalProperties: false };

const withBoth = { properties: { m: { properties: { a: {} } } }, required: ["m", "c"] };
const sendsM = {
  type: "object",
  properties: { m: { type: "object", required: ["b"] } },
  required: ["m"],
  additionalProperties: true,
};

const rows: Row[] = [
  // The member m has x by one schema and y by the other, and so has an item.
  [
    { type: "object", allOf: [{ properties: { m: x } }, { properties: { m: y } }] },
    { properties: { m: onlyX } },
    "incompatible",
  ],
  [{ type: "array", allOf: [{ items: x }, { items: y }] }, { items: onlyX }, "incompatible"],
  // Both branches may hold, and then each declares what the other does not.
  [
    {
      type: "object",
      anyOf: [
        { properties: { k: {}, a: {} }, required: ["k"] },
        { properties: { k: {}, b: {} }, required: ["k"] },
      ],
    },
    {
      required: ["k"],
      anyOf: [
        { properties: { k: {}, a: {} }, additionalProperties: false },
        { properties: { k: {}, b: {} }, additionalProperties: false },
      ],
    },
    "incompatible",
  ],
  // What stands beside the branches declares c for each of them.
  [
    {
      type: "object",
      properties: { c: {} },
      oneOf: [
        { properties: { t: { const: 1 } }, required: ["t"] },
        { properties: { t: { const: 2 } }, required: ["t"] },
      ],
    },
    { required: ["t"], properties: { t: {} }, additionalProperties: false },
    "incompatible",
  ],
  // So does what comes with t.
  [
    {
      type: "object",
      oneOf: [
        { properties: { t: { const: 1 } }, required: ["t"] },
        { properties: { t: { const: 2 } }, required: ["t"] },
      ],
      dependentSchemas: { t: { properties: { c: {} } } },
    },
    { required: ["t"], properties: { t: {} }, additionalProperties: false },
    "incompatible",
  ],
  // Of the values that are listed only those are sent of which each member is declared.
  [{ enum: [{ a: 1 }, { b: 1 }], properties: { b: {} } }, { required: ["b"] }, "compatible"],
  // A branch of the sender's declares what is sent where it applies.
  [
    {
      oneOf: [
        { properties: { a: { type: "integer" } }, required: ["a"] },
        { properties: { b: {} }, required: ["b"] },
      ],
      type: "object",
    },
    { oneOf: [{ required: ["a"] }, { required: ["b"] }] },
    "compatible",
  ],
  [
    { type: "object", anyOf: [{ properties: { a: {} } }, { properties: { b: {} } }] },
    { not: { required: ["a", "b"] } },
    "incompatible",
  ],
  // An object that declares nothing is free, one that declares something is not.
  [{ type: "object" }, { maxProperties: 3 }, "incompatible"],
  [{ type: "object", properties: { a: {}, b: {} } }, { maxProperties: 2 }, "compatible"],
  [
    { type: "object", properties: { a: {} }, additionalProperties: true },
    { maxProperties: 2 },
    "incompatible",
  ],
  [
    { type: "object", properties: { a: {} }, patternProperties: { "^x-": {} } },
    { propertyNames: { pattern: "^(a|x-[^]*)$" } },
    "compatible",
  ],
  // A name that may not be there does not stand for others that match the same patterns.
  [
    {
      type: "object",
      dependentRequired: { a: ["d"] },
      properties: { d: false },
      patternProperties: { "^a": {} },
      minProperties: 1,
    },
    { type: "string" },
    "incompatible",
  ],
  // Two schemas that speak of one member declare together what it has.
  [
    {
      type: "object",
      required: ["m"],
      allOf: [
        { properties: { m: { type: "object", required: ["x"], properties: { x: {} } } } },
        { properties: { m: { type: "object", required: ["y"], properties: { y: {} } } } },
      ],
    },
    { properties: { m: { maxProperties: 1 } } },
    "incompatible",
  ],
  // The receiver is read as it is written, wherever it is gone through: what else is in the member
  // m, or in the first item, is free.
  [
    sendsM,
    { properties: { m: { properties: { a: {} } } }, unevaluatedProperties: false },
    "incompatible",
  ],
  [
    { type: "array", items: { type: "object", required: ["b"] }, minItems: 1 },
    { prefixItems: [{ properties: { a: {} } }], unevaluatedItems: false },
    "incompatible",
  ],
  // So are its branches, where both m and c are there.
  [sendsM, { not: withBoth }, "incompatible"],
  [sendsM, { oneOf: [{}, withBoth] }, "incompatible"],
  [
    sendsM,
    // biome-ignore lint/suspicious/noThenProperty: it is the keyword.
    { if: withBoth, then: false },
    "incompatible",
  ],
];

test.each(rows)("%j sent to %j is %s", (...row) => {
  expectVerdict(row);
});
