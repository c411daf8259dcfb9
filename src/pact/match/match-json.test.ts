/**
 * Where rules hold in a JSON body, and what lists and objects ask for.
 *
 * Pact V2 #matching-rules, V3 and V4 #matching-rules.
 */
import { describe, expect, test } from "vitest";
import { rootPlace } from "../../source/documents.ts";
import { readSource } from "../../source/source.ts";
import type { MatchingRules } from "../pact.ts";
import { readMatchingRules } from "../read-rules.ts";
import { readJson } from "./json-value.ts";
import { matchJson } from "./match-json.ts";

function readRules(value: unknown): MatchingRules {
  const text = JSON.stringify({ body: value });
  const source = readSource(text, { uri: "file:///rules.json", file: "rules.json" });
  return readMatchingRules([], rootPlace(source));
}

function read(text: string): unknown {
  const reading = readJson(text);
  if ("reason" in reading) throw new Error(`${text} ${reading.reason}`);
  return reading.value;
}

/** By path, a rule or a list of rules. */
type Rules = Record<string, object>;

/** The places that differ, `?` before those that are undecided. */
function places(rules: Rules, expected: string, actual: string, allowsMore = true): string[] {
  const written = Object.entries(rules).map(([path, rule]) => [
    path,
    "matchers" in rule ? rule : { matchers: [rule] },
  ]);
  const matching = {
    rules: readRules(Object.fromEntries(written)),
    category: "body",
    allowsMore,
    readRules,
  };
  return matchJson(matching, read(expected), read(actual)).map(
    ({ kind, path }) => (kind === "undecided" ? "?" : "") + (path || "/"),
  );
}

const type = { match: "type" };
const integer = { match: "integer" };
const regex = (source: string) => ({ match: "regex", regex: source });

describe("without rules", () => {
  test.each([
    // expected           actual               in a response   in a request
    ['{"a":1}', '{"a":1}', [], []],
    ['{"a":1}', '{"a":2}', ["/a"], ["/a"]],
    ['{"a":1}', "{}", ["/a"], ["/a"]],
    ['{"a":null}', "{}", ["/a"], ["/a"]],
    ['{"a":1}', '{"a":1,"b":1}', [], ["/b"]],
    ["{}", '{"b":1}', [], ["/"]],
    ["[1,2]", "[1,2]", [], []],
    ["[1,2]", "[2,1]", ["/0", "/1"], ["/0", "/1"]],
    ["[1,2]", "[1]", ["/1", "/"], ["/1", "/"]],
    ["[1]", "[1,2]", ["/"], ["/"]],
    ["[]", "[1]", ["/"], ["/"]],
    ['{"a":{}}', '{"a":[]}', ["/a"], ["/a"]],
    ['{"a":[]}', '{"a":null}', ["/a"], ["/a"]],
    ["0", "0", [], []],
    ["0", "false", ["/"], ["/"]],
    ["false", "false", [], []],
    ['""', '""', [], []],
    ['""', "null", ["/"], ["/"]],
    ['{"a/b":{"~":1}}', '{"a/b":{"~":2}}', ["/a~1b/~0"], ["/a~1b/~0"]],
    ['{"__proto__":1}', '{"a":1}', ["/__proto__"], ["/__proto__", "/a"]],
  ] as [string, string, string[], string[]][])("%s and %s", (expected, actual, more, exact) => {
    expect(places({}, expected, actual)).toEqual(more);
    expect(places({}, expected, actual, false)).toEqual(exact);
  });
});

describe("rules at places", () => {
  test.each<[Rules, string, string, string[]]>([
    // rules                               expected              actual            differ
    [{ $: type }, '{"a":{"b":1}}', '{"a":{"b":2}}', []],
    [{ $: type }, '{"a":{"b":1}}', '{"a":{"b":"2"}}', ["/a/b"]],
    [{ $: type }, '{"a":1}', "{}", ["/a"]],
    [{ "$.a": type }, '{"a":1,"b":1}', '{"a":2,"b":2}', ["/b"]],
    [{ "$.*": type }, '{"a":1}', '{"a":2}', []],
    [{ "$[*]": type }, '{"a":1}', '{"a":2}', ["/a"]],
    [{ "$[*]": type }, "[1,2]", "[3,4]", []],
    [{ "$[*].a": integer }, '[{"a":1}]', '[{"a":"x"}]', ["/0/a"]],
    [{ "$[1]": type }, "[1,2]", "[1,3]", []],
    [{ "$[1]": type }, "[1,2]", "[2,3]", ["/0"]],
    [{ $: type, "$.a": { match: "equality" } }, '{"a":1,"b":1}', '{"a":2,"b":2}', ["/a"]],
    [{ "$.a": integer, "$.*": regex("x") }, '{"a":1}', '{"a":2}', []],
    [{ "$['a b']": type }, '{"a b":1}', '{"a b":2}', []],
    [{ "$.a": { match: "equality" } }, '{"a":{"b":1}}', '{"a":{"b":1,"c":1}}', ["/a"]],
  ])("%j: %s and %s", (rules, expected, actual, differ) => {
    expect(places(rules, expected, actual)).toEqual(differ);
  });
});

