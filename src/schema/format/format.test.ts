import { expect, test } from "vitest";
import { findFormat } from "./format.ts";

// The official suite covers the formats of JSON Schema; these are OpenAPI's.
test.each([
  ["int32", 2 ** 31 - 1, true],
  ["int32", 2 ** 31, false],
  ["int32", 1.5, false],
  ["int64", -(2 ** 63), true],
  ["int64", 2 ** 63, false],
  ["float", 1e39, false],
  ["double", 1e308, true],
  ["byte", "aGk=", true],
  ["byte", "aGk", false],
  ["byte", "a-k=", false],
  ["byte", "", true],
] as [string, number | string, boolean][])("%s %s", (name, value, accepts) => {
  const format = findFormat(name)!;
  expect(format.type).toBe(typeof value);
  expect(format.test(value as never)).toBe(accepts);
});

test.each(["binary", "password", "decimal", "toString"])("%s is an annotation", (name) => {
  expect(findFormat(name)).toBeUndefined();
});
