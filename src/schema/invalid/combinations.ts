/**
 * Breaking what is said by several schemas together.
 *
 * 2020-12 core #logic.
 */
import { isObject, subschema } from "../place.ts";
import { below } from "../sample/random.ts";
import { copyWithout } from "./edit.ts";
import { listed } from "./places.ts";
import { resampled } from "./resample.ts";
import { type Breaking, ODD_VALUES, type Target, turned } from "./target.ts";

function* refused(target: Target): Generator<unknown> {
  const inner = subschema(target.schema, "not");
  yield* resampled(target, { also: [inner] });
  // A name that must not be there is asked for by the inner schema alone.
  yield* ODD_VALUES;
}

/** What fits another branch too, then what fits none. */
function* severalOrNone(target: Target): Generator<unknown> {
  const branches = listed(target.schema, "oneOf");
  const fitting = branches.filter((branch) => target.place.schemas.includes(branch));
  const others = branches.filter((branch) => !fitting.includes(branch));
  const start = others.length === 0 ? 0 : below(target.random, others.length);
  for (const other of turned(others, start).slice(0, MAX_BRANCHES)) {
    yield* resampled(target, { also: [other] });
  }
  yield* none(target);
}

const MAX_BRANCHES = 8;

function* none(target: Target): Generator<unknown> {
  const { value } = target.place;
  if (isObject(value)) {
    const asked = listed(target.schema, target.keyword).flatMap(requiredNames);
    yield copyWithout(value, new Set(asked));
    yield {};
  }
  yield* turned(ODD_VALUES, below(target.random, ODD_VALUES.length));
}

function requiredNames({ value }: { value: unknown }): string[] {
  const names = isObject(value) ? value.required : undefined;
  return Array.isArray(names) ? names.filter((name) => typeof name === "string") : [];
}

export const COMBINING_KEYWORDS: readonly [keyword: string, breaking: Breaking][] = [
  ["not", { type: undefined, candidates: refused }],
  ["oneOf", { type: undefined, candidates: severalOrNone }],
  ["anyOf", { type: undefined, candidates: none }],
];
