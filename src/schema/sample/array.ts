/**
 * Arrays: one or two items, or as many as are asked for.
 *
 * 2020-12 core #prefixItems, #items, #contains; validation #array.
 */
import { equalityKey } from "../equal.ts";
import { isObject, subschema } from "../place.ts";
import type { Schema } from "../schema.ts";
import { below, fork } from "./random.ts";
import { type At, gaveUp, isFailure, type Made, type Run } from "./run.ts";
import type { Shape } from "./shape.ts";

/** Longer ones are asked for by nobody's real document; 512 keys are. */
const mostItems = 1000;
const triesForUnique = 40;

/** An array that the shape allows; what `not` and `maxContains` refuse is left to the caller. */
export function sampleArray(run: Run, shape: Shape, at: At): Made {
  const least = leastCount(shape);
  if (least > mostItems) {
    return gaveUp(shape.lists[0], `an array of ${least} items is too large for a sample`);
  }
  const wanted = Math.min(wantedCount(run, shape, at), mostItems);
  const contained = containedAt(shape, wanted);
  const examples = at.hints.concat(shape.hints).find(Array.isArray) as unknown[] | undefined;
  const items: unknown[] = [];
  const seen = new Set<unknown>();
  for (let index = 0; index < wanted; index += 1) {
    const schemas = [...schemasAt(shape, index), ...(contained.get(index) ?? [])];
    const hints =
      run.usesExamples && examples !== undefined && index in examples ? [examples[index]] : [];
    const isOptional = index >= shape.minItems && !contained.has(index);
    const made = sampleItem(
      run,
      { schemas, seen: shape.isUnique ? seen : undefined },
      {
        ...at,
        random: fork(at.random, index),
        hints,
        preferred: undefined,
        variant: 0,
        isOptional,
        isProperty: false,
        depth: at.depth + 1,
      },
    );
    if (isFailure(made)) {
      if (isOptional) break;
      return made;
    }
    items.push(made.value);
  }
  return { value: items };
}

function leastCount(shape: Shape): number {
  return Math.max(shape.minItems, ...shape.containers.map(countOf));
}

function wantedCount(run: Run, shape: Shape, at: At): number {
  const least = leastCount(shape);
  if (at.variant > 0) return Math.min(least + at.variant - 1, shape.maxItems);
  if (run.minimal) return Math.min(least, shape.maxItems);
  const prefix = Math.max(0, ...shape.lists.map(prefixOf));
  const example = at.hints.concat(shape.hints).find(Array.isArray) as unknown[] | undefined;
  const hasExample = run.usesExamples && example !== undefined && example.length > 0;
  // Arrays inside arrays multiply, so only the outer ones have two items.
  const usual = at.depth < 3 && prefix === 0 ? 1 + below(at.random, 2) : Math.max(prefix, 1);
  const count = hasExample ? Math.max(Math.min(example.length, 3), prefix) : usual;
  return Math.min(Math.max(least, count), shape.maxItems);
}

function prefixOf({ value }: Schema): number {
  return isObject(value) && Array.isArray(value.prefixItems) ? value.prefixItems.length : 0;
}

function countOf({ value }: Schema): number {
  const least = isObject(value) ? value.minContains : undefined;
  return typeof least === "number" ? least : 1;
}

/** Where the items that `contains` asks for go: after the prefix where there is room. */
function containedAt(shape: Shape, count: number): Map<number, Schema[]> {
  const places = new Map<number, Schema[]>();
  const prefix = Math.max(0, ...shape.lists.map(prefixOf));
  for (const container of shape.containers) {
    const due = Math.min(countOf(container), mostItems);
    const start = prefix + due <= count ? prefix : 0;
    for (let index = start; index < start + due; index += 1) {
      places.set(index, [...(places.get(index) ?? []), subschema(container, "contains")]);
    }
  }
  return places;
}

function schemasAt(shape: Shape, index: number): Schema[] {
  const schemas: Schema[] = [];
  for (const list of shape.lists) {
    if (index < prefixOf(list)) schemas.push(subschema(list, "prefixItems", index));
    else if (isObject(list.value) && Object.hasOwn(list.value, "items")) {
      schemas.push(subschema(list, "items"));
    }
  }
  return schemas.length > 0 ? schemas : shape.unevaluatedItems;
}

function sampleItem(
  run: Run,
  { schemas, seen }: { schemas: readonly Schema[]; seen: Set<unknown> | undefined },
  at: At,
): Made {
  if (seen === undefined) return run.sample(run, schemas, at);
  for (let tries = 0; tries < triesForUnique; tries += 1) {
    const made = tries === 0 ? run.sample(run, schemas, at) : another(run, schemas, { at, tries });
    if (isFailure(made)) return made;
    const key = equalityKey(made.value);
    if (!seen.has(key)) {
      seen.add(key);
      return made;
    }
  }
  return gaveUp(schemas[0], "not enough different items were found");
}

// An item's own example is the same one each time.
function another(
  run: Run,
  schemas: readonly Schema[],
  { at, tries }: { at: At; tries: number },
): Made {
  const { usesExamples } = run;
  run.usesExamples = false;
  const made = run.sample(run, schemas, { ...at, random: fork(at.random, tries), hints: [] });
  run.usesExamples = usesExamples;
  return made;
}
