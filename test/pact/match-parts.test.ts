/**
 * Requests, responses and messages as wholes: what stands around a body.
 *
 * Pact V1 to V4 #request, #response, #message.
 */
import { describe, expect, test } from "vitest";
import { isUndecided } from "../../src/pact/match/mismatch.ts";
import { body, differing, MATCHERS, rules, rulesAt } from "./match-pair.ts";

describe("a request", () => {
  const digits = { match: "regex", regex: String.raw`/a/\d+` };

  test.each<[string, string, string[]]>([
    ['{"method":"post"}', '{"method":"POST"}', []],
    ['{"method":"GET"}', '{"method":"POST"}', ["method"]],
    ['{"path":"/a"}', '{"path":"/a/"}', ["path"]],
    [`{"path":"/a/1", ${rules("path", digits)}}`, '{"path":"/a/22"}', []],
    [`{"path":"/a/1", ${rules("path", digits)}}`, '{"path":"/b/a/22"}', ["path"]],
    ['{"query":{"a":["1"]}}', '{"query":{"a":["1"]}}', []],
    ['{"query":{"a":["1"]}}', "{}", ["query a"]],
    ["{}", '{"query":{"a":["1"]}}', ["query a"]],
    ['{"query":{"a":["1","2"]}}', '{"query":{"a":["2","1"]}}', ["query a", "query a"]],
    ['{"query":{"a":["1","2"]}}', '{"query":{"a":["1"]}}', ["query a"]],
    ['{"query":"a=1&b=2"}', '{"query":"b=2&a=1"}', []],
    [
      `{"query":{"a":["1"]}, ${rulesAt("query", "a", { match: "integer" })}}`,
      '{"query":{"a":["7","8"]}}',
      [],
    ],
    [
      `{"query":{"a":["1"]}, ${rulesAt("query", "a", { match: "integer" })}}`,
      '{"query":{"a":["7","x"]}}',
      ["query a"],
    ],
    [
      `{"query":{"a":["1"]}, ${rulesAt("query", "$.a", { match: "integer" })}}`,
      '{"query":{"a":["7"]}}',
      [],
    ],
    [
      `{"query":{"a":["1","2"]}, ${rulesAt("query", "a[0]", { match: "integer" })}}`,
      '{"query":{"a":["7","8"]}}',
      ["query a"],
    ],
    [
      `{"query":{"a":["1","2"]}, ${rulesAt("query", "a", { match: "type", min: 2 })}}`,
      '{"query":{"a":["7"]}}',
      ["query a"],
    ],
  ])("%s and %s", (expected, actual, differ) => {
    expect(differing("request", [expected, actual])).toEqual(differ);
  });
});

test("further values are like the first example", () => {
  const expected = `{"query":{"a":["1"]}, ${rulesAt("query", "a", { match: "equality" })}}`;
  expect(differing("request", [expected, '{"query":{"a":["1","1"]}}'])).toEqual([]);
  expect(differing("request", [expected, '{"query":{"a":["1","2"]}}'])).toEqual(["query a"]);
});

describe("the status of a response", () => {
  test.each<[string, string, string[]]>([
    ['{"status":200}', '{"status":200}', []],
    ['{"status":200}', '{"status":201}', ["status"]],
    [
      `{"status":200, ${rules("status", { match: "statusCode", status: "success" })}}`,
      '{"status":204}',
      [],
    ],
    [
      `{"status":200, ${rules("status", { match: "statusCode", status: "success" })}}`,
      '{"status":404}',
      ["status"],
    ],
    [`{"status":200, ${rules("status", { match: "integer" })}}`, '{"status":404}', []],
  ])("%s and %s", (expected, actual, differ) => {
    expect(differing("response", [expected, actual])).toEqual(differ);
  });
});

