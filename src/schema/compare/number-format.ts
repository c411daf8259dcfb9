/**
 * The formats of numbers as what they are: integers, between bounds.
 *
 * OpenAPI format registry. They agree with what `validate` asserts; but `float` says how exact a
 * number is, to those who write contracts, and not that it is smaller than 3.4e38.
 */
import type { Bound } from "./cells.ts";

export interface NumberRange {
  /** What it is a multiple of; undefined where fractions are as fine as they may be. */
  step: number | undefined;
  lower: Bound;
  upper: Bound;
}

/** Undefined for formats that say nothing of which numbers there are. */
export function rangeOfFormat(format: unknown): NumberRange | undefined {
  return typeof format === "string" ? RANGES.get(format) : undefined;
}

function integers(from: number, to: number, isToExclusive: boolean): NumberRange {
  return {
    step: 1,
    lower: { limit: from, isExclusive: false },
    upper: { limit: to, isExclusive: isToExclusive },
  };
}

function within(limit: number, isExclusive: boolean, step?: number): NumberRange {
  return { step, lower: { limit: -limit, isExclusive }, upper: { limit, isExclusive } };
}

const RANGES: ReadonlyMap<string, NumberRange> = new Map([
  ...[8, 16, 32, 64].flatMap((bits): [string, NumberRange][] => [
    [`int${bits}`, integers(-(2 ** (bits - 1)), 2 ** (bits - 1), true)],
    [`uint${bits}`, integers(0, 2 ** bits, true)],
  ]),
  ["double-int", integers(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, false)],
  ["sf-integer", within(1e15, true, 1)],
  ["sf-decimal", within(1e12, true, 0.001)],
]);
