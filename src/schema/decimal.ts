/**
 * Decimals as JSON writes them, exactly: what is between two bounds and a multiple of something.
 *
 * RFC 8259 §6: a number is digits, a fraction and an exponent.
 */

/** `digits` times ten to the power of `exponent`. */
export interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

/** The shortest decimal that stands for a finite double, as JSON writes it. */
export function decimalOf(number: number): Decimal {
  const [mantissa, power = "0"] = String(number).split("e");
  const [whole, fraction = ""] = mantissa!.split(".");
  return { digits: BigInt(whole! + fraction), exponent: Number(power) - fraction.length };
}

/** The double that stands for it; undefined where none does exactly. */
export function numberOf(decimal: Decimal): number | undefined {
  const number = Number(`${decimal.digits}e${decimal.exponent}`);
  return Number.isFinite(number) && isEqual(decimalOf(number), decimal) ? number : undefined;
}

function isEqual(a: Decimal, b: Decimal): boolean {
  const exponent = Math.min(a.exponent, b.exponent);
  return scaled(a, exponent) === scaled(b, exponent);
}

/** Its digits where the exponent is that one, which is no greater than its own. */
export function scaled({ digits, exponent }: Decimal, to: number): bigint {
  return digits * 10n ** BigInt(exponent - to);
}

/** The least common multiple of decimals above 0. */
export function commonMultiple(a: Decimal, b: Decimal): Decimal {
  const exponent = Math.min(a.exponent, b.exponent);
  const [left, right] = [scaled(a, exponent), scaled(b, exponent)];
  return { digits: (left / commonDivisor(left, right)) * right, exponent };
}

function commonDivisor(a: bigint, b: bigint): bigint {
  let [left, right] = [a, b];
  while (right !== 0n) [left, right] = [right, left % right];
  return left;
}

/** Whether every multiple of `step` is one of `of`. */
export function divides(of: Decimal, step: Decimal): boolean {
  const exponent = Math.min(of.exponent, step.exponent);
  return scaled(step, exponent) % scaled(of, exponent) === 0n;
}

/** The factor of `step` that is the least at or above `bound`, or the greatest at or below it. */
export function factorAt(step: Decimal, bound: Decimal, side: "above" | "below"): bigint {
  const exponent = Math.min(step.exponent, bound.exponent);
  const [unit, limit] = [scaled(step, exponent), scaled(bound, exponent)];
  const quotient = limit / unit;
  const isExact = quotient * unit === limit;
  if (isExact) return quotient;
  // Division of bigints goes towards 0.
  if (side === "above") return limit > 0n ? quotient + 1n : quotient;
  return limit < 0n ? quotient - 1n : quotient;
}
