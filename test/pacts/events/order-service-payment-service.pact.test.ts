/**
 * What the order service needs of the payment service's events: that its user has paid all of it.
 */
import { MatchersV3 } from "@pact-foundation/pact";
import { expect, test } from "vitest";
import type { Order } from "../../../services/schemas/order.ts";
import { pendingOrder } from "../answers.ts";
import { CORRELATION_ID, EVENT_ID, REQUEST_ID } from "./payloads.ts";
import { startOrderService } from "./subscribers.ts";
import { subscription } from "./subscription.ts";

const expectEvent = subscription("order-service", "payment-service");

test("an order is confirmed when it has been paid", async () => {
  await expectEvent({
    channel: "payment.processed",
    given: "order o-1 is not paid yet",
    receiving: "a payment has been completed",
    fields: {
      payment: {
        id: "pay-1",
        orderId: "o-1",
        userId: "u-1",
        amount: { amount: 69.77, currency: "USD" },
        // Any other has not been paid.
        status: MatchersV3.equal("COMPLETED"),
      },
    },
    subscriber: () => startOrderService(pendingOrder as Order),
    leadsTo({ order }, published) {
      expect(order).toMatchObject({ status: "CONFIRMED", paymentId: "pay-1" });
      expect(published).toMatchObject([
        {
          eventType: "order.status_changed",
          correlationId: CORRELATION_ID,
          causationId: EVENT_ID,
          metadata: { requestId: REQUEST_ID },
          data: { orderId: "o-1", previousStatus: "PENDING", newStatus: "CONFIRMED" },
        },
      ]);
    },
  });
});
