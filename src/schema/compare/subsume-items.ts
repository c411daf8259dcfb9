/**
 * Whether what is certain of an array implies what is wanted of its items.
 */
import type { Schema } from "../schema.ts";
import { itemShapeOf } from "./affirm-items.ts";
import type { Facts } from "./facts.ts";
import { isAnything } from "./is-anything.ts";
import { has, type Keywords, keyword } from "./parts.ts";
import type { Group } from "./proof-graph.ts";
import type { Subsumption } from "./subsume.ts";
import { atLeast, said } from "./subsume-scalar.ts";

export function impliesItems(
  proofs: Subsumption,
  facts: Facts,
  wanted: Schema,
  groups: Group[],
): boolean {
  const value = wanted.value as Keywords;
  if (has(wanted, "minItems") && !atLeast("array", 1)(facts, value.minItems, "minItems")) {
    return false;
  }
  if (has(wanted, "maxItems") && !atLeast("array", -1)(facts, value.maxItems, "maxItems")) {
    return false;
  }
  const isUnique = keyword(value, "uniqueItems");
  if (isUnique !== undefined && isUnique !== false && !said(facts, "uniqueItems").includes(true)) {
    return false;
  }
  if (has(wanted, "unevaluatedItems")) return false;
  if (has(wanted, "contains")) {
    const names = ["contains", "minContains", "maxContains"];
    const same = proofs.sameKeywords(facts.conjuncts, wanted, names);
    if (same === undefined) return false;
    groups.push(...same);
  }
  return impliesEach(proofs, facts, wanted, groups);
}

function impliesEach(
  proofs: Subsumption,
  { conjuncts, isClosed }: Facts,
  wanted: Schema,
  groups: Group[],
): boolean {
  const shape = itemShapeOf(wanted, false);
  if (shape === undefined) return true;
  const shapes = conjuncts.flatMap((each) => itemShapeOf(each, isClosed) ?? []);
  const longest = Math.max(shape.prefix.length, ...shapes.map(({ prefix }) => prefix.length));
  for (let index = 0; index <= longest; index += 1) {
    const due = index < shape.prefix.length ? shape.prefix[index] : shape.rest;
    if (due === undefined || isAnything(due.schema)) continue;
    const own = shapes.flatMap(({ prefix, rest }) => {
      const one = index < prefix.length ? prefix[index] : rest;
      return one === undefined ? [] : [one.schema];
    });
    if (own.length === 0) return false;
    const isAlone = own.length === 1 && isClosed;
    groups.push(own.map((schema) => proofs.claim(schema, due.schema, isAlone)));
  }
  return true;
}
