/**
 * Whether one number is a multiple of another, in decimal as people write them.
 *
 * 2020-12 validation #multipleOf: "division by this keyword's value results in an integer".
 */

/** Exact for the shortest decimal that stands for each number: 0.3 is a multiple of 0.1. */
export function isMultiple(value: number, divisor: number): boolean {
  if (Number.isSafeInteger(value) && Number.isSafeInteger(divisor)) return value % divisor === 0;
  if (!Number.isFinite(value) || !Number.isFinite(divisor)) return false;
  const a = decimal(value);
  const b = decimal(divisor);
  const shift = a.exponent - b.exponent;
  return shift >= 0
    ? (a.digits * 10n ** BigInt(shift)) % b.digits === 0n
    : a.digits % (b.digits * 10n ** BigInt(-shift)) === 0n;
}

function decimal(number: number): { digits: bigint; exponent: number } {
  const [mantissa, power = "0"] = String(number).split("e");
  const [whole, fraction = ""] = mantissa!.split(".");
  return { digits: BigInt(whole! + fraction), exponent: Number(power) - fraction.length };
}
