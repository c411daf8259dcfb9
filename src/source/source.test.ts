/**
 * Text to values, and where each of them stands. Expected values are from YAML 1.2 and RFC 8259;
 * lines and columns were counted by eye.
 */
import { describe, expect, test } from "vitest";
import { duplicateKeys, locate, readSource, type Source } from "./source.ts";

function read(text: string, file = "a.yaml"): Source {
  return readSource(text, { uri: `file:///${file}`, file });
}

/** `line:column` */
function placeOf(source: Source, pointer: string): string {
  const { line, column } = locate(source, pointer);
  return `${line}:${column}`;
}

function faultsOf(source: Source): string[] {
  return source.faults.map(({ code, at }) => `${code} ${at.line}:${at.column}`);
}

const block = `openapi: 3.1.0
info:
  title: "Pets"
  'a/b': 'quoted'
  empty:
tags:
- name: one
-   name: two
- - deep
-
  - later
paths:
  /pets: { get: {responses: [ 1,  two ]}, "put": {} }
long: |
  first
  second
folded: >-
  text
`;

describe("positions", () => {
  test.each([
    ["", "1:1"],
    ["/openapi", "1:10"],
    // A block collection stands at its key: its own first character is its first entry's.
    ["/info", "2:1"],
    ["/info/title", "3:10"],
    ["/info/a~1b", "4:10"],
    ["/info/empty", "5:3"],
    ["/tags", "6:1"],
    ["/tags/0", "7:3"],
    ["/tags/0/name", "7:9"],
    ["/tags/1/name", "8:11"],
    ["/tags/2", "9:3"],
    ["/tags/2/0", "9:5"],
    ["/tags/3/0", "11:5"],
    ["/paths", "12:1"],
    ["/paths/~1pets", "13:10"],
    ["/paths/~1pets/get", "13:17"],
    ["/paths/~1pets/get/responses", "13:29"],
    ["/paths/~1pets/get/responses/0", "13:31"],
    ["/paths/~1pets/get/responses/1", "13:35"],
    ["/paths/~1pets/put", "13:50"],
    // A block scalar's text begins on the next line, so it stands at its key.
    ["/long", "14:1"],
    ["/folded", "17:1"],
    // What stands nowhere is at its nearest ancestor.
    ["/info/version", "2:1"],
    ["/paths/~1pets/get/responses/7/x", "13:29"],
    ["/nobody", "1:1"],
  ])("of %s in block and flow style", (pointer, place) => {
    expect(placeOf(read(block), pointer)).toBe(place);
  });

  test("are said with the pointer that was asked for, and the file", () => {
    expect(locate(read(block), "/info/version")).toEqual({
      file: "a.yaml",
      pointer: "/info/version",
      line: 2,
      column: 1,
    });
  });

  const json = '{\n\t"a": {"b": [1,\t2]},\n  "c\\/d": null, "e": "\\u20ac"\n}';
  test.each([
    ["", "1:1"],
    ["/a", "2:7"],
    ["/a/b", "2:13"],
    ["/a/b/0", "2:14"],
    ["/a/b/1", "2:17"],
    ["/c~1d", "3:11"],
    ["/e", "3:22"],
  ])("of %s in JSON, tabs included", (pointer, place) => {
    const source = read(json, "a.json");
    expect(source.value).toEqual({ a: { b: [1, 2] }, "c/d": null, e: "€" });
    expect(placeOf(source, pointer)).toBe(place);
    expect(placeOf(read(json), pointer)).toBe(place);
  });

  test.each([
    ["LF", "\n"],
    ["CR LF", "\r\n"],
    ["CR", "\r"],
  ])("count lines that end with %s", (_, end) => {
    const source = read(["a: 1", "b:", "  c: 2", ""].join(end));
    expect(source.value).toEqual({ a: 1, b: { c: 2 } });
    expect(placeOf(source, "/b/c")).toBe("3:6");
  });

  test("columns count UTF-16 code units", () => {
    expect(placeOf(read('{ "\u{1F600}": 1, b: 2 }'), "/b")).toBe("1:15");
  });

  test.each([
    ["a.yaml", "\ufeffa: 1\nb: 2\n", "2:4"],
    ["a.json", '\ufeff{"a":1,\n"b": 2}', "2:6"],
    ["a.yaml", '\ufeff{"a":1,\n"b": 2}', "2:6"],
  ])("after a byte order mark in %s", (file, text, place) => {
    const source = read(text, file);
    expect(source.value).toEqual({ a: 1, b: 2 });
    expect(placeOf(source, "/b")).toBe(place);
  });
});

