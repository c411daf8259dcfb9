/**
 * That the subscribers read what `reads.ts` says, and nothing else: each field of each payload and
 * each name of the envelope is taken away, and the subscriber's own code shows whether that makes a
 * difference. No pact is made here.
 */
import { isDeepStrictEqual } from "node:util";
import { variants } from "concordat/pact";
import { expect, test } from "vitest";
import type { Reservation } from "../../../services/schemas/inventory.ts";
import type { Order } from "../../../services/schemas/order.ts";
import { validate } from "../../../src/schema/validate.ts";
import * as answers from "../answers.ts";
import { isAt, placesOf, without } from "../places.ts";
import { catalogue } from "./catalogue.ts";
import * as payloads from "./payloads.ts";
import { EVENT_READS, type EventReads } from "./reads.ts";
import {
  type Subscriber,
  startInventoryService,
  startNotificationService,
  startOrderService,
  startUserService,
} from "./subscribers.ts";

interface Delivery {
  subscriber: () => Promise<Subscriber>;
  /** One event after the other; each has an id of its own. */
  events: readonly [object, ...object[]];
}

const { correlationId, requestId } = payloads.envelope;
const pendingOrder = answers.pendingOrder as Order;
const reservation = answers.reservation as Reservation;
const email = "ada@example.com";

/** By subscriber and channel: what differs in at least one of them is read. */
const DELIVERIES: Record<string, readonly Delivery[]> = {
  "notification-service user.created": [
    { subscriber: () => startNotificationService(), events: [payloads.userCreated] },
  ],
  "notification-service user.updated": [
    {
      subscriber: () => startNotificationService(),
      events: [payloads.userUpdated, { ...payloads.userUpdated, changes: { email } }],
    },
  ],
  "notification-service order.created": [
    { subscriber: () => startNotificationService(), events: [payloads.orderCreated] },
  ],
  "notification-service order.status_changed": [
    {
      subscriber: () => startNotificationService({ orders: [["o-1", "u-1"]] }),
      events: [payloads.orderStatusChanged],
    },
  ],
  "notification-service payment.processed": [
    {
      subscriber: () =>
        startNotificationService({ contacts: [["u-1", { email, phoneNumber: null }]] }),
      events: [payloads.paymentProcessed],
    },
  ],
  "order-service payment.processed": [
    { subscriber: () => startOrderService(pendingOrder), events: [payloads.paymentProcessed] },
  ],
  "order-service inventory.reserved": [
    { subscriber: () => startOrderService(pendingOrder), events: [payloads.inventoryReserved] },
    {
      subscriber: () => startOrderService(pendingOrder, correlationId),
      events: [
        { ...payloads.inventoryReserved, reservation: { ...answers.reservation, orderId: null } },
      ],
    },
  ],
  "inventory-service order.status_changed": [
    {
      subscriber: () => startInventoryService(reservation),
      events: [payloads.orderStatusChanged],
    },
    {
      subscriber: () =>
        startInventoryService({ ...reservation, orderId: null }, { correlationId, requestId }),
      events: [payloads.orderStatusChanged],
    },
  ],
  "user-service notification.sent": [
    { subscriber: () => startUserService(), events: [payloads.notificationSent] },
  ],
};

test.each(EVENT_READS)("$consumer reads of $channel what it says", async (row) => {
  const { channel, fields, metadata, passesOn } = row;
  const deliveries = deliveriesOf(row);
  const isRead = async (change: Change): Promise<boolean> => {
    for (const delivery of deliveries) {
      const usual = await outcomeOf(channel, delivery);
      const seen = await outcomeOf(channel, delivery, change);
      if (!isDeepStrictEqual(seen, usual)) return true;
    }
    return false;
  };
  const places = placesOf(deliveries[0]!.events[0]);
  const read: string[] = [];
  for (const place of places) {
    const isWithout = await isRead({ payload: (payload) => without(payload, place) });
    if (isWithout) read.push(place);
  }
  expect(read.sort()).toEqual([...fields].sort());
  const names: string[] = [];
  for (const name of Object.keys(payloads.envelope)) {
    const isWithout = await isRead({
      envelope: (envelope) => without(envelope, `/${name}`) as object,
    });
    if (isWithout) names.push(name);
  }
  expect(names.sort()).toEqual([...metadata, ...passesOn].sort());
});

test.each(EVENT_READS)("$channel has all that the contract declares", (row) => {
  const [payload] = deliveriesOf(row)[0]!.events;
  const { channel } = row;
  const { messages } = catalogue.channels.find(({ name }) => name === channel)!;
  expect(validate(messages[0]!.payload!, payload)).toEqual([]);
  // The whole payload is what the empty pointer names: RFC 6901 §5.
  const [whole] = variants(catalogue, channel, { fields: [""] });
  const places = placesOf(payload);
  const declared = placesOf(whole!.fields).map((place) =>
    // What stands in a free-form object has any name.
    place.replace(/\/(changes|metadata)\/.*$/, "/$1"),
  );
  const missing = declared.filter((place) => !isAt(place, places) && !isAbove(place, places));
  expect(missing).toEqual([]);
});

test("nothing is delivered that is not in the table", () => {
  const rows = EVENT_READS.map(({ consumer, channel }) => `${consumer} ${channel}`);
  expect(Object.keys(DELIVERIES).sort()).toEqual(rows.sort());
});

interface Change {
  payload?: (payload: object) => unknown;
  envelope?: (envelope: object) => object;
}

/** What the subscriber keeps and publishes, or how it fails. */
async function outcomeOf(
  channel: string,
  { subscriber, events }: Delivery,
  { payload = (given) => given, envelope = (given) => given }: Change = {},
): Promise<unknown> {
  const { receive, kept, published } = await subscriber();
  try {
    for (const [index, event] of events.entries()) {
      const eventId = `evt-${index + 1}`;
      const metadata = { ...envelope({ ...payloads.envelope, eventId }), channel };
      await receive({ contents: payload(event), metadata });
    }
  } catch (error) {
    return { failed: String(error) };
  }
  return { kept: await kept(), published };
}

function deliveriesOf({ consumer, channel }: EventReads): readonly Delivery[] {
  return DELIVERIES[`${consumer} ${channel}`]!;
}

function isAbove(pointer: string, places: readonly string[]): boolean {
  return places.some((place) => isAt(place, [pointer]));
}
