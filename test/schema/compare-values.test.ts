/**
 * How far a value is sought, beside values that are left out and ones that must differ or be alike:
 * what is not found where not all was tried is unknown.
 */
import { test } from "vitest";
import { expectVerdict, type Row } from "./verdict.ts";

const int = { type: "integer" };
const list = { type: "array" };
const digit = { enum: [1, 2, 3] };

const rows: Row[] = [
  // Two alike, though one of them may be anything.
  [
    { ...list, prefixItems: [int, {}], items: false, minItems: 2 },
    { uniqueItems: true },
    "incompatible",
  ],
  // [1, 0] is one, but 0 is taken first.
  [
    { ...list, uniqueItems: true, prefixItems: [{ enum: [0, 1] }, { const: 0 }], minItems: 2 },
    { type: "null" },
    "unknown",
  ],
  // Eight that are counted are sent; of up to twenty not every number is tried.
  [
    { ...list, items: int, contains: int, minContains: 0, maxContains: 20, minItems: 8 },
    { type: "null" },
    "unknown",
  ],
  // Beside one object that is left out another is tried, and beside several not all.
  [
    { type: "object", properties: { a: digit }, required: ["a"] },
    { const: { a: 1 } },
    "incompatible",
  ],
  [{ type: "object", properties: { a: {} } }, { const: {} }, "incompatible"],
  [{ type: "object", maxProperties: 0 }, { const: {} }, "compatible"],
  [{ type: "object", properties: { a: { const: 1 } } }, { enum: [{}, { a: 1 }] }, "unknown"],
  [
    { type: "object", properties: { a: digit }, required: ["a"] },
    { enum: [{ a: 1 }, { a: 2 }] },
    "unknown",
  ],
  [{ ...list, items: int }, { const: [] }, "incompatible"],
  [{ ...list, items: digit, minItems: 1, maxItems: 1 }, { const: [1] }, "unknown"],
  [{ type: "number", minimum: 3, maximum: 2 }, { type: "null" }, "compatible"],
  [{ type: "integer", minimum: 3, maximum: 6, multipleOf: 7 }, { type: "null" }, "compatible"],
];

test.each(rows)("%j sent to %j is %s", (...row) => {
  expectVerdict(row);
});
