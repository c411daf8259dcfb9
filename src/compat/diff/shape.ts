/**
 * What a schema says of an object's properties and of a list's items.
 */
import { applying } from "../../schema/declared-properties.ts";
import { isObject } from "../../schema/place.ts";
import { isResolved, reference, type Schema, subschema } from "../../schema/schema.ts";

/** A message of AsyncAPI knows no `readOnly`. */
export type Direction = "request" | "response" | "message";

export interface Shape {
  /** Without those that are no part of the direction. */
  names: ReadonlyMap<string, Declared>;
  /** By any schema that may apply. */
  required: ReadonlySet<string>;
  items: Declared | undefined;
}

/** Properties inside properties that are followed; what is deeper is left to the whole. */
export const MAX_DEPTH = 100;

/** The schemas that one object's property, or the items of a list, have. */
export interface Declared {
  /** Every one that says something of it, in document order. */
  schemas: Schema[];
  /** Those that hold whatever else does: `$ref` and `allOf` lead to them. */
  always: Schema[];
}

const known: Record<Direction, WeakMap<Schema, Shape>> = {
  request: new WeakMap(),
  response: new WeakMap(),
  message: new WeakMap(),
};

/** Made once for each schema and direction. */
export function shapeOf(schema: Schema, direction: Direction): Shape {
  let shape = known[direction].get(schema);
  if (shape === undefined) {
    shape = makeShape(schema, direction);
    known[direction].set(schema, shape);
  }
  return shape;
}

function makeShape(schema: Schema, direction: Direction): Shape {
  const always = new Set(together(schema));
  const names = new Map<string, Declared>();
  const required = new Set<string>();
  let items: Declared | undefined;
  for (const each of applying(schema)) {
    const { properties, required: asked, items: item } = each.value as Record<string, unknown>;
    for (const name of isObject(properties) ? Object.keys(properties) : []) {
      const property = subschema(each, "properties", name);
      const declared = names.get(name) ?? { schemas: [], always: [] };
      names.set(name, declared);
      declared.schemas.push(property);
      if (always.has(each)) declared.always.push(property);
    }
    if (item !== undefined) {
      const inner = subschema(each, "items");
      items ??= { schemas: [], always: [] };
      items.schemas.push(inner);
      if (always.has(each)) items.always.push(inner);
    }
    if (Array.isArray(asked)) for (const name of asked) required.add(String(name));
  }
  for (const [name, { schemas }] of names) {
    if (schemas.some((property) => isHidden(property, direction))) names.delete(name);
  }
  return { names, required, items };
}

// `readOnly` is no part of a request, `writeOnly` none of an answer: OpenAPI 3.1 #schema-object.
function isHidden(property: Schema, direction: Direction): boolean {
  if (direction === "message") return false;
  const flag = direction === "request" ? "readOnly" : "writeOnly";
  return together(property).some(({ value }) => typeof value === "object" && value[flag] === true);
}

/** The schema and what applies with it whatever the value is, each once. */
export function together(schema: Schema): Schema[] {
  const found = new Set([schema]);
  for (const each of found) {
    const target = reference(each);
    if (isResolved(target)) found.add(target);
    const branches = typeof each.value === "object" ? each.value.allOf : undefined;
    if (!Array.isArray(branches)) continue;
    for (const index of branches.keys()) found.add(subschema(each, "allOf", index));
  }
  return [...found];
}
