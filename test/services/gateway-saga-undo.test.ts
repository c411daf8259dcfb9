/**
 * `x-gateway-saga` when a step fails: what is undone, in which order, and what the caller learns.
 */
import { afterEach, describe, expect, test, vi } from "vitest";
import {
  type Backend,
  errorOf,
  hangs,
  inTurn,
  isDown,
  isLost,
  json,
  refuses,
  type Started,
  type StartOptions,
  startGateway,
} from "./gateway-and-backends.ts";
import {
  CANCEL,
  CREATE,
  ORDER_REQUEST,
  PAY,
  RELEASE,
  RESERVE,
  SHOP,
  VALIDATE,
} from "./gateway-shop.ts";

afterEach(() => vi.useRealTimers());

const CORRELATION = "7f3f1c9e-52a8-4f0e-9b1c-0a6a3c1d2e4f";
const NO_DELAY: StartOptions = { settings: { firstDelayMs: 0 } };

function withShop(other: Readonly<Record<string, Backend>>, options?: StartOptions): Started {
  return startGateway({ ...SHOP, ...other }, { ...NO_DELAY, ...options });
}

function order(gateway: Started) {
  const headers = { "X-Correlation-ID": CORRELATION };
  return gateway.send("POST", "/orders", { user: "u-1", body: ORDER_REQUEST, headers });
}

describe("a step that refuses", () => {
  test.each([
    // refusing, with           steps before it that are undone, the last one first
    [VALIDATE, 422, "PRODUCT_UNKNOWN", "validate-products", []],
    [RESERVE, 409, "OUT_OF_STOCK", "reserve-inventory", []],
    [CREATE, 422, "PRODUCT_UNKNOWN", "create-order", [RELEASE]],
    [CREATE, 400, "BODY_INVALID", "create-order", [RELEASE]],
    [PAY, 402, "PAYMENT_DECLINED", "process-payment", [CANCEL, RELEASE]],
  ])("%s: %i %s", async (backend, status, code, step, undone) => {
    const gateway = withShop({ [backend]: refuses(status, code) });
    const response = await order(gateway);
    const taken = [VALIDATE, RESERVE, CREATE, PAY];
    expect(gateway.lines()).toEqual([...taken.slice(0, taken.indexOf(backend) + 1), ...undone]);
    expect(response.status).toBe(422);
    const names = new Map([
      [CANCEL, "create-order"],
      [RELEASE, "reserve-inventory"],
    ]);
    expect(await errorOf(response)).toEqual({
      code,
      message: `It is ${code}`,
      service: backend.split(" ")[0],
      details: { step, undone: undone.map((line) => names.get(line)) },
    });
    expect(gateway.log).toEqual([]);
  });

  test("says why in its own words", async () => {
    const details = { unavailable: ["p-2"] };
    const gateway = withShop({ [RESERVE]: refuses(409, "OUT_OF_STOCK", details) });
    expect(await errorOf(await order(gateway))).toMatchObject({
      details: { unavailable: ["p-2"], step: "reserve-inventory" },
    });
  });

  test("without words is refused all the same", async () => {
    const gateway = withShop({ [RESERVE]: () => new Response("no", { status: 409 }) });
    const response = await order(gateway);
    expect(response.status).toBe(422);
    expect(await errorOf(response)).toMatchObject({
      code: "STEP_REFUSED",
      message: "inventory-service refused",
    });
  });

  test("because the token has run out is 401, and what was done is undone", async () => {
    const gateway = withShop({ [PAY]: refuses(401, "TOKEN_EXPIRED") });
    const response = await order(gateway);
    expect(response.status).toBe(401);
    expect(gateway.lines().slice(4)).toEqual([CANCEL, RELEASE]);
    expect(await errorOf(response)).toMatchObject({
      details: { step: "process-payment", undone: ["create-order", "reserve-inventory"] },
    });
  });

  test("undoing is told what to undo", async () => {
    const gateway = withShop({ [PAY]: refuses(402, "PAYMENT_DECLINED") });
    await order(gateway);
    expect(gateway.sent.slice(4).map(({ body }) => body)).toEqual([
      { reason: "The saga was undone" },
      { reservationId: "r-1" },
    ]);
  });
});

