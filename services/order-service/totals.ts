/**
 * What an order costs. Everything is summed in the smallest unit of the currency, so that subtotal,
 * tax and shipping always add up to the total.
 */
import { moneyOf, percentOf, unitsOf } from "../platform/money.ts";
import { Refusal } from "../platform/refusal.ts";
import type { Currency, Money } from "../schemas/common.ts";
import type { OrderItem, OrderItemRequest } from "../schemas/order.ts";
import type { Product } from "../schemas/product.ts";

/** Of the subtotal, rounded half up to the smallest unit. */
export const TAX_PERCENT = 8;

/** One price for every parcel, in the smallest unit. */
const SHIPPING: Readonly<Record<Currency, number>> = { USD: 499, EUR: 499, GBP: 499, JPY: 500 };

export interface Costs {
  items: OrderItem[];
  subtotal: Money;
  tax: Money;
  shipping: Money;
  total: Money;
}

/**
 * @param products the products of the items, each once or more
 * @throws {Refusal} 422 where the products have no common currency
 */
export function costsOf(
  requested: readonly OrderItemRequest[],
  products: readonly Product[],
): Costs {
  const known = new Map(products.map((product) => [product.id, product]));
  const currency = products[0]!.price.currency;
  let subtotal = 0;
  const items = requested.map(({ productId, quantity, metadata = {} }): OrderItem => {
    const { name, price } = known.get(productId)!;
    const unitPrice = unitsOf(price);
    if (price.currency !== currency || unitPrice === undefined) {
      const message = "The products of an order have to have prices in one currency";
      throw new Refusal(422, "CURRENCY_MIXED", message);
    }
    subtotal += unitPrice * quantity;
    return {
      productId,
      productName: name,
      quantity,
      unitPrice: price,
      totalPrice: moneyOf(unitPrice * quantity, currency),
      metadata,
    };
  });
  const tax = percentOf(subtotal, TAX_PERCENT);
  const shipping = SHIPPING[currency];
  return {
    items,
    subtotal: moneyOf(subtotal, currency),
    tax: moneyOf(tax, currency),
    shipping: moneyOf(shipping, currency),
    total: moneyOf(subtotal + tax + shipping, currency),
  };
}
