/**
 * What is asked of a value: schemas that it fits, and schemas that it does not fit.
 *
 * A literal is a schema with a sign, a goal a conjunction of literals: every value of S is one of
 * R exactly where the goal {S holds, R does not} has no instance (Habib et al., "Finding Data
 * Compatibility Bugs with JSON Subschema Checks", ISSTA 2021; Attouche et al., "Witness Generation
 * for JSON Schema", VLDB 2022).
 */
import type { Schema } from "../schema.ts";
import { isAnything } from "./is-anything.ts";

export interface Literal {
  readonly id: number;
  readonly schema: Schema;
  /** Whether the value fits the schema, or does not. */
  readonly holds: boolean;
  /** Whether it is read closed, as senders are; only of what holds. */
  readonly isClosed: boolean;
}

/** Literals in the order of their ids, each once. */
export type Goal = readonly Literal[];

const literals = new WeakMap<Schema, (Literal | undefined)[]>();
let count = 0;

/** One object for each: the same literal is the same object. */
export function literal(schema: Schema, holds: boolean, isClosed: boolean): Literal {
  let known = literals.get(schema);
  if (known === undefined) {
    known = [undefined, undefined, undefined];
    literals.set(schema, known);
  }
  const slot = holds ? (isClosed ? 2 : 1) : 0;
  let found = known[slot];
  if (found === undefined) {
    count += 1;
    found = { id: count, schema, holds, isClosed: holds && isClosed };
    known[slot] = found;
  }
  return found;
}

/** The other sign; what does not hold is never read closed. */
export function negated({ schema, holds }: Literal): Literal {
  return literal(schema, !holds, false);
}

/** The goal that all of them make; undefined where two of them contradict each other outright. */
export function goalOf(all: readonly Literal[]): Goal | undefined {
  const goal = new Map<number, Literal>();
  const refused = new Set<Schema>();
  for (const each of all) {
    const { fault, value } = each.schema;
    if (fault === undefined && value === !each.holds) return undefined;
    if (isAnything(each.schema)) {
      if (!each.holds) return undefined;
      continue;
    }
    goal.set(each.id, each);
    if (!each.holds) refused.add(each.schema);
  }
  if (refused.size > 0) {
    for (const { holds, schema } of goal.values()) {
      if (holds && refused.has(schema)) return undefined;
    }
  }
  return [...goal.values()].sort((a, b) => a.id - b.id);
}

export function keyOf(goal: Goal): string {
  return goal.map(({ id }) => id).join(",");
}