describe("lists", () => {
  test.each<[Rules, string, string, string[]]>([
    [{ $: type }, "[1]", "[1,2,3]", []],
    [{ $: type }, "[1]", '[1,"2"]', ["/1"]],
    [{ $: type }, "[1,2]", "[]", []],
    [{ $: type }, "[]", '[1,"a"]', []],
    [{ $: { match: "type", min: 2 } }, "[1]", "[1]", ["/"]],
    [{ $: { match: "type", max: 2 } }, "[1]", "[1,2,3]", ["/"]],
    [{ $: { match: "type", min: 1, max: 2 } }, "[1]", "[5,6]", []],
    // Neither number cascades.
    [{ $: { match: "type", min: 2 } }, "[[1]]", "[[1],[2]]", []],
    [{ $: { match: "type", max: 2 } }, "[[1]]", "[[1,2,3]]", []],
    [{ $: integer }, "[1]", "[1,2,3.0]", ["/2"]],
    [{ $: regex("a+") }, '["a"]', '["aa","b"]', ["/1"]],
    [{ "$.a": type, "$.a[*]": regex("\\d+") }, '{"a":["1"]}', '{"a":["23","x"]}', ["/a/1"]],
  ])("%j: %s and %s", (rules, expected, actual, differ) => {
    expect(places(rules, expected, actual)).toEqual(differ);
  });
});

describe("arrayContains", () => {
  const contains = (...variants: object[]) => ({ match: "arrayContains", variants });
  const variant = (index: number, rules: Rules = {}) => ({
    index,
    rules: Object.fromEntries(
      Object.entries(rules).map(([path, rule]) => [path, { matchers: [rule] }]),
    ),
  });

  test.each<[object, string, string, string[]]>([
    [contains(variant(0)), '[{"a":1}]', '[{"b":1},{"a":1,"c":1}]', []],
    [contains(variant(0)), '[{"a":1}]', '[{"b":1},{"a":2}]', ["/"]],
    [contains(variant(0, { "$.a": type })), '[{"a":1}]', '[{"b":1},{"a":2}]', []],
    [contains(variant(0, { "$.a": type })), '[{"a":1}]', "[]", ["/"]],
    [contains(variant(0), variant(1)), "[1,2]", "[3,2,1]", []],
    [contains(variant(0), variant(1)), "[1,2]", "[3,2]", ["/"]],
    [contains(), "[1,2]", "[2,3,1]", []],
    [contains(), "[1,2]", "[2,3]", ["/"]],
    [contains(variant(0, { $: regex("(?P<a>b)") })), '["b"]', '["c"]', ["?/"]],
    [contains(variant(3)), "[1]", "[1]", ["?/"]],
  ])("%j: %s and %s", (rule, expected, actual, differ) => {
    expect(places({ $: rule }, expected, actual)).toEqual(differ);
  });
});

