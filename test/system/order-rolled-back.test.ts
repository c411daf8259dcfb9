/**
 * An order whose payment fails: everything before it is undone, and everybody hears so.
 */
import { describe, expect, test } from "vitest";
import { answers, isAway, type Weather } from "./network.ts";
import { type ObservedSystem, startSystem } from "./observed-system.ts";

/** Stock as it was, nothing charged, the order cancelled, its reservation released. */
async function expectRolledBack(system: ObservedSystem): Promise<void> {
  expect(await system.stock("p-1")).toEqual({ available: 40, reserved: 0 });
  expect(await system.stock("p-4")).toEqual({ available: 5, reserved: 0 });
  expect(await system.repositories.payment.find("pay-101")).toBeUndefined();
  expect(await system.repositories.order.find("o-101")).toMatchObject({
    status: "CANCELLED",
    paymentId: null,
  });
  expect(await system.reservations()).toContainEqual(
    expect.objectContaining({ reservationId: "r-101", status: "RELEASED" }),
  );
}

const UNDONE = [
  "inventory.reserved",
  "order.created",
  "notification.sent",
  "order.status_changed",
  "notification.sent",
];

describe("a payment that is declined", () => {
  // A desk is 1,190.00, and a card pays up to 1,000.
  const quantities = { "p-1": 3, "p-4": 1 };

  test("leaves everything as it was", async () => {
    const system = await startSystem();
    const { status, body } = await system.order(quantities);
    expect(status).toBe(422);
    expect(body.error).toMatchObject({
      code: "PAYMENT_DECLINED",
      service: "payment-service",
      details: { step: "process-payment", undone: ["create-order", "reserve-inventory"] },
    });
    await expectRolledBack(system);
    expect(system.log).toEqual([]);
  });

  test("is told by events", async () => {
    const system = await startSystem();
    await system.order(quantities);
    expect(system.eventTypes()).toEqual(UNDONE);
    expect(system.events.slice(3).map(({ data }) => data)).toMatchObject([
      { orderId: "o-101", previousStatus: "PENDING", newStatus: "CANCELLED" },
      { notification: { userId: "u-1", message: "Your order o-101 has been cancelled" } },
    ]);
  });

  test("does not stand in the way of the next order", async () => {
    const system = await startSystem();
    await system.order(quantities);
    const { status, body } = await system.order({ "p-1": 40 }, { user: "u-3" });
    // 40 lamps and what belongs to them are 1,300.56, so they are declined as well.
    expect([status, body.error?.code]).toEqual([422, "PAYMENT_DECLINED"]);
    expect((await system.order({ "p-1": 30 }, { user: "u-3" })).status).toBe(201);
    expect(await system.stock("p-1")).toEqual({ available: 10, reserved: 30 });
  });
});

test.each<[string, Weather, number]>([
  ["is not there", isAway, 502],
  ["answers 500", answers(500), 502],
  ["answers 503", answers(503), 502],
])("a payment service that %s leaves everything as it was", async (_, weather, status) => {
  const system = await startSystem();
  system.weather("payment-service", weather);
  const answer = await system.order({ "p-1": 3 });
  expect(answer.status).toBe(status);
  expect(answer.body.error).toMatchObject({
    code: "BAD_GATEWAY",
    service: "payment-service",
    details: { step: "process-payment", undone: ["create-order", "reserve-inventory"] },
  });
  await expectRolledBack(system);
  expect(system.eventTypes()).toEqual(UNDONE);
});
