/**
 * A customer who orders, and asks again with the same key until there is an answer that counts.
 */
import { setTimeout as pause } from "node:timers/promises";

export interface Customer {
  gatewayUrl: string;
  userId: string;
  token: string;
}

export interface Outcome {
  key: string;
  /** Undefined where the customer gave up. */
  status: number | undefined;
  /** Of an order that was made. */
  orderId: string | undefined;
  /** How often it was sent. */
  attempts: number;
}

/** Product to quantity. */
export type Wanted = Readonly<Record<string, number>>;

const MAX_ATTEMPTS = 100;
const PAUSE_MS = 100;
const ADDRESS = {
  street: "12 Hill Road",
  city: "Springfield",
  postalCode: "62704",
  country: "US",
};

/** Of twenty orders sixteen are good, and one each is declined, out of stock, unknown, not sold. */
export function wantedOf(index: number): Wanted {
  const kind = index % 20;
  if (kind === 3) return { "p-1": 1, "p-4": 1 };
  if (kind === 7) return { "p-2": 2, "p-6": 1 };
  if (kind === 11) return { "p-2": 2, "p-404": 1 };
  if (kind === 15) return { "p-3": 1, "p-5": 2 };
  return { "p-1": 1 + (index % 3), "p-2": 1 + (index % 5), "p-3": 1 + (index % 2) };
}

export function isGood(index: number): boolean {
  return ![3, 7, 11, 15].includes(index % 20);
}

/** An answer of 502 and above says to come back; so does a connection that is lost. */
export async function order(
  { gatewayUrl, userId, token }: Customer,
  key: string,
  wanted: Wanted,
): Promise<Outcome> {
  const items = Object.entries(wanted).map(([productId, quantity]) => ({ productId, quantity }));
  const body = JSON.stringify({ userId, items, shippingAddress: ADDRESS, notes: key });
  for (let attempts = 1; attempts <= MAX_ATTEMPTS; attempts += 1) {
    try {
      const response = await fetch(`${gatewayUrl}/orders`, {
        method: "POST",
        headers: {
          Authorization: `Bearer ${token}`,
          "Content-Type": "application/json",
          "Idempotency-Key": key,
        },
        body,
      });
      const { id: orderId } = (await response.json()) as { id?: string };
      if (response.status < 500) return { key, status: response.status, orderId, attempts };
    } catch {
      // The connection was lost: nobody knows, and the key tells.
    }
    await pause(PAUSE_MS);
  }
  return { key, status: undefined, orderId: undefined, attempts: MAX_ATTEMPTS };
}
