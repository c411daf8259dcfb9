/**
 * Whether a value is what a schema describes, and if not, why.
 *
 * JSON Schema 2020-12 core and validation. By interpretation: a schema becomes rules when a
 * value first meets it, so that a large document costs what is used of it.
 */
import { formatPointer } from "../source/pointer.ts";
import { compile } from "./evaluate/compile.ts";
import { USUAL_STEPS } from "./evaluate/effort.ts";
import { evaluate, newLocation, nodeOf, type Run } from "./evaluate/evaluate.ts";
import { isCertain } from "./hot/hot.ts";
import { pointerInside } from "./place.ts";
import type { Schema } from "./schema.ts";
import { Enough, isStackOverflow, Undecidable, type Violation } from "./violation.ts";

export type { Violation } from "./violation.ts";

export interface ValidateOptions {
  /** Properties that are `readOnly` are not required in a request, `writeOnly` in a response. */
  direction?: "request" | "response";
  /** Default 50. */
  maxViolations?: number;
  /** For those who validate many values of one schema: what it costs them. */
  effort?: Effort;
}

/** Work, in schemas applied. */
export interface Effort {
  /** Of all validations so far. */
  steps: number;
  /** For a validation of a small value. Default: some tenths of a second. */
  maxSteps?: number;
  /** How many validations ended undecided at their limit. */
  exceeded?: number;
}

/**
 * Why `instance` is not valid, in the order of the schema; empty where it is.
 *
 * Of `anyOf` and `oneOf` it tells what is wrong with the branch that was meant, where that is
 * clear. Values nested deeper than 1,000 levels, more than 1,100 schemas inside each other, schemas
 * that lead back to themselves and whatever else cannot be decided are violations of kind
 * `unresolved`.
 */
export function validate(
  schema: Schema,
  instance: unknown,
  options: ValidateOptions = {},
): Violation[] {
  if (isCertain(nodeOf(schema), instance, options.direction) === true) return [];
  const quiet = newRun(schema, instance, options);
  if (guarded(quiet, () => evaluate(nodeOf(schema), instance, quiet)) === true) {
    count(options, quiet);
    return [];
  }
  const violations: Violation[] = [];
  const run = newRun(schema, instance, options, violations);
  // The limit holds for both runs together.
  run.steps = quiet.steps;
  run.maxSteps = quiet.maxSteps;
  const told = guarded(run, () => evaluate(nodeOf(schema), instance, run));
  count(options, run);
  // Once more may find more room on the stack; that it fits is proof however late it is found.
  if (told === true) return [];
  if (typeof told !== "boolean") violations.push(told);
  if (violations.length === 0) throw new Error(`No reason was given at ${schema.pointer}`);
  return violations.slice(0, run.maxViolations);
}

/** Whether `validate` has nothing to say: faster, as nothing is collected. */
export function isValid(schema: Schema, instance: unknown, options: ValidateOptions = {}): boolean {
  const certain = isCertain(nodeOf(schema), instance, options.direction);
  if (certain !== undefined) return certain;
  const run = newRun(schema, instance, options);
  const fits = guarded(run, () => evaluate(nodeOf(schema), instance, run)) === true;
  count(options, run);
  return fits;
}

function count({ effort }: ValidateOptions, { steps, maxSteps }: Run): void {
  if (effort === undefined) return;
  effort.steps += steps;
  if (steps > maxSteps) effort.exceeded = (effort.exceeded ?? 0) + 1;
}

function newRun(
  schema: Schema,
  instance: unknown,
  { direction, maxViolations = 50, effort }: ValidateOptions,
  violations?: Violation[],
): Run {
  return {
    compile,
    direction,
    maxViolations,
    violations,
    told: violations,
    path: violations === undefined ? undefined : [],
    depth: 0,
    nesting: 0,
    location: newLocation(),
    top: nodeOf(schema),
    evaluated: undefined,
    scope: [],
    unknowns: 0,
    steps: 0,
    maxSteps: effort?.maxSteps ?? USUAL_STEPS,
    whole: instance,
  };
}

function guarded(run: Run, work: () => boolean): boolean | Violation {
  try {
    return work();
  } catch (error) {
    if (error instanceof Enough) return false;
    if (error instanceof Undecidable) return violationOf(run, error);
    if (!isStackOverflow(error)) throw error;
    return violationOf(run, new Undecidable(run.top, "", "is nested too deeply to be checked"));
  }
}

function violationOf(run: Run, { node, keyword, message }: Undecidable): Violation {
  const { schema } = node;
  const pointer = keyword === "" ? schema.pointer : pointerInside(schema, [keyword]);
  return {
    kind: "unresolved",
    instancePointer: formatPointer(run.path ?? []),
    keyword,
    schema: { uri: schema.uri, pointer },
    message,
  };
}
