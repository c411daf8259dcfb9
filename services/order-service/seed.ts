/**
 * The orders that the service starts with: those of the contract's examples.
 */
import type { Address, Money } from "../schemas/common.ts";
import type { Order, OrderItem } from "../schemas/order.ts";

const address: Address = {
  street: "12 Hill Road",
  city: "Springfield",
  state: "IL",
  postalCode: "62704",
  country: "US",
};

const usd = (amount: number): Money => ({ amount, currency: "USD" });

const lamps: OrderItem = {
  productId: "p-1",
  productName: "Desk lamp",
  quantity: 2,
  unitPrice: usd(29.99),
  totalPrice: usd(59.98),
  metadata: { giftWrap: true },
};

const notebooks = (quantity: number, amount: number): OrderItem => ({
  productId: "p-2",
  productName: "Notebook A5",
  quantity,
  unitPrice: usd(8.5),
  totalPrice: usd(amount),
  metadata: { giftWrap: false },
});

export const orderSeed: readonly Order[] = [
  {
    id: "o-1",
    userId: "u-1",
    items: [lamps, notebooks(1, 8.5)],
    shippingAddress: address,
    billingAddress: address,
    subtotal: usd(68.48),
    tax: usd(5.48),
    shipping: usd(4.99),
    total: usd(78.95),
    status: "SHIPPED",
    paymentId: "pay-1",
    trackingNumber: "TRK-0001",
    notes: "Leave it with the neighbour",
    createdAt: "2026-03-02T10:15:00Z",
    updatedAt: "2026-03-04T08:00:00Z",
  },
  {
    id: "o-2",
    userId: "u-1",
    items: [notebooks(3, 25.5)],
    shippingAddress: address,
    billingAddress: address,
    subtotal: usd(25.5),
    tax: usd(2.04),
    shipping: usd(4.99),
    total: usd(32.53),
    status: "PROCESSING",
    paymentId: "pay-2",
    trackingNumber: "TRK-0002",
    notes: "Leave it with the neighbour",
    createdAt: "2026-03-09T18:40:00Z",
    updatedAt: "2026-03-09T19:05:00Z",
  },
];
