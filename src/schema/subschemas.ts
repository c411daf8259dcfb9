/**
 * Where in a schema other schemas stand.
 *
 * 2020-12 core #applicators, with `definitions` and `dependencies` of the drafts before,
 * which 2020-12 keeps for compatibility (its meta-schema, "Deprecated keywords").
 */
import type { PointerToken } from "../source/pointer.ts";

const holdsOne: ReadonlySet<string> = new Set([
  "additionalProperties",
  "contains",
  "contentSchema",
  "else",
  "if",
  "items",
  "not",
  "propertyNames",
  "then",
  "unevaluatedItems",
  "unevaluatedProperties",
]);
const holdsList: ReadonlySet<string> = new Set(["allOf", "anyOf", "oneOf", "prefixItems"]);
const holdsMap: ReadonlySet<string> = new Set([
  "$defs",
  "definitions",
  "dependencies",
  "dependentSchemas",
  "patternProperties",
  "properties",
]);

/** The paths from a schema's own object to the schemas directly inside it, in its order. */
export function subschemaPaths(schema: Record<string, unknown>): PointerToken[][] {
  const paths: PointerToken[][] = [];
  for (const keyword of Object.keys(schema)) {
    const held = schema[keyword];
    if (holdsOne.has(keyword)) {
      if (isSchemaLike(held)) paths.push([keyword]);
    } else if (holdsList.has(keyword)) {
      if (Array.isArray(held)) for (const index of held.keys()) paths.push([keyword, index]);
    } else if (holdsMap.has(keyword) && isSchemaLike(held)) {
      for (const [name, entry] of Object.entries(held)) {
        // `dependencies` holds lists of names too.
        if (isSchemaLike(entry)) paths.push([keyword, name]);
      }
    }
  }
  return paths;
}

/** Whether `tokens` lead from a schema to a schema inside it, by keywords that hold schemas. */
export function leadsToSubschema(tokens: readonly string[]): boolean {
  let index = 0;
  while (index < tokens.length) {
    const keyword = tokens[index]!;
    if (holdsOne.has(keyword)) index += 1;
    else if (holdsList.has(keyword) || holdsMap.has(keyword)) index += 2;
    else return false;
  }
  return index === tokens.length;
}

function isSchemaLike(value: unknown): value is object {
  return (
    typeof value === "boolean" ||
    (typeof value === "object" && value !== null && !Array.isArray(value))
  );
}
