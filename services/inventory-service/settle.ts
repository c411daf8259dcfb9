/**
 * What an order's status means for the stock that was set aside for it: a confirmed order keeps it,
 * a shipped one takes it, a cancelled one gives it back.
 */
import type { Event } from "../platform/event-bus.ts";
import type { InventoryRepository, ReservationRecord, Shelves } from "./repository.ts";
import { commit, expire, holdForOrder, release } from "./reserve.ts";

/** Handles `order.status_changed`. The same event once more changes nothing. */
export async function settle(
  repository: InventoryRepository,
  event: Event<"order.status_changed">,
  now: Date,
): Promise<void> {
  const { orderId, newStatus } = event.data;
  await repository.transact((shelves) => {
    expire(shelves, now);
    for (const record of recordsOf(shelves, event)) {
      if (newStatus === "CONFIRMED") holdForOrder(shelves, record, orderId, now);
      if (newStatus === "SHIPPED") commit(shelves, record, now);
      if (newStatus === "CANCELLED") release(shelves, record.reservation.reservationId, now);
    }
  });
}

/**
 * The open reservations of an order. One that was made before the order existed names none; it is
 * the order's when both came of the same errand, and of the same request where the event says which:
 * one errand may have several orders.
 */
function recordsOf(
  shelves: Shelves,
  { data: { orderId }, correlationId, metadata }: Event<"order.status_changed">,
): ReservationRecord[] {
  const open = shelves
    .reservations()
    .filter(({ reservation: { status } }) => status === "RESERVED");
  const own = open.filter(({ reservation }) => reservation.orderId === orderId);
  if (own.length > 0 || correlationId === null) return own;
  const { requestId } = metadata;
  return open
    .filter((record) => record.reservation.orderId === null)
    .filter((record) => record.correlationId === correlationId)
    .filter((record) => requestId === undefined || record.requestId === requestId)
    .slice(-1);
}
