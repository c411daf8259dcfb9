/**
 * What the order service needs of the inventory service's events: which stock is set aside for which
 * order. Where there was no order yet, the errand tells.
 */
import { variants } from "concordat/pact";
import { expect, test } from "vitest";
import type { Order } from "../../../services/schemas/order.ts";
import { pendingOrder } from "../answers.ts";
import { catalogue } from "./catalogue.ts";
import { CORRELATION_ID } from "./payloads.ts";
import { eventReadsOf } from "./reads.ts";
import { startOrderService } from "./subscribers.ts";
import { subscription } from "./subscription.ts";

const CONSUMER = "order-service";
const PROVIDER = "inventory-service";
const expectEvent = subscription(CONSUMER, PROVIDER);

const { fields } = eventReadsOf(CONSUMER, PROVIDER, "inventory.reserved");

/** What the provider has to do for each of them, and what errand the order was made in. */
const RESERVATIONS: Record<string, { given: string; errand: string | null }> = {
  "everything present": { given: "stock is asked for by order o-1", errand: null },
  "every optional field absent": {
    given: "product p-1 is in stock",
    errand: CORRELATION_ID,
  },
  "every nullable field null": {
    given: "stock is asked for before there is an order",
    errand: CORRELATION_ID,
  },
};

test.each(variants(catalogue, "inventory.reserved", { fields }))(
  "an order knows its stock: $name",
  async ({ name, fields: payload }) => {
    const { given, errand } = RESERVATIONS[name]!;
    const { reservation } = payload as {
      reservation: { reservationId: string; orderId?: string | null };
    };
    const { reservationId, orderId } = reservation;
    const order = { ...pendingOrder, id: orderId ?? "o-1" } as Order;
    await expectEvent({
      channel: "inventory.reserved",
      given,
      receiving: `stock has been set aside, ${name}`,
      fields: payload,
      subscriber: () => startOrderService(order, errand),
      leadsTo({ stock }, published) {
        expect(stock).toEqual([
          { reservationId, orderId: orderId ?? null, correlationId: CORRELATION_ID },
        ]);
        expect(published).toEqual([]);
      },
    });
  },
);
