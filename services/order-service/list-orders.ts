/**
 * Which orders a list shows, newest first.
 */
import { type Caller, mayActFor } from "../platform/guard.ts";
import { choices, dateTime, integer } from "../platform/query.ts";
import { ORDER_STATUSES, type Order, type OrderStatus } from "../schemas/order.ts";

export interface OrderFilter {
  /** Empty: whatever the status. */
  statuses: OrderStatus[];
  userId: string | undefined;
  createdAfter: Date | undefined;
  /** At most this many, the newest. */
  limit: number | undefined;
}

export function readOrderFilter(query: URLSearchParams): OrderFilter {
  return {
    statuses: choices(query, "status", ORDER_STATUSES),
    userId: query.get("userId") ?? undefined,
    createdAfter: dateTime(query, "createdAfter"),
    limit: integer(query, "limit", { minimum: 1, maximum: 100 }),
  };
}

/**
 * The orders that the caller may see, as far as the filter lets them through. The contract has no
 * 403: who asks for another user's orders finds none.
 *
 * @param orders newest first
 */
export function visibleOrders(
  orders: readonly Order[],
  { statuses, userId, createdAfter, limit }: OrderFilter,
  caller: Caller,
): Order[] {
  return orders
    .filter((order) => mayActFor(caller, order.userId))
    .filter((order) => userId === undefined || order.userId === userId)
    .filter((order) => statuses.length === 0 || statuses.includes(order.status))
    .filter((order) => createdAfter === undefined || new Date(order.createdAt) > createdAfter)
    .slice(0, limit);
}
