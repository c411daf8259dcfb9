/**
 * A backend that is slow, or not there: what the gateway answers, and when.
 */
import { describe, expect, test, vi } from "vitest";
import { answers, isAway, isSlow, losesAnswers } from "./network.ts";
import { startSystem } from "./observed-system.ts";

const CREDENTIALS = { username: "ada", password: "correct horse" };

describe("a slow backend is 504", () => {
  test("after the 10 s that the contract gives a login", async () => {
    const system = await startSystem({ byHand: "timers" });
    system.weather("user-service", isSlow);
    let status: number | undefined;
    const answer = system.ask("POST /auth/login", { body: CREDENTIALS }).then((answer) => {
      status = answer.status;
      return answer;
    });
    await system.reached("user-service", 1);
    await vi.advanceTimersByTimeAsync(9_999);
    expect(status).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    const { body } = await answer;
    expect(status).toBe(504);
    expect(body.error).toMatchObject({ code: "GATEWAY_TIMEOUT", service: "user-service" });
    // A login may have been carried out, so it is not sent again.
    expect(system.sent).toHaveLength(1);
  });

  test("after the 30 s that it gives a step of an order, which is undone", async () => {
    const system = await startSystem({ byHand: "timers" });
    system.weather("payment-service", isSlow);
    const answer = system.order({ "p-1": 2 });
    await system.reached("payment-service", 1);
    await vi.advanceTimersByTimeAsync(30_000);
    const { status, body } = await answer;
    expect(status).toBe(504);
    expect(body.error).toMatchObject({
      code: "GATEWAY_TIMEOUT",
      service: "payment-service",
      details: { step: "process-payment", undone: ["create-order", "reserve-inventory"] },
    });
    expect((await system.repositories.order.find("o-101"))?.status).toBe("CANCELLED");
    expect(await system.stock("p-1")).toEqual({ available: 40, reserved: 0 });
  });

  test("after the time that is configured", async () => {
    const system = await startSystem({
      byHand: "timers",
      gateway: { timeoutsMs: { default: 2_000 } },
    });
    system.weather("notification-service", isSlow);
    const answer = system.ask("GET /dashboard", { user: "u-1" });
    await system.reached("notification-service", 1);
    await vi.advanceTimersByTimeAsync(2_000);
    expect((await answer).status).toBe(504);
  });
});

test.each([
  ["not there", isAway, "user-service could not be reached"],
  ["lost in the middle", losesAnswers, "user-service could not be reached"],
])("a backend that is %s is 502", async (_, weather, message) => {
  const system = await startSystem();
  system.weather("user-service", weather);
  const { status, body } = await system.ask("POST /auth/login", { body: CREDENTIALS });
  expect(status).toBe(502);
  expect(body.error).toMatchObject({ code: "BAD_GATEWAY", service: "user-service", message });
});

test("a backend that was away for a moment is not missed", async () => {
  const system = await startSystem();
  const { weather } = system;
  weather("inventory-service", async (request, send) => {
    weather("inventory-service", undefined);
    return await isAway(request, send);
  });
  expect((await system.order({ "p-1": 2 })).status).toBe(201);
  const asked = system.linesOf(system.sent);
  expect(asked.filter((line) => line.startsWith("inventory-service"))).toHaveLength(2);
});

test("the product service away from the order service alone is 502, and undone", async () => {
  const system = await startSystem();
  // The gateway asks it first, the order service three times in vain.
  let asked = 0;
  system.weather("product-service", async (request, send) => {
    asked += 1;
    return asked === 1 ? await send(request) : await answers(503)(request, send);
  });
  const { status, body } = await system.order({ "p-1": 2 });
  expect(status).toBe(502);
  expect(body.error).toMatchObject({
    service: "order-service",
    details: { step: "create-order", undone: ["reserve-inventory"] },
  });
  expect(asked).toBe(4);
  expect(await system.stock("p-1")).toEqual({ available: 40, reserved: 0 });
});
