/**
 * Exact sums of money. The contracts write amounts as decimal numbers; sums are made of integers in
 * the smallest unit of the currency: cents, pence, yen.
 */
import { CURRENCIES, type Currency, type Money } from "../schemas/common.ts";
import { member, number, oneOf, type Place } from "./body.ts";

/** ISO 4217: digits behind the point. */
const DIGITS: Record<Currency, number> = { USD: 2, EUR: 2, GBP: 2, JPY: 0 };

/** Beyond it, an amount with two digits behind the point is not exact in a double. */
const MAX_UNITS = 2 ** 45;

/** @returns undefined where the amount is finer than the currency's smallest unit, or too large */
export function unitsOf({ amount, currency }: Money): number | undefined {
  const scale = 10 ** DIGITS[currency];
  const units = Math.round(amount * scale);
  return Math.abs(units) <= MAX_UNITS && units / scale === amount ? units : undefined;
}

export function moneyOf(units: number, currency: Currency): Money {
  return { amount: units / 10 ** DIGITS[currency], currency };
}

/** A share of a sum in hundredths, rounded half up to the smallest unit. */
export function percentOf(units: number, percent: number): number {
  return Math.floor((units * percent + 50) / 100);
}

/** Reads the contracts' `Money` from a body. */
export function readMoney(place: Place): Money {
  return {
    amount: member(place, "amount", number),
    currency: member(place, "currency", oneOf(CURRENCIES)),
  };
}
