import { expect, test } from "vitest";
import { schemaOf } from "../../test/schema/schema-of.ts";
import { isValid, validate } from "./validate.ts";

function chain(length: number, link: (next: string) => object): object {
  const $defs: Record<string, unknown> = {};
  for (let index = 0; index < length; index += 1) {
    $defs[`s${index}`] = index < length - 1 ? link(`#/$defs/s${index + 1}`) : { type: "integer" };
  }
  return { $ref: "#/$defs/s0", $defs };
}

function nested(depth: number): unknown {
  let value: unknown = {};
  for (let level = 0; level < depth; level += 1) value = { a: value };
  return value;
}

/** What takes most of the stack for each schema. */
function accounting($ref: string): object {
  return { anyOf: [{ oneOf: [{ $ref }] }], unevaluatedProperties: false };
}

test.each<[string, unknown, unknown, boolean]>([
  ["5,000 references", chain(5000, ($ref) => ({ $ref })), 3, true],
  ["5,000 references, not matched", chain(5000, ($ref) => ({ $ref })), "3", false],
  ["5,000 references with siblings", chain(5000, ($ref) => ({ $ref, minimum: 1 })), 3, true],
  ["5,000 properties", chain(5000, ($ref) => ({ properties: { a: { $ref } } })), { a: {} }, true],
  ["1,000 levels", { properties: { a: { $ref: "#" } } }, nested(1000), true],
  ["1,000 schemas for one value", chain(1000, ($ref) => ({ allOf: [{ $ref }] })), 3, true],
  ["500 with accounts", chain(250, accounting), 3, true],
  ["500 with accounts, not matched", chain(250, accounting), "3", false],
])("long chains: %s", (_, schema, instance, valid) => {
  expect(isValid(schemaOf(schema), instance)).toBe(valid);
});

test("references in a circle are found before they are followed again and again", () => {
  let reads = 0;
  const value = {
    get a() {
      reads += 1;
      return 1;
    },
  };
  const asking = { properties: { a: { type: "integer" } } };
  const schema = schemaOf({
    $ref: "#/$defs/a",
    $defs: { a: { ...asking, $ref: "#/$defs/b" }, b: { ...asking, $ref: "#/$defs/a" } },
  });
  expect(validate(schema, value)[0]?.message).toMatch(/refers back to itself/);
  expect(reads).toBeLessThan(20);
});

const pair = { a: { $ref: "#/$defs/b" }, b: { $ref: "#/$defs/a" } };

test.each<[string, unknown, unknown, RegExp]>([
  ["references in a circle", { $ref: "#/$defs/a", $defs: pair }, 1, /refers back to itself/],
  ["a schema inside itself", { allOf: [{ $ref: "#" }] }, 1, /refers back to itself/],
  ["branches in circles", { anyOf: Array(150).fill({ $ref: "#" }) }, 1, /refers back to itself/],
  ["a dangling reference", { $ref: "#/$defs/a" }, 1, /"#\/\$defs\/a" leads nowhere/],
  ["a reference that is no string", { $ref: 3 }, 1, /a reference is a string/],
  ["no schema", { properties: { a: 3 } }, { a: 1 }, /a number stands where a schema is due/],
  ["null", null, 1, /null stands where a schema is due/],
  ["a list", [], 1, /an array stands where a schema is due/],
  ["an unknown type", { type: "any" }, 1, /type is the string "any", not the name of a type/],
  ["a wrong limit", { minimum: "3" }, 4, /minimum is the string "3", not a number/],
  ["a wrong list", { required: true }, {}, /required is true, not a list of names/],
  ["a broken pattern", { pattern: "(" }, "a", /it is no regular expression/],
  ["a pattern out of bounds", { pattern: "^(?!b)(a+)+$" }, "a".repeat(99), /too long/],
  ["too many levels", { properties: { a: { $ref: "#" } } }, nested(100_000), /deeper than 1000/],
  [
    "too many schemas at one place",
    // Where the stack is large or its frames are small, so many would fit.
    chain(1200, ($ref) => ({ anyOf: [{ $ref }, { type: "null" }] })),
    1,
    /more than 1100 schemas inside each other/,
  ],
  ["not of something unknown", { not: { $ref: "#/no" } }, 1, /leads nowhere/],
  ["if of something unknown", { if: { $ref: "#/no" } }, 1, /leads nowhere/],
  ["a branch that may fit", { anyOf: [{ type: "string" }, { $ref: "#/no" }] }, 1, /leads nowhere/],
  ["a second match perhaps", { oneOf: [true, { $ref: "#/no" }] }, 1, /leads nowhere/],
  ["one more element perhaps", { contains: { $ref: "#/no" } }, [1], /leads nowhere/],
])("undecided: %s", (_, root, instance, message) => {
  const schema = schemaOf(root);
  const violations = validate(schema, instance);
  expect(isValid(schema, instance)).toBe(false);
  expect(violations.map(({ kind }) => kind)).toEqual(violations.map(() => "unresolved"));
  expect(violations[0]?.message).toMatch(message);
});

test.each<[string, unknown, unknown]>([
  ["another branch fits", { anyOf: [{ $ref: "#/no" }, { type: "integer" }] }, 1],
  ["the keyword does not apply", { pattern: "(" }, 1],
  [
    "enough elements fit",
    { contains: { anyOf: [{ type: "integer" }, { $ref: "#/no" }] } },
    [1, "a"],
  ],
])("decided all the same: %s", (_, schema, instance) => {
  expect(validate(schemaOf(schema), instance)).toEqual([]);
});
