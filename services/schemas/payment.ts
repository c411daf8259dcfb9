/**
 * Payments and their event: contracts/shared/payment.yaml.
 */
import type { DomainEvent, Money } from "./common.ts";

export type PaymentStatus = "PENDING" | "COMPLETED" | "FAILED" | "REFUNDED";

export const PAYMENT_METHODS = ["CARD", "PAYPAL", "BANK_TRANSFER"] as const;
export type PaymentMethod = (typeof PAYMENT_METHODS)[number];

export interface Payment {
  id: string;
  orderId: string;
  userId: string;
  amount: Money;
  status: PaymentStatus;
  method: PaymentMethod;
  refundReason?: string | null;
  createdAt: string;
  updatedAt: string;
}

export interface PaymentProcessedEvent extends DomainEvent {
  payment: Payment;
}
