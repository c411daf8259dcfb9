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

/** Beyond so many schemas inside each other nothing is claimed. */
const MAX_DEPTH = 200;

/** Their bits; a schema that asks anything of all its values has none. */
export function freeTypes(schema: Schema): number {
  return typesWithin(schema, MAX_DEPTH);
}

function typesWithin(schema: Schema, depth: number): number {
  if (depth === 0) return 0;
  let types = known.get(schema);
  if (types === undefined) {
    // Of a schema that leads back to itself nothing is claimed.
    known.set(schema, 0);
    types = gather(schema, depth - 1);
    known.set(schema, types);
  }
  return types;
}

function gather(schema: Schema, depth: number): number {
  const { value, fault } = schema;
  if (fault !== undefined || value === false) return 0;
  if (value === true) return anyType;
  let types = anyType;
  for (const keyword of Object.keys(value)) {
    types &= typesFreeOf(schema, keyword, { held: value[keyword], depth });
    if (types === 0) break;
  }
  return types;
}

function typesFreeOf(
  schema: Schema,
  keyword: string,
  { held, depth }: { held: unknown; depth: number },
): number {
  switch (keyword) {
    case "type":
      return typesOf(held);
    case "additionalProperties":
      return typesWithin(subschema(schema, keyword), depth) === anyType ? anyType : 0;
    case "allOf":
      if (!Array.isArray(held)) return 0;
      return held.reduce<number>(
        (types, _, index) => types & typesWithin(subschema(schema, keyword, index), depth),
        anyType,
      );
    case "$ref": {
      const target = reference(schema);
      return isResolved(target) ? typesWithin(target, depth) : 0;
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
