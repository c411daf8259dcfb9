/**
 * What publishers send in the subscribers' tests: whole payloads, with every property that
 * contracts/events.asyncapi.yaml declares. Written by hand; `what-is-read.pact.test.ts` holds them to
 * the contract.
 */
import * as answers from "../answers.ts";

export const EVENT_ID = "evt-7";
export const CORRELATION_ID = "0f9b7d5e-2c4a-4b61-8f3e-6d5c4b3a2910";
export const REQUEST_ID = "5b0ad6ba-9d4d-4d7c-a1c1-0a1b2c3d4e5f";

/** Everything of the seed's envelope that is beside the payload. */
export const envelope = {
  eventId: EVENT_ID,
  source: "a-service",
  timestamp: "2026-03-02T10:15:00Z",
  correlationId: CORRELATION_ID,
  causationId: "evt-6",
  requestId: REQUEST_ID,
  traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
};

const { notifications, payment, pendingOrder, reservation, user } = answers;

export const userCreated = { ...head("user.created", "u-1"), user };

export const userUpdated = {
  ...head("user.updated", "u-1"),
  userId: "u-1",
  changes: { email: "ada@example.org", profile: user.profile },
};

export const orderCreated = { ...head("order.created", "o-1"), order: pendingOrder };

export const orderStatusChanged = {
  ...head("order.status_changed", "o-1"),
  orderId: "o-1",
  previousStatus: "PENDING",
  newStatus: "CONFIRMED",
  reason: "It has been paid",
};

export const paymentProcessed = { ...head("payment.processed", "pay-1"), payment };

export const inventoryReserved = { ...head("inventory.reserved", "r-1"), reservation };

export const notificationSent = {
  ...head("notification.sent", "n-1"),
  notification: notifications[0]!,
};

/** What the payload of every event begins with. */
function head(eventType: string, aggregateId: string) {
  return {
    eventId: EVENT_ID,
    eventType,
    aggregateId,
    timestamp: "2026-03-02T10:15:00Z",
    version: 1,
  };
}
