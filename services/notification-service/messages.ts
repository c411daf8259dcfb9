/**
 * What users read.
 */
import type { Money } from "../schemas/common.ts";
import type { OrderStatus } from "../schemas/order.ts";

const ORDER_NEWS: Record<OrderStatus, string> = {
  PENDING: "waits for its payment",
  CONFIRMED: "has been confirmed",
  PROCESSING: "is being packed",
  SHIPPED: "has been shipped",
  DELIVERED: "has been delivered",
  CANCELLED: "has been cancelled",
  REFUNDED: "has been refunded",
};

export function welcome(firstName: string): string {
  return `Welcome, ${firstName}`;
}

export function orderPlaced(orderId: string): string {
  return `Your order ${orderId} has been placed`;
}

export function orderStatus(orderId: string, status: OrderStatus): string {
  return `Your order ${orderId} ${ORDER_NEWS[status]}`;
}

export function receipt(orderId: string, { amount, currency }: Money): string {
  const digits = currency === "JPY" ? 0 : 2;
  return `We have received ${amount.toFixed(digits)} ${currency} for your order ${orderId}`;
}
