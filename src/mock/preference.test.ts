/**
 * Expected values are from RFC 7240 §2 and DESIGN's mock server behaviour.
 */
import { expect, test } from "vitest";
import { readFields } from "../http/exchange.ts";
import { type Preference, readPreference, withoutPreferences } from "./preference.ts";

const none: Preference = {
  code: undefined,
  example: undefined,
  dynamic: undefined,
  validate: true,
};

test.each<[prefer: string, query: string, expected: Partial<Preference>]>([
  ["", "", {}],
  ["code=404", "", { code: "404" }],
  ["code = 404 , example = cat", "", { code: "404", example: "cat" }],
  ["code=404; example=cat", "", { code: "404", example: "cat" }],
  ["CODE=404", "", { code: "404" }],
  ['example="a, b; c"', "", { example: "a, b; c" }],
  ['example="say \\"hi\\""', "", { example: 'say "hi"' }],
  ["example=a=b", "", { example: "a=b" }],
  ["code=404, code=500", "", { code: "404" }],
  ["respond-async, wait=10, code=202", "", { code: "202" }],
  ["dynamic=true", "", { dynamic: true }],
  ["dynamic", "", { dynamic: true }],
  ["dynamic=false", "", { dynamic: false }],
  ["validate=false", "", { validate: false }],
  ["validate=true", "", { validate: true }],
  ["validate", "", { validate: true }],
  ["", "__code=404", { code: "404" }],
  ["", "a=1&__example=my%20cat", { example: "my cat" }],
  ["", "__example=my+cat", { example: "my cat" }],
  ["", "__example=%zz", { example: "%zz" }],
  ["", "__dynamic=true", { dynamic: true }],
  ["", "__dynamic", { dynamic: true }],
  ["code=404", "__code=500", { code: "404" }],
  // A request can only be let through by the header.
  ["", "__validate=false", {}],
  ["", "code=404", {}],
])("Prefer: %j, ?%s", (prefer, query, expected) => {
  const headers = readFields(prefer === "" ? [] : [["prefer", prefer]]);
  expect(readPreference(headers, query)).toEqual({ ...none, ...expected });
});

test("a field sent twice is one list", () => {
  const headers = readFields([
    ["Prefer", "code=404"],
    ["prefer", "example=cat"],
  ]);
  expect(readPreference(headers, "")).toEqual({ ...none, code: "404", example: "cat" });
});

test.each([
  ["", ""],
  ["a=1&b=2", "a=1&b=2"],
  ["__code=404", ""],
  ["a=1&__code=404&b=%20&__dynamic", "a=1&b=%20"],
  ["a=__code&__codes=1&x__code=1", "a=__code&__codes=1&x__code=1"],
  ["__validate=false", "__validate=false"],
])("?%s without wishes is ?%s", (query, expected) => {
  expect(withoutPreferences(query)).toBe(expected);
});