describe("headers", () => {
  const json = (value: string) => `{"headers":{"Content-Type":"${value}"}}`;

  test.each<[string, string, string[]]>([
    ['{"headers":{"X-A":"1"}}', '{"headers":{"x-a":"1","X-B":"2"}}', []],
    ['{"headers":{"X-A":"1"}}', "{}", ["header X-A"]],
    ['{"headers":{"X-A":"a"}}', '{"headers":{"X-A":"A"}}', ["header X-A"]],
    ['{"headers":{"X-A":"a,b"}}', '{"headers":{"X-A":"a, b"}}', []],
    ['{"headers":{"X-A":["a","b"]}}', '{"headers":{"X-A":["a, b"]}}', []],
    ['{"headers":{"X-A":"a, b"}}', '{"headers":{"X-A":"b, a"}}', ["header X-A"]],
    [
      `{"headers":{"X-A":"a"}, ${rulesAt("header", "x-a", { match: "type" })}}`,
      '{"headers":{"X-A":"b"}}',
      [],
    ],
    [
      `{"headers":{"X-A":"a"}, ${rulesAt("header", "X-A", { match: "regex", regex: "a+" })}}`,
      '{"headers":{"X-A":"aab"}}',
      ["header X-A"],
    ],
    [json("application/json"), json("application/json; charset=UTF-8"), []],
    [json("application/json; charset=utf-8"), json("application/json;charset=UTF-8"), []],
    [json("application/json; charset=utf-8"), json("application/json"), ["header Content-Type"]],
    [json("application/json"), json("Application/json"), ["header Content-Type"]],
    ['{"headers":{"Accept":"a/b, c/d"}}', '{"headers":{"Accept":"a/b;q=1, c/d"}}', []],
    ['{"headers":{"Accept":"a/b, c/d"}}', '{"headers":{"Accept":"c/d, a/b"}}', ["header Accept"]],
  ])("%s and %s", (expected, actual, differ) => {
    expect(differing("response", [expected, actual])).toEqual(differ);
  });
});

describe("a message", () => {
  const contents = (content: string) =>
    `"contents":{"contentType":"application/json","content":${content}}`;
  const type = { match: "type" };

  test.each<[string, string, string[]]>([
    [`{${contents('{"a":1}')}}`, `{${contents('{"a":1,"b":2}')}}`, []],
    [`{${contents('{"a":1}')}}`, `{${contents('{"a":2}')}}`, ["body /a"]],
    [`{${contents('{"a":1}')}, ${rulesAt("body", "$.a", type)}}`, `{${contents('{"a":2}')}}`, []],
    [
      `{${contents('{"a":1}')}, ${rulesAt("content", "$.a", type)}}`,
      `{${contents('{"a":2}')}}`,
      [],
    ],
    [`{"metadata":{"k":"v"}}`, '{"metadata":{"k":"v","l":1}}', []],
    [`{"metadata":{"k":"v"}}`, '{"metadata":{"k":"w"}}', ["metadata k"]],
    [`{"metadata":{"k":"v"}}`, "{}", ["metadata k"]],
    [`{"metadata":{"k":"v"}, ${rulesAt("metadata", "k", type)}}`, '{"metadata":{"k":"w"}}', []],
    [
      `{"metadata":{"k":"v"}, ${rulesAt("metadata", "k", type)}}`,
      '{"metadata":{"k":1}}',
      ["metadata k"],
    ],
    [
      '{"metadata":{"contentType":"application/json"}}',
      '{"metadata":{"contentType":"application/json; charset=utf-8"}}',
      [],
    ],
  ])("%s and %s", (expected, actual, differ) => {
    expect(differing("message", [expected, actual])).toEqual(differ);
  });
});

test("what is undecided is told apart", () => {
  const rule = rulesAt("body", "$.a", { match: "regex", regex: "(?P<a>b)" });
  const open = MATCHERS.response(`{${body('{"a":"b"}')}, ${rule}}`, `{${body('{"a":"c"}')}}`, "4");
  expect(isUndecided(open)).toBe(true);
  expect(isUndecided([])).toBe(false);
  expect(open[0]?.message).toBe(
    "the regular expression has the group (?P<, which is not understood",
  );
});
