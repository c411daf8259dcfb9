/**
 * A second opinion on witnesses: an independent judge is asked what our validator was asked.
 *
 * DESIGN, verdict of a comparison: a witness is checked by validators of both sides before it is
 * shown. The judge knows no directions, so it is asked what our validator says without one: where
 * the two differ, one of them is wrong about a schema, and nothing is proved. Compiling is dear, so
 * it is done for as many schemas as take seconds; beyond them a witness stands on our validator.
 */
import type { Judge } from "../schema/judge.ts";
import { isResolved, reference, type Schema, subschemas } from "../schema/schema.ts";
import { validate } from "../schema/validate.ts";

/** A schema, and a value that it was asked about for the sake of a witness. */
export interface Asked {
  schema: Schema;
  value: unknown;
}

/** Whether the judge says of a value what our validator says, or has no answer; for one run. */
export function createSecondOpinion(judge: (schema: Schema) => Judge): (asked: Asked) => boolean {
  const judges = new Map<Schema, Judge>();
  let room = MAX_SCHEMAS;
  const judgeOf = (schema: Schema): Judge => {
    let known = judges.get(schema);
    if (known === undefined) {
      const size = reach(schema, room);
      known = size > room ? () => undefined : judge(schema);
      room -= Math.min(size, room);
      judges.set(schema, known);
    }
    return known;
  };
  return ({ schema, value }) => {
    const judged = judgeOf(schema)(value);
    if (judged === undefined) return true;
    const violations = validate(schema, value);
    if (violations.some(({ kind }) => kind === "unresolved")) return true;
    return judged === (violations.length === 0);
  };
}

/** Schemas that are compiled, those that they lead to included: some seconds at most. */
const MAX_SCHEMAS = 10_000;

/** How many schemas one leads to, itself included; counted as far as `room`. */
function reach(schema: Schema, room: number): number {
  const found = new Set([schema]);
  for (const each of found) {
    if (found.size > room) break;
    const target = reference(each);
    if (isResolved(target)) found.add(target);
    for (const inner of subschemas(each)) found.add(inner);
  }
  return found.size;
}
