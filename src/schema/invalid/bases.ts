/**
 * The valid values that breaking starts from: a sample, and ones of other branches.
 *
 * A sample takes the first branch of each `anyOf` and `oneOf` that fits. What the other branches
 * say is broken only in a value that is meant for them.
 */
import type { PointerToken } from "../../source/pointer.ts";
import { fork, type Random } from "../sample/random.ts";
import type { Schema } from "../schema.ts";
import { isValid, type ValidateOptions } from "../validate.ts";
import { withValueAt } from "./edit.ts";
import { holding, type InstancePlace, listed, placesOf } from "./places.ts";
import { changed, sampleOf } from "./resample.ts";

export interface Base {
  value: unknown;
  places: readonly InstancePlace[];
  /** Where another branch was taken; empty where none was. */
  scope: readonly PointerToken[];
  /** What is left of the turn after the branches were chosen. */
  turn: number;
}

interface Alternative {
  place: InstancePlace;
  choice: Schema;
  branch: Schema;
}

/** Branches inside branches are changed this many times. */
const mostChanges = 3;

/**
 * @param turn a count: consecutive ones take each branch in turn
 */
export function baseOf(
  schema: Schema,
  sampled: unknown,
  { turn, random, options }: { turn: number; random: Random; options: ValidateOptions },
): Base {
  let base: Base = {
    value: sampled,
    places: placesOf([schema], sampled, options),
    scope: [],
    turn,
  };
  for (let count = 0; count < mostChanges; count += 1) {
    const alternatives = alternativesIn(base);
    const chosen = base.turn % (alternatives.length + 1);
    base = { ...base, turn: Math.floor(base.turn / (alternatives.length + 1)) };
    if (chosen === 0) break;
    const { place } = alternatives[chosen - 1]!;
    const made = valueFor(alternatives[chosen - 1]!, { random: fork(random, count), options });
    if (made === undefined) break;
    const value = withValueAt(base.value, place.tokens, made);
    if (!isValid(schema, value, options)) break;
    const places = placesOf([schema], value, options);
    base = { ...base, value, places, scope: place.tokens };
  }
  return base;
}

/** The branches that the value does not take, within the scope, each once. */
function alternativesIn({ places, scope }: Base): Alternative[] {
  const found = new Map<Schema, Alternative>();
  for (const place of places) {
    // A choice is changed where it was met first, and the one just made is not taken back.
    const isInside = scope.length === 0 || place.tokens.length > scope.length;
    if (!isInside || !isWithin(place.tokens, scope)) continue;
    const taken = new Set(place.schemas);
    for (const choice of taken) {
      for (const branch of [...listed(choice, "anyOf"), ...listed(choice, "oneOf")]) {
        if (taken.has(branch) || found.has(branch)) continue;
        found.set(branch, { place, choice, branch });
      }
    }
  }
  return [...found.values()];
}

/** Whether a place is `scope` or stands inside it. */
export function isWithin(tokens: readonly PointerToken[], scope: readonly PointerToken[]): boolean {
  return scope.every((token, index) => tokens[index] === token);
}

function valueFor(
  { place, choice, branch }: Alternative,
  { random, options }: { random: Random; options: ValidateOptions },
): unknown {
  const others = holding(place.outer, place.value, options, choice);
  const schemas = others.map((each) => changed(each, [], undefined));
  const { direction } = options;
  // What stands there now is of another branch, and no example.
  return sampleOf([...schemas, branch], { place, random, direction, hint: undefined });
}
