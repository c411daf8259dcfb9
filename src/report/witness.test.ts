import { expect, test } from "vitest";
import { renderWitness } from "./witness.ts";

const long = "a text that is so long that a line has no room for another one beside it";

test.each<{ what: string; value: unknown; at: string | undefined; lines: string[] }>([
  { what: "a short value", value: { a: [1, null] }, at: undefined, lines: ['{"a":[1,null]}'] },
  { what: "the whole of a value", value: [], at: "", lines: ["[]"] },
  {
    what: "a place in a line",
    value: { a: 1, b: { c: ["x", 12] } },
    at: "/b/c/1",
    lines: ['{"a":1,"b":{"c":["x",12]}}', "                     ^^"],
  },
  {
    what: "a place by the name that is written",
    value: { "a/b": { "": true } },
    at: "/a~1b/",
    lines: ['{"a/b":{"":true}}', "           ^^^^"],
  },
  {
    what: "a place of a long value",
    value: { text: long, items: [{ sku: "x", count: 2 }], flag: true },
    at: "/items/0/count",
    lines: [
      "{",
      `  "text": "${long}",`,
      '  "items": [',
      "    {",
      '      "sku": "x",',
      '      "count": 2  <-- here',
      "    }",
      "  ],",
      '  "flag": true',
      "}",
    ],
  },
  {
    what: "a place that is an object",
    value: { text: long, item: { a: 1 } },
    at: "/item",
    lines: ["{", `  "text": "${long}",`, '  "item": {"a":1}  <-- here', "}"],
  },
  { what: "what no reader shows", value: "\u0007", at: undefined, lines: ['"\\u0007"'] },
])("$what", ({ value, at, lines }) => {
  expect(renderWitness(value, at)).toEqual(lines);
});

test("what is far from the place is left out", () => {
  const value = Array.from({ length: 200 }, (_, index) => `${long} ${index}`);
  const lines = renderWitness(value, "/100");
  expect(lines).toHaveLength(42);
  expect(lines[0]).toBe("...");
  expect(lines.at(-1)).toBe("...");
  expect(lines.filter((line) => line.endsWith("<-- here"))).toEqual([`  "${long} 100",  <-- here`]);
  expect(renderWitness(value, undefined).at(0)).toBe("[");
});
