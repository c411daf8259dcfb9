/**
 * What is said in the same words is the same only where the words mean the same: references lead
 * somewhere else in another document.
 */
import { test } from "vitest";
import { expectVerdict, type Row } from "./verdict.ts";

const x = { $ref: "#/$defs/x" };
const integers = { $defs: { x: { type: "integer" } } };
const numbers = { $defs: { x: { type: "number" } } };

const rows: Row[] = [
  // 1.5 is no such integer, and such a number.
  [
    { not: { ...x, minimum: 1 }, ...integers },
    { not: { ...x, minimum: 1 }, ...numbers },
    "incompatible",
  ],
  [
    { not: { ...x, minimum: 1 }, ...numbers },
    { not: { ...x, minimum: 1 }, ...integers },
    "compatible",
  ],
  [
    { type: "object", not: { properties: { a: x }, required: ["a"] }, ...integers },
    { not: { properties: { a: x }, required: ["a"] }, ...numbers },
    "incompatible",
  ],
  [
    { type: "object", not: { properties: { a: x }, required: ["a"] }, ...numbers },
    { not: { properties: { a: x }, required: ["a"] }, ...integers },
    "compatible",
  ],
  // Every list, and none but the empty one.
  [
    { type: "array", not: { items: false, minItems: 1 } },
    { not: { items: true, minItems: 1 } },
    "incompatible",
  ],
  // Names in a list stand beside schemas there.
  [
    { type: "object", not: { dependencies: { a: ["b"], c: {} } } },
    { not: { dependencies: { a: ["d"], c: {} } } },
    "incompatible",
  ],
  // Annotations say nothing.
  [
    { type: "object", not: { required: ["a"], title: "one", "x-note": 1 } },
    { not: { required: ["a"], title: "another", "x-note": 2 } },
    "compatible",
  ],
];

test.each(rows)("%j sent to %j is %s", (...row) => {
  expectVerdict(row);
});
