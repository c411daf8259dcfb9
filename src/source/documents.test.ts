/**
 * What a `$ref` leads to. Expected values are from OpenAPI 3.1 #reference-object and RFC 3986 §5.
 */
import { describe, expect, test } from "vitest";
import {
  type DocumentSet,
  entriesOf,
  follow,
  inside,
  isDangling,
  itemsOf,
  locationOf,
  resolveReference,
  rootPlace,
} from "./documents.ts";
import { readSource } from "./source.ts";

const FILES: Record<string, string> = {
  "api/main.yaml": `
here: { $ref: "#/there" }
there: { value: 1 }
chain: { $ref: "#/here" }
itself: { $ref: "#/itself" }
one: { $ref: "#/two" }
two: { $ref: "#/one" }
in: { $ref: "#/one" }
far: { $ref: "../shared/b.yaml#/a" }
whole: { $ref: "../shared/b.yaml" }
odd: { $ref: "#/with~1slash/%7Bid%7D" }
with/slash: { "{id}": found }
nothing: { $ref: "#/no/such" }
anchor: { $ref: "#name" }
missing: { $ref: "missing.yaml#/a" }
unknown: { $ref: "unknown.yaml" }
outside: { $ref: "../../x.yaml" }
remote: { $ref: "https://example.com/x.yaml" }
bad: { $ref: "http://[" }
falsy: { $ref: "#/zero" }
zero: 0
none: { $ref: "#/nil" }
nil: null
notText: { $ref: 1 }
list: [a, { $ref: "#/list/0" }]
inherited: { $ref: "#/there/toString" }
`,
  "shared/b.yaml": `a: { $ref: "#/b" }\nb: { $ref: "../api/main.yaml#/there" }\n`,
};

const documents: DocumentSet = {
  sources: new Map(
    Object.entries(FILES).map(([file, text]) => {
      const uri = `file:///base/${file}`;
      return [uri, readSource(text, { uri, file })];
    }),
  ),
  refused: new Map([
    ["file:///base/api/missing.yaml", { code: "reference.dangling", reason: "no such file" }],
    ["file:///x.yaml", { code: "reference.outside-root", reason: "x.yaml is outside" }],
    ["https://example.com/x.yaml", { code: "reference.remote", reason: "not on this machine" }],
  ]),
};

const root = rootPlace(documents.sources.get("file:///base/api/main.yaml")!);

test.each<[key: string, file: string, pointer: string, value: unknown]>([
  ["there", "api/main.yaml", "/there", { value: 1 }],
  ["here", "api/main.yaml", "/there", { value: 1 }],
  ["chain", "api/main.yaml", "/there", { value: 1 }],
  ["far", "api/main.yaml", "/there", { value: 1 }],
  ["odd", "api/main.yaml", "/with~1slash/{id}", "found"],
  ["falsy", "api/main.yaml", "/zero", 0],
  ["none", "api/main.yaml", "/nil", null],
  ["notText", "api/main.yaml", "/notText", { $ref: 1 }],
])("%s leads to %s%s", (key, file, pointer, value) => {
  const target = follow(documents, inside(root, key)!);
  if (isDangling(target)) throw new Error(target.reason);
  expect([target.source.file, target.pointer, target.value]).toEqual([file, pointer, value]);
});

test("a whole document is at its root", () => {
  const target = follow(documents, inside(root, "whole")!);
  expect(target).toMatchObject({ source: { file: "shared/b.yaml" }, pointer: "" });
});

test("an item of a list is reached like any other place", () => {
  expect(follow(documents, inside(root, "list", 1)!)).toMatchObject({ value: "a" });
});

test.each([
  ["itself", "reference.dangling", "circle"],
  ["one", "reference.dangling", "circle"],
  ["nothing", "reference.dangling", "nothing stands at #/no/such in api/main.yaml"],
  ["anchor", "reference.dangling", "nothing stands at #name"],
  ["inherited", "reference.dangling", "nothing stands at #/there/toString"],
  ["missing", "reference.dangling", "no such file"],
  ["unknown", "reference.dangling", "file:///base/api/unknown.yaml was not read"],
  ["outside", "reference.outside-root", "x.yaml is outside"],
  ["remote", "reference.remote", "not on this machine"],
  ["bad", "reference.dangling", "it is no URI reference"],
])("%s leads nowhere: %s", (key, code, reason) => {
  const target = follow(documents, inside(root, key)!);
  if (!isDangling(target)) throw new Error("it leads somewhere");
  expect(target.code).toBe(code);
  expect(target.reason).toContain(reason);
});

