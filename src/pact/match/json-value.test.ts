import { describe, expect, test } from "vitest";
import { equalJson, jsonKind, jsonText, readJson, readJsonAt, shownJson } from "./json-value.ts";

function read(text: string): unknown {
  const reading = readJson(text);
  if ("reason" in reading) throw new Error(reading.reason);
  return reading.value;
}

describe("numbers as they are written", () => {
  test.each([
    // text                       kind
    ["10", "integer"],
    ["-10", "integer"],
    ["10.0", "decimal"],
    ["1e1", "decimal"],
    ["1.5", "decimal"],
    ["9223372036854775807", "integer"],
    ["18446744073709551615", "integer"],
    ["18446744073709551616", "decimal"],
    ["-9223372036854775808", "integer"],
    ["-9223372036854775809", "decimal"],
  ])("%s is written as an %s", (text, kind) => {
    const [value] = read(`[${text}]`) as [unknown];
    expect(jsonKind(value)).toBe(kind);
    expect(jsonText(value)).toBe(text);
  });
});

test.each([
  ["null", "null"],
  ["true", "boolean"],
  ['"a"', "string"],
  ["[]", "array"],
  ["{}", "object"],
])("%s is of kind %s", (text, kind) => {
  expect(jsonKind(read(text))).toBe(kind);
});

test.each([
  "0",
  "false",
  '""',
  "null",
  '{"a":[1.0,{"b":"1.0"},[]],"c":"\\"\\\\","d":-0}',
  '{"2":1.50,"1":true,"x":null,"":[{}]}',
  '{"__proto__":1.0}',
])("%s keeps its text", (text) => {
  // Names that are numbers come first in every object of ECMAScript.
  const sorted = text.replace('{"2":1.50,"1":true,', '{"1":true,"2":1.50,');
  expect(jsonText({ inside: read(` ${text}\n`) })).toBe(`{"inside":${sorted}}`);
});

test.each(["", "{", "01", "[1,]", "nul", "{'a':1}"])("%j is not JSON", (text) => {
  expect(readJson(text)).toEqual({ reason: "is not JSON" });
});

test("what is nested without end is not read", () => {
  const text = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
  expect(readJson(text)).toEqual({ reason: "is nested too deep to be compared" });
});

test("a value in the midst of a text", () => {
  expect(jsonText(readJsonAt('{"a": [1.0 , 2]}', 6))).toBe("[1.0,2]");
});

test.each([
  ["1", "1", true],
  ["1", "1.0", false],
  ["100", "1e2", false],
  ["1.50", "1.5", true],
  ["9007199254740993", "9007199254740992", false],
  ["9007199254740993", "9007199254740993", true],
  ["[1,2]", "[2,1]", false],
  ["[1]", "[1,1]", false],
  ['{"a":1,"b":2}', '{"b":2,"a":1}', true],
  ['{"a":1}', '{"a":1,"b":1}', false],
  ['{"a":1}', '{"b":1}', false],
  ["null", "{}", false],
  ['"1"', "1", false],
])("%s and %s equal: %s", (expected, actual, equal) => {
  expect(equalJson(read(expected), read(actual))).toBe(equal);
});

test("a long value is cut in a message", () => {
  expect(shownJson("a".repeat(100))).toHaveLength(60);
  expect(shownJson([1])).toBe("[1]");
});

test.each([
  [String.raw`{"seen":1,"\n":2}`, "\n"],
  [String.raw`{ "seen" : 1 , "\"" : "\\" }`, '"'],
  [String.raw`{"seen":1,"\u0041":2}`, "A"],
  [String.raw`{"seen":"\\","\\":2}`, "\\"],
])("%s has the name that it says, whatever the engine has seen before", (text, name) => {
  JSON.parse(String.raw`{"seen":1,"\\":1}`);
  JSON.parse(String.raw`{"seen":"","\\":1}`);
  expect(Object.keys(read(text) as object)).toEqual(["seen", name]);
});
