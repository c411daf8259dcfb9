/**
 * What a saga leaves behind: how the gateway goes on with it when the caller has its answer.
 */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
  type Backend,
  inTurn,
  isLost,
  json,
  refuses,
  type Started,
  startGateway,
} from "./gateway-and-backends.ts";
import { CANCEL, ORDER_REQUEST, PAY, SHOP } from "./gateway-shop.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

const REFUND = "payment-service POST /payments/pay-1/refund";

// One attempt, so that each pause is the recovery's own; circuits that stay closed.
const settings = { attempts: 1, breakerWindow: 1000, breakerMinimum: 1000 };

async function order(other: Readonly<Record<string, Backend>>): Promise<Started> {
  const gateway = startGateway({ ...SHOP, ...other }, { settings });
  await gateway.send("POST", "/orders", { user: "u-1", body: ORDER_REQUEST });
  return gateway;
}

/** When `line` was sent. */
function times({ sent }: Started, line: string): number[] {
  return sent.filter((each) => `${each.service} ${each.line}` === line).map(({ at }) => at);
}

/** Seconds go by one by one, and whatever is under way gets on. */
async function seconds(count: number): Promise<void> {
  for (let second = 0; second < count; second += 1) await vi.advanceTimersByTimeAsync(1_000);
}

test("a step is undone after longer and longer pauses, of a minute at most, without end", async () => {
  const gateway = await order({
    [PAY]: refuses(402, "PAYMENT_DECLINED"),
    [CANCEL]: refuses(503, "X"),
  });
  await seconds(200);
  // 0, and then 1, 2, 4, 8, 16, 32, 60, 60 s after the one before.
  expect(times(gateway, CANCEL).map((at) => at / 1000)).toEqual([0, 1, 3, 7, 15, 31, 63, 123, 183]);
  expect(gateway.log.map(({ event }) => event)).toEqual(["saga.not-undone-yet"]);
});

test("it ends when the step is undone", async () => {
  const gateway = await order({
    [PAY]: refuses(402, "PAYMENT_DECLINED"),
    [CANCEL]: inTurn(refuses(503, "X"), isLost, SHOP[CANCEL]!),
  });
  await seconds(20);
  expect(times(gateway, CANCEL)).toEqual([0, 1_000, 3_000]);
  expect(gateway.log).toMatchObject([
    { level: "warning", event: "saga.not-undone-yet", step: "create-order" },
    { level: "warning", event: "saga.undone-later", step: "create-order" },
  ]);
});

test("it ends when undoing is refused, and somebody has to look", async () => {
  const gateway = await order({
    [PAY]: refuses(402, "PAYMENT_DECLINED"),
    [CANCEL]: inTurn(refuses(503, "X"), refuses(409, "ORDER_SHIPPED")),
  });
  await seconds(20);
  expect(times(gateway, CANCEL)).toEqual([0, 1_000]);
  expect(gateway.log[1]).toMatchObject({
    level: "error",
    event: "saga.not-undone",
    step: "create-order",
    service: "order-service",
    reason: "order-service answered 409",
  });
});

test("a step whose outcome is unknown is asked for once more by its own key, and undone", async () => {
  const gateway = await order({
    [PAY]: inTurn(isLost, refuses(503, "X"), SHOP[PAY]!),
    [REFUND]: inTurn(refuses(500, "X"), SHOP[REFUND]!),
  });
  await seconds(20);
  expect(times(gateway, PAY)).toEqual([0, 1_000, 3_000]);
  const keys = gateway.sent
    .filter(({ line }) => line === "POST /payments")
    .map(({ headers }) => headers.get("Idempotency-Key"));
  expect(new Set(keys).size).toBe(1);
  // What it answered once stands.
  expect(times(gateway, REFUND)).toEqual([3_000, 7_000]);
  expect(gateway.log.map(({ event }) => event)).toEqual([
    "saga.outcome-unknown",
    "saga.undone-later",
  ]);
});

test.each([402, 409, 422])("a step that is refused with %i was not taken", async (status) => {
  const gateway = await order({ [PAY]: inTurn(isLost, refuses(status, "X")) });
  await seconds(20);
  expect(times(gateway, PAY)).toEqual([0, 1_000]);
  expect(times(gateway, REFUND)).toEqual([]);
  expect(gateway.log.at(-1)).toMatchObject({ event: "saga.undone-later" });
});

test.each<[string, Backend, string]>([
  ["is refused with 401", refuses(401, "TOKEN_EXPIRED"), "payment-service answered 401"],
  ["redirects", json({}, 307), "payment-service answered 307"],
  [
    "answers no JSON",
    () => new Response("<p>", { status: 201 }),
    "payment-service answered no JSON",
  ],
])("a step that %s stays unknown: somebody has to look", async (_, backend, reason) => {
  const gateway = await order({ [PAY]: inTurn(isLost, backend) });
  await seconds(20);
  expect(times(gateway, PAY)).toEqual([0, 1_000]);
  expect(gateway.log.at(-1)).toMatchObject({ level: "error", event: "saga.not-undone", reason });
});
