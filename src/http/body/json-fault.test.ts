/**
 * Expected places are counted by hand; what is JSON is RFC 8259's grammar.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { jsonFault } from "./json-fault.ts";

test.each<[text: string, fault: string | undefined]>([
  ["{}", undefined],
  [' [1, -0.5e+3, "a\\u00e9\\n", true, false, null, {"a": {}}] ', undefined],
  // The decoder has taken the one that may stand there.
  ["\ufeff1", 'at line 1, column 1 stands "\ufeff1" where a value should be'],
  ["", "it ends at line 1, column 1, where a value should be"],
  ["  ", "it ends at line 1, column 3, where a value should be"],
  ["{", "it ends at line 1, column 2, where a property name in quotes or } should be"],
  ["[", "it ends at line 1, column 2, where a value or ] should be"],
  ['{"a":1,}', 'at line 1, column 8 stands "}" where a property name in quotes should be'],
  ["[1,]", 'at line 1, column 4 stands "]" where a value should be'],
  ["{a:1}", 'at line 1, column 2 stands "a:1}" where a property name in quotes or } should be'],
  ['{"a" 1}', 'at line 1, column 6 stands "1}" where a colon should be'],
  ['{"a":1 "b":2}', 'at line 1, column 8 stands "\\"b\\":2}" where a comma or } should be'],
  ["[1}", 'at line 1, column 3 stands "}" where a comma or ] should be'],
  ["[1 2]", 'at line 1, column 4 stands "2]" where a comma or ] should be'],
  ["{}x", 'at line 1, column 3 stands "x" where the end of the text should be'],
  ["01", 'at line 1, column 2 stands "1" where the end of the text should be'],
  ["+1", 'at line 1, column 1 stands "+1" where a value should be'],
  ["-", 'at line 1, column 1 stands "-" where a value should be'],
  ["NaN", 'at line 1, column 1 stands "NaN" where a value should be'],
  ["'a'", `at line 1, column 1 stands "'a'" where a value should be`],
  ['"a', "it ends at line 1, column 3, where a quotation mark should be"],
  ['"a\tb"', 'at line 1, column 3 stands "\\tb\\"" where an escaped character should be'],
  ['"\\x"', 'at line 1, column 2 stands "\\\\x\\"" where an escape sequence should be'],
  ['{\n  "a": 1,\n  "b": tru\n}', 'at line 3, column 8 stands "tru" where a value should be'],
  ["<!doctype html>", 'at line 1, column 1 stands "<!doctype html>" where a value should be'],
])("%j", (text, fault) => {
  expect(jsonFault(text)).toBe(fault);
});

test("neither nesting nor length is a matter of the stack", () => {
  const long = `"${"x\\n".repeat(1_000_000)}${"y".repeat(10_000_000)}`;
  expect(jsonFault(long)).toMatch(/^it ends at line 1, column 13000002, /);
  expect(jsonFault("[".repeat(200_000))).toBe(
    "it ends at line 1, column 200001, where a value or ] should be",
  );
});

test("has a fault to tell of every text that the engine refuses, and of no other", () => {
  const mutated = fc
    .tuple(fc.json(), fc.nat(), fc.nat(2), fc.constantFrom(..."{}[],:\"\\ \n0-.e+tn'"))
    .map(([text, at, removed, added]) => {
      const place = at % (text.length + 1);
      return text.slice(0, place) + added + text.slice(place + removed);
    });
  fc.assert(
    fc.property(mutated, (text) => {
      expect(jsonFault(text) === undefined).toBe(isJsonText(text));
    }),
    { numRuns: 2000, seed: 1 },
  );
});

function isJsonText(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