describe("keys and values", () => {
  const eachKey = (...rules: object[]) => ({ match: "eachKey", rules });
  const eachValue = (...rules: object[]) => ({ match: "eachValue", rules });
  const both = (...matchers: object[]) => ({ matchers });

  test.each<[Rules, string, string, string[]]>([
    [{ $: eachKey(regex("[a-z]")) }, '{"a":1}', '{"b":1}', []],
    [{ $: eachKey(regex("[a-z]")) }, '{"a":1}', '{"B":1,"c":1}', ["/B"]],
    [{ $: eachValue(type) }, '{"a":1}', '{"B":2,"c":3}', []],
    [{ $: eachValue(type) }, '{"a":1}', '{"B":2,"c":"3"}', ["/c"]],
    [{ $: eachValue(type) }, '{"a":{"x":1}}', '{"B":{"x":2}}', []],
    [{ $: eachValue(type) }, '{"a":{"x":1}}', '{"B":{}}', ["/B/x"]],
    [{ $: eachValue(integer) }, "[1]", '[2,"3"]', ["/1"]],
    [{ $: both(eachKey(regex("[a-z]")), eachValue(type)) }, '{"a":1}', '{"b":2,"c":3}', []],
    [{ $: both(eachKey(regex("[a-z]")), eachValue(type)) }, '{"a":1}', '{"B":"2"}', ["/B", "/B"]],
    [{ $: { match: "each-key", rules: [regex("a")] } }, '{"a":1}', '{"b":1}', ["/b"]],
    // The official tools leave the value of a key free where only keys have a rule.
    [{ $: eachKey(regex("[a-z]")) }, '{"a":1}', '{"a":"x"}', []],
    [{ $: { match: "values" } }, '{"a":1}', '{"B":1}', []],
    [{ $: { match: "values" } }, '{"a":1}', '{"B":2}', ["/B"]],
    [{ $: { match: "values" }, "$.*": type }, '{"a":1}', '{"B":2,"c":9}', []],
    [{ $: { match: "values" }, "$.*": type }, '{"a":1}', '{"B":"2"}', ["/B"]],
    [{ $: { match: "values" } }, '{"a":1}', "{}", []],
    [{ $: eachValue({ value: "no rule" }) }, '{"a":1}', '{"a":1}', ["?/a"]],
  ])("%j: %s and %s", (rules, expected, actual, differ) => {
    expect(places(rules, expected, actual)).toEqual(differ);
    expect(places(rules, expected, actual, false)).toEqual(differ);
  });
});

describe("several rules", () => {
  const and = (...matchers: object[]) => ({ matchers, combine: "AND" });
  const or = (...matchers: object[]) => ({ matchers, combine: "OR" });
  const unknown = { match: "teapot" };

  test.each<[Rules, string, string, string[]]>([
    [{ "$.a": and(type, regex("x+")) }, '{"a":"x"}', '{"a":"xx"}', []],
    [{ "$.a": and(type, regex("x+")) }, '{"a":"x"}', '{"a":"y"}', ["/a"]],
    [{ "$.a": or(integer, { match: "null" }) }, '{"a":1}', '{"a":null}', []],
    [{ "$.a": or(integer, { match: "null" }) }, '{"a":1}', '{"a":2}', []],
    [{ "$.a": or(integer, { match: "null" }) }, '{"a":1}', '{"a":"2"}', ["/a", "/a"]],
    [{ "$.a": or(unknown, integer) }, '{"a":1}', '{"a":2}', []],
    [{ "$.a": or(unknown, integer) }, '{"a":1}', '{"a":"2"}', ["?/a"]],
    [{ "$.a": and(unknown, integer) }, '{"a":1}', '{"a":"2"}', ["?/a", "/a"]],
    [{ "$.a": or({ match: "type", min: 5 }, type) }, '{"a":[1]}', '{"a":[2]}', []],
  ])("%j: %s and %s", (rules, expected, actual, differ) => {
    expect(places(rules, expected, actual)).toEqual(differ);
  });
});

test("variants inside variants come to an end", () => {
  const nested = (depth: number): object =>
    depth === 0
      ? { $: { matchers: [type] } }
      : { $: { matchers: [{ match: "arrayContains", variants: many(depth) }] } };
  const many = (depth: number) =>
    Array.from({ length: 12 }, () => ({ index: 0, rules: nested(depth - 1) }));
  const list = (depth: number, leaf: unknown): unknown =>
    depth === 0 ? leaf : Array.from({ length: 12 }, () => list(depth - 1, leaf));
  const expected = JSON.stringify(list(4, 1));
  const found = places(nested(4) as Rules, expected, JSON.stringify(list(4, "x")));
  expect(new Set(found)).toEqual(new Set(["?/"]));
});

test("a long list without variants is compared to its end", () => {
  const actual = JSON.stringify([...Array.from({ length: 250_000 }, () => 1), "x"]);
  expect(places({ $: type }, "[1]", actual)).toEqual(["/250000"]);
});

test("a mismatch names its rule and what was seen", () => {
  const rules = readRules({ "$.a": { matchers: [integer] } });
  const matching = { rules, category: "body", allowsMore: true, readRules };
  expect(matchJson(matching, read('{"a":1,"b":"x"}'), read('{"a":1.0,"b":null}'))).toEqual([
    {
      kind: "mismatch",
      part: "body",
      path: "/a",
      message: "1.0 is not written as an integer",
      rule: integer,
    },
    { kind: "mismatch", part: "body", path: "/b", message: 'null is not "x"' },
  ]);
});
