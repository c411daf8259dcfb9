/**
 * What the gateway needs of the payment service: the payment of an order, and its refund.
 */
import { describe, expect, test } from "vitest";
import { payment, pendingOrder, refusal, tokenExpired } from "./answers.ts";
import { answer, inTurn, isLost } from "./consumer.ts";
import { CANCEL, CREATE, linesAfter, PAY, REFUND, RELEASE, startGateway } from "./gateway.ts";
import { contractOf } from "./provider-contracts.ts";
import { readsOf } from "./reads.ts";
import { recordProvider } from "./recorded-provider.ts";

const contract = await contractOf("payment-service");
const payments = recordProvider("api-gateway", "payment-service", contract);

const reads = (operation: string, status: number) =>
  readsOf("api-gateway", "payment-service", operation, status);

describe("paying", () => {
  const operation = "POST /payments";

  test("is the last step, and the order is read then", async () => {
    const stated = { states: ["order o-1 is not paid yet"], fields: reads(operation, 201) };
    await payments.interaction("a request to pay an order", stated, async () => {
      const shop = startGateway(payments.answers(PAY, 201, payment));
      expect(await shop.order()).toMatchObject({ status: 201, body: { status: "CONFIRMED" } });
      const { id: orderId, userId, total: amount } = pendingOrder;
      expect(shop.calls.find(({ line }) => line === PAY)?.body).toEqual({
        orderId,
        userId,
        amount,
      });
    });
  });

  const DEAR = { ...pendingOrder, total: { amount: 1290, currency: "USD" } };

  test.each([
    {
      what: "that the card does not cover",
      state: "order o-1 is not paid yet",
      order: DEAR,
      answered: 402,
      refused: refusal("PAYMENT_DECLINED", "The card's limit is 1000 USD"),
      wanted: [422, "PAYMENT_DECLINED"] as const,
    },
    {
      what: "that has another payment",
      state: "order o-1 has another payment",
      order: pendingOrder,
      answered: 422,
      refused: refusal("ORDER_PAID", "Order o-1 has another payment"),
      wanted: [422, "ORDER_PAID"] as const,
    },
    {
      what: "with an expired token",
      state: "the token has expired",
      order: pendingOrder,
      answered: 401,
      refused: tokenExpired,
      wanted: [401, "TOKEN_INVALID"] as const,
    },
  ])("an order $what undoes it", async ({ what, state, order, answered, refused, wanted }) => {
    const stated = { states: [state], fields: reads(operation, answered) };
    await payments.interaction(`a request to pay an order ${what}`, stated, async () => {
      const shop = startGateway({
        ...payments.answers(PAY, answered, refused),
        [CREATE]: answer(201, order),
      });
      const [status, code] = wanted;
      const details = { step: "process-payment", undone: ["create-order", "reserve-inventory"] };
      expect(await shop.order()).toMatchObject({ status, body: { error: { code, details } } });
      expect(linesAfter(shop, PAY)).toEqual([CANCEL, RELEASE]);
    });
  });
});

// Paying is the last step. It is undone when its answer is lost: the gateway finds out later what
// became of it.
describe("refunding a payment whose answer was lost", () => {
  const operation = "POST /payments/{paymentId}/refund";

  test.each([
    {
      state: "payment pay-1 was made",
      answered: 200,
      body: { ...payment, status: "REFUNDED" },
      logged: { event: "saga.undone-later" },
    },
    {
      state: "payment pay-1 is unknown",
      answered: 404,
      body: refusal("PAYMENT_UNKNOWN", "Payment pay-1 is unknown"),
      logged: { event: "saga.not-undone", reason: "payment-service answered 404" },
    },
    {
      state: "payment pay-1 has not come yet",
      answered: 409,
      body: refusal("PAYMENT_NOT_COMPLETED", "Payment pay-1 is PENDING"),
      logged: { event: "saga.not-undone", reason: "payment-service answered 409" },
    },
  ])("$answered: $logged.event", async ({ state, answered, body, logged }) => {
    const stated = { states: [state], fields: reads(operation, answered) };
    await payments.interaction(`a request to refund when ${state}`, stated, async () => {
      const shop = startGateway({
        [PAY]: inTurn(isLost, answer(201, payment)),
        ...payments.answers(REFUND, answered, body),
      });
      expect(await shop.order()).toMatchObject({
        status: 502,
        body: { error: { code: "BAD_GATEWAY", details: { outcomeUnknown: "process-payment" } } },
      });
      await shop.until(() => shop.log.some(({ event }) => event === logged.event));
      expect(linesAfter(shop, PAY)).toEqual([REFUND]);
      expect(shop.log.at(-1)).toMatchObject({ ...logged, step: "process-payment" });
    });
  });
});
