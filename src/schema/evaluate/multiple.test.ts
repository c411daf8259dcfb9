import { expect, test } from "vitest";
import { isMultiple } from "./multiple.ts";

test.each([
  [0.3, 0.1, true],
  [19.99, 0.01, true],
  [0.35, 0.1, false],
  [4.35, 0.01, true],
  [-1.2, 0.4, true],
  [10, 5, true],
  [11, 5, false],
  [0, 0.7, true],
  [1e308, 0.5, true],
  [1e308, 0.123456789, false],
  [1e-7, 1e-8, true],
  [12391239123, 1e-8, true],
  [Number.POSITIVE_INFINITY, 1, false],
])("%d of %d", (value, divisor, isSo) => {
  expect(isMultiple(value, divisor)).toBe(isSo);
});
