/**
 * The keywords of one schema as they are written, read with care: documents are hostile.
 */
import { isObject, subschema } from "../place.ts";
import type { Schema } from "../schema.ts";
import { type Literal, literal } from "./goal.ts";

export type Keywords = Readonly<Record<string, unknown>>;

/** A schema's own keyword; undefined where it is only inherited from Object. */
export function keyword(value: Keywords, name: string): unknown {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

/** The schemas in a list, such as those of `allOf`; undefined where it is no list. */
export function listed(schema: Schema, name: string): Schema[] | undefined {
  const list = keyword(schema.value as Keywords, name);
  return Array.isArray(list) ? list.map((_, index) => subschema(schema, name, index)) : undefined;
}

/** The names in a map of schemas, such as `properties`; undefined where it is no map. */
export function namesIn(schema: Schema, name: string): string[] | undefined {
  const map = keyword(schema.value as Keywords, name);
  return isObject(map) ? Object.keys(map) : undefined;
}

export function has(schema: Schema, name: string): boolean {
  return Object.hasOwn(schema.value as Keywords, name);
}

export function isNames(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((name) => typeof name === "string");
}

export function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0;
}

/** `keyword`, where it stands, as something that holds. */
export function holding(schema: Schema, isClosed: boolean, ...path: (string | number)[]): Literal {
  return literal(subschema(schema, ...path), true, isClosed);
}

/** The same as something that does not hold. */
export function failing(schema: Schema, ...path: (string | number)[]): Literal {
  return literal(subschema(schema, ...path), false, false);
}
