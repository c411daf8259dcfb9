/**
 * Orders and their events: contracts/shared/order.yaml.
 */
import type { Address, DomainEvent, Money } from "./common.ts";

export const ORDER_STATUSES = [
  "PENDING",
  "CONFIRMED",
  "PROCESSING",
  "SHIPPED",
  "DELIVERED",
  "CANCELLED",
  "REFUNDED",
] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

export interface OrderItemRequest {
  productId: string;
  quantity: number;
  metadata?: Record<string, unknown>;
}

export interface CreateOrderRequest {
  userId: string;
  items: OrderItemRequest[];
  shippingAddress: Address;
  billingAddress?: Address | null;
  notes?: string | null;
}

export interface OrderItem {
  productId: string;
  productName: string;
  quantity: number;
  unitPrice: Money;
  totalPrice: Money;
  metadata?: Record<string, unknown>;
}

export interface Order {
  id: string;
  userId: string;
  items: OrderItem[];
  shippingAddress: Address;
  billingAddress: Address;
  subtotal: Money;
  tax: Money;
  shipping: Money;
  total: Money;
  status: OrderStatus;
  paymentId?: string | null;
  trackingNumber?: string | null;
  notes?: string | null;
  createdAt: string;
  updatedAt: string;
}

export interface OrderCreatedEvent extends DomainEvent {
  order: Order;
}

export interface OrderStatusChangedEvent extends DomainEvent {
  orderId: string;
  previousStatus: OrderStatus;
  newStatus: OrderStatus;
  reason?: string | null;
}
