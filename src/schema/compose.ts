/**
 * Schemas made of other schemas, wherever those stand: what fills one field of an answer, what a
 * mapping makes of a request, what the rules of a pact accept.
 */
import { isObject } from "./place.ts";
import { createSchemaStore, type Schema, schemaAt, subschemas } from "./schema.ts";

/**
 * A schema in 2020-12 by itself. In it `{ $ref: NAME }` stands for the part of that name.
 *
 * @param root made for this call, and not modified afterwards
 * @param uri what places in it are told by
 */
export function composeSchema(
  root: Record<string, unknown> | boolean,
  parts: ReadonlyMap<string, Schema>,
  uri = "concordat:composed",
): Schema {
  const document = { uri, root, isSchema: true };
  const store = createSchemaStore((wanted) => (wanted === uri ? document : undefined));
  const composed = schemaAt(store, uri, "")!;
  const open = [composed];
  for (let schema = open.pop(); schema !== undefined; schema = open.pop()) {
    const part = isObject(schema.value) ? parts.get(String(schema.value.$ref)) : undefined;
    if (part !== undefined) schema.links.references = new Map([["$ref", part]]);
    for (const inner of subschemas(schema)) open.push(inner);
  }
  return composed;
}

/** A schema that holds where all of these do; the only one of them, where it is one. */
export function allOfSchemas(schemas: readonly Schema[]): Schema {
  if (schemas.length === 1) return schemas[0]!;
  const parts = new Map(schemas.map((schema, index) => [`part:${index}`, schema]));
  return composeSchema({ allOf: [...parts.keys()].map(($ref) => ({ $ref })) }, parts);
}