describe("aliases and merge keys", () => {
  const text = `base: &base
  id: 1
  tags: [x]
copy: *base
list:
  - &item {name: one}
  - *item
merged:
  <<: *base
  id: 2
twice: *base
text: &t words
again: *t
`;
  const source = read(text);

  test("share values", () => {
    expect(source.value).toEqual({
      base: { id: 1, tags: ["x"] },
      copy: { id: 1, tags: ["x"] },
      list: [{ name: "one" }, { name: "one" }],
      merged: { id: 2, tags: ["x"] },
      twice: { id: 1, tags: ["x"] },
      text: "words",
      again: "words",
    });
  });

  test.each([
    ["/base/id", "2:7"],
    // The alias's own place is the alias; what is inside it stands at the anchor.
    ["/copy", "4:8"],
    ["/copy/id", "2:7"],
    ["/copy/tags/0", "3:10"],
    ["/list/0/name", "6:18"],
    ["/list/1/name", "6:18"],
    ["/merged/id", "10:7"],
    ["/twice/tags", "3:9"],
    ["/again", "13:9"],
    // What a merge key brings is at the mapping that it is merged into.
    ["/merged/tags", "8:1"],
  ])("%s stands at %s", (pointer, place) => {
    expect(placeOf(source, pointer)).toBe(place);
  });
});

describe("places of what is unusual", () => {
  test("a key that is no scalar has no place, and what follows it has its own", () => {
    const source = read("? [a, b]\n: c\n? { d: e }\n: [f]\ng: h\n");
    expect(placeOf(source, "/g")).toBe("5:4");
  });

  test("many deep values take no more memory than many flat ones", () => {
    const deep = `${"[".repeat(400)}1${"]".repeat(400)}`;
    const source = read(`a: [${Array(1500).fill(deep).join(", ")}]\nb: here\n`);
    const before = process.cpuUsage().user;
    expect(placeOf(source, "/b")).toBe("2:4");
    // A pointer for each of 600,000 values would be 250 MB of text.
    expect(process.cpuUsage().user - before).toBeLessThan(2_500_000);
  });
});

describe("duplicate keys", () => {
  test.each([
    ["a.yaml", "a: 1\nb: 2\na: 3\n", { a: 3, b: 2 }, ["/a 3:1"]],
    ["a.json", '{"a":1,\n "a":2}', { a: 2 }, ["/a 2:2"]],
    ["a.yaml", "p:\n  - {x: 1, x: 2}\n", { p: [{ x: 2 }] }, ["/p/0/x 2:12"]],
    ["a.yaml", "a: 1\n'a': 2\n", { a: 2 }, ["/a 2:1"]],
    ["a.yaml", "a: {b: 1}\nc: {b: 1}\n", { a: { b: 1 }, c: { b: 1 } }, []],
    // YAML 1.2 #example-empty-content: no key is null. It stands nowhere; what is before it is near.
    ["a.yaml", "a: 1\n: 2\n: 3\n", { a: 1, null: 3 }, ["/null 1:1"]],
  ])("in %s: %j", (file, text, value, duplicates) => {
    const source = read(text, file);
    expect(source.value).toEqual(value);
    expect(faultsOf(source)).toEqual([]);
    expect(
      duplicateKeys(source).map(({ pointer, line, column }) => `${pointer} ${line}:${column}`),
    ).toEqual(duplicates);
  });
});

describe("values", () => {
  test.each<[text: string, value: unknown]>([
    // YAML 1.2's core schema.
    ["[no, off, yes, Null, ~, true, False]", ["no", "off", "yes", null, null, true, false]],
    ["[1, 0o17, 0x1F, 1.50, .5, 1e3, 010]", [1, 15, 31, 1.5, 0.5, 1000, 10]],
    [
      "[2026-03-02, 2026-03-02T10:15:00Z, 12:30:45]",
      ["2026-03-02", "2026-03-02T10:15:00Z", "12:30:45"],
    ],
    ["# only a comment\na: 1", { a: 1 }],
    ["200: ok\ntrue: yes\nnull: nothing", { 200: "ok", true: "yes", null: "nothing" }],
    // Flow style that is no JSON.
    ["{a: 1, 'b': [x, ],}", { a: 1, b: ["x"] }],
    ["  [1, 2]", [1, 2]],
    ["just text", "just text"],
    ['"a"', "a"],
    ["--- \na: 1\n...\n", { a: 1 }],
  ])("%j", (text, value) => {
    expect(read(text)).toMatchObject({ value, faults: [] });
  });

  test.each(["a.yaml", "a.json"])("__proto__ is a key like any other in %s", (file) => {
    const { value } = read('{"__proto__": {"polluted": true}, "constructor": 1}', file);
    expect(Object.keys(value as object)).toEqual(["__proto__", "constructor"]);
    expect((value as { polluted?: boolean }).polluted).toBe(undefined);
    expect(({} as { polluted?: boolean }).polluted).toBe(undefined);
  });

  test("a merge key cannot set a prototype", () => {
    const { value } = read('a: &a {"__proto__": {polluted: true}}\nb: {<<: *a}\n');
    const { b } = value as { b: { polluted?: boolean } };
    expect(b.polluted).toBe(undefined);
  });
});

