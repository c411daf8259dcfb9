/**
 * Breaking what is said of an array's items.
 *
 * 2020-12 core #prefixItems and what follows it; validation #array.
 */
import { isCount } from "../evaluate/keywords-string.ts";
import { subschema } from "../place.ts";
import { isValid } from "../validate.ts";
import { resampled } from "./resample.ts";
import { type Breaking, ODD_VALUES, stated, type Target } from "./target.ts";

function* tooFew(target: Target): Generator<unknown> {
  const limit = stated(target);
  const { value } = target.place;
  if (!isCount(limit) || limit < 1 || !Array.isArray(value)) return;
  yield value.slice(0, limit - 1);
  yield* resampled(target, { with: { maxItems: limit - 1 } });
}

/** Longer arrays are not made for the sake of one item too many. */
const mostItems = 10_000;

function* tooMany(target: Target): Generator<unknown> {
  const limit = stated(target);
  const { value } = target.place;
  if (!isCount(limit) || limit >= mostItems || !Array.isArray(value)) return;
  if (value.length > 0) {
    yield Array.from({ length: limit + 1 }, (_, index) => value[index % value.length]);
    yield [...value, ...new Array<unknown>(limit + 1 - value.length).fill(value.at(-1))];
  }
  yield* resampled(target, { with: { minItems: limit + 1 } });
}

function* twice(target: Target): Generator<unknown> {
  const { value } = target.place;
  if (!Array.isArray(value)) return;
  if (value.length > 0) yield [...value, value[0]];
  if (value.length > 1) yield value.with(-1, value[0]);
  for (const longer of resampled(target, { with: { minItems: 2 } })) {
    if (Array.isArray(longer) && longer.length > 1) yield longer.with(-1, longer[0]);
  }
  yield [null, null];
}

/** With one item more where none is expected; where some may be, one of an odd type. */
function* oneMore({ place }: Target): Generator<unknown> {
  const { value } = place;
  if (!Array.isArray(value)) return;
  for (const odd of ODD_VALUES) yield [...value, odd];
}

function* uncontained(target: Target): Generator<unknown> {
  const { value } = target.place;
  if (!Array.isArray(value)) return;
  yield value.filter((each) => !isContained(target, each));
  for (const odd of ODD_VALUES) {
    yield value.map((each: unknown) => (isContained(target, each) ? odd : each));
  }
  yield* resampled(target, { without: CONTAINS });
}

const CONTAINS: readonly string[] = ["contains", "minContains", "maxContains"];

function* containedTooOften(target: Target): Generator<unknown> {
  const limit = stated(target);
  const { value } = target.place;
  if (!isCount(limit) || limit >= mostItems || !Array.isArray(value)) return;
  const item: unknown = value.find((each) => isContained(target, each));
  if (item === undefined) return;
  yield [...value, ...new Array<unknown>(limit).fill(item)];
  yield* resampled(target, { with: { minContains: limit + 1 } });
}

function isContained({ schema, direction }: Target, item: unknown): boolean {
  return isValid(subschema(schema, "contains"), item, direction === undefined ? {} : { direction });
}

export const ITEM_KEYWORDS: readonly [keyword: string, breaking: Breaking][] = [
  ["minItems", { type: "array", candidates: tooFew }],
  ["maxItems", { type: "array", candidates: tooMany }],
  ["uniqueItems", { type: "array", candidates: twice }],
  ["items", { type: "array", candidates: oneMore }],
  ["unevaluatedItems", { type: "array", candidates: oneMore }],
  ["contains", { type: "array", candidates: uncontained }],
  ["minContains", { type: "array", candidates: uncontained }],
  ["maxContains", { type: "array", candidates: containedTooOften }],
];
