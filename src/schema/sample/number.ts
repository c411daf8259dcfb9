/**
 * Numbers within bounds, and exact multiples: counted in steps of a decimal, so that 0.3 is
 * three times 0.1.
 */

import { isMultiple } from "../evaluate/multiple.ts";
import type { Schema } from "../schema.ts";
import { numbersFor } from "./names.ts";
import { below, pickFitting } from "./random.ts";
import { type At, type Failure, gaveUp, type Made, unsatisfiable } from "./run.ts";
import { type Shape, typeBits } from "./shape.ts";

/** A number that the shape allows; small, and plausible for its name. */
export function sampleNumber(shape: Shape, at: At, schema: Schema | undefined): Made {
  const isWhole = (shape.types & typeBits.fraction) === 0 || asksForWhole(shape);
  const isFraction = (shape.types & typeBits.integer) === 0;
  const range = rangeOf(shape);
  const fits = (value: number) =>
    value >= range.low &&
    value <= range.high &&
    value > shape.exclusiveMinimum &&
    value < shape.exclusiveMaximum &&
    (Number.isInteger(value) ? !isFraction : !isWhole) &&
    shape.multiples.every((divisor) => isMultiple(value, divisor));
  const named = at.variant > 0 ? undefined : pickFitting(at.random, numbersFor(at.name), fits);
  if (named !== undefined) return { value: named };
  const unusual = [0, -1, 1, 1_000_000, 0.5, -0.5].slice(at.variant).find(fits);
  if (at.variant > 0 && unusual !== undefined) return { value: unusual };
  const steps = isWhole ? [1] : shape.multiples.length > 0 ? [] : [0.01, 0.5, 1, 1e-4, 1e-9, 1e-17];
  if (isWhole || shape.multiples.length > 0) {
    return inSteps([...shape.multiples, ...steps], { range, fits, at, schema });
  }
  let failure: Failure | undefined;
  for (const step of steps) {
    const made = inSteps([step], { range, fits, at, schema });
    if ("value" in made) return made;
    failure = made;
  }
  const middle = range.low / 2 + range.high / 2;
  if (fits(middle)) return { value: middle };
  return gaveUp(schema, failure?.message ?? "no number was found");
}

// OpenAPI format registry: these hold whole numbers only, between these.
const FORMAT_RANGES: ReadonlyMap<string, readonly [number, number][]> = new Map([
  ["int8", [[-128, 127]]],
  ["int16", [[-32_768, 32_767]]],
  ["int32", [[-(2 ** 31), 2 ** 31 - 1]]],
  ["int64", [[Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]]],
  ["uint8", [[0, 255]]],
  ["uint16", [[0, 65_535]]],
  ["uint32", [[0, 2 ** 32 - 1]]],
  ["uint64", [[0, Number.MAX_SAFE_INTEGER]]],
  ["double-int", [[Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]]],
  ["sf-integer", [[-999_999_999_999_999, 999_999_999_999_999]]],
]);

function asksForWhole({ formats }: Shape): boolean {
  for (const format of formats) if (FORMAT_RANGES.has(format)) return true;
  return false;
}

interface Range {
  low: number;
  high: number;
}

function rangeOf(shape: Shape): Range {
  const low = Math.max(shape.minimum, shape.exclusiveMinimum);
  const high = Math.min(shape.maximum, shape.exclusiveMaximum);
  const ranges = [...shape.formats].flatMap((format) => FORMAT_RANGES.get(format) ?? []);
  const least = Math.max(Number.MIN_SAFE_INTEGER, ...ranges.map(([from]) => from));
  const most = Math.min(Number.MAX_SAFE_INTEGER, ...ranges.map(([, to]) => to));
  // Beyond 2^53 integers stop being exact; a schema that wants them there gets them all the same.
  const isBeyond = ranges.length === 0 && shape.multiples.some((multiple) => multiple > most);
  return {
    low: Math.max(low, high < least || isBeyond ? -Infinity : least),
    high: Math.min(high, low > most || isBeyond ? Infinity : most),
  };
}

