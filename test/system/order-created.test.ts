/**
 * An order through the gateway, from the catalogue to the receipt.
 */
import { expect, test } from "vitest";
import { productSeed } from "../../services/product-service/seed.ts";
import { startSystem } from "./observed-system.ts";

const usd = (amount: number) => ({ amount, currency: "USD" });

test("an order is confirmed, its stock set aside, and its money taken", async () => {
  const system = await startSystem();
  const { status, body } = await system.order({ "p-1": 2, "p-2": 1 });
  expect(status).toBe(201);
  // Two lamps at 29.99 and a notebook at 8.50 are 68.48; 8 % of it are 5.4784; a parcel is 4.99.
  expect(body).toMatchObject({
    id: "o-101",
    userId: "u-1",
    items: [
      { productId: "p-1", productName: "Desk lamp", quantity: 2, totalPrice: usd(59.98) },
      { productId: "p-2", productName: "Notebook A5", quantity: 1, totalPrice: usd(8.5) },
    ],
    subtotal: usd(68.48),
    tax: usd(5.48),
    shipping: usd(4.99),
    total: usd(78.95),
    status: "CONFIRMED",
    paymentId: "pay-101",
  });
  expect(await system.repositories.order.find("o-101")).toEqual(body);
  expect(await system.repositories.payment.find("pay-101")).toMatchObject({
    orderId: "o-101",
    userId: "u-1",
    amount: usd(78.95),
    status: "COMPLETED",
  });
  // 40 lamps were there; of 200 notebooks, 3 had been set aside besides.
  expect(await system.stock("p-1")).toEqual({ available: 38, reserved: 2 });
  expect(await system.stock("p-2")).toEqual({ available: 199, reserved: 4 });
  expect(await system.reservations()).toContainEqual(
    expect.objectContaining({ reservationId: "r-101", orderId: "o-101", status: "RESERVED" }),
  );
  expect(system.log).toEqual([]);
});

test("everybody hears of it", async () => {
  const system = await startSystem();
  await system.order({ "p-1": 2, "p-2": 1 });
  expect(system.events.map(({ eventType, source }) => `${source}: ${eventType}`)).toEqual([
    "inventory-service: inventory.reserved",
    "order-service: order.created",
    "notification-service: notification.sent",
    "payment-service: payment.processed",
    "order-service: order.status_changed",
    "notification-service: notification.sent",
    "notification-service: notification.sent",
  ]);
  expect(system.events.map(({ data }) => data)).toMatchObject([
    { reservation: { reservationId: "r-101", orderId: null } },
    { order: { id: "o-101", status: "PENDING", total: usd(78.95) } },
    { notification: { userId: "u-1", message: "Your order o-101 has been placed" } },
    { payment: { orderId: "o-101", amount: usd(78.95) } },
    { orderId: "o-101", previousStatus: "PENDING", newStatus: "CONFIRMED" },
    { notification: { message: "Your order o-101 has been confirmed" } },
    { notification: { message: "We have received 78.95 USD for your order o-101" } },
  ]);
});

test("it goes from service to service, each once", async () => {
  const system = await startSystem();
  await system.order({ "p-1": 1 });
  expect(system.linesOf(system.arrived)).toEqual([
    "api-gateway POST /orders",
    "product-service POST /products/validate",
    "inventory-service POST /inventory/reserve",
    "order-service POST /orders",
    "product-service POST /products/validate",
    "payment-service POST /payments",
    "order-service GET /orders/o-101",
  ]);
});

test.each([
  // prices and quantities                         subtotal  8 %    total with the parcel's 4.99
  [
    [
      [0.1, 1],
      [0.2, 1],
    ],
    0.3,
    0.02,
    5.31,
  ],
  [[[19.99, 3]], 59.97, 4.8, 69.76],
  [[[0.1, 3]], 0.3, 0.02, 5.31],
  [
    [
      [1.1, 3],
      [2.2, 1],
    ],
    5.5,
    0.44,
    10.93,
  ],
  [
    [
      [0.07, 100],
      [35.41, 1],
    ],
    42.41,
    3.39,
    50.79,
  ],
  // 8 % of 0.06 are 0.0048, and of 0.07 they are 0.0056.
  [[[0.06, 1]], 0.06, 0, 5.05],
  [[[0.07, 1]], 0.07, 0.01, 5.07],
  [[[4.35, 100]], 435, 34.8, 474.79],
])("money adds up for %j", async (prices, subtotal, tax, total) => {
  const system = await startSystem();
  const { product, sold } = productSeed[0]!;
  const entries = prices.map(([amount], index) => ({
    product: {
      ...product,
      id: `p-9${index}`,
      price: { amount: amount!, currency: "USD" as const },
    },
    sold,
  }));
  const updatedAt = "2026-03-09T18:40:00Z";
  await system.repositories.product.reset(entries);
  await system.repositories.inventory.reset(
    entries.map(({ product: { id } }) => ({
      productId: id,
      available: 100,
      reserved: 0,
      updatedAt,
    })),
  );
  const quantities = prices.map(([, quantity], index) => [`p-9${index}`, quantity!] as const);
  const { status, body } = await system.order(Object.fromEntries(quantities));
  expect(status).toBe(201);
  expect([body.subtotal, body.tax, body.total]).toEqual([usd(subtotal), usd(tax), usd(total)]);
  expect((await system.repositories.payment.find("pay-101"))?.amount).toEqual(usd(total));
  expect(body.status).toBe("CONFIRMED");
});
