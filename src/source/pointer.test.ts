/**
 * Expected values are from RFC 6901 §3 to §6.
 */
import { describe, expect, test } from "vitest";
import {
  appendPointer,
  formatPointer,
  type PointerToken,
  parsePointer,
  pointerOfFragment,
  valueAt,
} from "./pointer.ts";

test.each<[tokens: PointerToken[], pointer: string]>([
  [[], ""],
  [[""], "/"],
  [["a", "b"], "/a/b"],
  [["a", 0], "/a/0"],
  [["a/b"], "/a~1b"],
  [["m~n"], "/m~0n"],
  [["~1"], "/~01"],
  [["/pets/{id}"], "/~1pets~1{id}"],
  [["", ""], "//"],
  [["c%d", " ", "\u00e9"], "/c%d/ /\u00e9"],
])("%j is %s", (tokens, pointer) => {
  expect(formatPointer(tokens)).toBe(pointer);
  expect(appendPointer("/x", ...tokens)).toBe(`/x${pointer}`);
  expect(parsePointer(pointer)).toEqual(tokens.map(String));
});

test.each(["a", "#/a", " /a", "~1a"])("%s is no pointer", (pointer) => {
  expect(parsePointer(pointer)).toBe(undefined);
  expect(valueAt({ a: 1 }, pointer)).toBe(undefined);
});

test.each([
  ["", ""],
  ["/a/b", "/a/b"],
  ["/c%25d", "/c%d"],
  ["/%E2%82%AC", "/\u20ac"],
  ["/a%2Fb", "/a/b"],
  ["/pets~1%7Bid%7D", "/pets~1{id}"],
  ["/%zz", undefined],
  ["anchor", undefined],
  ["%2Fa", undefined],
])("the fragment %s", (fragment, pointer) => {
  expect(pointerOfFragment(fragment)).toBe(pointer);
});

describe("the document of RFC 6901 §5", () => {
  const document = {
    foo: ["bar", "baz"],
    "": 0,
    "a/b": 1,
    "c%d": 2,
    "e^f": 3,
    "g|h": 4,
    "i\\j": 5,
    'k"l': 6,
    " ": 7,
    "m~n": 8,
  };
  test.each<[pointer: string, value: unknown]>([
    ["", document],
    ["/foo", ["bar", "baz"]],
    ["/foo/0", "bar"],
    ["/", 0],
    ["/a~1b", 1],
    ["/c%d", 2],
    ["/e^f", 3],
    ["/g|h", 4],
    ["/i\\j", 5],
    ['/k"l', 6],
    ["/ ", 7],
    ["/m~0n", 8],
    ["/foo/2", undefined],
    ["/foo/-", undefined],
    ["/foo/00", undefined],
    ["/foo/01", undefined],
    ["/foo/1e0", undefined],
    ["/foo/length", undefined],
    ["/foo/0/0", undefined],
    ["/nobody", undefined],
    // Own properties only.
    ["/toString", undefined],
    ["/__proto__", undefined],
    ["/constructor/name", undefined],
  ])("%s", (pointer, value) => {
    expect(valueAt(document, pointer)).toEqual(value);
  });
});

test("a property of the document's own may have any name", () => {
  const document: unknown = JSON.parse('{"__proto__":{"a":1},"hasOwnProperty":2}');
  expect(valueAt(document, "/__proto__/a")).toBe(1);
  expect(valueAt(document, "/hasOwnProperty")).toBe(2);
});
