/**
 * The seven services in the test's process, asked at the gateway's door, and everything that is seen
 * of them: what arrives where, what is sent there, and which events are published.
 *
 * At its end each test fails where one exchange or one event broke a contract, or where a service
 * failed inside.
 */
import { expect, onTestFinished, vi } from "vitest";
import type { LogEntry } from "../../services/api-gateway/log.ts";
import type { GatewaySettings } from "../../services/api-gateway/settings.ts";
import type { Stock } from "../../services/inventory-service/repository.ts";
import type { Event } from "../../services/platform/event-bus.ts";
import { countedIds } from "../../services/platform/ids.ts";
import type { EventType } from "../../services/schemas/events.ts";
import type { Reservation } from "../../services/schemas/inventory.ts";
import { createSystem, type System, type SystemOptions } from "../../services/system.ts";
import { type ContractWatch, watchContracts } from "./contract-watch.ts";
import type { Weather } from "./network.ts";

/** After everything that the seeds tell of. */
export const START = new Date("2026-03-12T09:00:00.000Z");

export const ADDRESS = {
  street: "12 Hill Road",
  city: "Springfield",
  postalCode: "62704",
  country: "US",
};

/** What the gateway and the services are asked, in order. */
export interface Hop {
  service: string;
  /** Method and path, such as `POST /orders`. */
  line: string;
  headers: Headers;
}

export interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: each test knows what it asks for.
  body: any;
}

export interface AskOptions {
  /** Whose token is shown; u-3 is an administrator. */
  user?: string;
  /** Shown in its place. */
  token?: string;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  body?: unknown;
}

export interface ObservedSystem extends System {
  /** @param line what the gateway is asked, such as `GET /dashboard` */
  ask(line: string, options?: AskOptions): Promise<Answer>;
  /** An order of u-1, unless `options` say otherwise: product to quantity. */
  order(quantities: Record<string, number>, options?: AskOptions): Promise<Answer>;
  /** What was asked of a service, whether it arrived or not. */
  sent: Hop[];
  /** What did arrive, at the gateway, too. */
  arrived: Hop[];
  /** `service METHOD /path` of these. */
  linesOf(hops: readonly Hop[]): string[];
  events: Event[];
  eventTypes(): EventType[];
  /** What the gateway tells its operators. */
  log: LogEntry[];
  /** From now on, the way to a service is like this; undefined is good. */
  weather(service: string, weather: Weather | undefined): void;
  /** Resolves when so many requests have been sent to a service. */
  reached(service: string, count: number): Promise<void>;
  stock(productId: string): Promise<Pick<Stock, "available" | "reserved">>;
  reservations(): Promise<Reservation[]>;
  watch: ContractWatch;
}

export interface ObservedOptions
  extends Pick<SystemOptions, "connect" | "around" | "idempotencyKeys"> {
  gateway?: Partial<GatewaySettings>;
  /**
   * What goes by when the test says so (`vi.setSystemTime`, `vi.advanceTimersByTimeAsync`): the date
   * alone, or timers as well. Default `date`.
   */
  byHand?: "date" | "timers";
}

export async function startSystem({
  gateway,
  byHand = "date",
  around = (service) => service,
  ...options
}: ObservedOptions = {}): Promise<ObservedSystem> {
  const timers = ["setTimeout", "clearTimeout"] as const;
  vi.useFakeTimers({ now: START, toFake: byHand === "date" ? ["Date"] : ["Date", ...timers] });
  const watch = watchContracts();
  const faults: unknown[] = [];
  const sent: Hop[] = [];
  const arrived: Hop[] = [];
  const events: Event[] = [];
  const log: LogEntry[] = [];
  const weathers = new Map<string, Weather>();
  const waiting: { isReached: () => boolean; resolve: () => void }[] = [];
  const system = await createSystem({
    secret: "a secret of thirty-two bytes, or more",
    apiKey: "key-of-the-services",
    clock: { now: () => new Date() },
    ids: countedIds(),
    onFault: (error) => faults.push(error),
    around(service) {
      const checked = watch.around(around(service));
      return {
        name: service.name,
        fetch(request) {
          arrived.push(hopOf(service.name, request));
          return checked.fetch(request);
        },
      };
    },
    intercept: (service, send) => (request) => {
      sent.push(hopOf(service, request));
      for (const { isReached, resolve } of waiting) if (isReached()) resolve();
      return weathers.get(service)?.(request, send) ?? send(request);
    },
    // No pause before the next attempt, unless the test says otherwise.
    gateway: { log: (entry) => log.push(entry), random: () => 0, ...gateway },
    ...options,
  });
  watch.watch(system.bus);
  const publish = system.bus.publish;
  system.bus.publish = async (event) => {
    events.push(structuredClone(event) as Event);
    await publish(event);
  };
  onTestFinished(() => {
    vi.useRealTimers();
    expect(watch.violations()).toEqual([]);
    expect(faults).toEqual([]);
    expect(watch.seen()).toBeGreaterThan(0);
  });

  async function ask(line: string, options: AskOptions = {}): Promise<Answer> {
    const request = await requestOf(system, line, options);
    const response = await system.services.get("api-gateway")!.fetch(request);
    return { status: response.status, headers: response.headers, body: await response.json() };
  }

  return {
    ...system,
    ask,
    async order(quantities, { user = "u-1", body, ...options } = {}) {
      const items = Object.entries(quantities).map(([productId, quantity]) => ({
        productId,
        quantity,
      }));
      const order = { userId: user, items, shippingAddress: ADDRESS, ...(body as object) };
      return await ask("POST /orders", { user, ...options, body: order });
    },
    sent,
    arrived,
    linesOf: (hops) => hops.map(({ service, line }) => `${service} ${line}`),
    events,
    eventTypes: () => events.map(({ eventType }) => eventType),
    log,
    weather(service, weather) {
      if (weather === undefined) weathers.delete(service);
      else weathers.set(service, weather);
    },
    reached: (service, count) =>
      new Promise((resolve) => {
        const isReached = (): boolean =>
          sent.filter((hop) => hop.service === service).length >= count;
        if (isReached()) resolve();
        else waiting.push({ isReached, resolve });
      }),
    async stock(productId) {
      const stock = await system.repositories.inventory.transact((shelves) =>
        shelves.stock(productId),
      );
      const { available, reserved } = stock!;
      return { available, reserved };
    },
    reservations: async () =>
      await system.repositories.inventory.transact((shelves) =>
        shelves.reservations().map(({ reservation }) => reservation),
      ),
    watch,
  };
}

/** A token that is good for an hour, unless `seconds` says otherwise. */
export async function tokenOf(
  { tokens }: Pick<System, "tokens">,
  user: string,
  seconds = 3600,
): Promise<string> {
  const roles = user === "u-3" ? ["user", "admin"] : ["user"];
  return await tokens.issue({ sub: user, roles }, seconds);
}

async function requestOf(
  system: System,
  line: string,
  { user, token, headers, body }: AskOptions,
): Promise<Request> {
  const [method, target] = line.split(" ") as [string, string];
  const shown = token ?? (user === undefined ? undefined : await tokenOf(system, user));
  return new Request(`https://api.example.com${target}`, {
    method,
    headers: {
      ...(shown !== undefined && { Authorization: `Bearer ${shown}` }),
      ...(body !== undefined && { "Content-Type": "application/json" }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

function hopOf(service: string, { method, url, headers }: Request): Hop {
  const { pathname } = new URL(url);
  return { service, line: `${method} ${pathname}`, headers: new Headers(headers) };
}
