/**
 * Names for properties that no schema declares, where some are due.
 *
 * 2020-12 core #patternProperties, #propertyNames; validation #minProperties.
 */
import { isObject } from "../place.ts";
import { word } from "./names.ts";
import { wordsOf } from "./pattern.ts";
import { fork } from "./random.ts";
import { type At, accepts, isFailure, type Run } from "./run.ts";
import type { Shape } from "./shape.ts";

const mostNames = 200;
/** Words are made of these; of more, a few will do. */
const mostPatterns = 20;

/** Names to try, those of the example first; all of them are names that `propertyNames` allows. */
export function* extraNames(
  run: Run,
  shape: Shape,
  { shown, wanted, at }: { shown: readonly string[]; wanted: number; at: At },
): Generator<string> {
  const isAllowed = (name: string) => accepts(run, shape.propertyNames, name);
  yield* shown.filter(isAllowed);
  if (wanted === 0) return;
  const random = fork(at.random, "names");
  const words = patternsOf(shape).map((pattern) =>
    wordsOf([pattern], { minLength: 0, maxLength: 40 }),
  );
  const count = Math.min(wanted * 3, mostNames);
  for (let index = 0; index < count; index += 1) {
    for (const drawn of words) {
      const name = drawn?.draw(fork(random, index));
      if (name !== undefined && isAllowed(name)) yield name;
    }
    const made = shape.propertyNames.length === 0 ? undefined : nameFrom(run, shape, { at, index });
    if (made !== undefined) yield made;
    const plain = index === 0 ? word(random) : `${word(fork(random, index))}${index + 1}`;
    if (isAllowed(plain)) yield plain;
  }
}

function patternsOf(shape: Shape): string[] {
  const all = shape.closers.flatMap(({ value }) =>
    isObject(value) && isObject(value.patternProperties)
      ? Object.keys(value.patternProperties)
      : [],
  );
  return all.slice(0, mostPatterns);
}

function nameFrom(
  run: Run,
  shape: Shape,
  { at, index }: { at: At; index: number },
): string | undefined {
  const made = run.sample(run, shape.propertyNames, {
    ...at,
    random: fork(fork(at.random, "names"), index),
    name: "key",
    hints: [],
    preferred: undefined,
    variant: 0,
    isOptional: true,
    isProperty: false,
    depth: at.depth + 1,
  });
  return isFailure(made) || typeof made.value !== "string" ? undefined : made.value;
}
