/**
 * An OpenAPI 3.0 schema object in the words of JSON Schema 2020-12.
 *
 * OpenAPI 3.0 #schema-object; nullable as clarified in 3.0.3 #schema-nullable, and read wherever
 * it stands, since documents use it without `type` too. `$ref` siblings are ignored: 3.0
 * #reference-object. Keywords that 3.0 does not have mean nothing in it.
 */
import type { NormalisedSchema } from "../schema/schema.ts";

/** One schema object, shallowly. */
export function normaliseOpenApi30(schema: Record<string, unknown>): NormalisedSchema {
  if (Object.hasOwn(schema, "$ref")) return { value: { $ref: schema.$ref } };
  const value: Record<string, unknown> = {};
  for (const keyword of KEYWORDS) {
    if (Object.hasOwn(schema, keyword)) value[keyword] = schema[keyword];
  }
  exclusive(value, "minimum", "exclusiveMinimum");
  exclusive(value, "maximum", "exclusiveMaximum");
  return value.nullable === true ? withNull(value) : { value };
}

const KEYWORDS = [
  "title",
  "description",
  "type",
  "format",
  "nullable",
  "enum",
  "multipleOf",
  "maximum",
  "exclusiveMaximum",
  "minimum",
  "exclusiveMinimum",
  "maxLength",
  "minLength",
  "pattern",
  "items",
  "maxItems",
  "minItems",
  "uniqueItems",
  "properties",
  "additionalProperties",
  "required",
  "maxProperties",
  "minProperties",
  "allOf",
  "oneOf",
  "anyOf",
  "not",
  "default",
  "example",
  "discriminator",
  "readOnly",
  "writeOnly",
  "deprecated",
  "xml",
];

// In 3.0 `exclusiveMinimum: true` sharpens `minimum`; a number there is 3.1's way, and is kept.
function exclusive(
  value: Record<string, unknown>,
  bound: "minimum" | "maximum",
  keyword: "exclusiveMinimum" | "exclusiveMaximum",
): void {
  if (typeof value[keyword] !== "boolean") return;
  const isExclusive = value[keyword];
  delete value[keyword];
  if (isExclusive && value[bound] !== undefined) {
    value[keyword] = value[bound];
    delete value[bound];
  }
}

/** Keywords that say something about null too; all others leave it alone. */
const ABOUT_NULL = ["allOf", "oneOf", "anyOf", "not"];

function withNull(value: Record<string, unknown>): NormalisedSchema {
  const { nullable: _, ...rest } = value;
  if (ABOUT_NULL.every((keyword) => rest[keyword] === undefined)) {
    if (typeof rest.type === "string") rest.type = [rest.type, "null"];
    if (Array.isArray(rest.enum) && !rest.enum.includes(null)) rest.enum = [...rest.enum, null];
    return { value: rest };
  }
  return { value: { anyOf: [rest, { type: "null" }] }, inPlace: new Set([rest]) };
}
