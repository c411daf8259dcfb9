/**
 * A value that a schema accepts: small, plausible, and the same for the same seed.
 *
 * What leaves here was validated. Where no value is found it says so, and whether there is none.
 */
import { fork, seeded } from "./sample/random.ts";
import {
  type At,
  checkOptions,
  type Extent,
  type Failure,
  isFailure,
  type Made,
  type Run,
  worse,
} from "./sample/run.ts";
import { sampleValue } from "./sample/value.ts";
import type { Schema } from "./schema.ts";
import { isValid } from "./validate.ts";
import { isStackOverflow } from "./violation.ts";

export interface SampleOptions {
  seed: number | string;
  /** Leaves out what is `readOnly` in a request, or `writeOnly` in a response. */
  direction?: "request" | "response";
  /** Only what is required; without it every declared property is there. */
  minimal?: boolean;
  /** How often a schema that refers to itself is entered on the way to one place; default 2. */
  maxDepth?: number;
  /** The name of the property that the value is for: it makes a value plausible. */
  name?: string;
}

export type Sample =
  | { ok: true; value: unknown }
  | {
      ok: false;
      /** That there is no value, or that none was found. */
      reason: "unsatisfiable" | "gave up";
      /** Of the schema that hinders it. */
      pointer: string;
      message: string;
    };

/** What an attempt does differently from the one before it. */
interface Attempt {
  usesExamples: boolean;
  minimal: boolean;
  keepsHidden: boolean;
}

// Schemas visited, validations counting for ten: tenths of a second.
const stepsAtFirst = 40_000;
const stepsLater = 8_000;

/**
 * A value that `schema` accepts. Examples, defaults and names in the schema are used where they
 * are valid.
 *
 * Properties of unbounded recursion, and those that no value fits, are left out where they may
 * be.
 */
export function sample(schema: Schema, options: SampleOptions): Sample {
  const { minimal = false } = options;
  const usual = { usesExamples: true, minimal, keepsHidden: false };
  const attempts: Attempt[] = [
    usual,
    { ...usual, keepsHidden: true },
    { ...usual, usesExamples: false, keepsHidden: true },
    { usesExamples: false, minimal: true, keepsHidden: true },
    { usesExamples: false, minimal: true, keepsHidden: false },
  ];
  let failure: Failure | undefined;
  for (const [index, attempt] of attempts.entries()) {
    const made = withinStack(schema, () => tryOnce(schema, options, { attempt, index }));
    if (!isFailure(made)) return { ok: true, value: made.value };
    failure = worse(failure, made);
    // What cannot be cannot be made another way either.
    if (made.failed === "unsatisfiable") break;
  }
  const { failed, pointer, message } = failure!;
  return {
    ok: false,
    reason: failed === "unsatisfiable" ? failed : "gave up",
    pointer,
    message,
  };
}

// Documents may nest schemas deeper than any stack.
function withinStack(schema: Schema, attempt: () => Made): Made {
  try {
    return attempt();
  } catch (error) {
    if (!isStackOverflow(error)) throw error;
    const message = "is nested too deeply for a sample";
    return { failed: "gave up", pointer: schema.pointer, message };
  }
}

// Recursion through many schemas at once multiplies, so a value that grows large is begun anew
// with less of it.
function extentsOf(entries: number): Extent[] {
  const made = 300;
  const smaller = [6, 4, 3].map((depth) => ({ entries: 1, depth, made }));
  return [
    { entries, depth: Infinity, made },
    { entries: 1, depth: Infinity, made },
    ...smaller,
    // A list of what recurs would be empty at the next one: that is worth a larger value.
    { entries: 1, depth: 2, made: 5 * made },
    { entries: 1, depth: 1, made: Infinity },
  ];
}

function tryOnce(
  schema: Schema,
  options: SampleOptions,
  { attempt, index }: { attempt: Attempt; index: number },
): Made {
  const { direction, maxDepth = 2, name = "" } = options;
  const random = seeded(options.seed);
  const at: At = {
    random: index === 0 ? random : fork(random, index),
    name,
    hints: [],
    variant: 0,
    isOptional: false,
    isProperty: false,
    depth: 0,
  };
  const recursive = new Set<Schema>();
  let made: Made | undefined;
  for (const extent of extentsOf(Math.max(maxDepth, 1))) {
    const entered = new Map([[schema, 1]]);
    const run: Run = {
      ...attempt,
      isCareful: index > 0,
      direction,
      extent,
      recursive,
      steps: index === 0 ? stepsAtFirst : stepsLater,
      made: 0,
      entered,
      sample: sampleValue,
    };
    made = sampleValue(run, [schema], { ...at, random: { ...at.random } });
    // Where the work ran out, what was still to come is missing.
    const isWhole = run.made <= extent.made && run.steps > 0;
    if (isWhole || recursive.size === 0) break;
  }
  if (isFailure(made!) || isValid(schema, made!.value, checkOptions({ direction }))) return made!;
  const message = "no value was found that all keywords accept";
  return { failed: "gave up", pointer: schema.pointer, message };
}
