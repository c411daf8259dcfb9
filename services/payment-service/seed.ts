/**
 * The payments that the service starts with: those of the contracts' example orders.
 */
import type { Payment } from "../schemas/payment.ts";

export const paymentSeed: readonly Payment[] = [
  payment("pay-1", "o-1", 78.95, "2026-03-02T10:15:02Z"),
  payment("pay-2", "o-2", 32.53, "2026-03-09T18:40:02Z"),
];

function payment(id: string, orderId: string, amount: number, at: string): Payment {
  return {
    id,
    orderId,
    userId: "u-1",
    amount: { amount, currency: "USD" },
    status: "COMPLETED",
    method: "CARD",
    refundReason: null,
    createdAt: at,
    updatedAt: at,
  };
}
