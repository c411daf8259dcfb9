/**
 * Which schemas speak of a member: those of its name, those of the patterns that it matches, and
 * where there are none those of all others (2020-12 core #applying-subschemas-to-objects).
 */
import { test } from "vitest";
import { expectVerdict, type Row } from "./verdict.ts";

const int = { type: "integer" };
const text = { type: "string" };
const x = { type: "object", properties: { x: {} } };
const y = { type: "object", properties: { y: {} } };
const onlyX = { properties: { x: {} }, additionalProperties: false };

const rows: Row[] = [
  // What the sender names is one of the others to the receiver.
  [
    { type: "object", properties: { a: text }, additionalProperties: int },
    { additionalProperties: int },
    "incompatible",
  ],
  [
    { type: "object", properties: { a: text }, additionalProperties: int },
    { properties: { a: text }, additionalProperties: int },
    "compatible",
  ],
  // A pattern of the receiver's speaks of a name, beside `properties` or alone.
  [
    { type: "object", properties: { ab: text } },
    { properties: { ab: text }, patternProperties: { "^a": int } },
    "incompatible",
  ],
  [
    { type: "object", properties: { ab: text } },
    { patternProperties: { "^a": int } },
    "incompatible",
  ],
  [{ type: "object", properties: { b: text } }, { patternProperties: { "^a": int } }, "compatible"],
  [
    { type: "object", properties: { b: text, ab: text } },
    { patternProperties: { "^a": int } },
    "incompatible",
  ],
  // A name that may not be there is not, whoever speaks of it.
  [
    { type: "object", propertyNames: { pattern: "^x" } },
    { properties: { a: false } },
    "compatible",
  ],
  // A pattern of the sender's does, in place of what all others have.
  [
    { type: "object", patternProperties: { "^a": text }, additionalProperties: int },
    { properties: { ab: int } },
    "incompatible",
  ],
  [
    { type: "object", patternProperties: { "^ab": text }, additionalProperties: int },
    { patternProperties: { "^a": int } },
    "incompatible",
  ],
  [
    { type: "object", patternProperties: { "^a": text }, additionalProperties: int },
    { properties: { b: int, ab: text } },
    "compatible",
  ],
  // And says nothing of names that do not match.
  [
    { type: "object", properties: { b: {} }, patternProperties: { "^a": int } },
    { properties: { b: int } },
    "incompatible",
  ],
  // Two patterns match one name, or two schemas speak of all others: each declares something.
  [
    { type: "object", patternProperties: { "^a": x, b$: y } },
    { patternProperties: { "^a": onlyX } },
    "incompatible",
  ],
  [
    { type: "object", allOf: [{ additionalProperties: x }, { additionalProperties: y }] },
    { additionalProperties: onlyX },
    "incompatible",
  ],
  [
    { type: "object", patternProperties: { "^a": x }, properties: { a: y } },
    { properties: { a: onlyX } },
    "incompatible",
  ],
  // Whether a name matches cannot be told.
  [{ type: "object", properties: { a: {} } }, { patternProperties: { "(": int } }, "unknown"],
  [
    { type: "object", properties: { a: {} }, required: ["a"] },
    { patternProperties: { "(": int } },
    "unknown",
  ],
  [{ type: "object", patternProperties: { "(": int } }, { properties: { a: int } }, "unknown"],
];

test.each(rows)("%j sent to %j is %s", (...row) => {
  expectVerdict(row);
});
