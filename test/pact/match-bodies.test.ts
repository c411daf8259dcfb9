/**
 * Bodies of every type, present or not.
 *
 * Pact V1 to V4 #body.
 */
import { describe, expect, test } from "vitest";
import type { Specification } from "../../src/pact/pact.ts";
import { body, differing, rulesAt } from "./match-pair.ts";

describe("whether there is a body", () => {
  const missing = "{}";
  const none = '{"body":null}';
  const empty = '{"body":{"content":""}}';
  const something = `{${body('{"a":1}')}}`;
  const nothing = `{${body("null")}}`;

  test.each<[string, string, string[]]>([
    [missing, something, []],
    [missing, missing, []],
    [none, missing, []],
    [none, empty, []],
    [none, something, ["body"]],
    [nothing, none, []],
    [empty, missing, []],
    [empty, none, []],
    [empty, something, ["body"]],
    [something, missing, ["body"]],
    [something, empty, ["body"]],
    [something, none, ["body"]],
  ])("%s and %s", (expected, actual, differ) => {
    expect(differing("response", [expected, actual])).toEqual(differ);
  });

  test.each(["0", "false", '"text"', "[]"])("%s is a body like others", (value) => {
    expect(differing("response", [`{${body(value)}}`, `{${body(value)}}`])).toEqual([]);
    expect(differing("response", [`{${body(value)}}`, "{}"])).toEqual(["body"]);
    expect(differing("response", [`{${body(value)}}`, `{${body("1")}}`])).toEqual(["body"]);
  });

  test("null on the wire is none", () => {
    const wire = '{"headers":{"Content-Type":"application/json"},"body":"null"}';
    const zero = '{"headers":{"Content-Type":"application/json"},"body":"0"}';
    expect(differing("response", [none, wire], "3")).toEqual([]);
    expect(differing("response", [none, zero], "3")).toEqual(["body"]);
  });
});

describe("numbers are read where they are written", () => {
  const rule = rulesAt("body", "$.a", { match: "decimal" });
  const header = '"headers":{"Content-Type":"application/json"}';

  test.each<[string, string, string[], Specification]>([
    [`{${body('{"a":1.5}')}, ${rule}}`, `{${body('{"a":10.0}')}}`, [], "4"],
    [`{${body('{"a":1.5}')}, ${rule}}`, `{${body('{"a":10}')}}`, ["body /a"], "4"],
    [`{${header},"body":{"a":1.5}, ${rule}}`, `{${header},"body":"{\\"a\\":10.0}"}`, [], "3"],
    [
      `{${header},"body":{"a":1.5}, ${rule}}`,
      `{${header},"body":"{\\"a\\":10}"}`,
      ["body /a"],
      "3",
    ],
    [`{${header},"body":{"a":1.0}}`, `{${header},"body":"{\\"a\\":1}"}`, ["body /a"], "3"],
    // {"a":10.0} and {"a":10} in base64
    [
      `{${body('{"a":1.5}')}, ${rule}}`,
      `{${body('"eyJhIjoxMC4wfQ=="', "application/json", ',"encoded":"base64"')}}`,
      [],
      "4",
    ],
    [
      `{${body('{"a":1.5}')}, ${rule}}`,
      `{${body('"eyJhIjoxMH0="', "application/json", ',"encoded":"base64"')}}`,
      ["body /a"],
      "4",
    ],
  ])("%s and %s", (expected, actual, differ, specification) => {
    expect(differing("response", [expected, actual], specification)).toEqual(differ);
  });

  test("version 1 has no rules", () => {
    const pairs = [`{${header},"body":{"a":1}, ${rule}}`, `{${header},"body":{"a":2.5}}`] as const;
    expect(differing("response", pairs, "1")).toEqual(["body /a"]);
    expect(differing("response", pairs, "2")).toEqual([]);
  });
});

describe("bodies of other types", () => {
  const text = (value: string, more = "") =>
    `{${body(JSON.stringify(value), "text/plain")}${more}}`;
  const form = (value: string, more = "") =>
    `{${body(JSON.stringify(value), "application/x-www-form-urlencoded")}${more}}`;
  const parts = (value: string) => `{${body(JSON.stringify(value), "multipart/form-data")}}`;
  const bytes = (value: string, more = "") =>
    `{${body(`"${value}"`, "image/png", ',"encoded":"base64"')}${more}}`;
  const png = "iVBORw0KGgo=";

  test.each<[string, string, string[]]>([
    [text("a"), text("a"), []],
    [text("a"), text("b"), ["body"]],
    [text("a", `, ${rulesAt("body", "$", { match: "regex", regex: "a+" })}`), text("aa"), []],
    [text("a", `, ${rulesAt("body", "$", { match: "regex", regex: "a+" })}`), text("ab"), ["body"]],
    [text("a"), `{${body('{"a":1}')}}`, ["body"]],
    [form("a=1&b=x+y"), form("b=x%20y&a=1"), []],
    [form("a=1"), form("a=1&b=2"), ["body b"]],
    [form("a=1", `, ${rulesAt("body", "$.a", { match: "integer" })}`), form("a=22"), []],
    [form("a=1", `, ${rulesAt("body", "$.a", { match: "integer" })}`), form("a=x"), ["body a"]],
    [bytes(png), bytes(png), []],
    [bytes(png), bytes("AAAA"), ["body"]],
    [
      bytes("AAAA", `, ${rulesAt("body", "$", { match: "contentType", value: "image/png" })}`),
      bytes(png),
      [],
    ],
    [
      bytes("AAAA", `, ${rulesAt("body", "$", { match: "contentType", value: "image/png" })}`),
      bytes("/9j/"),
      ["body"],
    ],
    [parts("--a--"), parts("--a--"), []],
    [parts("--a--"), parts("--b--"), ["?body"]],
    [
      `{${body('{"a":1}')}}`,
      '{"headers":{"Content-Type":"application/json"},"body":{"content":"{"}}',
      ["body"],
    ],
  ])("%s and %s", (expected, actual, differ) => {
    expect(differing("response", [expected, actual])).toEqual(differ);
  });

  test("a type is free where a rule frees it", () => {
    const expected = `{"headers":{"Content-Type":"text/plain"},"body":"a", ${rulesAt("header", "Content-Type", { match: "type" })}}`;
    const actual = '{"headers":{"Content-Type":"text/html"},"body":"a"}';
    expect(differing("response", [expected, actual], "3")).toEqual([]);
  });
});

