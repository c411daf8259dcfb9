/**
 * What the service makes of events: the `receive` operations that contracts/events.asyncapi.yaml has
 * for it. An event that comes a second time changes nothing.
 */
import type { Event, EventBus } from "../platform/event-bus.ts";
import { causedByEvent } from "../platform/publisher.ts";
import type { Order } from "../schemas/order.ts";
import type { Payment } from "../schemas/payment.ts";
import type { ChangeStatus } from "./change-status.ts";
import type { OrderRepository } from "./repository.ts";

export function subscribe(
  bus: EventBus,
  repository: OrderRepository,
  changeStatus: ChangeStatus,
): void {
  bus.subscribe("inventory.reserved", async ({ data: { reservation }, correlationId }) => {
    const { reservationId, orderId = null } = reservation;
    await repository.noteStock({ reservationId, orderId, correlationId });
  });

  bus.subscribe("payment.processed", async (event: Event<"payment.processed">) => {
    const { payment } = event.data;
    const order = await repository.find(payment.orderId);
    if (order === undefined || !isPaidBy(order, payment)) return;
    const also = { paymentId: payment.id };
    if (order.status === "PENDING") {
      await changeStatus(order.id, { status: "CONFIRMED", also }, causedByEvent(event));
    }
  });
}

/** Whoever pays less, or for somebody else's order, has not paid for this one. */
function isPaidBy({ userId, total }: Order, { userId: payer, amount, status }: Payment): boolean {
  return (
    status === "COMPLETED" &&
    payer === userId &&
    amount.amount === total.amount &&
    amount.currency === total.currency
  );
}
