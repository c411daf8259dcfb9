/**
 * The shop as the load meets it: seven services on ports, each behind its contract, and a ledger of
 * what they publish.
 */
import { randomUUID } from "node:crypto";
import type { LogEntry } from "../../services/api-gateway/log.ts";
import { listenAll, type RunningSystem } from "../../services/listen.ts";
import type { Event } from "../../services/platform/event-bus.ts";
import { watchContracts } from "../../test/system/contract-watch.ts";

/** Set aside for nobody when the load begins. */
export const STOCK: Readonly<Record<string, number>> = {
  "p-1": 100_000,
  "p-2": 100_000,
  "p-3": 100_000,
  "p-4": 100_000,
  "p-5": 100_000,
  "p-6": 0,
};

/** What was published in one errand. */
export interface Told {
  created: string[];
  reserved: string[];
  paid: string[];
  /** Order and new status. */
  changed: [orderId: string, status: string][];
}

export interface Shop extends RunningSystem {
  gatewayUrl: string;
  /** By correlation id. */
  ledger: Map<string, Told>;
  /** How often the gateway noted what. */
  notes: Map<string, number>;
  /** What went wrong inside a service, and what broke a contract. */
  faults: string[];
  violations(): readonly string[];
  /** Exchanges and events that were held against the contracts. */
  seen(): number;
  /** How many steps the gateway has left to undo. */
  left(): number;
  /** Forgets every order, as an archive would: their stock has left the shelves. */
  closeBooks(): Promise<void>;
}

/** @param beforeAnswer called when a service has carried out a request, and nobody knows yet */
export async function openShop(
  beforeAnswer: (service: string, request: Request) => void,
): Promise<Shop> {
  const watch = watchContracts();
  const faults: string[] = [];
  const notes = new Map<string, number>();
  const running = await listenAll(
    {
      secret: randomUUID() + randomUUID(),
      apiKey: randomUUID(),
      around(service) {
        const checked = watch.around(service);
        return {
          name: service.name,
          async fetch(request) {
            const response = await checked.fetch(request);
            beforeAnswer(service.name, request);
            return response;
          },
        };
      },
      // Full before memory is first measured, so that what is bounded does not look like a leak.
      idempotencyKeys: 400,
      onFault: (error, where) => faults.push(`${where}: ${String(error)}`),
      gateway: {
        log: ({ event }: LogEntry) => notes.set(event, (notes.get(event) ?? 0) + 1),
        // A service is away for a moment here, not for minutes.
        openMs: 200,
        maxOpenMs: 800,
        recoveryDelayMs: 100,
        maxRecoveryDelayMs: 1_000,
        // The load's three users are many more people.
        authenticatedLimit: 1_000_000,
      },
    },
    () => 0,
  );
  const noted = (event: string): number => notes.get(event) ?? 0;
  const { bus, repositories } = running.system;
  const ledger = new Map<string, Told>();
  watch.watch(bus);
  const { publish } = bus;
  bus.publish = async (event) => {
    note(ledger, event as Event);
    await publish(event);
  };
  await openBooks(STOCK);
  async function openBooks(available: Readonly<Record<string, number>>): Promise<void> {
    const updatedAt = new Date().toISOString();
    const stocks = Object.entries(available).map(([productId, available]) => ({
      productId,
      available,
      reserved: 0,
      updatedAt,
    }));
    await repositories.inventory.reset(stocks, []);
    await repositories.order.reset([]);
    await repositories.payment.reset([]);
    await repositories.notification.reset();
    await repositories.user.reset();
    ledger.clear();
  }

  return {
    ...running,
    gatewayUrl: running.urls.get("api-gateway")!,
    ledger,
    notes,
    faults,
    violations: watch.violations,
    seen: watch.seen,
    left: () =>
      noted("saga.outcome-unknown") +
      noted("saga.not-undone-yet") -
      noted("saga.undone-later") -
      noted("saga.not-undone"),
    async closeBooks() {
      const stock = await repositories.inventory.transact((shelves) =>
        Object.keys(STOCK).map((id) => [id, shelves.stock(id)!.available] as const),
      );
      await openBooks(Object.fromEntries(stock));
    },
  };
}

function note(ledger: Map<string, Told>, event: Event): void {
  const key = event.correlationId ?? "";
  let told = ledger.get(key);
  if (told === undefined) {
    told = { created: [], reserved: [], paid: [], changed: [] };
    ledger.set(key, told);
  }
  const { eventType, data } = event;
  if (eventType === "order.created" && "order" in data) told.created.push(data.order.id);
  if (eventType === "inventory.reserved" && "reservation" in data) {
    told.reserved.push(data.reservation.reservationId);
  }
  if (eventType === "payment.processed" && "payment" in data) told.paid.push(data.payment.id);
  if (eventType === "order.status_changed" && "newStatus" in data) {
    told.changed.push([data.orderId, data.newStatus]);
  }
}
