/**
 * A number between bounds, a multiple of some numbers and of none of others.
 *
 * Exact: what is a multiple of several is one of their least common multiple, and of those the
 * ones that are no multiple of another come back at regular distances.
 */

import {
  commonMultiple,
  type Decimal,
  decimalOf,
  divides,
  factorAt,
  numberOf,
} from "../decimal.ts";
import { isMultiple } from "../evaluate/multiple.ts";
import type { NumberCell } from "./cells.ts";

/** More multiples than these are not tried. */
const MAX_TRIED = 2000;

/**
 * @param fits what else is asked of it
 * @returns the number, or whether there is none; undefined where none was found
 */
export function findNumber(
  cell: NumberCell,
  fits: (number: number) => boolean,
): { number: number } | "none" | undefined {
  const { lower, upper, multiples, notMultiples } = cell;
  const low = lower?.limit ?? Number.NEGATIVE_INFINITY;
  const high = upper?.limit ?? Number.POSITIVE_INFINITY;
  if (low > high || low === Number.POSITIVE_INFINITY || high === Number.NEGATIVE_INFINITY) {
    return "none";
  }
  if (low === high && (lower?.isExclusive || upper?.isExclusive)) return "none";
  const isWithin = (number: number) =>
    (lower?.isExclusive ? number > low : number >= low) &&
    (upper?.isExclusive ? number < high : number <= high) &&
    multiples.every((step) => isMultiple(number, step)) &&
    !notMultiples.some((step) => isMultiple(number, step)) &&
    fits(number);
  const simple = SIMPLE.find(isWithin);
  if (simple !== undefined) return { number: simple };
  if (low === high) return isWithin(low) ? { number: low } : "none";
  // Of what is no multiple of anything there is no number but 0 in steps beyond all numbers.
  if (multiples.some((step) => !Number.isFinite(step))) return isWithin(0) ? { number: 0 } : "none";
  if (multiples.length === 0) return findBetween({ low, high }, notMultiples, isWithin);
  const step = multiples.map(decimalOf).reduce(commonMultiple);
  const isCovered = notMultiples.some(
    (other) => Number.isFinite(other) && divides(decimalOf(other), step),
  );
  if (isCovered) return "none";
  return findMultiple(step, { low, high }, isWithin);
}

/** What a person would try first. */
const SIMPLE = [0, 1, -1, 0.5, -0.5, 1.5];

interface Range {
  low: number;
  high: number;
}

function findMultiple(
  step: Decimal,
  { low, high }: Range,
  isWithin: (number: number) => boolean,
): { number: number } | "none" | undefined {
  const first = Number.isFinite(low) ? factorAt(step, decimalOf(low), "above") : undefined;
  const last = Number.isFinite(high) ? factorAt(step, decimalOf(high), "below") : undefined;
  if (first !== undefined && last !== undefined && first > last) return "none";
  // Beyond safe integers readers round: what is far beyond a limit is so for all of them.
  const isFar = low > Number.MAX_SAFE_INTEGER || high < Number.MIN_SAFE_INTEGER;
  const far = isFar ? largeMultiples(step).find(isWithin) : undefined;
  if (far !== undefined) return { number: far };
  let hasSkipped = false;
  for (let tried = 0; tried < MAX_TRIED; tried += 1) {
    const factor = factorTried(tried, first, last);
    if (factor === undefined) return hasSkipped ? undefined : "none";
    const number = numberOf({ digits: step.digits * factor, exponent: step.exponent });
    if (number === undefined) hasSkipped = true;
    else if (isWithin(number)) return { number };
  }
  const large = largeMultiples(step).find(isWithin);
  return large === undefined ? undefined : { number: large };
}

// Where doubles are far from each other, few multiples are doubles; those with zeros are.
function largeMultiples({ digits, exponent }: Decimal): number[] {
  return ZEROS.flatMap((zeros) => {
    const number = Number(`${digits}e${exponent + zeros}`);
    return Number.isFinite(number) ? [number, -number] : [];
  });
}

const ZEROS = [16, 18, 20, 22, 25, 30, 39, 50, 100, 200, 300];

// From 0 both ways where it lies between, else from the bound that is nearer to it.
function factorTried(
  tried: number,
  first: bigint | undefined,
  last: bigint | undefined,
): bigint | undefined {
  const count = BigInt(tried);
  if (first !== undefined && first > 0n) {
    return last !== undefined && first + count > last ? undefined : first + count;
  }
  if (last !== undefined && last < 0n) {
    return first !== undefined && last - count < first ? undefined : last - count;
  }
  const [below, above] = [first ?? -count - 1n, last ?? count + 1n];
  const both = -below < above ? -below : above;
  // Both ways as far as both bounds are, then on to the further one.
  if (count <= 2n * both) return tried % 2 === 0 ? -(count / 2n) : (count + 1n) / 2n;
  const more = count - both;
  if (-below < above) return more > above ? undefined : more;
  return -more < below ? undefined : -more;
}

// What is left out, multiples and single numbers, never fills what lies between two numbers.
function findBetween(
  { low, high }: Range,
  notMultiples: readonly number[],
  isWithin: (number: number) => boolean,
): { number: number } | undefined {
  const from = Number.isFinite(low) ? low : Number.isFinite(high) ? high - 1000 : -500;
  const to = Number.isFinite(high) ? high : from + 1000;
  const width = to - from;
  const between = FRACTIONS.map((fraction) => from + width * fraction);
  const tried = [
    from,
    to,
    Math.ceil(from),
    Math.floor(to),
    Math.floor(from) + 1,
    Math.ceil(to) - 1,
    ...notMultiples.flatMap((step) => halves(step, from)),
    // Of few digits, so that nobody takes them for others that they are near to.
    ...between.map((number) => Number(number.toPrecision(4))),
    ...between,
    from + from * Number.EPSILON * 2,
    to - to * Number.EPSILON * 2,
  ];
  const number = tried.find((each) => Number.isFinite(each) && isWithin(each));
  return number === undefined ? undefined : { number };
}

/** What lies in the middle between multiples of a step, from some number on. */
function halves(step: number, from: number): number[] {
  if (!Number.isFinite(step)) return [];
  const { digits, exponent } = decimalOf(step);
  const first = factorAt({ digits, exponent }, decimalOf(from), "above");
  return Array.from({ length: 4 }, (_, more) => {
    const odd = 2n * (first + BigInt(more)) + 1n;
    return Number(`${digits * odd * 5n}e${exponent - 1}`);
  });
}

const FRACTIONS = [0.5, 0.25, 0.75, 0.1, 0.9, 0.3, 0.6180339887498949, 0.123456789, 0.987654321];
