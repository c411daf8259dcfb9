/**
 * Backends that take every step of the gateway's order, as the contracts' examples have it.
 */
import { type Backend, exampleOf, json } from "./gateway-and-backends.ts";

export const VALIDATE = "product-service POST /products/validate";
export const RESERVE = "inventory-service POST /inventory/reserve";
export const RELEASE = "inventory-service POST /inventory/release";
export const CREATE = "order-service POST /orders";
export const READ = "order-service GET /orders/o-1";
export const CANCEL = "order-service POST /orders/o-1/cancel";
export const PAY = "payment-service POST /payments";

/** The order that the contracts' examples show. */
export const ADDRESS = {
  street: "12 Hill Road",
  city: "Springfield",
  state: "IL",
  postalCode: "62704",
  country: "US",
};

/** What the caller sends. */
export const ORDER_REQUEST = {
  userId: "u-1",
  items: [
    { productId: "p-1", quantity: 2, metadata: { giftWrap: true } },
    { productId: "p-2", quantity: 1 },
  ],
  shippingAddress: ADDRESS,
  notes: "Leave it with the neighbour",
};

export const PENDING = exampleOf("order-service", "createOrder", "201") as { id: string };
export const CONFIRMED = exampleOf("api-gateway", "createOrderSaga", "201") as { id: string };
const CANCELLED = exampleOf("order-service", "cancelOrder", "200");

const RESERVATION = {
  reservationId: "r-1",
  orderId: null,
  items: [
    { productId: "p-1", quantity: 2 },
    { productId: "p-2", quantity: 1 },
  ],
  status: "RESERVED",
  createdAt: "2026-03-02T10:15:00Z",
  expiresAt: "2026-03-02T10:30:00Z",
};

const PAYMENT = {
  id: "pay-1",
  orderId: "o-1",
  userId: "u-1",
  amount: { amount: 78.95, currency: "USD" },
  status: "COMPLETED",
  method: "CARD",
  createdAt: "2026-03-02T10:15:01Z",
  updatedAt: "2026-03-02T10:15:01Z",
};

/** Every step goes well, and so would undoing it. */
export const SHOP: Readonly<Record<string, Backend>> = {
  [VALIDATE]: json(exampleOf("product-service", "validateProducts", "200")),
  [RESERVE]: json(RESERVATION, 201),
  [RELEASE]: json({ ...RESERVATION, status: "RELEASED" }),
  [CREATE]: json(PENDING, 201),
  [READ]: json(CONFIRMED),
  [CANCEL]: json(CANCELLED),
  [PAY]: json(PAYMENT, 201),
  "payment-service POST /payments/pay-1/refund": json({ ...PAYMENT, status: "REFUNDED" }),
};
