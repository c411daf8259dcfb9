/**
 * What the inventory service needs of the order service's events: what becomes of the order that
 * stock was set aside for.
 */
import { MatchersV3 } from "@pact-foundation/pact";
import { expect, test } from "vitest";
import type { Reservation } from "../../../services/schemas/inventory.ts";
import * as answers from "../answers.ts";
import { CORRELATION_ID, REQUEST_ID } from "./payloads.ts";
import { startInventoryService } from "./subscribers.ts";
import { subscription } from "./subscription.ts";

const expectEvent = subscription("inventory-service", "order-service");

/** Two of the product p-1, until half past ten. */
const forOrder = answers.reservation as Reservation;
const beforeOrder: Reservation = { ...forOrder, orderId: null };
const MADE = { correlationId: CORRELATION_ID, requestId: REQUEST_ID };

test.each([
  // the order                       becomes       what was set aside        is then
  [
    "o-1 waits for its payment",
    "CONFIRMED",
    beforeOrder,
    { status: "RESERVED", orderId: "o-1", expiresAt: "2026-04-01T10:15:00.000Z" },
    { available: 38, reserved: 2 },
  ],
  [
    "o-1 is being packed",
    "SHIPPED",
    forOrder,
    { status: "COMMITTED", orderId: "o-1" },
    { available: 38, reserved: 0 },
  ],
  [
    "o-1 can be cancelled",
    "CANCELLED",
    forOrder,
    { status: "RELEASED", orderId: "o-1" },
    { available: 40, reserved: 0 },
  ],
])("the stock of an order that %s, then %s", async (order, newStatus, before, after, stock) => {
  await expectEvent({
    channel: "order.status_changed",
    given: `order ${order}`,
    receiving: `an order has become ${newStatus}`,
    // What becomes of the stock hangs on this status and on no other.
    fields: { orderId: "o-1", newStatus: MatchersV3.equal(newStatus) },
    subscriber: () => startInventoryService(before, MADE),
    leadsTo(kept, published) {
      expect(kept).toMatchObject({ reservation: after, stock });
      expect(published).toEqual([]);
    },
  });
});
