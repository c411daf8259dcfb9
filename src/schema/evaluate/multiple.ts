/**
 * Whether one number is a multiple of another, in decimal as people write them.
 *
 * 2020-12 validation #multipleOf: "division by this keyword's value results in an integer".
 */
import { decimalOf, divides } from "../decimal.ts";

/** Exact for the shortest decimal that stands for each number: 0.3 is a multiple of 0.1. */
export function isMultiple(value: number, divisor: number): boolean {
  if (Number.isSafeInteger(value) && Number.isSafeInteger(divisor)) return value % divisor === 0;
  if (!Number.isFinite(value) || !Number.isFinite(divisor)) return false;
  return divides(decimalOf(divisor), decimalOf(value));
}
