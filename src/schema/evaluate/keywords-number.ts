/**
 * Keywords about numbers.
 *
 * 2020-12 validation #numeric.
 */

import { invalid } from "../violation.ts";
import { type Keyword, type Keywords, malformed } from "./keyword.ts";
import { isMultiple } from "./multiple.ts";

function limit(
  words: (limit: number) => string,
  holds: (instance: number, limit: number) => boolean,
): Keyword {
  return (value, node, keyword) => {
    if (typeof value !== "number") return malformed(node, keyword, "a number");
    const problem = { node, keyword, wanted: words(value), expected: value };
    return (instance, run) =>
      typeof instance !== "number" || holds(instance, value) || invalid(run, problem, instance);
  };
}

const multipleOf: Keyword = (value, node, keyword) => {
  if (typeof value !== "number" || value <= 0) {
    return malformed(node, keyword, "a number above 0");
  }
  const problem = { node, keyword, wanted: `a multiple of ${value}`, expected: value };
  return (instance, run) =>
    typeof instance !== "number" || isMultiple(instance, value) || invalid(run, problem, instance);
};

/** By keyword. */
export const numberKeywords: Keywords = new Map([
  [
    "minimum",
    limit(
      (value) => `${value} or more`,
      (instance, value) => instance >= value,
    ),
  ],
  [
    "maximum",
    limit(
      (value) => `${value} or less`,
      (instance, value) => instance <= value,
    ),
  ],
  [
    "exclusiveMinimum",
    limit(
      (value) => `more than ${value}`,
      (instance, value) => instance > value,
    ),
  ],
  [
    "exclusiveMaximum",
    limit(
      (value) => `less than ${value}`,
      (instance, value) => instance < value,
    ),
  ],
  ["multipleOf", multipleOf],
]);
