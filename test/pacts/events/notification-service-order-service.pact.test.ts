/**
 * What the notification service needs of the order service's events: whose order it is, and how it
 * stands.
 */
import { MatchersV3 } from "@pact-foundation/pact";
import { expect, test } from "vitest";
import { CORRELATION_ID, EVENT_ID } from "./payloads.ts";
import { startNotificationService } from "./subscribers.ts";
import { subscription } from "./subscription.ts";

const expectEvent = subscription("notification-service", "order-service");

test("the user is told that the order has been placed", async () => {
  await expectEvent({
    channel: "order.created",
    given: "the products exist",
    receiving: "an order has been created",
    fields: { order: { id: "o-1", userId: "u-1" } },
    subscriber: startNotificationService,
    leadsTo({ deliveries, userOfOrder }, published) {
      const notification = {
        userId: "u-1",
        message: "Your order o-1 has been placed",
        type: "ORDER",
        channel: "IN_APP",
      };
      expect(deliveries).toMatchObject([{ notification, address: null }]);
      expect(published).toMatchObject([
        { correlationId: CORRELATION_ID, causationId: EVENT_ID, data: { notification } },
      ]);
      // News of its status do not say whose order it is.
      expect(userOfOrder).toBe("u-1");
    },
  });
});

test.each([
  // the order            becomes        and its user reads
  ["o-1 waits for its payment", "CONFIRMED", "Your order o-1 has been confirmed"],
  ["o-1 is confirmed", "PROCESSING", "Your order o-1 is being packed"],
  ["o-1 is being packed", "SHIPPED", "Your order o-1 has been shipped"],
  ["o-1 has been shipped", "DELIVERED", "Your order o-1 has been delivered"],
  ["o-1 has been delivered", "REFUNDED", "Your order o-1 has been refunded"],
  ["o-1 can be cancelled", "CANCELLED", "Your order o-1 has been cancelled"],
])("the user is told how the order stands: %s, then %s", async (order, newStatus, news) => {
  await expectEvent({
    channel: "order.status_changed",
    given: `order ${order}`,
    receiving: `an order has become ${newStatus}`,
    // Each status has its own words, so that one that is not known would have none.
    fields: { orderId: "o-1", newStatus: MatchersV3.equal(newStatus) },
    subscriber: () => startNotificationService({ orders: [["o-1", "u-1"]] }),
    leadsTo({ deliveries }, published) {
      const notification = { userId: "u-1", message: news, type: "ORDER", channel: "IN_APP" };
      expect(deliveries).toMatchObject([{ notification, address: null }]);
      expect(published).toMatchObject([
        { correlationId: CORRELATION_ID, causationId: EVENT_ID, data: { notification } },
      ]);
    },
  });
});
