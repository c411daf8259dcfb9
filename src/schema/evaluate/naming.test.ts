import { expect, test } from "vitest";
import { schemaOf } from "../../../test/schema/schema-of.ts";
import { validate } from "../validate.ts";

const $defs = { Cat: { required: ["meows"] }, "a/b": { required: ["barks"] } };
const byName = [{ $ref: "#/$defs/Cat" }, { $ref: "#/$defs/a~1b" }];

function told(root: object, instance: unknown): string[] {
  return validate(schemaOf({ $defs, ...root }), instance).map(({ message }) => message);
}

test.each<[string, unknown[], string]>([
  ["what they refer to", byName, "one of Cat, a/b"],
  [
    "a title before that",
    [{ $ref: "#/$defs/Cat", title: "Any cat" }, byName[1]],
    "one of Any cat, a/b",
  ],
  [
    "their type",
    [{ type: "string" }, { type: ["null", "array"] }],
    "one of a string, null or an array",
  ],
  [
    "their number where a type is not theirs alone",
    [{ required: ["a"], type: "object" }, { type: "object", required: ["b"] }, { type: "string" }],
    "one of the first, the second, a string",
  ],
  ["nothing", [{ required: ["a"] }, { required: ["b"] }], "one of 2 alternatives"],
  [
    "the first eight of many",
    Array.from({ length: 11 }, (_, index) => ({ title: `T${index}`, required: ["z"] })),
    "one of T0, T1, T2, T3, T4, T5, T6, T7, 3 more",
  ],
])("where none fits, the alternatives are called by %s", (_, anyOf, wanted) => {
  expect(told({ anyOf }, {})).toEqual([`is the object {}; the contract asks for ${wanted}`]);
});

// What an open schema does not mention it lets through: 2020-12 core #properties.
test.each<[unknown[], unknown, string]>([
  [
    byName,
    { meows: 1, barks: 1 },
    "fits Cat and a/b; the contract asks for exactly one of 2 alternatives",
  ],
  [
    [
      { properties: { a: { type: "string" } } },
      { properties: { b: { type: "string" } } },
      { properties: { c: { type: "string" } } },
    ],
    { a: 5 },
    "fits the second and the third; the contract asks for exactly one of 3 alternatives",
  ],
  [
    [{ title: "A" }, { type: "integer" }, false, {}],
    5,
    "fits A, an integer and the fourth; the contract asks for exactly one of 4 alternatives",
  ],
])("where several fit, they are named: %j", (oneOf, instance, message) => {
  expect(told({ oneOf }, instance)).toEqual([message]);
});

test.each<[unknown, unknown, string]>([
  [{ $ref: "#/$defs/Cat" }, { meows: 1 }, "Cat"],
  [{ title: "Sold", minimum: 3 }, 5, "Sold"],
  [{ type: "string", description: "any" }, "a", "a string"],
  [{ const: "a" }, "a", 'the string "a"'],
  [{ enum: ["a", 1] }, 1, '"a", 1'],
  [{ required: ["a"] }, { a: 1 }, 'an object with "a"'],
  [{ type: "object", required: ["a", "b"] }, { a: 1, b: 2 }, 'an object with "a" and "b"'],
  [{ pattern: "^a" }, "ab", 'text that matches "^a"'],
  [{ format: "date" }, "2026-01-01", "the format date"],
  [{ anyOf: [{ required: ["a"] }, { type: "null" }] }, null, 'an object with "a" or null'],
  [{ type: "integer", minimum: 3 }, 5, 'what fits {"type":"integer","minimum":3}'],
  [{}, 5, "any value"],
  [true, 5, "any value"],
])("not: %j says what must not be", (not, instance, wanted) => {
  const [message] = told({ not }, instance);
  expect(message?.split("; ")[1]).toBe(`the contract asks for anything but ${wanted}`);
});