describe("what cannot be read is a fault, with its place", () => {
  test.each([
    ["a.yaml", "a: 1\nb: [1\nc: 2\n", "source.syntax", 3],
    ["a.yaml", "a: 1\n b: 2\n", "source.syntax", 2],
    ["a.yaml", "a:\n\t- b\n", "source.syntax", 2],
    ["a.yaml", "a: *nobody\n", "source.syntax", 1],
    ["a.yaml", "a: 1\n---\nb: 2\n", "source.syntax", 2],
    ["a.json", '{"a": 1,\n "b": }', "source.syntax", 2],
    ["a.json", '{"a": 1', "source.syntax", 1],
    ["a.json", "a: 1", "source.syntax", 1],
    ["a.json", "", "source.syntax", 1],
    ["a.yaml", "a: &a\n  b: *a\n", "source.cyclic-alias", 2],
    ["a.yaml", "&a [1, *a]\n", "source.cyclic-alias", 1],
  ])("%s: %j", (file, text, code, line) => {
    const { value, faults } = read(text, file);
    expect(value).toBe(undefined);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatchObject({ code, severity: "error", at: { file, line } });
  });

  test.each(["", "# nothing\n", "---\n"])("an empty document has no value: %j", (text) => {
    const { value, faults } = read(text);
    expect(value ?? null).toBe(null);
    expect(faults.every(({ code }) => code === "source.syntax")).toBe(true);
  });

  test.each<[name: string, file: string, text: string]>([
    ["JSON", "a.json", "[".repeat(600) + "]".repeat(600)],
    ["JSON in a YAML file", "a.yaml", "[".repeat(600) + "]".repeat(600)],
    ["objects", "a.json", `${'{"a":'.repeat(600)}1${"}".repeat(600)}`],
    ["enough to end the stack", "a.json", "[".repeat(200_000) + "]".repeat(200_000)],
  ])("too deep: %s", (_, file, text) => {
    const { value, faults } = read(text, file);
    expect(value).toBe(undefined);
    expect(faults).toMatchObject([{ code: "source.too-deep" }]);
  });

  test.each([
    ["YAML in flow style", "a.yaml", `a: ${"[".repeat(600)}${"]".repeat(600)}`, "1:504"],
    ["YAML in block style", "a.yaml", "- ".repeat(600), "1:1003"],
    ["JSON", "a.json", "[".repeat(600) + "]".repeat(600), "1:502"],
    // Beyond twice the limit it is the place where parsing stopped.
    ["YAML without end", "a.yaml", "[".repeat(1_000_000), "1:1000"],
    ["JSON without end", "a.json", "[".repeat(1_000_000) + "]".repeat(1_000_000), "1:1000"],
  ])("too deep, at its place: %s", (_, file, text, place) => {
    const [fault] = read(text, file).faults;
    expect(fault).toMatchObject({ code: "source.too-deep" });
    expect(`${fault!.at.line}:${fault!.at.column}`).toBe(place);
  });

  test("400 levels are not too deep", () => {
    expect(read("[".repeat(400) + "]".repeat(400)).faults).toEqual([]);
  });

  test("aliases that multiply beyond any memory are too large", () => {
    const levels = Array.from({ length: 30 }, (_, level) => {
      const inner = level === 0 ? "x" : `*l${level - 1}`;
      return `l${level}: &l${level} [${Array(9).fill(inner).join(", ")}]`;
    });
    const { value, faults } = read(`${levels.join("\n")}\n`);
    expect(value).toBe(undefined);
    expect(faults).toMatchObject([{ code: "source.too-large" }]);
  });
});