test("of a circle each link is at fault where it is written, whichever was asked first", () => {
  const at = (key: string) => {
    const target = follow(documents, inside(root, key)!);
    return isDangling(target) ? target.at.pointer : target.pointer;
  };
  // What leads into a circle is at fault where the circle begins.
  expect(["in", "one", "two", "in", "itself"].map(at)).toEqual([
    "/one/$ref",
    "/one/$ref",
    "/two/$ref",
    "/one/$ref",
    "/itself/$ref",
  ]);
});

test("a chain of thousands is walked once, wherever in it one begins", () => {
  const links = Array.from({ length: 5000 }, (_, at) => `c${at}: { $ref: "#/c${at + 1}" }`);
  const text = `${links.join("\n")}\nc5000: end\n`;
  const source = readSource(text, { uri: "file:///chain.yaml", file: "chain.yaml" });
  const chain: DocumentSet = { sources: new Map([[source.uri, source]]), refused: new Map() };
  const before = process.cpuUsage().user;
  for (const [, place] of entriesOf(rootPlace(source))) {
    expect(follow(chain, place)).toMatchObject({ pointer: "/c5000", value: "end" });
  }
  expect(process.cpuUsage().user - before).toBeLessThan(2_000_000);
});

test.each([
  ["#/a b", "/a b"],
  ["#/a%20b", "/a b"],
  ['#/a"b', '/a"b'],
  ["#/\u00e9", "/\u00e9"],
  ["#/%C3%A9", "/\u00e9"],
  ["#/a~1b", "/a~1b"],
  ["#/{id}", "/{id}"],
  ["#", ""],
])("%j is the place %j", (ref, pointer) => {
  const value = { "a b": 1, 'a"b': 1, "\u00e9": 1, "a/b": 1, "{id}": 1 };
  const source = readSource(JSON.stringify(value), { uri: "file:///a.json", file: "a.json" });
  const set: DocumentSet = { sources: new Map([[source.uri, source]]), refused: new Map() };
  expect(resolveReference(set, rootPlace(source), ref)).toMatchObject({ pointer });
});

test("a dangling reference says where it is written", () => {
  const target = follow(documents, inside(root, "nothing")!);
  if (!isDangling(target)) throw new Error("it leads somewhere");
  expect(locationOf(target.at)).toEqual({
    file: "api/main.yaml",
    pointer: "/nothing/$ref",
    line: 13,
    column: 18,
  });
});

test("one step is one step", () => {
  const at = inside(root, "chain", "$ref")!;
  expect(resolveReference(documents, at, "#/here")).toMatchObject({ pointer: "/here" });
});

describe("parts of a place", () => {
  const source = readSource('{"a/b":{"c":[10,null]},"d":"text","e":null}', {
    uri: "file:///a.json",
    file: "a.json",
  });
  const place = rootPlace(source);

  test("inside", () => {
    expect(inside(place, "a/b", "c", 0)).toMatchObject({ pointer: "/a~1b/c/0", value: 10 });
    expect(inside(place, "e")).toMatchObject({ pointer: "/e", value: null });
    expect(inside(place, "x")).toBe(undefined);
    expect(inside(place, "d", "length")).toBe(undefined);
    expect(inside(place, "toString")).toBe(undefined);
  });

  test("entries and items", () => {
    expect(entriesOf(place).map(([name, { pointer }]) => [name, pointer])).toEqual([
      ["a/b", "/a~1b"],
      ["d", "/d"],
      ["e", "/e"],
    ]);
    const list = inside(place, "a/b", "c");
    expect(itemsOf(list).map(({ pointer, value }) => [pointer, value])).toEqual([
      ["/a~1b/c/0", 10],
      ["/a~1b/c/1", null],
    ]);
    expect([entriesOf(list), entriesOf(undefined), entriesOf(inside(place, "d"))]).toEqual([
      [],
      [],
      [],
    ]);
    expect([itemsOf(place), itemsOf(undefined)]).toEqual([[], []]);
  });
});
