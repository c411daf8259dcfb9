/**
 * What each provider is brought to before a pact's request: by service, by the state's name.
 */
import { notificationSeed } from "../notification-service/seed.ts";
import type { Reservation, ReservationStatus } from "../schemas/inventory.ts";
import type { Payment } from "../schemas/payment.ts";
import { orderStates } from "./order-states.ts";
import { productStates } from "./product-states.ts";
import { asSeeded, EXPIRED, type SetUp, type States } from "./provider-state.ts";
import { userStates } from "./user-states.ts";

const inventoryStates: States = {
  [EXPIRED]: asSeeded,
  "product p-1 is in stock": asSeeded,
  "product p-6 is out of stock": asSeeded,
  "product p-404 is unknown": asSeeded,
  "reservation r-1 is set aside": reserved("RESERVED"),
  "reservation r-1 is unknown": asSeeded,
  "the stock of reservation r-1 has been taken": reserved("COMMITTED"),
};

const paymentStates: States = {
  [EXPIRED]: asSeeded,
  "order o-1 is not paid yet": ({ repositories }) => repositories.payment.reset([]),
  // Of another amount than the pacts'.
  "order o-1 has another payment": paid({ amount: { amount: 1, currency: "USD" } }),
  "payment pay-1 was made": paid({}),
  "payment pay-1 is unknown": ({ repositories }) => repositories.payment.reset([]),
  "payment pay-1 has not come yet": paid({ status: "PENDING", method: "BANK_TRANSFER" }),
};

const notificationStates: States = {
  [EXPIRED]: asSeeded,
  "user u-1 has a notification": asSeeded,
  "user u-1 has no notifications": ({ repositories }) =>
    repositories.notification.reset({ ...notificationSeed, deliveries: [] }),
};

export const STATES: Readonly<Record<string, States>> = {
  "user-service": userStates,
  "product-service": productStates,
  "order-service": orderStates,
  "inventory-service": inventoryStates,
  "payment-service": paymentStates,
  "notification-service": notificationStates,
};

function reserved(status: ReservationStatus): SetUp {
  const reservation: Reservation = {
    reservationId: "r-1",
    orderId: null,
    items: [{ productId: "p-1", quantity: 2 }],
    status,
    createdAt: "2026-03-02T10:15:00Z",
    expiresAt: "2026-03-02T10:30:00Z",
  };
  const stock = { productId: "p-1", available: 38, reserved: 2, updatedAt: reservation.createdAt };
  return ({ repositories }) => repositories.inventory.reset([stock], [reservation]);
}

function paid(other: Partial<Payment>): SetUp {
  const at = "2026-03-02T10:15:01Z";
  const payment: Payment = {
    id: "pay-1",
    orderId: "o-1",
    userId: "u-1",
    amount: { amount: 69.77, currency: "USD" },
    status: "COMPLETED",
    method: "CARD",
    refundReason: null,
    createdAt: at,
    updatedAt: at,
    ...other,
  };
  return ({ repositories }) => repositories.payment.reset([payment]);
}