function inSteps(
  divisors: readonly number[],
  {
    range,
    fits,
    at,
    schema,
  }: { range: Range; fits: (value: number) => boolean; at: At; schema: Schema | undefined },
): Made {
  const step = divisors.map(decimal).reduce(leastCommonMultiple);
  const lowest = Number.isFinite(range.low) ? divide(decimal(range.low), step, "up") : undefined;
  const highest = Number.isFinite(range.high)
    ? divide(decimal(range.high), step, "down")
    : undefined;
  const span = { first: lowest ?? (highest ?? 0n) - 100n, last: highest ?? (lowest ?? 0n) + 100n };
  if (span.first > span.last) {
    const message = `no multiple of ${toNumber(1n, step)} lies from ${range.low} to ${range.high}`;
    return unsatisfiable(schema, message);
  }
  const { first, last } = plausible(span, step);
  const count = Number(last - first) + 1;
  const start = below(at.random, count);
  let found: number | undefined;
  for (let tries = 0; tries < Math.min(count, 20); tries += 1) {
    const value = toNumber(first + BigInt((start + tries) % count), step);
    if (!fits(value)) continue;
    // Receivers that divide in binary take 77.07 for no multiple of 0.01, so others come first.
    if (divisors.every((divisor) => Number.isInteger(value / divisor))) return { value };
    found ??= value;
  }
  if (found !== undefined) return { value: found };
  for (let index = span.first; index <= span.last && index < span.first + 20n; index += 1n) {
    const value = toNumber(index, step);
    if (fits(value)) return { value };
  }
  if (span.last - span.first < 20n) return unsatisfiable(schema, "no number fits all bounds");
  return gaveUp(schema, "no number was found");
}

/** A hundred or so of the multiples in `span`, above 0 where it reaches there. */
function plausible(
  { first, last }: { first: bigint; last: bigint },
  step: Decimal,
): { first: bigint; last: bigint } {
  const hundred = divide({ digits: 100n, scale: 0 }, step, "down");
  const width = hundred > 50n ? hundred : 50n;
  if (first > 0n) return { first, last: min(last, first + width) };
  if (last >= 1n) return { first: 1n, last: min(last, width) };
  return { first: max(first, last - width), last };
}

function min(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

function max(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

/** `digits` divided by 10 to the power of `scale`. */
interface Decimal {
  digits: bigint;
  scale: number;
}

function decimal(number: number): Decimal {
  const [mantissa = "0", power = "0"] = String(number).split("e");
  const [whole = "0", fraction = ""] = mantissa.split(".");
  const scale = fraction.length - Number(power);
  const digits = BigInt(whole + fraction);
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 };
}

function leastCommonMultiple(a: Decimal, b: Decimal): Decimal {
  const [left, right, scale] = aligned(a, b);
  let [x, y] = [left, right];
  while (y !== 0n) [x, y] = [y, x % y];
  return { digits: (left / x) * right, scale };
}

function aligned(a: Decimal, b: Decimal): [bigint, bigint, number] {
  const scale = Math.max(a.scale, b.scale);
  return [
    a.digits * 10n ** BigInt(scale - a.scale),
    b.digits * 10n ** BigInt(scale - b.scale),
    scale,
  ];
}

function divide(a: Decimal, b: Decimal, rounding: "up" | "down"): bigint {
  const [left, right] = aligned(a, b);
  const quotient = left / right;
  if (left % right === 0n) return quotient;
  // BigInt division rounds towards 0.
  if (rounding === "up") return left > 0n ? quotient + 1n : quotient;
  return left > 0n ? quotient : quotient - 1n;
}

// Through text, because the text of a decimal gives the double that a reader of JSON gets.
function toNumber(count: bigint, { digits, scale }: Decimal): number {
  const product = count * digits;
  const text = String(product < 0n ? -product : product).padStart(scale + 1, "0");
  const cut = text.length - scale;
  return Number(`${product < 0n ? "-" : ""}${text.slice(0, cut)}.${text.slice(cut)}0`);
}
