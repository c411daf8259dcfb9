/**
 * When a payment is declined. The contract carries no card, so the amount decides, as a card's limit
 * would: a card pays up to 1,000 dollars, euros or pounds, or 100,000 yen. PayPal and bank transfers
 * have no limit.
 */
import { unitsOf } from "../platform/money.ts";
import { Refusal } from "../platform/refusal.ts";
import type { Currency, Money } from "../schemas/common.ts";
import type { PaymentMethod } from "../schemas/payment.ts";

/** In the currency, not in its smallest unit. */
export const CARD_LIMIT: Readonly<Record<Currency, number>> = {
  USD: 1000,
  EUR: 1000,
  GBP: 1000,
  JPY: 100_000,
};

/** @throws {Refusal} 422 for what is no amount to be paid, 402 `PAYMENT_DECLINED` beyond the limit */
export function checkAmount(amount: Money, method: PaymentMethod): void {
  const units = unitsOf(amount);
  if (units === undefined || units <= 0) {
    const message = `${amount.amount} ${amount.currency} cannot be paid`;
    throw new Refusal(422, "AMOUNT_INVALID", message);
  }
  const limit = CARD_LIMIT[amount.currency];
  if (method === "CARD" && amount.amount > limit) {
    const message = `The card's limit is ${limit} ${amount.currency}`;
    throw new Refusal(402, "PAYMENT_DECLINED", message, { limit, currency: amount.currency });
  }
}
