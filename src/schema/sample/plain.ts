/**
 * Places whose shape is the same every time: one schema without alternatives, or a reference to one.
 * Most places of real documents are; their shape is gathered once.
 */
import { isResolved, reference, type Schema } from "../schema.ts";
import { isReadKeyword, readKeyword } from "./keywords.ts";
import { anyType, dropEmptyTypes, newShape, type Shape } from "./shape.ts";

const shapes = new WeakMap<Schema, Shape | null>();

/**
 * The shape of `schema` alone; undefined where it depends on more than the schema. Not to be changed:
 * it is shared.
 */
export function plainShape(schema: Schema): Shape | undefined {
  let shape = shapes.get(schema);
  if (shape === undefined) {
    shape = gather(schema) ?? null;
    shapes.set(schema, shape);
  }
  return shape ?? undefined;
}

/** What a schema that is nothing but a reference leads to. */
export function loneReference(schema: Schema): Schema | undefined {
  const { value } = schema;
  if (typeof value === "boolean" || !Object.hasOwn(value, "$ref")) return undefined;
  const target = Object.keys(value).every((key) => key === "$ref" || !says(key))
    ? reference(schema)
    : undefined;
  return isResolved(target) ? target : undefined;
}

function gather(schema: Schema): Shape | undefined {
  const { value, fault } = schema;
  if (typeof value === "boolean" || fault !== undefined) return undefined;
  const keywords = Object.keys(value);
  if (keywords.some((keyword) => VARYING.has(keyword))) return undefined;
  const shape = newShape(anyType);
  shape.visited.add(schema);
  for (const keyword of keywords) readKeyword(shape, schema, { keyword, value: value[keyword] });
  dropEmptyTypes(shape, schema);
  return shape.types === 0 ? undefined : shape;
}

/** Keywords that bring in other schemas, or one of several. */
const VARYING: ReadonlySet<string> = new Set([
  "allOf",
  "anyOf",
  "oneOf",
  "if",
  "dependentSchemas",
  "$ref",
  "$dynamicRef",
  "discriminator",
]);

function says(keyword: string): boolean {
  return VARYING.has(keyword) || isReadKeyword(keyword);
}
