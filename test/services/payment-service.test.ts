import { beforeEach, describe, expect, test } from "vitest";
import type { Money } from "../../services/schemas/common.ts";
import {
  type Answer,
  type AskOptions,
  type Running,
  startServices,
} from "./services-under-test.ts";

const SERVICE = "payment-service";

let system: Running;

beforeEach(async () => {
  system = await startServices();
});

const usd = (amount: number): Money => ({ amount, currency: "USD" });

function pay(body: object, options: AskOptions = { asService: true }): Promise<Answer> {
  const whole = { orderId: "o-9", userId: "u-1", amount: usd(78.95), ...body };
  return system.ask(SERVICE, "POST /payments", { ...options, body: whole });
}

function refund(paymentId: string, body?: object, options: AskOptions = { asService: true }) {
  return system.ask(SERVICE, `POST /payments/${paymentId}/refund`, { ...options, body });
}

describe("a payment", () => {
  test("is taken, and tells so", async () => {
    const { status, body, headers } = await pay({});
    expect(status).toBe(201);
    expect(headers.get("Location")).toBe("/payments/pay-101");
    expect(body).toEqual({
      id: "pay-101",
      orderId: "o-9",
      userId: "u-1",
      amount: { amount: 78.95, currency: "USD" },
      status: "COMPLETED",
      method: "CARD",
      refundReason: null,
      createdAt: "2026-03-12T09:00:00.000Z",
      updatedAt: "2026-03-12T09:00:00.000Z",
    });
    expect(system.events[0]?.eventType).toBe("payment.processed");
    expect(system.events[0]?.data).toMatchObject({ aggregateId: "pay-101", payment: body });
  });

  test.each([
    // amount                                       method            status
    { amount: usd(1000), method: "CARD", status: 201 },
    { amount: usd(1000.01), method: "CARD", status: 402 },
    { amount: usd(1000.01), method: undefined, status: 402 },
    { amount: usd(1000.01), method: "PAYPAL", status: 201 },
    { amount: usd(1000.01), method: "BANK_TRANSFER", status: 201 },
    { amount: { amount: 1000.01, currency: "EUR" }, method: "CARD", status: 402 },
    { amount: { amount: 1000.01, currency: "GBP" }, method: "CARD", status: 402 },
    { amount: { amount: 100_000, currency: "JPY" }, method: "CARD", status: 201 },
    { amount: { amount: 100_001, currency: "JPY" }, method: "CARD", status: 402 },
    { amount: usd(0), method: "CARD", status: 422 },
    { amount: usd(-5), method: "CARD", status: 422 },
    { amount: usd(0.001), method: "CARD", status: 422 },
    { amount: { amount: 0.5, currency: "JPY" }, method: "CARD", status: 422 },
    { amount: usd(1e300), method: "PAYPAL", status: 422 },
  ])("of $amount by $method gets $status", async ({ amount, method, status }) => {
    const answer = await pay({ amount, method });
    expect(answer.status).toBe(status);
    const isTaken = status === 201 && method !== "BANK_TRANSFER";
    expect(system.eventTypes().includes("payment.processed")).toBe(isTaken);
    if (status === 402) expect(answer.body.error.code).toBe("PAYMENT_DECLINED");
    if (status === 422) expect(answer.body.error.code).toBe("AMOUNT_INVALID");
  });

  test("by bank transfer has not come yet", async () => {
    const { body } = await pay({ method: "BANK_TRANSFER" });
    expect(body.status).toBe("PENDING");
    const { status, body: refusal } = await refund(body.id);
    expect(status).toBe(409);
    expect(refusal.error.code).toBe("PAYMENT_NOT_COMPLETED");
  });

  test("of one order is taken once, however often it is asked for at once", async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => pay({})));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(system.eventTypes().filter((type) => type === "payment.processed")).toHaveLength(1);
  });

  test.each([{ amount: usd(1) }, { userId: "u-2" }, { method: "PAYPAL" }])(
    "of a paid order is refused with another %s",
    async (other) => {
      await pay({});
      const { status, body } = await pay(other);
      expect(status).toBe(422);
      expect(body.error.code).toBe("ORDER_PAID");
    },
  );

  test("with a key that comes again after the refund is not taken again", async () => {
    const withKey: AskOptions = { asService: true, headers: { "Idempotency-Key": "k-1" } };
    const { body } = await pay({}, withKey);
    await refund(body.id);
    expect((await pay({}, withKey)).body.id).toBe(body.id);
    expect((await pay({})).body.id).not.toBe(body.id);
  });

  test("for somebody else is refused", async () => {
    const { status, body } = await pay({}, { user: "u-2" });
    expect(status).toBe(422);
    expect(body.error.code).toBe("USER_FOREIGN");
  });

  test.each([
    { body: { amount: 5 }, pointer: "/amount" },
    { body: { amount: { amount: "5", currency: "USD" } }, pointer: "/amount/amount" },
    { body: { amount: { amount: 5, currency: "CHF" } }, pointer: "/amount/currency" },
    { body: { method: "CASH" }, pointer: "/method" },
    { body: { orderId: null }, pointer: "/orderId" },
  ])("is not understood with $body", async ({ body, pointer }) => {
    const answer = await pay(body, { asService: true, wrong: true });
    expect(answer.status).toBe(400);
    expect(answer.body.error.details).toEqual({ pointer });
  });

  test.each([
    ["u-1", 200],
    ["u-3", 200],
    ["u-2", 404],
  ])("of u-1 is shown to %s with %i", async (user, status) => {
    expect((await system.ask(SERVICE, "GET /payments/pay-1", { user })).status).toBe(status);
  });
});

describe("a refund", () => {
  test("gives the amount back, once", async () => {
    const first = await refund("pay-1", { reason: "The saga was undone" });
    expect(first.status).toBe(200);
    expect(first.body).toMatchObject({ status: "REFUNDED", refundReason: "The saga was undone" });
    system.advance(1000);
    const again = await refund("pay-1", { reason: "Once more" });
    expect(again.status).toBe(200);
    expect(again.body).toEqual(first.body);
  });

  test("needs no body", async () => {
    const { status, body } = await refund("pay-1");
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: "REFUNDED", refundReason: null });
  });

  test.each([
    { paymentId: "pay-404", options: { asService: true } },
    { paymentId: "pay-1", options: { user: "u-2" } },
  ] as const)("of $paymentId is refused to $options", async ({ paymentId, options }) => {
    const { status, body } = await refund(paymentId, undefined, options);
    expect(status).toBe(404);
    expect(body.error.code).toBe("PAYMENT_UNKNOWN");
  });
});
