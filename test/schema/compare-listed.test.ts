/**
 * Whether a sender that lists its values sends one of them: only where each member, at every depth,
 * is declared by something that applies to that very value (DESIGN, decision 1).
 */
import { test } from "vitest";
import { expectVerdict } from "./verdict.ts";

const int = { type: "integer" };
const a = { properties: { a: int } };
const b = { properties: { b: int } };

test.each<[schema: object, value: unknown, isSent: boolean]>([
  [a, { a: 1 }, true],
  [a, { b: 1 }, false],
  [{}, { a: { b: 1 } }, true],
  [{ properties: {} }, { b: 1 }, true],
  [{ ...a, additionalProperties: int }, { b: 1 }, true],
  [{ ...a, additionalProperties: a }, { b: { b: 1 } }, false],
  [{ ...a, unevaluatedProperties: int }, { b: 1 }, true],
  [{ ...a, patternProperties: { "^x-": int } }, { "x-b": 1 }, true],
  [{ ...a, patternProperties: { "^x-": int } }, { b: 1 }, false],
  [{ properties: { a } }, { a: { a: 1 } }, true],
  [{ properties: { a } }, { a: { b: 1 } }, false],
  // What applies, and what does not.
  [{ allOf: [a, b] }, { a: 1, b: 1 }, true],
  [{ ...a, $ref: "#/$defs/b", $defs: { b } }, { a: 1, b: 1 }, true],
  [{ anyOf: [a, b] }, { a: 1, b: 1 }, true],
  [{ anyOf: [a, b] }, { a: 1, b: "b" }, false],
  [{ oneOf: [a, { ...b, required: ["c"] }] }, { a: 1, b: 1 }, false],
  [{ ...a, if: b }, { a: 1, b: 1 }, true],
  [{ ...a, if: b }, { a: 1, b: "b" }, false],
  // biome-ignore lint/suspicious/noThenProperty: it is the keyword.
  [{ ...a, if: { required: ["a"] }, then: b }, { a: 1, b: 1 }, true],
  // biome-ignore lint/suspicious/noThenProperty: it is the keyword.
  [{ ...a, if: { required: ["a"] }, then: b }, { b: 1 }, false],
  [{ ...a, if: { required: ["a"] }, else: b }, { b: 1 }, true],
  [{ ...a, dependentSchemas: { a: b } }, { a: 1, b: 1 }, true],
  [{ ...a, dependentSchemas: { a: b } }, { b: 1 }, false],
  [{ ...a, not: { ...b, required: ["a"] } }, { b: 1 }, false],
  // Items are places of their own.
  [{ items: a }, [{ a: 1 }, { a: 2 }], true],
  [{ items: a }, [{ a: 1 }, { b: 1 }], false],
  [{ prefixItems: [a], items: b }, [{ a: 1 }, { b: 1 }], true],
  [{ prefixItems: [a], items: b }, [{ b: 1 }], false],
  [{ prefixItems: [a] }, [{ a: 1 }, { b: 1 }], true],
])("of %j, %j is sent: %j", (schema, value, isSent) => {
  expectVerdict([{ ...schema, enum: [value] }, false, isSent ? "incompatible" : "compatible"]);
});
