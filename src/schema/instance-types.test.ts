/**
 * Types that a schema lets through. Expected values are from JSON Schema 2020-12 validation #type,
 * #enum, #const and core #applicators.
 */
import { expect, test } from "vitest";
import { schemaOf } from "../../test/schema/schema-of.ts";
import { instanceTypes } from "./instance-types.ts";

const all = ["null", "boolean", "integer", "number", "string", "array", "object"];
const $defs = {
  text: { type: "string" },
  circle: { anyOf: [{ $ref: "#/$defs/circle" }, { type: "null" }] },
  either: { oneOf: [{ $ref: "#/$defs/text" }, { $ref: "#/$defs/text" }, { type: "array" }] },
};

test.each<[schema: unknown, types: string[]]>([
  [true, all],
  [false, []],
  [{}, all],
  [{ type: "number" }, ["number", "integer"]],
  [{ type: ["string", "null"] }, ["string", "null"]],
  [{ type: "any" }, all],
  [{ enum: [1, "a", null] }, ["integer", "number", "string", "null"]],
  [{ const: [] }, ["array"]],
  [{ $ref: "#/$defs/text", $defs }, ["string"]],
  [{ $ref: "#/$defs/either", $defs }, ["string", "array"]],
  [{ allOf: [{ $ref: "#/$defs/either" }, { $ref: "#/$defs/text" }], $defs }, ["string"]],
  [{ anyOf: [false, { type: "boolean" }] }, ["boolean"]],
  // What a circle leads to is not known, so that anything may be.
  [{ $ref: "#/$defs/circle", $defs }, all],
])("%j", (schema, types) => {
  expect([...instanceTypes(schemaOf(schema))].sort()).toEqual(types.toSorted());
});

test("a chain of references is followed as far as any author goes, and then anything may be", () => {
  const chain = (length: number) => {
    const $defs: Record<string, unknown> = { [`c${length}`]: { type: "string" } };
    for (let at = 0; at < length; at += 1) $defs[`c${at}`] = { $ref: `#/$defs/c${at + 1}` };
    return instanceTypes(schemaOf({ $ref: "#/$defs/c0", $defs })).size;
  };
  expect([chain(400), chain(100_000)]).toEqual([1, 7]);
});
