/**
 * `x-gateway-saga` when all goes well: what each step is sent, and what the caller is answered.
 */
import { afterEach, describe, expect, test, vi } from "vitest";
import {
  type Backend,
  errorOf,
  inTurn,
  json,
  type Started,
  startGateway,
} from "./gateway-and-backends.ts";
import { CONFIRMED, CREATE, ORDER_REQUEST, PENDING, READ, SHOP } from "./gateway-shop.ts";

afterEach(() => vi.useRealTimers());

function withShop(other: Readonly<Record<string, Backend>> = {}): Started {
  return startGateway({ ...SHOP, ...other });
}

function order(gateway: Started, headers: Record<string, string> = {}) {
  return gateway.send("POST", "/orders", { user: "u-1", body: ORDER_REQUEST, headers });
}

test("the steps are taken in their order, and then the order is read", async () => {
  const gateway = withShop();
  await order(gateway);
  expect(gateway.lines()).toEqual([
    "product-service POST /products/validate",
    "inventory-service POST /inventory/reserve",
    "order-service POST /orders",
    "payment-service POST /payments",
    "order-service GET /orders/o-1",
  ]);
});

test("each step is sent what the configuration maps for it", async () => {
  const gateway = withShop();
  await order(gateway);
  expect(gateway.sent.map(({ body }) => body)).toEqual([
    { productIds: ["p-1", "p-2"] },
    {
      items: [
        { productId: "p-1", quantity: 2 },
        { productId: "p-2", quantity: 1 },
      ],
    },
    ORDER_REQUEST,
    { orderId: "o-1", userId: "u-1", amount: { amount: 78.95, currency: "USD" } },
    "",
  ]);
});

test("whoever pays is who the token says", async () => {
  const gateway = withShop();
  const body = { ...ORDER_REQUEST, userId: "u-2" };
  const headers = { "X-User-ID": "u-2" };
  await gateway.send("POST", "/orders", { user: "u-1", body, headers });
  expect(gateway.sent[3]!.body).toMatchObject({ userId: "u-1" });
  expect(gateway.sent.map(({ headers }) => headers.get("X-User-ID"))).toEqual(Array(5).fill("u-1"));
});

describe("the answer", () => {
  test("is the order as the payment leaves it: confirmed", async () => {
    const response = await order(withShop());
    expect(response.status).toBe(201);
    expect(await response.json()).toEqual(CONFIRMED);
  });

  test("waits for the payment's event, twice as long each time", async () => {
    vi.useFakeTimers({ now: 0 });
    const gateway = withShop({ [READ]: inTurn(json(PENDING), json(PENDING), json(CONFIRMED)) });
    const answer = order(gateway);
    await gateway.reached(5);
    await vi.advanceTimersByTimeAsync(50);
    await gateway.reached(6);
    await vi.advanceTimersByTimeAsync(100);
    expect(await (await answer).json()).toEqual(CONFIRMED);
    expect(gateway.sent.slice(4).map(({ at }) => at)).toEqual([0, 50, 150]);
  });

  test("is the order as it is where the event does not come, and that is logged", async () => {
    const gateway = startGateway(
      { ...SHOP, [READ]: json(PENDING) },
      { settings: { settleDelayMs: 0 } },
    );
    const response = await order(gateway);
    expect(response.status).toBe(201);
    expect(await response.json()).toEqual(PENDING);
    expect(gateway.lines().filter((line) => line.includes("GET"))).toHaveLength(5);
    expect(gateway.log).toMatchObject([
      { level: "warning", event: "saga.not-settled", reason: "it is not CONFIRMED yet" },
    ]);
  });

  test("is the order as it was made where it cannot be read: nothing is undone for that", async () => {
    const gateway = withShop({ [READ]: json({}, 500) });
    const response = await order(gateway);
    expect(response.status).toBe(201);
    expect(await response.json()).toEqual(PENDING);
    expect(gateway.log).toMatchObject([{ reason: "order-service answered 500" }]);
  });

  test("is the order at once where it is confirmed when it is made", async () => {
    const gateway = withShop({ [CREATE]: json(CONFIRMED, 201) });
    expect(await (await order(gateway)).json()).toEqual(CONFIRMED);
    expect(gateway.sent).toHaveLength(4);
  });
});

describe("a key for doing it once", () => {
  test("goes with each step, and is another one for each", async () => {
    const gateway = withShop();
    await order(gateway);
    const keys = gateway.sent.slice(0, 4).map(({ headers }) => headers.get("Idempotency-Key"));
    expect(new Set(keys).size).toBe(4);
    expect(keys).not.toContain(null);
  });

  test("of the caller's gives the same order again, without a step", async () => {
    const gateway = withShop();
    const first = await order(gateway, { "Idempotency-Key": "k-1" });
    const again = await order(gateway, { "Idempotency-Key": "k-1" });
    expect(gateway.sent).toHaveLength(5);
    expect(await again.json()).toEqual(await first.json());
  });

  test("of the caller's is no other user's", async () => {
    const gateway = withShop();
    await order(gateway, { "Idempotency-Key": "k-1" });
    const headers = { "Idempotency-Key": "k-1" };
    await gateway.send("POST", "/orders", { user: "u-2", body: ORDER_REQUEST, headers });
    expect(gateway.sent).toHaveLength(10);
  });

  test("of the caller's is refused for another order", async () => {
    const gateway = withShop();
    await order(gateway, { "Idempotency-Key": "k-1" });
    const response = await gateway.send("POST", "/orders", {
      user: "u-1",
      body: { ...ORDER_REQUEST, notes: "Ring twice" },
      headers: { "Idempotency-Key": "k-1" },
    });
    expect(response.status).toBe(422);
    expect(await errorOf(response)).toMatchObject({ code: "IDEMPOTENCY_KEY_REUSED" });
  });
});

test("a body that is too large is refused before any step", async () => {
  const gateway = withShop();
  const body = { ...ORDER_REQUEST, notes: "x".repeat(1024 * 1024) };
  const response = await gateway.send("POST", "/orders", { user: "u-1", body });
  expect(response.status).toBe(413);
  expect(await errorOf(response)).toMatchObject({ code: "BODY_TOO_LARGE" });
  expect(gateway.sent).toEqual([]);
});

test.each([
  ["is no JSON", "{", "application/json"],
  ["is not UTF-8", new Uint8Array([0x22, 0xff, 0x22]), "application/json"],
  ["says that it is none", "{}", "text/plain"],
])("a body that %s is refused before any step", async (_, raw, type) => {
  const gateway = withShop();
  const response = await gateway.send("POST", "/orders", {
    user: "u-1",
    raw,
    headers: { "Content-Type": type },
  });
  expect(response.status).toBe(400);
  expect(await errorOf(response)).toMatchObject({ code: "BODY_NOT_JSON" });
  expect(gateway.sent).toEqual([]);
});
