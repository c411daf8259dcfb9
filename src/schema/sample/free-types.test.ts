import { expect, test } from "vitest";
import { schemaOf } from "../../../test/schema/schema-of.ts";
import { freeTypes } from "./free-types.ts";
import { anyType, typeBits } from "./shape.ts";

const { object, string, integer, fraction } = typeBits;

test.each([
  [true, anyType],
  [{}, anyType],
  [{ title: "anything", description: "at all", example: 1, default: 2 }, anyType],
  [{ type: "object" }, object],
  [{ type: ["string", "number"] }, string | integer | fraction],
  [{ type: "object", additionalProperties: true }, object],
  [{ type: "object", additionalProperties: { allOf: [{ description: "any" }, {}] } }, object],
  [{ allOf: [{ type: ["object", "string"] }, { type: "object" }] }, object],
  [{ $ref: "#/$defs/any", type: "object", $defs: { any: {} } }, object],
  // All of these refuse something of each type, or may do so.
  [false, 0],
  [{ type: "object", additionalProperties: { type: "string" } }, 0],
  [{ type: "object", additionalProperties: false }, 0],
  [{ type: "object", properties: { a: { type: "string" } } }, 0],
  [{ type: "object", required: ["a"] }, 0],
  [{ type: "string", minLength: 1 }, 0],
  [{ const: "a" }, 0],
  [{ allOf: [{ type: "string" }, { type: "object" }] }, 0],
  [{ not: { type: "string" } }, 0],
  [{ anyOf: [{}] }, 0],
  [{ $ref: "#/$defs/none", $defs: {} }, 0],
  [{ $ref: "#" }, 0],
  [{ type: "unknown" }, 0],
])("%j accepts all values of %i", (raw, types) => {
  expect(freeTypes(schemaOf(raw))).toBe(types);
});
