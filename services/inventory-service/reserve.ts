/**
 * What happens to stock: it is set aside, given back, taken, or given back by time.
 * Each function works on shelves that nobody else can touch meanwhile.
 */
import { Refusal } from "../platform/refusal.ts";
import type { Reservation, ReservationItem, ReservationStatus } from "../schemas/inventory.ts";
import type { ReservationRecord, Shelves } from "./repository.ts";

/** How long stock is set aside before there is an order: time enough to pay. */
const HOLD_MS = 15 * 60 * 1000;
/** How long a confirmed order keeps its stock until it is shipped. */
const ORDER_HOLD_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * Sets all items aside, or none of them.
 *
 * @throws {Refusal} 422 for an unknown product, 409 `OUT_OF_STOCK` where there is too little
 */
export function reserve(
  shelves: Shelves,
  wanted: { reservationId: string; orderId: string | null; items: ReservationItem[] },
  { now, correlationId, requestId }: { now: Date; correlationId: string; requestId: string },
): Reservation {
  expire(shelves, now);
  const unknown = wanted.items.find(({ productId }) => shelves.stock(productId) === undefined);
  if (unknown !== undefined) {
    const { productId } = unknown;
    throw new Refusal(422, "PRODUCT_UNKNOWN", `Product ${productId} is unknown`, { productId });
  }
  for (const { productId, quantity } of wanted.items) {
    const { available } = shelves.stock(productId)!;
    if (available < quantity) throw outOfStock(productId, { available, asked: quantity });
    move(shelves, productId, { available: -quantity, reserved: quantity }, now);
  }
  const reservation: Reservation = {
    ...wanted,
    status: "RESERVED",
    createdAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + HOLD_MS).toISOString(),
  };
  shelves.putReservation({ reservation, correlationId, requestId });
  return reservation;
}

/**
 * Gives back what the reservation set aside. What was given back before stays so.
 *
 * @throws {Refusal} 404 where there is no such reservation, 409 where its stock has been taken
 */
export function release(shelves: Shelves, reservationId: string, now: Date): Reservation {
  expire(shelves, now);
  const record = shelves.reservation(reservationId);
  if (record === undefined) {
    throw new Refusal(404, "RESERVATION_UNKNOWN", `Reservation ${reservationId} is unknown`);
  }
  if (record.reservation.status === "COMMITTED") {
    throw new Refusal(
      409,
      "RESERVATION_COMMITTED",
      `The stock of reservation ${reservationId} has been taken`,
    );
  }
  return giveBack(shelves, record, "RELEASED", now);
}

/** Takes what was set aside off the shelves for good. */
export function commit(shelves: Shelves, { reservation, ...rest }: ReservationRecord, now: Date) {
  if (reservation.status !== "RESERVED") return;
  for (const { productId, quantity } of reservation.items) {
    move(shelves, productId, { available: 0, reserved: -quantity }, now);
  }
  shelves.putReservation({ ...rest, reservation: { ...reservation, status: "COMMITTED" } });
}

/** Ties a reservation to the order that it turned out to be for, which keeps it longer. */
export function holdForOrder(
  shelves: Shelves,
  { reservation, ...rest }: ReservationRecord,
  orderId: string,
  now: Date,
): void {
  const expiresAt = new Date(now.getTime() + ORDER_HOLD_MS).toISOString();
  shelves.putReservation({ ...rest, reservation: { ...reservation, orderId, expiresAt } });
}

/** Gives back what was set aside for longer than it could be. */
export function expire(shelves: Shelves, now: Date): void {
  for (const record of shelves.reservations()) {
    const isOver = Date.parse(record.reservation.expiresAt) <= now.getTime();
    if (isOver) giveBack(shelves, record, "EXPIRED", now);
  }
}

function giveBack(
  shelves: Shelves,
  { reservation, ...rest }: ReservationRecord,
  status: ReservationStatus,
  now: Date,
): Reservation {
  if (reservation.status !== "RESERVED") return reservation;
  for (const { productId, quantity } of reservation.items) {
    move(shelves, productId, { available: quantity, reserved: -quantity }, now);
  }
  const changed = { ...reservation, status };
  shelves.putReservation({ ...rest, reservation: changed });
  return changed;
}

function move(
  shelves: Shelves,
  productId: string,
  by: { available: number; reserved: number },
  now: Date,
): void {
  const stock = shelves.stock(productId)!;
  shelves.putStock({
    productId,
    available: stock.available + by.available,
    reserved: stock.reserved + by.reserved,
    updatedAt: now.toISOString(),
  });
}

function outOfStock(productId: string, counts: { available: number; asked: number }): Refusal {
  const message = `Product ${productId} is out of stock`;
  return new Refusal(409, "OUT_OF_STOCK", message, { productId, ...counts });
}
