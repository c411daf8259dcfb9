/**
 * What every service shares: contracts/shared/common.yaml.
 */
export const CURRENCIES = ["USD", "EUR", "GBP", "JPY"] as const;
export type Currency = (typeof CURRENCIES)[number];

export const COUNTRIES = ["US", "UK", "DE", "FR", "JP"] as const;
export type Country = (typeof COUNTRIES)[number];

export interface Money {
  amount: number;
  currency: Currency;
}

export interface Address {
  street: string;
  city: string;
  state?: string | null;
  postalCode: string;
  country: Country;
}

export interface ErrorResponse {
  error: { code: string; message: string; details?: Record<string, unknown> | null };
  traceId: string;
  timestamp: string;
  service: string;
}

export interface PageResponse<T> {
  content: T[];
  /** From 1. */
  page: number;
  size: number;
  totalElements: number;
  totalPages: number;
  first: boolean;
  last: boolean;
}

export interface DomainEvent {
  eventId: string;
  eventType: string;
  aggregateId: string;
  timestamp: string;
  version: number;
}
