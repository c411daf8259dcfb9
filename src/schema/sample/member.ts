/**
 * Which schemas hold for a property of a given name.
 *
 * 2020-12 core #properties, #patternProperties, #additionalProperties.
 */
import { compilePattern } from "../pattern/pattern.ts";
import { isObject, subschema } from "../place.ts";
import type { Schema } from "../schema.ts";
import type { Shape } from "./shape.ts";

/** All schemas that the property `name` has to fit; none where anything does. */
export function schemasFor(shape: Shape, name: string): readonly Schema[] {
  const declared = shape.properties.get(name)?.schemas ?? [];
  if (shape.closers.length === 0 && shape.unevaluatedProperties.length === 0) return declared;
  const schemas = [...declared];
  for (const closer of shape.closers) schemas.push(...closingSchemas(closer, name));
  return schemas.length > 0 ? schemas : shape.unevaluatedProperties;
}

function closingSchemas(closer: Schema, name: string): Schema[] {
  const { value } = closer;
  if (!isObject(value)) return [];
  const patterns = isObject(value.patternProperties) ? Object.keys(value.patternProperties) : [];
  const matching = patterns.filter((pattern) => compilePattern(pattern).test(name) !== false);
  if (matching.length > 0) {
    return matching.map((pattern) => subschema(closer, "patternProperties", pattern));
  }
  if (!Object.hasOwn(value, "additionalProperties")) return [];
  if (isObject(value.properties) && Object.hasOwn(value.properties, name)) return [];
  return [subschema(closer, "additionalProperties")];
}
