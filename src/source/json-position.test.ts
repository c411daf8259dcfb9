import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createJsonIndex } from "./json-index.ts";
import { offsetInJson } from "./json-position.ts";
import { appendPointer, parsePointer } from "./pointer.ts";
import { lineStarts, positionAt, positionOf } from "./position.ts";
import { indexPositions } from "./position-index.ts";

describe("a value of a JSON text", () => {
  // The bar stands where the value is looked for.
  test.each<[string, string[]]>([
    ['|{"a": 1}', []],
    ['{"a": |1}', ["a"]],
    ['{"a": [1, |"b"]}', ["a", "1"]],
    ['{"a": 1, "a": |2}', ["a"]],
    ['{"\\u0061": |1, "b": 2}', ["a"]],
    ['{"a\\"]": |{}, "b": 2}', ['a"]']],
    ['{"x": "}\\\\", "b": |2}', ["b"]],
    ['{"x": {"b": 1}, "b": |true }', ["b"]],
    ['\ufeff {"b":|null}', ["b"]],
    ['{"__proto__": |1}', ["__proto__"]],
    ['{"": {"": |0}}', ["", ""]],
    // Where nothing stands, the nearest above it.
    ['{"a": |[1]}', ["a", "7", "x"]],
    ['{"a": |"b"}', ["a", "length"]],
    ['{"a": |[1]}', ["a", "01"]],
  ])("%s", (marked, tokens) => {
    const offset = marked.indexOf("|");
    const text = marked.replace("|", "");
    expect(offsetInJson(text, tokens)).toBe(offset);
    expect(createJsonIndex(text).offsetNear(tokens)).toBe(offset);
  });

  test("stands where the index of all says", () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 4 }),
        fc.constantFrom("", " ", "\t", 2),
        (value, gap) => {
          const text = JSON.stringify(value, undefined, gap);
          const index = indexPositions(text);
          const json = createJsonIndex(text);
          for (const pointer of pointersOf(value)) {
            expect(offsetInJson(text, parsePointer(pointer)!)).toBe(index.offsetOf(pointer));
            expect(json.offsetNear(parsePointer(pointer)!)).toBe(index.offsetOf(pointer));
          }
        },
      ),
    );
  });
});

test.each(["a\nbc\r\nd\rë\n\n", "", "\r\r\n"])("lines are counted alike in %j", (text) => {
  for (let offset = 0; offset <= text.length; offset += 1) {
    expect(positionAt(text, offset)).toEqual(positionOf(lineStarts(text), offset));
  }
});

function pointersOf(value: unknown, pointer = ""): string[] {
  if (value === null || typeof value !== "object") return [pointer];
  return [
    pointer,
    ...Object.entries(value).flatMap(([key, child]) =>
      pointersOf(child, appendPointer(pointer, key)),
    ),
  ];
}
