/**
 * What it takes for an array to fit: 2020-12 core #applying-subschemas-to-arrays, validation
 * #array.
 */
import type { Schema } from "../schema.ts";
import type { Affirmed } from "./affirm.ts";
import type { ArrayCell, Contains, ItemShape } from "./cells.ts";
import type { Literal } from "./goal.ts";
import { isAnything } from "./is-anything.ts";
import { has, holding, isCount, type Keywords, keyword, listed } from "./parts.ts";
import type { State } from "./state.ts";

export function affirmItems(state: State, { schema, isClosed, scopes }: Affirmed): void {
  const value = schema.value as Keywords;
  const { array } = state;
  const shape = itemShapeOf(schema, isClosed);
  if (shape !== undefined) array.shapes.push(shape);
  const contained = containedIn(schema);
  if (contained !== undefined) addContained(array, contained);
  for (const index of scopes) recordItems(state, index, schema);
  const min = keyword(value, "minItems");
  if (isCount(min)) array.min = Math.max(array.min, min);
  const max = keyword(value, "maxItems");
  if (isCount(max)) array.max = Math.min(array.max, max);
  if (keyword(value, "uniqueItems") === true) array.isUnique = true;
  for (const [name, fits] of ITEMS_WELL_FORMED) {
    if (has(schema, name) && !fits(value[name])) state.doubt(schema, name, "is malformed");
  }
}

/** What the schema evaluates, by itself, is so in a scope. */
export function recordItems(state: State, index: number, schema: Schema): void {
  const scope = state.scopes[index]!;
  const shape = itemShapeOf(schema, false);
  scope.items = Math.max(scope.items, shape?.prefix.length ?? 0);
  if (shape?.rest !== undefined) scope.hasAllItems = true;
  if (has(schema, "contains")) scope.contains.push(holding(schema, false, "contains"));
}

/** What keywords are to be. */
export const ITEMS_WELL_FORMED: readonly [name: string, fits: (value: unknown) => boolean][] = [
  ["prefixItems", Array.isArray],
  ["minItems", isCount],
  ["maxItems", isCount],
  ["minContains", isCount],
  ["maxContains", isCount],
  ["uniqueItems", (value) => typeof value === "boolean"],
];

/** What a schema says of items; undefined where it says nothing. */
export function itemShapeOf(schema: Schema, isClosed: boolean): ItemShape | undefined {
  const prefix = (listed(schema, "prefixItems") ?? []).map(
    (_, index): Literal => holding(schema, isClosed, "prefixItems", index),
  );
  const rest = has(schema, "items") ? holding(schema, isClosed, "items") : undefined;
  return prefix.length === 0 && rest === undefined ? undefined : { prefix, rest };
}

/** Where every item is counted, it is a matter of length. */
export function addContained(array: ArrayCell, contained: Contains): void {
  if (!isAnything(contained.wanted.schema)) {
    array.contains.push(contained);
    return;
  }
  array.min = Math.max(array.min, contained.min);
  array.max = Math.min(array.max, contained.max);
}

/** How many items are to fit `contains`: 2020-12 core #contains, validation #mincontains. */
export function containedIn(schema: Schema): Contains | undefined {
  if (!has(schema, "contains")) return undefined;
  const value = schema.value as Keywords;
  const min = keyword(value, "minContains");
  const max = keyword(value, "maxContains");
  return {
    wanted: holding(schema, false, "contains"),
    min: isCount(min) ? min : 1,
    max: isCount(max) ? max : Number.POSITIVE_INFINITY,
  };
}
