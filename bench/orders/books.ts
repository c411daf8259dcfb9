/**
 * The books after the load: what does not add up, a line for each.
 */
import { unitsOf } from "../../services/platform/money.ts";
import type { Reservation } from "../../services/schemas/inventory.ts";
import type { Order } from "../../services/schemas/order.ts";
import type { Payment } from "../../services/schemas/payment.ts";
import type { Outcome } from "./customer.ts";
import { type Shop, STOCK, type Told } from "./shop.ts";

export interface Books {
  orders: Order[];
  payments: Payment[];
  reservations: Reservation[];
  stock: StockLevels;
  told: readonly Told[];
}

/** By product. */
export type StockLevels = ReadonlyMap<string, { available: number; reserved: number }>;

/** Everything that is kept of the orders since the books were last closed. */
export async function readBooks({ system, ledger }: Shop): Promise<Books> {
  const { repositories } = system;
  const told = [...ledger.values()];
  const payments = await Promise.all(
    told.flatMap(({ paid }) => paid.map((id) => repositories.payment.find(id))),
  );
  return {
    orders: await repositories.order.list(),
    payments: payments.filter((payment) => payment !== undefined),
    told,
    ...(await repositories.inventory.transact((shelves) => ({
      reservations: shelves.reservations().map(({ reservation }) => reservation),
      stock: new Map(Object.keys(STOCK).map((id) => [id, { ...shelves.stock(id)! }])),
    }))),
  };
}

/** @param initial stock when the books were opened */
export function whatIsWrong(
  books: Books,
  outcomes: readonly Outcome[],
  initial: StockLevels,
): string[] {
  const confirmed = books.orders.filter(({ status }) => status === "CONFIRMED");
  return [
    ...wrongOrders(books, confirmed, outcomes),
    ...wrongStock(books, confirmed, initial),
    ...wrongMoney(books, confirmed),
    ...wrongEvents(books),
  ];
}

/** Each customer who was told of an order has it, and nobody has one more. */
function wrongOrders(
  { orders }: Books,
  confirmed: readonly Order[],
  outcomes: readonly Outcome[],
): string[] {
  const open = orders.filter(({ status }) => status !== "CONFIRMED" && status !== "CANCELLED");
  const byKey = Map.groupBy(confirmed, ({ notes }) => notes ?? "");
  return [
    ...open.map(({ id, status }) => `order ${id} is ${status}, neither confirmed nor cancelled`),
    ...outcomes.flatMap(({ key, status, orderId }) => {
      const made = (byKey.get(key) ?? []).map(({ id }) => id);
      if (status === undefined) return [`${key} never got an answer that counts`];
      const wanted = status === 201 ? [orderId] : [];
      const isRight = made.length === wanted.length && made[0] === wanted[0];
      return isRight ? [] : [`${key} was told ${status} ${orderId}, and has ${made.join(", ")}`];
    }),
  ];
}

/** Confirmed orders have their stock set aside; of the others everything was given back. */
function wrongStock(
  { reservations, stock }: Books,
  confirmed: readonly Order[],
  initial: StockLevels,
): string[] {
  const wrong: string[] = [];
  for (const [productId, { available, reserved }] of stock) {
    const sold = confirmed
      .flatMap(({ items }) => items)
      .filter((item) => item.productId === productId)
      .reduce((sum, { quantity }) => sum + quantity, 0);
    const before = initial.get(productId)!;
    if (available === before.available - sold && reserved === before.reserved + sold) continue;
    const seen = `${available} and ${reserved} set aside`;
    wrong.push(`${productId}: of ${before.available} were sold ${sold}, and there are ${seen}`);
  }
  const ids = new Set(confirmed.map(({ id }) => id));
  const held = reservations.filter(({ status }) => status === "RESERVED");
  for (const { reservationId, orderId } of held) {
    if (orderId != null && ids.delete(orderId)) continue;
    wrong.push(`reservation ${reservationId} is held for ${orderId}, which is not confirmed`);
  }
  return [...wrong, ...[...ids].map((id) => `order ${id} has nothing set aside`)];
}

/** What was paid, less what was given back, is what confirmed orders cost. */
function wrongMoney({ payments }: Books, confirmed: readonly Order[]): string[] {
  const kept = payments.filter(({ status }) => status === "COMPLETED");
  const paid = sum(kept.map(({ amount }) => unitsOf(amount)!));
  const cost = sum(confirmed.map(({ total }) => unitsOf(total)!));
  const byId = new Map(kept.map((payment) => [payment.id, payment]));
  return [
    ...(paid === cost ? [] : [`paid are ${paid} cents, and confirmed orders cost ${cost}`]),
    ...confirmed.flatMap(({ id, paymentId, total }) => {
      const payment = byId.get(paymentId ?? "");
      byId.delete(paymentId ?? "");
      const isRight = payment?.orderId === id && payment.amount.amount === total.amount;
      return isRight ? [] : [`order ${id} has no payment of its own`];
    }),
    ...[...byId.values()].map(({ id, orderId }) => `payment ${id} of ${orderId} was not refunded`),
  ];
}

/** Every order was told of, and so was what became of it; nothing else was. */
function wrongEvents({ orders, payments, reservations, told }: Books): string[] {
  const wrong: string[] = [];
  const byId = new Map(orders.map((order) => [order.id, order]));
  const created = new Set<string>();
  let reserved = 0;
  for (const errand of told) {
    reserved += errand.reserved.length;
    for (const id of errand.created) {
      if (created.has(id)) wrong.push(`order ${id} was told of twice`);
      created.add(id);
      const status = byId.get(id)?.status;
      const last = errand.changed.filter(([orderId]) => orderId === id).at(-1)?.[1];
      if (last !== status) wrong.push(`order ${id} is ${status}, and the last news is ${last}`);
      if (errand.reserved.length === 0) wrong.push(`order ${id}: no inventory.reserved`);
      const isPaid = payments.some((paid) => paid.orderId === id && errand.paid.includes(paid.id));
      if (status === "CONFIRMED" && !isPaid) wrong.push(`order ${id}: no payment.processed`);
    }
  }
  for (const id of byId.keys()) if (!created.has(id)) wrong.push(`order ${id}: no order.created`);
  if (reserved !== reservations.length) {
    wrong.push(`${reserved} times inventory.reserved, and ${reservations.length} reservations`);
  }
  return wrong;
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
