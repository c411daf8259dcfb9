/**
 * What the parts of one sample share: what was asked for, how much work is left, and the
 * schemas the way to the present place has entered.
 */

import type { Schema } from "../schema.ts";
import { type Effort, isValid, validate } from "../validate.ts";
import type { Random } from "./random.ts";

/** One attempt at one sample. */
export interface Run {
  readonly direction: "request" | "response" | undefined;
  readonly minimal: boolean;
  usesExamples: boolean;
  /** Whether required properties of the other direction are made after all. */
  readonly keepsHidden: boolean;
  /** How far references are followed. */
  readonly extent: Extent;
  /** Schemas on the way to a recursion that was cut; the attempts at one sample share them. */
  readonly recursive: Set<Schema>;
  /** Whether every place is checked, not only those where a value may not fit. */
  readonly isCareful: boolean;
  /** Work left; at 0 the attempt gives up, so that no schema can hold it for long. */
  steps: number;
  /** Values made so far. */
  made: number;
  /** How often the way to the present place entered each schema by reference. */
  readonly entered: Map<Schema, number>;
  /** Makes a value that all `schemas` accept; here because objects and arrays need it in turn. */
  readonly sample: (run: Run, schemas: readonly Schema[], at: At) => Made;
}

/** How far references that lead around in circles are followed. */
export interface Extent {
  /** How often one schema may be entered on the way to a place. */
  entries: number;
  /** How deep in the value a schema of a circle may stand where it need not be there. */
  depth: number;
  /** How many values may be made before a smaller extent is tried. */
  made: number;
}

/** A place in the value that is being made. */
export interface At {
  readonly random: Random;
  /** The property's name, or that of the property whose item this is. */
  readonly name: string;
  /** Values that examples further up have here. */
  readonly hints: readonly unknown[];
  /** A value that the place should have where its schema allows it, such as a discriminator's. */
  readonly preferred?: unknown;
  /** Whether the place may be left out. */
  /** 0 for the usual value; others are asked for where `not` or `oneOf` refused it. */
  readonly variant: number;
  readonly isOptional: boolean;
  readonly isProperty: boolean;
  readonly depth: number;
}

export interface Failure {
  failed: "unsatisfiable" | "gave up" | "hidden";
  pointer: string;
  message: string;
}
export type Made = { value: unknown } | Failure;

export function isFailure(made: object): made is Failure {
  return "failed" in made;
}

/** Whether every one of `schemas` accepts `value` in the run's direction. */
export function accepts(run: Run, schemas: readonly Schema[], value: unknown): boolean {
  // Candidates are many, and not all who try them look at what is left.
  if (run.steps < -OVERDRAFT) return false;
  const options = checkOptions(run);
  const fits = schemas.every((schema) => isValid(schema, value, options));
  charge(run, 10, options.effort.steps);
  return fits;
}

/** How samples are validated: many of them, so each with less patience than a value that was sent. */
export function checkOptions({ direction }: Pick<Run, "direction">): {
  direction: Run["direction"];
  effort: Effort;
} {
  return { direction, effort: { steps: 0, maxSteps: MAX_STEPS } };
}

const MAX_STEPS = 100_000;

/** Work beyond what there was that is done all the same, so that what was begun may end well. */
const OVERDRAFT = 40_000;

// Most validations cost what ten schemas visited cost; a few, of thousands of branches, far more.
function charge(run: Run, usual: number, applied: number): void {
  run.steps -= Math.max(usual, applied >> 4);
}

/** Whether it is known that `schemas` refuse `value`; some can decide nothing. */
export function refuses(run: Run, schemas: readonly Schema[], value: unknown): boolean {
  const options = checkOptions(run);
  const isRefused = schemas.some((schema) => {
    const known = knownRefusals(value, run.direction);
    const seen = known?.get(schema);
    if (seen !== undefined) return seen;
    const found = validate(schema, value, options).some(({ kind }) => kind !== "unresolved");
    known?.set(schema, found);
    return found;
  });
  charge(run, 20, options.effort.steps);
  return isRefused;
}

const refusals = {
  request: new WeakMap<object, Map<Schema, boolean>>(),
  response: new WeakMap<object, Map<Schema, boolean>>(),
  none: new WeakMap<object, Map<Schema, boolean>>(),
};

// A large value of an enum is asked about at every place that has it.
function knownRefusals(
  value: unknown,
  direction: Run["direction"],
): Map<Schema, boolean> | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const ofDirection = refusals[direction ?? "none"];
  const known = ofDirection.get(value) ?? new Map<Schema, boolean>();
  ofDirection.set(value, known);
  return known;
}

export function unsatisfiable(schema: Schema | undefined, message: string): Failure {
  return { failed: "unsatisfiable", pointer: schema?.pointer ?? "", message };
}

export function gaveUp(schema: Schema | undefined, message: string): Failure {
  return { failed: "gave up", pointer: schema?.pointer ?? "", message };
}

/** Of two failures the one that says more: that nothing fits counts only where all attempts say so. */
export function worse(first: Failure | undefined, second: Failure): Failure {
  if (first === undefined || (first.failed === "unsatisfiable" && second.failed === "gave up"))
    return second;
  return first;
}
