/**
 * A backend's circuit: when it opens, what is said meanwhile, and how it closes.
 */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  type Backend,
  errorOf,
  hangs,
  isDown,
  isLost,
  json,
  refuses,
  type StartOptions,
  startGateway,
} from "./gateway-and-backends.ts";
import { CREATE, ORDER_REQUEST, PAY, RELEASE, RESERVE, SHOP, VALIDATE } from "./gateway-shop.ts";
import { ANYTHING, contractWith, withThings } from "./gateway-things.ts";

describe("a circuit", () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 0 });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const SMALL = {
    breakerShare: 0.5,
    breakerWindow: 4,
    breakerMinimum: 2,
    openMs: 10_000,
    maxOpenMs: 30_000,
  };

  /** A backend whose answers the test changes. */
  function changing(options: StartOptions = {}) {
    const state: { now: Backend } = { now: json({}) };
    const gateway = withThings((request) => state.now(request), {
      settings: SMALL,
      ...options,
    });
    const post = async () => (await gateway.send("POST", "/things")).status;
    return { state, gateway, post };
  }

  const fails = json({}, 500);

  test("opens when enough calls have failed, and then sends nothing", async () => {
    const { state, gateway, post } = changing();
    state.now = fails;
    expect(await post()).toBe(500);
    expect(await post()).toBe(500);
    const response = await gateway.send("POST", "/things");
    expect(response.status).toBe(503);
    expect(response.headers.get("Retry-After")).toBe("10");
    expect(await errorOf(response)).toEqual({
      code: "CIRCUIT_BREAKER_OPEN",
      message: "The circuit of things is open",
      service: "things",
      retryAfter: 10,
    });
    expect(gateway.sent).toHaveLength(2);
  });

  test.each<[string, Backend]>([
    ["answers of 500 and above", fails],
    ["lost connections", isLost],
    ["connections that nobody takes", isDown],
  ])("counts %s", async (_, backend) => {
    const { state, gateway, post } = changing({
      contract: contractWith("retry: { attempts: 1 }"),
    });
    state.now = backend;
    await post();
    await post();
    expect(await post()).toBe(503);
    expect(gateway.sent).toHaveLength(2);
  });

  test("counts timeouts", async () => {
    const { state, gateway, post } = changing();
    state.now = hangs;
    const both = Promise.all([post(), post()]);
    await gateway.reached(2);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(await both).toEqual([504, 504]);
    expect(await post()).toBe(503);
  });

  test("does not count refusals", async () => {
    const { state, gateway, post } = changing({ contract: ANYTHING });
    state.now = json({}, 404);
    for (let call = 0; call < 8; call += 1) expect(await post()).toBe(404);
    expect(gateway.sent).toHaveLength(8);
  });

  test("says how long it stays open, in whole seconds", async () => {
    const { state, gateway, post } = changing();
    state.now = fails;
    await post();
    await post();
    await vi.advanceTimersByTimeAsync(7_200);
    const response = await gateway.send("POST", "/things");
    expect(await errorOf(response)).toMatchObject({ retryAfter: 3 });
  });

  test("sends a probe after its time, and closes when that goes well", async () => {
    const { state, gateway, post } = changing();
    state.now = fails;
    await post();
    await post();
    await vi.advanceTimersByTimeAsync(9_999);
    expect(await post()).toBe(503);
    await vi.advanceTimersByTimeAsync(1);
    state.now = json({});
    expect([await post(), await post(), await post()]).toEqual([200, 200, 200]);
    expect(gateway.sent).toHaveLength(5);
    // What was before counts no more: one failure is not enough.
    state.now = fails;
    expect(await post()).toBe(500);
    state.now = json({});
    expect(await post()).toBe(200);
  });

  test("sends one probe at a time, and lets nobody wait for its outcome", async () => {
    const { state, gateway, post } = changing();
    state.now = fails;
    await post();
    await post();
    await vi.advanceTimersByTimeAsync(10_000);
    const { promise, resolve } = Promise.withResolvers<Response>();
    state.now = () => promise;
    const probe = post();
    await gateway.reached(3);
    expect(await post()).toBe(503);
    expect(await post()).toBe(503);
    expect(gateway.sent).toHaveLength(3);
    resolve(Response.json({}));
    expect(await probe).toBe(200);
    state.now = json({});
    expect(await post()).toBe(200);
  });

  test("that flaps stays open twice as long each time, up to its longest", async () => {
    const { state, gateway, post } = changing();
    state.now = fails;
    await post();
    await post();
    const stays: unknown[] = [];
    for (let probe = 0; probe < 4; probe += 1) {
      const response = await gateway.send("POST", "/things");
      const { retryAfter } = await errorOf(response);
      stays.push(retryAfter);
      await vi.advanceTimersByTimeAsync(Number(retryAfter) * 1000);
      expect(await post()).toBe(500);
    }
    expect(stays).toEqual([10, 20, 30, 30]);
  });

  test("opens for a backend that fails every other call", async () => {
    const { state, gateway, post } = changing({ settings: { ...SMALL, breakerShare: 0.4 } });
    let count = 0;
    state.now = (request) => {
      count += 1;
      return (count % 2 === 0 ? fails : json({}))(request);
    };
    expect([await post(), await post(), await post()]).toEqual([200, 500, 503]);
    expect(gateway.sent).toHaveLength(2);
  });

  test("is each backend's own", async () => {
    const { state, gateway, post } = changing();
    state.now = fails;
    await post();
    await post();
    expect(await post()).toBe(503);
    expect((await gateway.send("GET", "/others")).status).toBe(200);
  });

  test("that opens ends the attempts", async () => {
    const settings = { ...SMALL, firstDelayMs: 100, random: () => 1 };
    const { state, gateway } = changing({ settings });
    state.now = json({}, 502);
    const answer = gateway.send("GET", "/things");
    await gateway.reached(1);
    await vi.advanceTimersByTimeAsync(100);
    await gateway.reached(2);
    await vi.advanceTimersByTimeAsync(200);
    expect((await answer).status).toBe(503);
    expect(gateway.sent).toHaveLength(2);
  });
});

