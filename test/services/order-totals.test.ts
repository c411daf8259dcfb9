import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { orderSeed } from "../../services/order-service/seed.ts";
import { costsOf } from "../../services/order-service/totals.ts";
import { moneyOf, percentOf, unitsOf } from "../../services/platform/money.ts";
import { CURRENCIES, type Currency } from "../../services/schemas/common.ts";
import type { Product } from "../../services/schemas/product.ts";

function product(id: string, amount: number, currency: Currency = "USD"): Product {
  const at = "2026-01-10T09:00:00Z";
  const price = { amount, currency };
  return { id, name: id, price, status: "ACTIVE", createdAt: at, updatedAt: at };
}

describe("what an order costs", () => {
  test.each([
    // price and quantity of each item          subtotal  tax    total
    [
      [
        [29.99, 2],
        [8.5, 1],
      ],
      68.48,
      5.48,
      78.95,
    ],
    [[[8.5, 3]], 25.5, 2.04, 32.53],
    // 0.0624 and 0.0568: down; 0.0800 exactly; 0.5 of a cent: up
    [[[0.78, 1]], 0.78, 0.06, 5.83],
    [[[0.71, 1]], 0.71, 0.06, 5.76],
    [[[1, 1]], 1, 0.08, 6.07],
    [[[0.0625 * 100, 1]], 6.25, 0.5, 11.74],
    [[[0.06, 1]], 0.06, 0, 5.05],
    [[[0.07, 1]], 0.07, 0.01, 5.07],
    // Ten times a tenth is one, which doubles do not know.
    [Array.from({ length: 10 }, () => [0.1, 1]), 1, 0.08, 6.07],
    [[[1.1, 3]], 3.3, 0.26, 8.55],
  ] as [number[][], number, number, number][])("%j", (items, subtotal, tax, total) => {
    const products = items.map(([price], index) => product(`p-${index}`, price!));
    const asked = items.map(([, quantity], index) => ({
      productId: `p-${index}`,
      quantity: quantity!,
    }));
    const costs = costsOf(asked, products);
    expect(costs.subtotal).toEqual({ amount: subtotal, currency: "USD" });
    expect(costs.tax).toEqual({ amount: tax, currency: "USD" });
    expect(costs.shipping).toEqual({ amount: 4.99, currency: "USD" });
    expect(costs.total).toEqual({ amount: total, currency: "USD" });
  });

  test("has no cents in yen", () => {
    const costs = costsOf([{ productId: "p-1", quantity: 3 }], [product("p-1", 119, "JPY")]);
    expect(costs.tax.amount).toBe(29);
    expect(costs.total).toEqual({ amount: 357 + 29 + 500, currency: "JPY" });
  });

  test("is not said of two currencies", () => {
    const asked = ["p-1", "p-2"].map((productId) => ({ productId, quantity: 1 }));
    const products = [product("p-1", 5), product("p-2", 5, "EUR")];
    expect(() => costsOf(asked, products)).toThrow("in one currency");
  });

  test.each(orderSeed)("adds up in the seed's order $id", (order) => {
    const products = order.items.map(({ productId, unitPrice }) =>
      product(productId, unitPrice.amount),
    );
    const { subtotal, tax, shipping, total } = costsOf(order.items, products);
    expect({ subtotal, tax, shipping, total }).toEqual({
      subtotal: order.subtotal,
      tax: order.tax,
      shipping: order.shipping,
      total: order.total,
    });
  });
});

describe("laws", () => {
  const currency = fc.constantFrom(...CURRENCIES);
  const items = fc.array(
    fc.record({
      units: fc.integer({ min: 0, max: 10_000_000 }),
      quantity: fc.integer({ min: 1, max: 999 }),
    }),
    { minLength: 1, maxLength: 100 },
  );

  test("money adds up to the last cent", () => {
    fc.assert(
      fc.property(items, currency, (items, currency) => {
        const products = items.map(({ units }, index) =>
          product(`p-${index}`, moneyOf(units, currency).amount, currency),
        );
        const asked = items.map(({ quantity }, index) => ({ productId: `p-${index}`, quantity }));
        const costs = costsOf(asked, products);
        const lines = items.map(({ units, quantity }) => units * quantity);
        const sum = lines.reduce((a, b) => a + b, 0);
        expect(costs.items.map(({ totalPrice }) => unitsOf(totalPrice))).toEqual(lines);
        expect(unitsOf(costs.subtotal)).toBe(sum);
        expect(unitsOf(costs.total)).toBe(sum + unitsOf(costs.tax)! + unitsOf(costs.shipping)!);
        // Eight hundredths, to half a unit.
        expect(Math.abs(unitsOf(costs.tax)! * 100 - sum * 8)).toBeLessThanOrEqual(50);
      }),
      { seed: 11 },
    );
  });

  test("units survive being written as a decimal number", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 45 }), currency, (units, currency) => {
        expect(unitsOf(moneyOf(units, currency))).toBe(units);
      }),
      { seed: 11 },
    );
  });

  test.each([
    [50, 1, 1],
    [49, 1, 0],
    [150, 1, 2],
    [0, 8, 0],
  ])("%i units: %i percent of it are %i", (units, percent, share) => {
    expect(percentOf(units, percent)).toBe(share);
  });
});
