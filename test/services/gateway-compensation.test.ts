/**
 * Undoing the steps of a saga: how often it is tried, and what is said when it cannot be done.
 */
import { afterEach, describe, expect, test, vi } from "vitest";
import {
  type Backend,
  errorOf,
  hangs,
  inTurn,
  isDown,
  isLost,
  refuses,
  type Started,
  type StartOptions,
  startGateway,
} from "./gateway-and-backends.ts";
import { CANCEL, CREATE, ORDER_REQUEST, PAY, RELEASE, SHOP } from "./gateway-shop.ts";

afterEach(() => vi.useRealTimers());

const CORRELATION = "7f3f1c9e-52a8-4f0e-9b1c-0a6a3c1d2e4f";

function withShop(other: Readonly<Record<string, Backend>>, options?: StartOptions): Started {
  return startGateway({ ...SHOP, ...other }, { settings: { firstDelayMs: 0 }, ...options });
}

function order(gateway: Started) {
  const headers = { "X-Correlation-ID": CORRELATION };
  return gateway.send("POST", "/orders", { user: "u-1", body: ORDER_REQUEST, headers });
}

describe("undoing", () => {
  test.each<[string, number, Backend]>([
    ["answers 500", 3, refuses(500, "X")],
    ["answers 429", 3, refuses(429, "X")],
    ["is lost", 3, isLost],
    ["is not listening", 3, isDown],
    ["answers 409", 1, refuses(409, "ORDER_SHIPPED")],
  ])("that %s is sent %i times in all", async (_, times, backend) => {
    const gateway = withShop({ [PAY]: refuses(402, "PAYMENT_DECLINED"), [CANCEL]: backend });
    await order(gateway);
    expect(gateway.lines().slice(4)).toEqual([...Array(times).fill(CANCEL), RELEASE]);
  });

  test("that goes well the next time has undone", async () => {
    const gateway = withShop({
      [PAY]: refuses(402, "PAYMENT_DECLINED"),
      [CANCEL]: inTurn(isLost, refuses(500, "X"), SHOP[CANCEL]!),
    });
    expect(await errorOf(await order(gateway))).toMatchObject({
      details: { undone: ["create-order", "reserve-inventory"] },
    });
    expect(gateway.log).toEqual([]);
  });

  test("that fails is logged and told, and does not keep the rest from being undone", async () => {
    const gateway = withShop({
      [PAY]: refuses(402, "PAYMENT_DECLINED"),
      [CANCEL]: refuses(409, "ORDER_SHIPPED"),
    });
    const response = await order(gateway);
    expect(response.status).toBe(422);
    const lost = {
      step: "create-order",
      service: "order-service",
      reason: "order-service answered 409",
    };
    expect(await errorOf(response)).toEqual({
      code: "PAYMENT_DECLINED",
      message: "It is PAYMENT_DECLINED",
      service: "payment-service",
      details: {
        step: "process-payment",
        undone: ["reserve-inventory"],
        notUndone: [lost],
        correlationId: CORRELATION,
      },
    });
    expect(gateway.log).toEqual([
      {
        level: "error",
        event: "saga.not-undone",
        correlationId: CORRELATION,
        requestId: expect.any(String),
        ...lost,
      },
    ]);
  });

  test("that hangs is tried again after its 30 s and a pause, and has 30 s more", async () => {
    vi.useFakeTimers({ now: 0 });
    const slow: Backend = async (request) => {
      await new Promise((resolve) => {
        setTimeout(resolve, 25_000);
      });
      return await SHOP[RELEASE]!(request);
    };
    const gateway = withShop(
      { [CREATE]: refuses(422, "PRODUCT_UNKNOWN"), [RELEASE]: inTurn(hangs, slow) },
      { settings: { firstDelayMs: 100, random: () => 1 } },
    );
    const answer = order(gateway);
    await gateway.reached(4);
    await vi.advanceTimersByTimeAsync(30_100);
    await gateway.reached(5);
    await vi.advanceTimersByTimeAsync(25_000);
    expect(await errorOf(await answer)).toMatchObject({
      details: { undone: ["reserve-inventory"] },
    });
    expect(gateway.sent.map(({ at }) => at)).toEqual([0, 0, 0, 0, 30_100]);
  });

  test("is not tried again at a circuit that is open", async () => {
    vi.useFakeTimers({ now: 0 });
    const gateway = withShop(
      { [PAY]: refuses(402, "PAYMENT_DECLINED"), [CANCEL]: refuses(500, "X") },
      {
        settings: {
          firstDelayMs: 100,
          random: () => 1,
          breakerShare: 0.4,
          breakerWindow: 2,
          breakerMinimum: 2,
        },
      },
    );
    const answer = order(gateway);
    await gateway.reached(5);
    await vi.advanceTimersByTimeAsync(100);
    await gateway.reached(6);
    expect(await errorOf(await answer)).toMatchObject({
      details: { notUndone: [{ reason: "The circuit of order-service is open" }] },
    });
    // Were it tried again, the release would wait for another pause.
    expect(gateway.sent.slice(4).map(({ line, at }) => [line, at])).toEqual([
      ["POST /orders/o-1/cancel", 0],
      ["POST /inventory/release", 100],
    ]);
  });

  test("is the gateway's own doing: the user's token may have run out", async () => {
    const gateway = withShop({ [PAY]: refuses(401, "TOKEN_EXPIRED") });
    expect((await order(gateway)).status).toBe(401);
    const undoing = gateway.sent.slice(4).map(({ line, headers }) => ({
      line,
      key: headers.get("X-API-Key"),
      hasToken: headers.has("Authorization"),
    }));
    expect(undoing).toEqual([
      { line: "POST /orders/o-1/cancel", key: "key-of-the-services", hasToken: false },
      { line: "POST /inventory/release", key: "key-of-the-services", hasToken: false },
    ]);
  });

  test("undoes what the saga did, whatever the caller calls it", async () => {
    const gateway = withShop({ [PAY]: refuses(402, "PAYMENT_DECLINED") });
    // In the gateway's own name, this would cancel somebody else's order.
    const options = { user: "u-1", body: ORDER_REQUEST, as: "POST /orders" };
    await gateway.send("POST", "/orders?orderId=o-2&reservationId=r-2", options);
    expect(gateway.lines().slice(4)).toEqual([CANCEL, RELEASE]);
    expect(gateway.sent.at(-1)!.body).toEqual({ reservationId: "r-1" });
  });

  test("carries the ids and the user of the request that failed", async () => {
    const gateway = withShop({ [PAY]: refuses(402, "PAYMENT_DECLINED") });
    await order(gateway);
    const [cancel] = gateway.sent.slice(4);
    expect(cancel!.headers.get("X-Correlation-ID")).toBe(CORRELATION);
    expect(cancel!.headers.get("X-User-ID")).toBe("u-1");
    expect(cancel!.headers.get("X-API-Key")).toBe("key-of-the-services");
  });
});
