/**
 * Types of which a schema accepts every value: beside such a branch of a `oneOf` no other one can
 * have a value of those types.
 *
 * 2020-12 core #oneOf.
 */
import { subschema } from "../place.ts";
import { isResolved, reference, type Schema } from "../schema.ts";
import { isReadKeyword } from "./keywords.ts";
import { anyType, typesOf } from "./shape.ts";

const known = new WeakMap<Schema, number>();

/** Their bits; a schema that asks anything of all its values has none. */
export function freeTypes(schema: Schema): number {
  let types = known.get(schema);
  if (types === undefined) {
    // Of a schema that leads back to itself nothing is claimed.
    known.set(schema, 0);
    types = gather(schema);
    known.set(schema, types);
  }
  return types;
}

function gather(schema: Schema): number {
  const { value, fault } = schema;
  if (fault !== undefined || value === false) return 0;
  if (value === true) return anyType;
  let types = anyType;
  for (const keyword of Object.keys(value)) {
    types &= typesFreeOf(schema, keyword, value[keyword]);
    if (types === 0) break;
  }
  return types;
}

function typesFreeOf(schema: Schema, keyword: string, held: unknown): number {
  switch (keyword) {
    case "type":
      return typesOf(held);
    case "additionalProperties":
      return freeTypes(subschema(schema, keyword)) === anyType ? anyType : 0;
    case "allOf":
      if (!Array.isArray(held)) return 0;
      return held.reduce<number>(
        (types, _, index) => types & freeTypes(subschema(schema, keyword, index)),
        anyType,
      );
    case "$ref": {
      const target = reference(schema);
      return isResolved(target) ? freeTypes(target) : 0;
    }
    case "example":
    case "examples":
    case "default":
      return anyType;
    default:
      return isReadKeyword(keyword) || APPLYING.has(keyword) ? 0 : anyType;
  }
}

const APPLYING: ReadonlySet<string> = new Set(["$dynamicRef", "dependentSchemas", "dependencies"]);
