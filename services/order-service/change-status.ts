/**
 * Changes an order's status and tells so.
 */

import type { Clock } from "../platform/clock.ts";
import type { Cause, Publish } from "../platform/publisher.ts";
import { Refusal } from "../platform/refusal.ts";
import type { Order, OrderStatus } from "../schemas/order.ts";
import type { OrderRepository } from "./repository.ts";
import { mayBecome } from "./transitions.ts";

export interface StatusChange {
  status: OrderStatus;
  reason?: string;
  /** An order that has the status already stays as it is, and nobody is told; default false. */
  isRepeatable?: boolean;
  /** Properties of the order that change with its status. */
  also?: Partial<Pick<Order, "trackingNumber" | "paymentId">>;
}

/** @throws {Refusal} 404 for an unknown order, 409 where its status does not lead there */
export type ChangeStatus = (orderId: string, change: StatusChange, cause: Cause) => Promise<Order>;

export function createChangeStatus(
  repository: OrderRepository,
  publish: Publish,
  clock: Clock,
): ChangeStatus {
  return async (orderId, { status, reason, isRepeatable = false, also = {} }, cause) => {
    let previousStatus: OrderStatus | undefined;
    const changed = await repository.update(orderId, (order) => {
      if (isRepeatable && order.status === status) return order;
      previousStatus = order.status;
      if (!mayBecome(order.status, status)) throw invalidTransition(order, status);
      return { ...order, ...also, status, updatedAt: clock.now().toISOString() };
    });
    if (changed === undefined) throw unknownOrder(orderId);
    if (previousStatus === undefined) return changed;
    const content = { orderId, previousStatus, newStatus: status, reason: reason ?? null };
    await publish("order.status_changed", orderId, content, cause);
    // What the event has led to may have changed the order once more; this is what was asked for.
    return changed;
  };
}

export function unknownOrder(orderId: string): Refusal {
  return new Refusal(404, "ORDER_UNKNOWN", `Order ${orderId} is unknown`, { orderId });
}

function invalidTransition({ id, status: from }: Order, to: OrderStatus): Refusal {
  const message = `Order ${id} is ${from} and cannot become ${to}`;
  return new Refusal(409, "STATUS_TRANSITION_INVALID", message, { from, to });
}
