/**
 * Witnesses before an independent judge.
 *
 * DESIGN, verdict of a comparison: a witness is checked by validators of both sides before it is
 * shown. The judge knows no directions, so it is asked what our validator says without one: where
 * the two differ, one of them is wrong about a schema, and nothing is proved. Compiling is dear, so
 * it is done for as many schemas as take seconds; beyond them a witness stands on our validator.
 */
import { createFinding } from "../../findings/finding.ts";
import type { Judge } from "../../schema/judge.ts";
import { isResolved, reference, type Schema, subschemas } from "../../schema/schema.ts";
import { validate } from "../../schema/validate.ts";
import { type Change, type DiffRow, inOrder } from "./change.ts";

/** The rows, those that are contradicted as warnings that something is not known. */
export function confirmRows(rows: readonly DiffRow[], judge: (schema: Schema) => Judge): DiffRow[] {
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
  const agrees = (schema: Schema, witness: unknown): boolean => {
    const judged = judgeOf(schema)(witness);
    const violations = validate(schema, witness);
    if (judged === undefined || violations.some(({ kind }) => kind === "unresolved")) return true;
    return judged === (violations.length === 0);
  };
  return inOrder(
    rows.map((row) => {
      const { proof, change } = row;
      if (proof === undefined) return row;
      const { sender, receiver, witness } = proof;
      const isSound = agrees(sender, witness) && agrees(receiver, witness);
      return isSound ? row : { change: unconfirmed(change) };
    }),
  );
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

function unconfirmed({ message, at, because, operation, fingerprint }: Change): Change {
  const finding = createFinding({
    code: "schema.unresolved",
    message: `this could not be confirmed: ${message}`,
    at,
    ...(because !== undefined && { because }),
    ...(operation !== undefined && { operation }),
    identity: ["unconfirmed", fingerprint],
  });
  return { level: "warning", ...finding };
}