describe("XML", () => {
  const xml = (value: string, more = "") =>
    `{${body(JSON.stringify(value), "application/xml")}${more}}`;
  const rule = (path: string, matcher: object) => `, ${rulesAt("body", path, matcher)}`;
  const type = { match: "type" };

  test.each<[string, string, string[]]>([
    [xml("<a>1</a>"), xml('<?xml version="1.0"?>\n<a> 1 </a>'), []],
    [xml("<a>1</a>"), xml("<a>2</a>"), ["body /a/#text"]],
    [xml("<a/>"), xml("<b/>"), ["body /a"]],
    [xml('<a x="1"/>'), xml('<a y="2" x="1"/>'), []],
    [xml('<a x="1"/>'), xml("<a/>"), ["body /a/@x"]],
    [xml('<a x="1"/>'), xml('<a x="2"/>'), ["body /a/@x"]],
    [xml("<a><b/><c/></a>"), xml("<a><c/><b/><d/></a>"), []],
    [xml("<a><b/></a>"), xml("<a/>"), ["body /a/b"]],
    [
      xml("<a><b>1</b><b>2</b></a>"),
      xml("<a><b>2</b><b>1</b></a>"),
      ["body /a/b/#text", "body /a/b/#text"],
    ],
    [xml("<a><b>1</b></a>", rule("$.a.b", type)), xml("<a><b>7</b><b>8</b></a>"), []],
    [xml("<a><b>1</b></a>", rule("$.a", type)), xml("<a><c/></a>"), ["body /a/b", "body /a/c"]],
    [xml("<a><b/></a>", rule("$.a", { match: "type", min: 2 })), xml("<a><b/></a>"), ["body /a"]],
    [
      xml("<a><b>1</b></a>", rule("$.a.b['#text']", { match: "integer" })),
      xml("<a><b>7</b></a>"),
      [],
    ],
    [
      xml("<a><b>1</b></a>", rule("$.a.b.#text", { match: "integer" })),
      xml("<a><b>x</b></a>"),
      ["body /a/b/#text"],
    ],
    [xml("<a>1</a>", rule("$.a", { match: "type", min: 1 })), xml("<a>2</a>"), []],
    [xml("<a>1</a>", rule("$.a", { match: "type", min: 1 })), xml("<a/>"), ["body /a"]],
    [
      xml("<a><b/></a>", rule("$.a", { match: "type", max: 1 })),
      xml("<a><b/><b/></a>"),
      ["body /a"],
    ],
    [xml('<a x="1"/>', rule("$.a['@x']", { match: "integer" })), xml('<a x="7"/>'), []],
    [xml("<a>1</a>", rule("$.a", { match: "integer" })), xml("<a>1</a>"), ["body /a"]],
    [xml('<p:a xmlns:p="urn:p"/>'), xml('<a xmlns="urn:p"/>'), []],
    [xml('<p:a xmlns:p="urn:p"/>'), xml('<p:a xmlns:p="urn:q"/>'), ["body /urn:p:a"]],
    [xml('<a xmlns="urn:p" x="1"/>'), xml('<p:a xmlns:p="urn:p" x="1"/>'), []],
    [xml('<a><b x="1"/><b x="2"/></a>', rule("$.a.b", type)), xml('<a><b x="3"/></a>'), []],
    [
      xml('<p:a xmlns:p="urn:p" x="1"/>', rule("$['urn:p:a']['@x']", type)),
      xml('<q:a xmlns:q="urn:p" x="2"/>'),
      [],
    ],
    [xml("<a/>"), xml("<a>"), ["body"]],
    [xml("<a>"), xml("<a/>"), ["?body"]],
    [xml("<a/>"), xml("<!DOCTYPE a><a/>"), ["?body"]],
  ])("%s and %s", (expected, actual, differ) => {
    expect(differing("response", [expected, actual])).toEqual(differ);
  });

  test.each<[string, string, string[]]>([
    [xml("<a/>"), xml('<a x="1"/>'), ["body /a/@x"]],
    [xml("<a/>"), xml("<a><b/></a>"), ["body /a/b"]],
    [xml("<a><b/></a>"), xml("<a><b/><b/></a>"), ["body /a/b"]],
  ])("a request has no more than %s: %s", (expected, actual, differ) => {
    expect(differing("request", [expected, actual])).toEqual(differ);
  });
});