test("an open circuit within the saga is 503, and what was done is undone", async () => {
  const gateway = startGateway(
    { ...SHOP, [PAY]: refuses(500, "X") },
    { settings: { breakerWindow: 2, breakerMinimum: 1 } },
  );
  const options = { user: "u-1", body: ORDER_REQUEST };
  expect((await gateway.send("POST", "/orders", options)).status).toBe(502);
  gateway.sent.length = 0;
  const response = await gateway.send("POST", "/orders", options);
  expect(response.status).toBe(503);
  expect(await errorOf(response)).toEqual({
    code: "CIRCUIT_BREAKER_OPEN",
    message: "The circuit of payment-service is open",
    service: "payment-service",
    retryAfter: 10,
    details: { step: "process-payment", undone: ["create-order", "reserve-inventory"] },
  });
  expect(gateway.lines()).toEqual([
    VALIDATE,
    RESERVE,
    CREATE,
    "order-service POST /orders/o-1/cancel",
    RELEASE,
  ]);
});

test("an open circuit leaves no dashboard", async () => {
  const gateway = startGateway(
    {
      "user-service GET /users/u-1": refuses(500, "X"),
      "order-service GET /orders": refuses(500, "X"),
      "product-service GET /products/recommendations": refuses(500, "X"),
      "notification-service GET /notifications": refuses(500, "X"),
    },
    { settings: { breakerWindow: 2, breakerMinimum: 1 } },
  );
  await gateway.send("GET", "/dashboard", { user: "u-1" });
  const response = await gateway.send("GET", "/dashboard", { user: "u-1" });
  expect(response.status).toBe(503);
  expect(await errorOf(response)).toEqual({
    code: "CIRCUIT_BREAKER_OPEN",
    message: "The circuit of user-service is open",
    service: "user-service",
    retryAfter: 10,
  });
  expect(gateway.sent).toHaveLength(4);
});
