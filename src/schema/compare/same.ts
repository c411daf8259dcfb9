/**
 * Whether two schemas say the same in the same words, wherever they stand: their annotations aside,
 * and by what references lead to.
 */
import { equalityKey } from "../equal.ts";
import { isResolved, reference, type Schema, subschema } from "../schema.ts";
import { subschemaPaths } from "../subschemas.ts";
import type { Keywords } from "./parts.ts";
import { type Claim, claim, createRelation, type Groups } from "./proof-graph.ts";

export const SAME = createRelation(sameRule);

export function sameClaim(left: Schema, right: Schema): Claim {
  return claim(SAME, left, right);
}

function sameRule(left: Schema, right: Schema): Groups {
  if (left === right) return [];
  const [a, b] = [pastReferences(left), pastReferences(right)];
  if (a === undefined || b === undefined) return undefined;
  if (a === b) return [];
  if (typeof a.value === "boolean" || typeof b.value === "boolean") {
    return a.value === b.value ? [] : undefined;
  }
  const names = assertions(a.value);
  if (names.join() !== assertions(b.value).join()) return undefined;
  const groups: Claim[][] = [];
  for (const name of names) {
    const paths = pathsIn(a, name);
    if (paths.length === 0 && pathsIn(b, name).length === 0) {
      const isEqual = name === "$ref" || equalityKey(a.value[name]) === equalityKey(b.value[name]);
      if (!isEqual) return undefined;
      if (name === "$ref") {
        const [from, to] = [reference(a), reference(b)];
        if (!isResolved(from) || !isResolved(to)) return undefined;
        groups.push([sameClaim(from, to)]);
      }
      continue;
    }
    if (pathsKey(paths) !== pathsKey(pathsIn(b, name))) return undefined;
    // What stands beside schemas, such as lists of names in `dependencies`.
    if (shapeKey(a.value[name]) !== shapeKey(b.value[name])) return undefined;
    for (const path of paths)
      groups.push([sameClaim(subschema(a, ...path), subschema(b, ...path))]);
  }
  return groups;
}

/** Where a schema is nothing but a reference, what that leads to. */
export function pastReferences(schema: Schema): Schema | undefined {
  let current = schema;
  for (let hops = 0; hops < MAX_HOPS; hops += 1) {
    if (current.fault !== undefined) return undefined;
    const target = reference(current);
    if (target === undefined) return current;
    if (!isResolved(target)) return undefined;
    if (assertions(current.value as Keywords).length > 1) return current;
    current = target;
  }
  return undefined;
}

const MAX_HOPS = 10_000;

const names = new WeakMap<Keywords, readonly string[]>();

/** The keywords that decide what is valid, in one order. */
function assertions(value: Keywords): readonly string[] {
  let found = names.get(value);
  if (found === undefined) {
    found = Object.keys(value)
      .filter((name) => !ANNOTATIONS.has(name) && !name.startsWith("x-"))
      .sort();
    names.set(value, found);
  }
  return found;
}

// 2020-12 validation #annotations, core #comments; OpenAPI 3.1 #schema-object. `readOnly` and
// `writeOnly` are none: they decide what is sent.
const ANNOTATIONS: ReadonlySet<string> = new Set(
  `title description default deprecated examples example $comment $defs definitions $anchor
  discriminator xml externalDocs contentEncoding contentMediaType contentSchema nullable`.split(
    /\s+/,
  ),
);

function pathsIn(schema: Schema, name: string): (string | number)[][] {
  const value = (schema.value as Keywords)[name];
  return subschemaPaths({ [name]: value }) as (string | number)[][];
}

function pathsKey(paths: readonly (string | number)[][]): unknown {
  return equalityKey(paths.map((path) => equalityKey(path)).sort());
}

function shapeKey(value: unknown): unknown {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return "";
  return equalityKey(
    Object.entries(value)
      .filter(([, entry]) => Array.isArray(entry))
      .sort(),
  );
}
