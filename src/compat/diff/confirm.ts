/**
 * Witnesses of a difference before an independent judge: see `second-opinion.ts`.
 */
import { createFinding } from "../../findings/finding.ts";
import type { Judge } from "../../schema/judge.ts";
import type { Schema } from "../../schema/schema.ts";
import { createSecondOpinion } from "../second-opinion.ts";
import { type Change, type DiffRow, inOrder } from "./change.ts";

/** The rows, those that are contradicted as warnings that something is not known. */
export function confirmRows(rows: readonly DiffRow[], judge: (schema: Schema) => Judge): DiffRow[] {
  const agrees = createSecondOpinion(judge);
  return inOrder(
    rows.map((row) => {
      const { proof, change } = row;
      if (proof === undefined) return row;
      const { sender, receiver, witness: value } = proof;
      const isSound = [sender, receiver].every((schema) => agrees({ schema, value }));
      return isSound ? row : { change: unconfirmed(change) };
    }),
  );
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
