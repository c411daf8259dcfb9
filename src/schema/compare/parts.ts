/**
 * The keywords of one schema as they are written, read with care: documents are hostile.
 */
import type { PointerToken } from "../../source/pointer.ts";

export { isNames } from "../evaluate/keywords-object.ts";
export { isCount } from "../evaluate/keywords-string.ts";

import { isObject, type Resource, subschema } from "../place.ts";
import { isResolved, reference, type Schema } from "../schema.ts";
import { type Literal, literal } from "./goal.ts";
import { Members, NO_MEMBERS } from "./members.ts";
import { pastReferences } from "./past-references.ts";

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

/** Whether a list of branches is one: 2020-12 core #allof, #anyof, #oneof. */
export function isBranches(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0;
}

/** The names in a map of schemas, such as `properties`; undefined where it is no map. */
export function namesIn(schema: Schema, name: string): string[] | undefined {
  const map = keyword(schema.value as Keywords, name);
  return isObject(map) ? Object.keys(map) : undefined;
}

export function has(schema: Schema, name: string): boolean {
  return Object.hasOwn(schema.value as Keywords, name);
}

/** What `path` leads to, as something that holds. */
export function holding(schema: Schema, isClosed: boolean, ...path: PointerToken[]): Literal {
  return literal(within(schema, path), true, isClosed);
}

/** The same as something that does not hold. */
export function failing(schema: Schema, ...path: PointerToken[]): Literal {
  return literal(within(schema, path), false, false);
}

/** What each name of a map of schemas leads to, as something that holds. */
export function holdingMembers(schema: Schema, isClosed: boolean, name: string): Members {
  const map = keyword(schema.value as Keywords, name);
  if (!isObject(map)) return NO_MEMBERS;
  const known = targetsOf(schema);
  const names = Object.keys(map);
  const schemas = names.map((member) => withinKnown(schema, known, map[member], [name, member]));
  return new Members(names, schemas, isClosed);
}

const targets = new WeakMap<Resource, Map<string, Schema>>();

function within(schema: Schema, path: readonly PointerToken[]): Schema {
  let raw: unknown = schema.value;
  for (const token of path) raw = (raw as Keywords | undefined)?.[token];
  return withinKnown(schema, targetsOf(schema), raw, path);
}

function targetsOf({ links: { resource } }: Schema): Map<string, Schema> {
  let known = targets.get(resource);
  if (known === undefined) {
    known = new Map();
    targets.set(resource, known);
  }
  return known;
}

// Where nothing but a reference stands, what that leads to: large documents have as many of them
// as they have properties, and few targets.
function withinKnown(
  schema: Schema,
  known: Map<string, Schema>,
  raw: unknown,
  path: readonly PointerToken[],
): Schema {
  const ref = loneReference(raw);
  if (ref === undefined) return subschema(schema, ...path);
  let target = known.get(ref);
  if (target === undefined) {
    const inner = subschema(schema, ...path);
    target = pastReferences(inner) ?? inner;
    // Composed schemas give one name several meanings.
    if (isResolved(reference(inner)) && schema.uri === target.uri) known.set(ref, target);
  }
  return target;
}

function loneReference(raw: unknown): string | undefined {
  if (!isObject(raw) || typeof raw.$ref !== "string") return undefined;
  for (const name in raw) if (name !== "$ref") return undefined;
  return raw.$ref;
}
