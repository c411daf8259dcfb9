/**
 * The properties that a schema declares, wherever in it they stand.
 *
 * JSON Schema 2020-12 Core #name-properties, through `$ref`, `allOf`, `anyOf`, `oneOf` and
 * `if`/`then`/`else`, which all apply to the same instance.
 */
import { isResolved, reference, type Schema, subschema } from "./schema.ts";

/** By name, in document order; the first schema that declares a name is kept. */
export function declaredProperties(schema: Schema): Map<string, Schema> {
  const properties = new Map<string, Schema>();
  for (const current of applying(schema)) {
    for (const name of keysOf((current.value as Record<string, unknown>).properties)) {
      if (!properties.has(name)) properties.set(name, subschema(current, "properties", name));
    }
  }
  return properties;
}

/** What `items` says, wherever it stands; undefined where nothing does. */
export function declaredItems(schema: Schema): Schema | undefined {
  return applying(schema)
    .filter(({ value }) => typeof value !== "boolean" && Object.hasOwn(value, "items"))
    .map((current) => subschema(current, "items"))[0];
}

/** What `additionalProperties` says as a schema, wherever it stands; undefined where nothing does. */
export function declaredAdditional(schema: Schema): Schema | undefined {
  return applying(schema)
    .filter(({ value }) => isSchemaObject((value as Record<string, unknown>).additionalProperties))
    .map((current) => subschema(current, "additionalProperties"))[0];
}

/** The schema itself and every one that may apply to the same instance, in document order. */
export function applying(schema: Schema): Schema[] {
  const seen = new Set<Schema>();
  const open = [schema];
  while (open.length > 0) {
    const current = open.pop()!;
    if (seen.has(current) || typeof current.value === "boolean") continue;
    seen.add(current);
    const { value } = current;
    const next: Schema[] = [];
    const target = reference(current);
    if (isResolved(target)) next.push(target);
    for (const keyword of ["allOf", "anyOf", "oneOf"]) {
      const branches = value[keyword];
      if (!Array.isArray(branches)) continue;
      branches.forEach((_, index) => {
        next.push(subschema(current, keyword, index));
      });
    }
    for (const keyword of ["then", "else"]) {
      if (Object.hasOwn(value, keyword)) next.push(subschema(current, keyword));
    }
    // One by one: a call takes no more arguments than the stack holds, and lists are longer.
    for (const inner of next.reverse()) open.push(inner);
  }
  return [...seen];
}

function keysOf(value: unknown): string[] {
  return isSchemaObject(value) ? Object.keys(value) : [];
}

function isSchemaObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
