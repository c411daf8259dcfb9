/**
 * The stock that the service starts with, for the catalogue of the product service. The order o-2
 * of the contracts' examples is not shipped yet, so its three notebooks are set aside.
 */
import type { Reservation } from "../schemas/inventory.ts";
import type { Stock } from "./repository.ts";

const updatedAt = "2026-03-09T18:40:00Z";

export const stockSeed: readonly Stock[] = [
  { productId: "p-1", available: 40, reserved: 0, updatedAt },
  { productId: "p-2", available: 200, reserved: 3, updatedAt },
  { productId: "p-3", available: 10, reserved: 0, updatedAt },
  { productId: "p-4", available: 5, reserved: 0, updatedAt },
  { productId: "p-5", available: 3, reserved: 0, updatedAt },
  { productId: "p-6", available: 0, reserved: 0, updatedAt },
];

export const reservationSeed: readonly Reservation[] = [
  {
    reservationId: "r-2",
    orderId: "o-2",
    items: [{ productId: "p-2", quantity: 3 }],
    status: "RESERVED",
    createdAt: "2026-03-09T18:40:00Z",
    expiresAt: "2026-04-08T18:40:00Z",
  },
];
