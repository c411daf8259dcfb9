import { expect, test } from "vitest";
import { equalityKey, findEqualPair } from "./equal.ts";

const own = JSON.parse('{"__proto__": 1}');

test.each([
  [1, 1.0, true],
  [0, -0, true],
  [1, "1", false],
  [1, true, false],
  [0, false, false],
  [null, {}, false],
  ["null", null, false],
  ["[1]", [1], false],
  ['{"a":1}', { a: 1 }, false],
  [[1, 2], [1, 2], true],
  [[1, 2], [2, 1], false],
  [[], {}, false],
  [{ a: 1, b: [{}] }, { b: [{}], a: 1 }, true],
  [{ a: 1 }, { a: 1, b: 2 }, false],
  [own, {}, false],
  [{ toString: 1 }, {}, false],
])("%j and %j", (a, b, isSame) => {
  // Same value zero, as Set and Map compare.
  expect(new Set([equalityKey(a)]).has(equalityKey(b))).toBe(isSame);
});

test("the first equal pair", () => {
  expect(findEqualPair([1, "1", { a: 1 }, true, { a: 1 }, 1])).toEqual([2, 4]);
  expect(findEqualPair([0, false, null, "", [], {}])).toBeUndefined();
});
