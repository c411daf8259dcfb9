/**
 * Where payments are kept.
 */
import type { Payment } from "../schemas/payment.ts";
import { paymentSeed } from "./seed.ts";

export interface PaymentRepository {
  find(paymentId: string): Promise<Payment | undefined>;
  /**
   * Keeps the payment, unless its order has one already; that one is left as it is. One step: of two
   * payments for one order, one is kept.
   *
   * @returns the order's payment, and whether it is the one given
   */
  add(payment: Payment): Promise<{ payment: Payment; isNew: boolean }>;
  /** Changes a payment in one step. What `change` throws is thrown, and nothing is changed. */
  update(paymentId: string, change: (payment: Payment) => Payment): Promise<Payment | undefined>;
  /** Forgets everything but `payments`; default the seed. */
  reset(payments?: readonly Payment[]): Promise<void>;
}

export function createPaymentRepository(): PaymentRepository {
  const payments = new Map<string, Payment>();
  const fill = (given: readonly Payment[]): void => {
    payments.clear();
    for (const payment of given) payments.set(payment.id, structuredClone(payment));
  };
  fill(paymentSeed);
  return {
    find: async (id) => structuredClone(payments.get(id)),
    async add(payment) {
      const earlier = [...payments.values()].find(
        ({ orderId, status }) => orderId === payment.orderId && status !== "REFUNDED",
      );
      if (earlier !== undefined) return { payment: structuredClone(earlier), isNew: false };
      payments.set(payment.id, structuredClone(payment));
      return { payment, isNew: true };
    },
    async update(id, change) {
      const payment = payments.get(id);
      if (payment === undefined) return undefined;
      const changed = change(structuredClone(payment));
      payments.set(id, changed);
      return structuredClone(changed);
    },
    reset: async (given = paymentSeed) => fill(given),
  };
}
