/**
 * Whether two schemas say the same in the same words, wherever they stand: their annotations aside,
 * and by what references lead to.
 */
import { equalityKey } from "../equal.ts";
import { isResolved, reference, type Schema, subschema } from "../schema.ts";
import { subschemaPaths } from "../subschemas.ts";
import type { Keywords } from "./parts.ts";
import { assertions, pastReferences } from "./past-references.ts";
import {
  type Claim,
  claim,
  createRelation,
  type Group,
  type Groups,
  type Relation,
} from "./proof-graph.ts";

export const SAME: Relation = createRelation(sameRule);

export function sameClaim(left: Schema, right: Schema): Claim {
  return claim(SAME, pastReferences(left) ?? left, pastReferences(right) ?? right);
}

function sameRule(a: Schema, b: Schema): Groups {
  if (a === b) return [];
  if (a.fault !== undefined || b.fault !== undefined) {
    return equalityKey(a.links.raw) === equalityKey(b.links.raw) ? [] : undefined;
  }
  if (typeof a.value === "boolean" || typeof b.value === "boolean") {
    return a.value === b.value ? [] : undefined;
  }
  const names = assertions(a.value);
  if (names.join() !== assertions(b.value).join()) return undefined;
  const groups: Group[] = [];
  for (const name of names) {
    const paths = pathsIn(a, name);
    if (paths.length === 0 && pathsIn(b, name).length === 0) {
      const isEqual = name === "$ref" || equalityKey(a.value[name]) === equalityKey(b.value[name]);
      if (!isEqual) return undefined;
      if (name === "$ref") {
        const [from, to] = [reference(a), reference(b)];
        if (!isResolved(from) || !isResolved(to)) return undefined;
        groups.push(sameClaim(from, to));
      }
      continue;
    }
    if (pathsKey(paths) !== pathsKey(pathsIn(b, name))) return undefined;
    // What stands beside schemas, such as lists of names in `dependencies`.
    if (shapeKey(a.value[name]) !== shapeKey(b.value[name])) return undefined;
    for (const path of paths) groups.push(sameClaim(subschema(a, ...path), subschema(b, ...path)));
  }
  return groups;
}

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
