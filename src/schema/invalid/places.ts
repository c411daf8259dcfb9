/**
 * The places of a value, each with the schemas that hold there.
 *
 * 2020-12 core #applicators: those of `$ref`, `allOf`, `then`, `else` and `dependentSchemas` where
 * they apply, and the branches of `anyOf` and `oneOf` that the value fits.
 */
import type { PointerToken } from "../../source/pointer.ts";
import { compilePattern } from "../pattern/pattern.ts";
import { isObject } from "../place.ts";
import { isResolved, reference, type Schema, subschema } from "../schema.ts";
import { isValid, type ValidateOptions } from "../validate.ts";
import { namesIn } from "./edit.ts";

/** One place in a valid value. */
export interface InstancePlace {
  tokens: readonly PointerToken[];
  value: unknown;
  /** Those that lead here from outside: from the members' owner, or what the whole is held to. */
  outer: readonly Schema[];
  /** All that hold here, and are objects, `outer` first. */
  schemas: readonly Schema[];
}

/** Every place of `value` that a schema says something about, outer places first. */
export function placesOf(
  outer: readonly Schema[],
  value: unknown,
  options: ValidateOptions,
): InstancePlace[] {
  const places: InstancePlace[] = [];
  const open: Omit<InstancePlace, "schemas">[] = [{ tokens: [], value, outer }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { tokens } = next;
    const schemas = holding(next.outer, next.value, options);
    if (schemas.length === 0) continue;
    places.push({ ...next, schemas });
    for (const { token, value, outer } of membersOf(next.value, schemas).reverse()) {
      open.push({ tokens: [...tokens, token], value, outer });
    }
  }
  return places;
}

/** @param except the schema whose own `anyOf` or `oneOf` is left out */
export function holding(
  start: readonly Schema[],
  value: unknown,
  options: ValidateOptions,
  except?: Schema,
): Schema[] {
  const found = new Set<Schema>();
  const open = start.toReversed();
  for (let schema = open.pop(); schema !== undefined; schema = open.pop()) {
    if (!isObject(schema.value) || schema.fault !== undefined || found.has(schema)) continue;
    found.add(schema);
    const inner = [...always(schema), ...conditional(schema, value, options)];
    const chosen = schema === except ? [] : branches(schema, value, options);
    // One by one: a call takes no more arguments than the stack holds, and lists are longer.
    for (const next of [...inner, ...chosen].reverse()) open.push(next);
  }
  return [...found];
}

function always(schema: Schema): Schema[] {
  const target = reference(schema);
  return [...(isResolved(target) ? [target] : []), ...listed(schema, "allOf")];
}

function branches(schema: Schema, value: unknown, options: ValidateOptions): Schema[] {
  return [...listed(schema, "anyOf"), ...listed(schema, "oneOf")].filter((branch) =>
    isValid(branch, value, options),
  );
}

function conditional(schema: Schema, instance: unknown, options: ValidateOptions): Schema[] {
  const value = schema.value as Record<string, unknown>;
  const found: Schema[] = [];
  if (Object.hasOwn(value, "if")) {
    const keyword = isValid(subschema(schema, "if"), instance, options) ? "then" : "else";
    if (Object.hasOwn(value, keyword)) found.push(subschema(schema, keyword));
  }
  for (const name of namesIn(value.dependentSchemas)) {
    if (isObject(instance) && Object.hasOwn(instance, name)) {
      found.push(subschema(schema, "dependentSchemas", name));
    }
  }
  return found;
}

/** The schemas of a keyword that holds a list of them. */
export function listed(schema: Schema, keyword: string): Schema[] {
  const held = isObject(schema.value) ? schema.value[keyword] : undefined;
  return Array.isArray(held) ? held.map((_, index) => subschema(schema, keyword, index)) : [];
}

interface Member {
  token: PointerToken;
  value: unknown;
  outer: readonly Schema[];
}

function membersOf(value: unknown, schemas: readonly Schema[]): Member[] {
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => ({
      token: index,
      value: item,
      outer: held(schemas, "unevaluatedItems", (schema) => itemSchemas(schema, index)),
    }));
  }
  return namesIn(value).map((name) => ({
    token: name,
    value: (value as Record<string, unknown>)[name],
    outer: held(schemas, "unevaluatedProperties", (schema) => propertySchemas(schema, name)),
  }));
}

// What no other keyword looks at is looked at by `unevaluated…`.
function held(
  schemas: readonly Schema[],
  rest: string,
  find: (schema: Schema) => Schema[],
): Schema[] {
  const found = schemas.flatMap(find);
  if (found.length > 0) return found;
  return schemas
    .filter(({ value }) => Object.hasOwn(value as object, rest))
    .map((schema) => subschema(schema, rest));
}

function itemSchemas(schema: Schema, index: number): Schema[] {
  const { prefixItems } = schema.value as Record<string, unknown>;
  if (Array.isArray(prefixItems) && index < prefixItems.length) {
    return [subschema(schema, "prefixItems", index)];
  }
  return Object.hasOwn(schema.value as object, "items") ? [subschema(schema, "items")] : [];
}

function propertySchemas(schema: Schema, name: string): Schema[] {
  const { properties, patternProperties } = schema.value as Record<string, unknown>;
  const found: Schema[] = [];
  if (isObject(properties) && Object.hasOwn(properties, name)) {
    found.push(subschema(schema, "properties", name));
  }
  for (const pattern of namesIn(patternProperties)) {
    if (compilePattern(pattern).test(name) === true) {
      found.push(subschema(schema, "patternProperties", pattern));
    }
  }
  if (found.length > 0 || !Object.hasOwn(schema.value as object, "additionalProperties")) {
    return found;
  }
  return [subschema(schema, "additionalProperties")];
}
