/**
 * Where orders are kept.
 */
import type { Order } from "../schemas/order.ts";
import { orderSeed } from "./seed.ts";

/** Stock that the inventory service has told to be set aside. */
export interface StockNote {
  reservationId: string;
  /** Null where the stock was set aside before there was an order. */
  orderId: string | null;
  correlationId: string | null;
}

export interface OrderRepository {
  /** @param correlationId of the errand that the order was made in */
  add(order: Order, correlationId: string | null): Promise<void>;
  find(orderId: string): Promise<Order | undefined>;
  /** Newest first. */
  list(): Promise<Order[]>;
  /** Changes an order in one step. What `change` throws is thrown, and nothing is changed. */
  update(orderId: string, change: (order: Order) => Order): Promise<Order | undefined>;
  noteStock(note: StockNote): Promise<void>;
  /** What is set aside for an order: under its id, or earlier in the same errand. */
  stockOf(orderId: string): Promise<StockNote[]>;
  /** Forgets everything but `orders`; default the seed. */
  reset(orders?: readonly Order[]): Promise<void>;
}

export function createOrderRepository(): OrderRepository {
  const records = new Map<string, { order: Order; correlationId: string | null }>();
  const notes = new Map<string, StockNote>();
  const fill = (given: readonly Order[]): void => {
    records.clear();
    notes.clear();
    const oldestFirst = given.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt));
    for (const order of oldestFirst) {
      records.set(order.id, { order: structuredClone(order), correlationId: null });
    }
  };
  fill(orderSeed);
  return {
    async add(order, correlationId) {
      records.set(order.id, { order: structuredClone(order), correlationId });
    },
    find: async (id) => structuredClone(records.get(id)?.order),
    // Orders are added as time goes by, so the last one in is the newest.
    list: async () => structuredClone([...records.values()].map(({ order }) => order).reverse()),
    async update(id, change) {
      const record = records.get(id);
      if (record === undefined) return undefined;
      record.order = change(structuredClone(record.order));
      return structuredClone(record.order);
    },
    async noteStock(note) {
      notes.set(note.reservationId, note);
    },
    async stockOf(id) {
      const errand = records.get(id)?.correlationId ?? null;
      return [...notes.values()].filter(({ orderId, correlationId }) =>
        orderId === null ? errand !== null && correlationId === errand : orderId === id,
      );
    },
    reset: async (given = orderSeed) => fill(given),
  };
}
