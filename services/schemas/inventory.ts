/**
 * Stock, its reservations and their event: contracts/shared/inventory.yaml.
 */
import type { DomainEvent } from "./common.ts";

export interface StockLevel {
  productId: string;
  available: number;
  reserved: number;
  updatedAt: string;
}

export interface ReservationItem {
  productId: string;
  quantity: number;
}

export type ReservationStatus = "RESERVED" | "RELEASED" | "COMMITTED" | "EXPIRED";

export interface Reservation {
  reservationId: string;
  orderId?: string | null;
  items: ReservationItem[];
  status: ReservationStatus;
  createdAt: string;
  expiresAt: string;
}

export interface InventoryReservedEvent extends DomainEvent {
  reservation: Reservation;
}
