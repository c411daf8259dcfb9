/**
 * What each subscriber reads of each event: the fields that its pact asks the publisher for.
 *
 * Stated by hand. `what-is-read.pact.test.ts` proves each line with the subscriber's own code.
 */
export interface EventReads {
  consumer: string;
  provider: string;
  channel: string;
  /** JSON Pointers into the payload, in which `*` is every item of a list. */
  fields: readonly string[];
  /** Names in the envelope, which are metadata of the message. */
  metadata: readonly string[];
  /** Metadata that go on to the subscriber's own events where they are there, and are not asked for. */
  passesOn: readonly string[];
}

/** By its id an event that comes again is known, and what follows from it says so. */
const ID = "eventId";
/** The errand that it belongs to, and that what follows from it goes on with. */
const ERRAND = "correlationId";
/** The request at whose beginning it stands: one errand may have several orders. */
const REQUEST = "requestId";
/** A caller need not have one. */
const TRACE = "traceparent";

export const EVENT_READS: readonly EventReads[] = [
  {
    consumer: "notification-service",
    provider: "user-service",
    channel: "user.created",
    fields: ["/user/id", "/user/email", "/user/profile/firstName", "/user/profile/phoneNumber"],
    metadata: [ID, ERRAND],
    passesOn: [REQUEST, TRACE],
  },
  {
    consumer: "notification-service",
    provider: "user-service",
    channel: "user.updated",
    fields: ["/userId", "/changes/email", "/changes/profile/phoneNumber"],
    metadata: [ID],
    passesOn: [],
  },
  {
    consumer: "notification-service",
    provider: "order-service",
    channel: "order.created",
    fields: ["/order/id", "/order/userId"],
    metadata: [ID, ERRAND],
    passesOn: [REQUEST, TRACE],
  },
  {
    consumer: "notification-service",
    provider: "order-service",
    channel: "order.status_changed",
    fields: ["/orderId", "/newStatus"],
    metadata: [ID, ERRAND],
    passesOn: [REQUEST, TRACE],
  },
  {
    consumer: "notification-service",
    provider: "payment-service",
    channel: "payment.processed",
    fields: [
      "/payment/orderId",
      "/payment/userId",
      "/payment/amount/amount",
      "/payment/amount/currency",
    ],
    metadata: [ID, ERRAND],
    passesOn: [REQUEST, TRACE],
  },
  {
    consumer: "order-service",
    provider: "payment-service",
    channel: "payment.processed",
    fields: [
      "/payment/id",
      "/payment/orderId",
      "/payment/userId",
      "/payment/amount/amount",
      "/payment/amount/currency",
      "/payment/status",
    ],
    // The inventory service finds the order's stock by the request.
    metadata: [ID, ERRAND, REQUEST],
    passesOn: [TRACE],
  },
  {
    consumer: "order-service",
    provider: "inventory-service",
    channel: "inventory.reserved",
    fields: ["/reservation/reservationId", "/reservation/orderId"],
    // Stock that was set aside before there was an order is the order's by the errand.
    metadata: [ERRAND],
    passesOn: [],
  },
  {
    consumer: "inventory-service",
    provider: "order-service",
    channel: "order.status_changed",
    fields: ["/orderId", "/newStatus"],
    metadata: [ERRAND, REQUEST],
    passesOn: [],
  },
  {
    consumer: "user-service",
    provider: "notification-service",
    channel: "notification.sent",
    // Kept as it is: the history of what the user was told.
    fields: ["id", "userId", "message", "type", "channel", "read", "createdAt"].map(
      (name) => `/notification/${name}`,
    ),
    metadata: [],
    passesOn: [],
  },
];

/** @throws {Error} for an event that is not in the table */
export function eventReadsOf(consumer: string, provider: string, channel: string): EventReads {
  const found = EVENT_READS.find(
    (each) => each.consumer === consumer && each.provider === provider && each.channel === channel,
  );
  if (found !== undefined) return found;
  throw new Error(`nobody says what ${consumer} reads of ${channel} of ${provider}`);
}
