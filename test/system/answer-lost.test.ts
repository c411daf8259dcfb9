/**
 * Steps whose answer is lost: nobody knows whether they were taken, until somebody asks.
 */
import { describe, expect, test, vi } from "vitest";
import {
  answers,
  inTurn,
  isAway,
  isGood,
  losesAnswers,
  losesRequests,
  type Weather,
} from "./network.ts";
import { type Answer, type ObservedSystem, START, startSystem } from "./observed-system.ts";

test.each(["inventory-service", "order-service", "payment-service"])(
  "a step of %s whose answer is lost is sent again, and taken once",
  async (service) => {
    const system = await startSystem();
    const { weather } = system;
    // The way is good again after one loss.
    weather(service, async (request, send) => {
      weather(service, undefined);
      return await losesAnswers(request, send);
    });
    const { status, body } = await system.order({ "p-1": 2 });
    expect(status).toBe(201);
    expect(body).toMatchObject({ id: "o-101", status: "CONFIRMED", paymentId: "pay-101" });
    expect(await system.stock("p-1")).toEqual({ available: 38, reserved: 2 });
    expect(await system.repositories.order.list()).toHaveLength(3);
    expect(system.eventTypes().filter((type) => type === "payment.processed")).toHaveLength(1);
    expect(system.eventTypes().filter((type) => type === "inventory.reserved")).toHaveLength(1);
  },
);

/** Of one step the gateway makes three attempts. */
const LOST: [how: string, attempts: [Weather, Weather, Weather]][] = [
  ["its answers are lost", [losesAnswers, losesAnswers, losesAnswers]],
  // What becomes of the last attempt says nothing of the first.
  ["its answer is lost, and then nobody is there", [losesAnswers, isAway, isAway]],
  ["its answer is lost, and then it answers 503", [losesAnswers, answers(503), answers(503)]],
  ["its requests are lost", [losesRequests, losesRequests, losesRequests]],
];

/** So that nobody waits: the pause before the gateway goes on with what is left. */
const gateway = { recoveryDelayMs: 1, maxRecoveryDelayMs: 1 };

/** What a customer is told, and what the gateway notes. */
async function expectRecovered(
  system: ObservedSystem,
  { status, body }: Answer,
  step: string,
  undone: string[],
): Promise<void> {
  expect(status).toBe(502);
  expect(body.error.details).toMatchObject({ step, undone, outcomeUnknown: step });
  const { correlationId } = body.error.details;
  await vi.waitFor(() => expect(system.log).toHaveLength(2), { interval: 1 });
  expect(system.log).toMatchObject([
    { event: "saga.outcome-unknown", step, correlationId },
    { event: "saga.undone-later", step, correlationId },
  ]);
  expect(await system.stock("p-1")).toEqual({ available: 40, reserved: 0 });
  const orders = await system.repositories.order.list();
  expect(orders.filter(({ status }) => status !== "CANCELLED").map(({ id }) => id)).toEqual([
    "o-2",
    "o-1",
  ]);
}

describe.each(LOST)("where of a step %s", (_, attempts) => {
  test("money that may have been taken is given back", async () => {
    const system = await startSystem({ gateway });
    system.weather("payment-service", inTurn(...attempts, isGood));
    const answer = await system.order({ "p-1": 2 });
    const undone = ["create-order", "reserve-inventory"];
    await expectRecovered(system, answer, "process-payment", undone);
    expect((await system.repositories.payment.find("pay-101"))?.status).toBe("REFUNDED");
    expect(await system.repositories.payment.find("pay-102")).toBeUndefined();
    expect((await system.repositories.order.find("o-101"))?.status).toBe("CANCELLED");
  });

  test("an order that may have been made is cancelled", async () => {
    const system = await startSystem({ gateway });
    system.weather("order-service", inTurn(...attempts, isGood));
    const answer = await system.order({ "p-1": 2 });
    await expectRecovered(system, answer, "create-order", ["reserve-inventory"]);
    expect((await system.repositories.order.find("o-101"))?.status).toBe("CANCELLED");
    expect(await system.repositories.order.find("o-102")).toBeUndefined();
    expect(system.eventTypes()).not.toContain("payment.processed");
  });

  test("stock that may have been set aside is given back", async () => {
    const system = await startSystem({ gateway });
    system.weather("inventory-service", inTurn(...attempts, isGood));
    const answer = await system.order({ "p-1": 2 });
    await expectRecovered(system, answer, "reserve-inventory", []);
    expect((await system.reservations()).map(({ status }) => status)).toEqual([
      "RESERVED",
      "RELEASED",
    ]);
  });
});

test("what cannot be undone at once is undone when the service is back", async () => {
  // The circuit that opens meanwhile lets a probe through at once.
  const system = await startSystem({ gateway: { ...gateway, openMs: 0 } });
  // It takes the reservation, and is away for as long as its release is tried, and once more.
  system.weather("inventory-service", inTurn(isGood, isAway, isAway, isAway, isAway, isGood));
  // The calendar is reserved, but not sold any more.
  const { status, body } = await system.order({ "p-5": 2 });
  expect(status).toBe(422);
  expect(body.error).toMatchObject({
    code: "PRODUCT_UNAVAILABLE",
    details: { undone: [], notUndone: [{ step: "reserve-inventory" }] },
  });
  await vi.waitFor(() => expect(system.log).toHaveLength(2), { interval: 1 });
  const about = { step: "reserve-inventory", correlationId: body.error.details.correlationId };
  expect(system.log).toMatchObject([
    { event: "saga.not-undone-yet", ...about },
    { event: "saga.undone-later", ...about },
  ]);
  expect(await system.stock("p-5")).toEqual({ available: 3, reserved: 0 });
});

test("whose token has run out meanwhile cannot ask: somebody has to look at it", async () => {
  const system = await startSystem({ gateway });
  const later: Weather = async (request, send) => {
    vi.setSystemTime(START.getTime() + 3_600_000);
    return await send(request);
  };
  system.weather("payment-service", inTurn(losesAnswers, losesAnswers, losesAnswers, later));
  const { status } = await system.order({ "p-1": 2 });
  expect(status).toBe(502);
  await vi.waitFor(() => expect(system.log).toHaveLength(2), { interval: 1 });
  expect(system.log[1]).toMatchObject({
    level: "error",
    event: "saga.not-undone",
    step: "process-payment",
    reason: "payment-service answered 401",
  });
});
