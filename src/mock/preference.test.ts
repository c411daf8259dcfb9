/**
 * Expected values are from RFC 7240 §2 and DESIGN's mock server behaviour.
 */
import { expect, test } from "vitest";
import { readFields } from "../http/exchange.ts";
import {
  appliedPreferences,
  oddSwitch,
  type Preference,
  readPreference,
  withoutPreferences,
} from "./preference.ts";

const none: Omit<Preference, "wishes"> = {
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
  const { wishes: _, ...preference } = readPreference(headers, query);
  expect(preference).toEqual({ ...none, ...expected });
});

test("a field sent twice is one list", () => {
  const headers = readFields([
    ["Prefer", "code=404"],
    ["prefer", "example=cat"],
  ]);
  expect(readPreference(headers, "")).toMatchObject({ ...none, code: "404", example: "cat" });
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

test("each name is stated once, and where", () => {
  const headers = readFields([["prefer", "code=404, wait=5, code=500"]]);
  expect(readPreference(headers, "__example=my+cat&__code=1&x=2").wishes).toEqual([
    { name: "code", value: "404", isInQuery: false },
    { name: "example", value: "my cat", isInQuery: true },
  ]);
});

test.each([
  ["dynamic", undefined],
  ["dynamic=TRUE", undefined],
  ["validate=False", undefined],
  ["dynamic=often", "dynamic"],
  ["validate=off", "validate"],
  ["code=404, example=maybe", undefined],
])("Prefer: %s has the odd switch %s", (prefer, name) => {
  const preference = readPreference(readFields([["prefer", prefer]]), "");
  expect(oddSwitch(preference)?.name).toBe(name);
});

// RFC 7240 §3: applied-pref = token [ BWS "=" BWS word ], and a word is a token or a quoted string.
test.each([
  ["code=404", "code=404"],
  ["code=404, example=cat", "code=404, example=cat"],
  ['example="my cat"', 'example="my cat"'],
  ['example="say \\"hi\\""', 'example="say \\"hi\\""'],
  ["dynamic", "dynamic"],
  ['example="K\u00e4tzchen"', "example"],
])("Prefer: %s is applied as %s", (prefer, expected) => {
  const { wishes } = readPreference(readFields([["prefer", prefer]]), "");
  expect(appliedPreferences(wishes)).toBe(expected);
});
