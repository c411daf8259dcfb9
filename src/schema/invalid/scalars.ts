/**
 * Breaking what is said of a value as a whole, of numbers and of texts.
 *
 * 2020-12 validation #any, #numeric, #string, #format.
 */
import { isCount } from "../evaluate/keywords-string.ts";
import { isObject } from "../place.ts";
import { below } from "../sample/random.ts";
import { ofType, resampled } from "./resample.ts";
import {
  type Breaking,
  beside,
  type Candidates,
  ODD_VALUES,
  stated,
  type Target,
  turned,
} from "./target.ts";

function* otherTypes({ random }: Target): Generator<unknown> {
  yield* turned(ODD_VALUES, below(random, ODD_VALUES.length));
}

function* otherValues(target: Target): Generator<unknown> {
  const value = stated(target);
  const listed: unknown[] = target.keyword === "enum" && Array.isArray(value) ? value : [value];
  yield* turned(listed, below(target.random, listed.length)).slice(0, 3).flatMap(neighbours);
  yield* resampled(target, {});
  yield* otherTypes(target);
}

/** Values of the same type that look much like `value`. */
function neighbours(value: unknown): unknown[] {
  if (typeof value === "boolean") return [!value];
  if (typeof value === "number") return [value + 1, value - 1, value + 0.5];
  if (typeof value === "string") return neighbouringTexts(value);
  if (Array.isArray(value)) return [[...value, null], value.slice(1)];
  return isObject(value) ? [{ ...value, undeclared: true }, {}] : [];
}

function neighbouringTexts(text: string): string[] {
  const letters = [...text];
  const swapped = letters.map((letter) =>
    letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase(),
  );
  const last = letters.at(-1) === "x" ? "z" : "x";
  return [`${text}x`, [...letters.slice(0, -1), last].join(""), swapped.join("")];
}

/** Where a bound says no more, and the nearest integer beyond it. */
function beyond(opposite: string, step: number): Candidates {
  return function* (target) {
    const limit = stated(target);
    if (typeof limit !== "number") return;
    const isExclusive = target.keyword.startsWith("exclusive");
    if (isExclusive) yield limit;
    yield step < 0 ? Math.ceil(limit) + step : Math.floor(limit) + step;
    const other = beside(target, opposite);
    const strictest = step < 0 ? Math.min : Math.max;
    const bound = typeof other === "number" ? strictest(other, limit) : limit;
    yield* resampled(target, { with: { [opposite]: bound } });
    yield limit + step / 2;
  };
}

function* noMultiples(target: Target): Generator<unknown> {
  const divisor = stated(target);
  const { value } = target.place;
  if (typeof divisor !== "number" || typeof value !== "number") return;
  yield shortened(value + 1);
  yield shortened(value - 1);
  for (const part of [2, 3, 10]) {
    yield shortened(value + divisor / part);
    yield shortened(value - divisor / part);
  }
  yield* resampled(target, {});
}

// 0.1 + 0.005 is no number that anybody writes.
function shortened(value: number): number {
  return Number(value.toPrecision(12));
}

/** The same limit as for samples: nobody wants to read longer ones. */
const longestText = 100_000;

function* tooLong(target: Target): Generator<unknown> {
  const limit = stated(target);
  const { value } = target.place;
  if (!isCount(limit) || limit >= longestText || typeof value !== "string") return;
  for (const filler of [[...value].at(-1) ?? "a", "a", "0"]) {
    yield value + filler.repeat(limit + 1 - [...value].length);
  }
  yield* resampled(target, { with: { minLength: limit + 1 } });
}

function* tooShort(target: Target): Generator<unknown> {
  const limit = stated(target);
  const { value } = target.place;
  if (!isCount(limit) || limit < 1 || typeof value !== "string") return;
  yield [...value].slice(0, limit - 1).join("");
  yield* resampled(target, { with: { maxLength: limit - 1 } });
  yield "";
}

/** Texts that most patterns and formats have no room for. */
const ODD_TEXTS: readonly string[] = ["no such value", "%", "~2", "(", "::", "{", "\\", " ", ""];

function* otherTexts(target: Target): Generator<unknown> {
  const { value } = target.place;
  if (typeof value !== "string") return;
  yield* resampled(target, {});
  yield* turned(ODD_TEXTS, below(target.random, ODD_TEXTS.length));
  // Of the length that the other keywords want.
  const count = [...value].length;
  for (const filler of ["%", " ", "A", "a", "0", "-"]) yield filler.repeat(count);
  yield* [`${value} `, ` ${value}`, value.slice(1), value.slice(0, -1)];
}

/**
 * Numbers out of the reach of the formats int32 and int64, and a fraction. A number too large for
 * float is not among them: readers round it, and few refuse it.
 */
const FAR_NUMBERS: readonly number[] = [2 ** 31, 2 ** 64, -(2 ** 31) - 1, 1.5];

function* otherFormats(target: Target): Generator<unknown> {
  if (typeof target.place.value === "number") yield* FAR_NUMBERS;
  else yield* [...ofType("string", target)].flatMap((each) => [...otherTexts(each)]);
}

const aboutAll = (candidates: Candidates): Breaking => ({ type: undefined, candidates });
const aboutNumbers = (candidates: Candidates): Breaking => ({ type: "number", candidates });
const aboutTexts = (candidates: Candidates): Breaking => ({ type: "string", candidates });

export const SCALAR_KEYWORDS: readonly [keyword: string, breaking: Breaking][] = [
  ["type", aboutAll(otherTypes)],
  ["enum", aboutAll(otherValues)],
  ["const", aboutAll(otherValues)],
  ["minimum", aboutNumbers(beyond("exclusiveMaximum", -1))],
  ["maximum", aboutNumbers(beyond("exclusiveMinimum", 1))],
  ["exclusiveMinimum", aboutNumbers(beyond("maximum", -1))],
  ["exclusiveMaximum", aboutNumbers(beyond("minimum", 1))],
  ["multipleOf", aboutNumbers(noMultiples)],
  ["maxLength", aboutTexts(tooLong)],
  ["minLength", aboutTexts(tooShort)],
  ["pattern", aboutTexts(otherTexts)],
  ["format", aboutAll(otherFormats)],
];
