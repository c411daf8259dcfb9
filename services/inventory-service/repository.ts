/**
 * Where stock and its reservations are kept.
 */
import type { Reservation, StockLevel } from "../schemas/inventory.ts";
import { reservationSeed, stockSeed } from "./seed.ts";

export type Stock = StockLevel;

/** A reservation and what it was made for. */
export interface ReservationRecord {
  reservation: Reservation;
  /** Of the errand; a caller may give all its requests the same. */
  correlationId: string | null;
  /** Of the request; every step of a saga carries that of the saga. */
  requestId: string | null;
}

/** The shelves while nobody else can touch them. What is put here is kept when the work is done. */
export interface Shelves {
  stock(productId: string): Stock | undefined;
  putStock(stock: Stock): void;
  reservation(reservationId: string): ReservationRecord | undefined;
  /** Oldest first. */
  reservations(): ReservationRecord[];
  putReservation(record: ReservationRecord): void;
}

export interface InventoryRepository {
  /**
   * Does the work as one step, before or after every other work: what it reads is true until it ends,
   * and when it throws, nothing of it is kept. A database would open a serializable transaction.
   */
  transact<T>(work: (shelves: Shelves) => T): Promise<T>;
  /** Forgets everything but what is given; default the seed. */
  reset(stocks?: readonly Stock[], reservations?: readonly Reservation[]): Promise<void>;
}

export function createInventoryRepository(): InventoryRepository {
  let stocks = new Map<string, Stock>();
  let reservations = new Map<string, ReservationRecord>();
  const fill = (given: readonly Stock[], reserved: readonly Reservation[]): void => {
    stocks = new Map(given.map((stock) => [stock.productId, { ...stock }]));
    reservations = new Map(
      structuredClone(reserved).map((reservation) => [
        reservation.reservationId,
        { reservation, correlationId: null, requestId: null },
      ]),
    );
  };
  fill(stockSeed, reservationSeed);
  return {
    async transact(work) {
      const newStocks = new Map<string, Stock>();
      const newReservations = new Map<string, ReservationRecord>();
      // Nothing is awaited in between, so no other work can begin before this one ends.
      const result = work({
        stock: (id) => newStocks.get(id) ?? stocks.get(id),
        putStock: (stock) => newStocks.set(stock.productId, stock),
        reservation: (id) => newReservations.get(id) ?? reservations.get(id),
        reservations: () => [...new Map([...reservations, ...newReservations]).values()],
        putReservation: (record) => newReservations.set(record.reservation.reservationId, record),
      });
      for (const [id, stock] of newStocks) stocks.set(id, stock);
      for (const [id, record] of newReservations) reservations.set(id, record);
      return result;
    },
    reset: async (given = stockSeed, reserved = reservationSeed) => fill(given, reserved),
  };
}
