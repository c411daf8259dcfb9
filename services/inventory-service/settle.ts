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
  { data: { orderId, newStatus }, correlationId }: Event<"order.status_changed">,
  now: Date,
): Promise<void> {
  await repository.transact((shelves) => {
    expire(shelves, now);
    for (const record of recordsOf(shelves, orderId, correlationId)) {
      if (newStatus === "CONFIRMED") holdForOrder(shelves, record, orderId, now);
      if (newStatus === "SHIPPED") commit(shelves, record, now);
      if (newStatus === "CANCELLED") release(shelves, record.reservation.reservationId, now);
    }
  });
}

/**
 * The open reservations of an order. One that was made before the order existed names none; it is
 * the order's when both came of the same errand.
 */
function recordsOf(
  shelves: Shelves,
  orderId: string,
  correlationId: string | null,
): ReservationRecord[] {
  const open = shelves
    .reservations()
    .filter(({ reservation: { status } }) => status === "RESERVED");
  const own = open.filter(({ reservation }) => reservation.orderId === orderId);
  if (own.length > 0 || correlationId === null) return own;
  return open
    .filter((record) => record.reservation.orderId === null)
    .filter((record) => record.correlationId === correlationId)
    .slice(-1);
}