describe("a step that fails", () => {
  test.each<[string, Backend, number, object]>([
    ["is not listening", isDown, 3, { message: "order-service could not be reached" }],
    ["is lost each time", isLost, 3, { message: "order-service could not be reached" }],
    ["answers 503 each time", refuses(503, "X"), 3, { message: "order-service answered 503" }],
    ["answers 500", refuses(500, "X"), 1, { message: "order-service answered 500" }],
    ["answers 429", refuses(429, "X"), 1, { message: "order-service answered 429" }],
    ["redirects", () => new Response(null, { status: 307 }), 1, { code: "BAD_GATEWAY" }],
  ])("as it %s is 502, and undone", async (_, backend, times, error) => {
    const gateway = withShop({ [CREATE]: backend });
    const response = await order(gateway);
    expect(response.status).toBe(502);
    expect(await errorOf(response)).toMatchObject({
      code: "BAD_GATEWAY",
      service: "order-service",
      ...error,
    });
    expect(gateway.lines()).toEqual([VALIDATE, RESERVE, ...Array(times).fill(CREATE), RELEASE]);
  });

  test("and goes well the next time is not undone", async () => {
    const gateway = withShop({ [RESERVE]: inTurn(isLost, SHOP[RESERVE]!) });
    const response = await order(gateway);
    expect(response.status).toBe(201);
    const sent = gateway.sent.filter(({ service }) => service === "inventory-service");
    const keys = sent.map(({ headers }) => headers.get("Idempotency-Key"));
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBe(keys[1]);
  });

  test("by an answer that is no JSON is undone itself, as far as that can be", async () => {
    const gateway = withShop({ [CREATE]: () => new Response("<p>", { status: 201 }) });
    const response = await order(gateway);
    expect(response.status).toBe(502);
    expect(await errorOf(response)).toMatchObject({
      message: "order-service answered no JSON",
      details: {
        undone: ["reserve-inventory"],
        notUndone: [
          {
            step: "create-order",
            service: "order-service",
            reason: "nothing binds {orderId} of /orders/{orderId}/cancel",
          },
        ],
      },
    });
  });

  test("in time or not, nobody knows: that is logged and told, and the rest is undone", async () => {
    vi.useFakeTimers();
    const gateway = withShop({ [PAY]: hangs });
    const answer = order(gateway);
    await gateway.reached(4);
    await vi.advanceTimersByTimeAsync(30_000);
    const response = await answer;
    expect(gateway.lines().slice(3)).toEqual([PAY, CANCEL, RELEASE]);
    expect(response.status).toBe(504);
    expect(await errorOf(response)).toEqual({
      code: "GATEWAY_TIMEOUT",
      message: "payment-service did not answer in time",
      service: "payment-service",
      details: {
        step: "process-payment",
        undone: ["create-order", "reserve-inventory"],
        outcomeUnknown: "process-payment",
        correlationId: CORRELATION,
      },
    });
    expect(gateway.log).toEqual([
      {
        level: "error",
        event: "saga.outcome-unknown",
        correlationId: CORRELATION,
        requestId: expect.any(String),
        step: "process-payment",
        service: "payment-service",
        reason: "payment-service did not answer in time",
      },
    ]);
  });
});

describe("the saga's 60 s", () => {
  /** Answers 25 s later. */
  const slowly =
    (backend: Backend): Backend =>
    async (request) => {
      await new Promise((resolve) => {
        setTimeout(resolve, 25_000);
      });
      return await backend(request);
    };

  test("are of all steps together, and undoing has time of its own", async () => {
    vi.useFakeTimers({ now: 0 });
    const gateway = withShop({
      [VALIDATE]: slowly(SHOP[VALIDATE]!),
      [RESERVE]: slowly(SHOP[RESERVE]!),
      [CREATE]: hangs,
      [RELEASE]: slowly(SHOP[RELEASE]!),
    });
    const answer = order(gateway);
    await gateway.reached(1);
    await vi.advanceTimersByTimeAsync(25_000);
    await gateway.reached(2);
    await vi.advanceTimersByTimeAsync(25_000);
    await gateway.reached(3);
    // Of the step's own 30 s, 10 s are left.
    await vi.advanceTimersByTimeAsync(10_000);
    await gateway.reached(4);
    await vi.advanceTimersByTimeAsync(25_000);
    const response = await answer;
    expect(response.status).toBe(504);
    expect(await errorOf(response)).toMatchObject({
      code: "GATEWAY_TIMEOUT",
      details: { step: "create-order", undone: ["reserve-inventory"] },
    });
    expect(gateway.sent.map(({ at }) => at)).toEqual([0, 25_000, 50_000, 60_000]);
  });

  test("may be over before a step is sent", async () => {
    vi.useFakeTimers({ now: 0 });
    const gateway = withShop({
      [VALIDATE]: slowly(SHOP[VALIDATE]!),
      [RESERVE]: slowly(SHOP[RESERVE]!),
      // The clock goes on while nobody's timer runs, as on a machine that sleeps.
      [CREATE]: (request) => {
        vi.setSystemTime(60_000);
        return SHOP[CREATE]!(request);
      },
    });
    const answer = order(gateway);
    await gateway.reached(1);
    await vi.advanceTimersByTimeAsync(25_000);
    await gateway.reached(2);
    await vi.advanceTimersByTimeAsync(25_000);
    const response = await answer;
    expect(gateway.lines()).toEqual([VALIDATE, RESERVE, CREATE, CANCEL, RELEASE]);
    expect(response.status).toBe(504);
    expect(await errorOf(response)).toMatchObject({
      code: "GATEWAY_TIMEOUT",
      message: "The saga's time was over before this step",
      details: { step: "process-payment", undone: ["create-order", "reserve-inventory"] },
    });
    expect(gateway.log).toEqual([]);
  });
});

test("an order that was undone may be tried again with the same key", async () => {
  const gateway = withShop({ [PAY]: inTurn(refuses(402, "PAYMENT_DECLINED"), SHOP[PAY]!) });
  const headers = { "Idempotency-Key": "k-1" };
  const options = { user: "u-1", body: ORDER_REQUEST, headers };
  expect((await gateway.send("POST", "/orders", options)).status).toBe(422);
  expect((await gateway.send("POST", "/orders", options)).status).toBe(201);
  const reserved = gateway.sent.filter(({ line }) => line === "POST /inventory/reserve");
  const keys = reserved.map(({ headers }) => headers.get("Idempotency-Key"));
  expect(keys[0]).not.toBe(keys[1]);
});

test("a backend that says nothing of use is never quoted", async () => {
  const gateway = withShop({ [RESERVE]: json({ error: { code: 7, message: {} } }, 409) });
  expect(await errorOf(await order(gateway))).toMatchObject({ code: "STEP_REFUSED" });
});
