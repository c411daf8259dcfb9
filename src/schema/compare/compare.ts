/**
 * Whether every value that one schema's side sends is accepted by the other's.
 *
 * DESIGN, decision 1: schemas are sets, and senders are read closed. JSON Schema 2020-12.
 */
import { pointerInside } from "../place.ts";
import type { Schema } from "../schema.ts";
import { isStackOverflow, type Violation } from "../violation.ts";
import { isSentBy } from "./closed-view.ts";
import { decide } from "./decide.ts";
import { explain, type SchemaPlace } from "./explain.ts";
import { type Literal, literal } from "./goal.ts";
import type { Doubt, Result } from "./result.ts";
import { Exhausted, Solver } from "./solver.ts";

export type { SchemaPlace } from "./explain.ts";

export type SchemaVerdict =
  /** Proved: no value of the sender is refused. */
  | { kind: "compatible" }
  | {
      kind: "incompatible";
      /** A value that the sender may send and the receiver refuses. */
      witness: unknown;
      /** Why the receiver refuses it. */
      violation: Violation;
      /** What of the sender lets it through. */
      sender: SchemaPlace;
    }
  | {
      kind: "unknown";
      /** To be read after the place: "is ...". */
      reason: string;
      at: SchemaPlace;
    };

/** Comparisons that share what they find out. */
export interface Comparison {
  /**
   * Whether every value of the closed view of `sender` is valid against `receiver`.
   *
   * A witness is a value of the sender's that the receiver refuses, checked by `validate`.
   */
  compare(sender: Schema, receiver: Schema): SchemaVerdict;
  /** A value of the closed view of `sender` that is valid against `other` too, or that none is. */
  meet(sender: Schema, other: Schema): Meeting;
}

export type Meeting =
  | { kind: "common"; value: unknown }
  | { kind: "disjoint" }
  | Extract<SchemaVerdict, { kind: "unknown" }>;

export interface ComparisonOptions {
  /** Properties that are `readOnly` are not part of a request, `writeOnly` of a response. */
  direction?: "request" | "response";
  /** States that one comparison may look at. Default 20,000: some seconds at most. */
  maxSteps?: number;
}

const USUAL_STEPS = 20_000;

export function createComparison(options: ComparisonOptions = {}): Comparison {
  const { direction, maxSteps = USUAL_STEPS } = options;
  const solver = new Solver(direction);
  const verdicts = new WeakMap<Schema, WeakMap<Schema, SchemaVerdict>>();
  return {
    meet(sender, other) {
      solver.steps = maxSteps;
      return meetBy(solver, sender, other);
    },
    compare(sender, receiver) {
      let known = verdicts.get(sender);
      if (known === undefined) {
        known = new WeakMap();
        verdicts.set(sender, known);
      }
      let verdict = known.get(receiver);
      if (verdict === undefined) {
        solver.steps = maxSteps;
        verdict = compareBy(solver, sender, receiver);
        known.set(receiver, verdict);
      }
      return verdict;
    },
  };
}

/** One comparison by itself. */
export function compareSchemas(
  sender: Schema,
  receiver: Schema,
  options: ComparisonOptions = {},
): SchemaVerdict {
  return createComparison(options).compare(sender, receiver);
}

function compareBy(solver: Solver, sender: Schema, receiver: Schema): SchemaVerdict {
  if (sender === receiver) return { kind: "compatible" };
  const result = attempt(
    solver,
    [literal(sender, true, true), literal(receiver, false, false)],
    receiver,
  );
  if (result.kind === "empty") return { kind: "compatible" };
  if (result.kind === "unknown") return unknownOf(result.doubt);
  const { value } = result;
  const { direction } = solver;
  const why = isSent(solver, sender, value)
    ? explain(sender, receiver, value, direction)
    : undefined;
  if (why === undefined) return unknownOf(unconfirmed(receiver));
  return { kind: "incompatible", witness: value, ...why };
}

function meetBy(solver: Solver, sender: Schema, other: Schema): Meeting {
  const result = attempt(solver, [literal(sender, true, true), literal(other, true, false)], other);
  if (result.kind === "empty") return { kind: "disjoint" };
  if (result.kind === "unknown") return unknownOf(result.doubt);
  const { value } = result;
  const isCommon = isSent(solver, sender, value) && decide(other, value, solver.direction) === true;
  return isCommon ? { kind: "common", value } : unknownOf(unconfirmed(other));
}

function attempt(solver: Solver, goal: readonly Literal[], at: Schema): Result {
  const unknown = (reason: string): Result => ({
    kind: "unknown",
    doubt: { schema: at, keyword: "", reason },
  });
  try {
    return solver.solve(goal);
  } catch (error) {
    solver.reset();
    if (error instanceof Exhausted) return unknown("takes too much work to compare");
    if (!isStackOverflow(error)) throw error;
    return unknown("is nested too deeply to compare");
  }
}

// What was made is held to both sides once more: a mistake of ours is no break of theirs.
function isSent({ direction }: Solver, sender: Schema, value: unknown): boolean {
  return decide(sender, value, direction) === true && isSentBy([sender], value, direction) === true;
}

function unconfirmed(schema: Schema): Doubt {
  return { schema, keyword: "", reason: "differs in a way that could not be confirmed" };
}

function unknownOf({
  schema,
  keyword,
  reason,
}: Doubt): Extract<SchemaVerdict, { kind: "unknown" }> {
  const { uri } = schema;
  const pointer = keyword === "" ? schema.pointer : pointerInside(schema, [keyword]);
  return { kind: "unknown", reason, at: { uri, pointer } };
}
