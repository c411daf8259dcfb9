/**
 * Other values for a place: samples of what its schemas say once one of them says something else.
 */

import { fork, type Random } from "../sample/random.ts";
import { type At, isFailure, type Run } from "../sample/run.ts";
import { sampleValue } from "../sample/value.ts";
import type { Schema } from "../schema.ts";
import type { InstancePlace } from "./places.ts";
import { type Target, typeOf } from "./target.ts";

/** How the target's schema is changed. */
export interface Change {
  /** Keywords taken away; default: the target's own. */
  without?: readonly string[];
  /** Keywords added. */
  with?: Record<string, unknown>;
  /** Schemas that have to hold too. */
  also?: readonly Schema[];
}

/** Schemas visited, validations counting for ten. */
const maxSteps = 4000;
const tries = 2;

/** A few values that all schemas of the place accept, the target's own as it is after the change. */
export function* resampled(target: Target, change: Change): Generator<unknown> {
  const { place, schema, random, direction } = target;
  const { without = [target.keyword], with: added, also = [] } = change;
  const schemas = place.schemas.map((each) =>
    each === schema ? changed(each, without, added) : changed(each, [], undefined),
  );
  for (let index = 0; index < tries; index += 1) {
    const value = sampleOf([...schemas, ...also], {
      place,
      random: fork(random, index),
      direction,
      hint: place.value,
    });
    if (value !== undefined) yield value;
  }
}

/** The target with values of a JSON type at its place: its own where that is one. */
export function* ofType(type: string, target: Target): Generator<Target> {
  const { place } = target;
  if (typeOf(place.value) === type) yield target;
  else {
    for (const value of resampled(target, { without: [], with: { type } })) {
      yield { ...target, place: { ...place, value } };
    }
  }
}

interface Wish {
  place: InstancePlace;
  random: Random;
  direction: Target["direction"];
  /** What stands there now: an object's members may stay as they are. */
  hint: unknown;
}

/** A value for a place that all `schemas` accept; undefined where none is found soon. */
export function sampleOf(
  schemas: readonly Schema[],
  { place, random, direction, hint }: Wish,
): unknown {
  const { tokens } = place;
  const isComposite = typeof hint === "object" && hint !== null;
  const run: Run = {
    direction,
    minimal: false,
    // A scalar's example is what stands there already.
    usesExamples: isComposite || hint === undefined,
    keepsHidden: false,
    extent: { entries: 1, depth: 2, made: 200 },
    recursive: new Set(),
    isCareful: false,
    steps: maxSteps,
    made: 0,
    entered: new Map(),
    sample: sampleValue,
  };
  const at: At = {
    random,
    name: String(tokens.findLast((token) => typeof token === "string") ?? ""),
    hints: isComposite ? [hint] : [],
    variant: 0,
    isOptional: false,
    isProperty: false,
    depth: tokens.length,
  };
  const made = sampleValue(run, schemas, at);
  return isFailure(made) ? undefined : made.value;
}

// What these lead to is among the schemas of the place already.
const IN_PLACE: readonly string[] = [
  "$ref",
  "allOf",
  "anyOf",
  "oneOf",
  "if",
  "then",
  "else",
  "dependentSchemas",
  "discriminator",
];

/** The schema where it stands, saying something else; what is inside it stays what it is. */
export function changed(
  schema: Schema,
  without: readonly string[],
  added: Record<string, unknown> | undefined,
): Schema {
  const value: Record<string, unknown> = { ...(schema.value as object), ...added };
  for (const keyword of [...IN_PLACE, ...without]) {
    if (added === undefined || !Object.hasOwn(added, keyword)) delete value[keyword];
  }
  const links = { ...schema.links, children: new Map(), references: new Map() };
  return { ...schema, value, links };
}
