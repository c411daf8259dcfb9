/**
 * Orders that cannot be: of what nobody sells, and of more than there is.
 */
import { expect, test } from "vitest";
import { startSystem } from "./observed-system.ts";

test.each([
  // what is ordered      code                  service              step                 details
  [
    { "p-1": 1, "p-404": 1 },
    "PRODUCT_UNKNOWN",
    "product-service",
    "validate-products",
    { unknownProductIds: ["p-404"] },
  ],
  [
    { "p-1": 1, "p-6": 1 },
    "OUT_OF_STOCK",
    "inventory-service",
    "reserve-inventory",
    { productId: "p-6", available: 0, asked: 1 },
  ],
  [
    { "p-1": 1, "p-3": 11 },
    "OUT_OF_STOCK",
    "inventory-service",
    "reserve-inventory",
    { productId: "p-3", available: 10, asked: 11 },
  ],
])("%j is refused: %s", async (quantities, code, service, step, details) => {
  const system = await startSystem();
  const { status, body } = await system.order(quantities);
  expect(status).toBe(422);
  expect(body.error).toMatchObject({ code, service, details: { ...details, step, undone: [] } });
  expect(system.events).toEqual([]);
  expect(await system.repositories.order.list()).toHaveLength(2);
  // All of what is asked for is set aside, or nothing.
  expect(await system.stock("p-1")).toEqual({ available: 40, reserved: 0 });
  expect(await system.reservations()).toHaveLength(1);
});

test("what is not sold any more is refused by the order service, and its stock given back", async () => {
  const system = await startSystem();
  const { status, body } = await system.order({ "p-1": 1, "p-5": 2 });
  expect(status).toBe(422);
  expect(body.error).toMatchObject({
    code: "PRODUCT_UNAVAILABLE",
    service: "order-service",
    details: { productIds: ["p-5"], step: "create-order", undone: ["reserve-inventory"] },
  });
  expect(await system.stock("p-5")).toEqual({ available: 3, reserved: 0 });
  expect(system.eventTypes()).toEqual(["inventory.reserved"]);
  expect(await system.repositories.order.list()).toHaveLength(2);
});

test("of two who want the last one, one gets it", async () => {
  const system = await startSystem();
  const answers = await Promise.all([
    system.order({ "p-3": 10 }, { user: "u-1" }),
    system.order({ "p-3": 10 }, { user: "u-2" }),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 422]);
  expect(await system.stock("p-3")).toEqual({ available: 0, reserved: 10 });
  expect(system.eventTypes().filter((type) => type === "payment.processed")).toHaveLength(1);
});
