/**
 * The six services behind the gateway, wired together in the test's process.
 *
 * Every exchange is held against the contracts, whoever sends it, and so is every event.
 */
import type { ExchangeViolation } from "concordat/middleware";
import { expect } from "vitest";
import type { Event } from "../../services/platform/event-bus.ts";
import { countedIds } from "../../services/platform/ids.ts";
import type { EventType } from "../../services/schemas/events.ts";
import { createSystem, type System } from "../../services/system.ts";
import { watchContracts } from "../system/contract-watch.ts";

export { catalogue, contractOf, SERVICES } from "../system/contract-watch.ts";

export const API_KEY = "key-of-the-services";
export const REQUEST_ID = "5b0ad6ba-9d4d-4d7c-a1c1-0a1b2c3d4e5f";
export const CORRELATION_ID = "0f9b7d5e-2c4a-4b61-8f3e-6d5c4b3a2910";

/** After everything that the seeds tell of. */
export const START = "2026-03-12T09:00:00.000Z";

export interface AskOptions {
  /** Whose token is shown; u-3 is an administrator. */
  user?: string;
  /** The services' API key is shown. */
  asService?: true;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is. */
  raw?: string;
  /** The request is one that the contract does not let anybody send. */
  wrong?: true;
  /** The answer has a status that the contract does not declare for this operation. */
  undeclared?: true;
}

export interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: each test knows what it asks for.
  body: any;
}

export interface Running extends System {
  /** @param line such as `GET /orders?limit=5` */
  ask(service: string, line: string, options?: AskOptions): Promise<Answer>;
  /** Everything that was published, in order. */
  events: Event[];
  /** The types of these. */
  eventTypes(): EventType[];
  /** What went wrong inside. */
  faults: unknown[];
  /** Lets time go by. */
  advance(ms: number): void;
}

/** @param options.broken services that cannot be reached by the others */
export async function startServices({
  broken = [],
}: {
  broken?: readonly string[];
} = {}): Promise<Running> {
  let now = Date.parse(START);
  const faults: unknown[] = [];
  const events: Event[] = [];
  let wrong: ExchangeViolation[] = [];
  const watch = watchContracts({
    onViolation: (_, violation) => wrong.push(violation),
    refusedRequests: () => "report",
  });
  const system = await createSystem({
    secret: "a secret of thirty-two bytes, or more",
    apiKey: API_KEY,
    clock: { now: () => new Date(now) },
    ids: countedIds(),
    onFault: (error) => faults.push(error),
    around: watch.around,
    intercept: (service, send) => async (request) => {
      if (broken.includes(service)) throw new TypeError("fetch failed");
      return await send(request);
    },
  });
  watch.watch(system.bus);
  const publish = system.bus.publish;
  system.bus.publish = async (event) => {
    events.push(structuredClone(event) as Event);
    await publish(event);
  };
  return {
    ...system,
    events,
    eventTypes: () => events.map(({ eventType }) => eventType),
    faults,
    advance(ms) {
      now += ms;
    },
    async ask(service, line, options = {}) {
      const request = requestOf(line, options, await tokenOf(system, options.user));
      const response = await system.services.get(service)!.fetch(request);
      expectKept(wrong, options);
      wrong = [];
      expect(watch.violations()).toEqual([]);
      expect(faults).toEqual([]);
      return { status: response.status, headers: response.headers, body: await response.json() };
    },
  };
}

/** A token that is good for an hour, unless `seconds` says otherwise. */
export async function tokenOf(
  { tokens }: Pick<System, "tokens">,
  user: string | undefined,
  seconds = 3600,
): Promise<string | undefined> {
  if (user === undefined) return undefined;
  const roles = user === "u-3" ? ["user", "admin"] : ["user"];
  return await tokens.issue({ sub: user, roles }, seconds);
}

function requestOf(line: string, options: AskOptions, token: string | undefined): Request {
  const [method, target] = line.split(" ") as [string, string];
  const { body, raw = body === undefined ? undefined : JSON.stringify(body) } = options;
  return new Request(`https://service.example.com${target}`, {
    method,
    headers: {
      "X-Request-ID": REQUEST_ID,
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      ...(options.asService && { "X-API-Key": API_KEY }),
      ...(raw !== undefined && { "Content-Type": "application/json" }),
      ...options.headers,
    },
    ...(raw !== undefined && { body: raw }),
  });
}

/** Nothing is wrong but what the test says is. When that comes to be right, the test fails. */
function expectKept(wrong: readonly ExchangeViolation[], options: AskOptions): void {
  const asked = wrong.filter(({ side }) => side === "request");
  const answered = wrong.filter(({ side }) => side === "response");
  expect(asked).toHaveLength(options.wrong ? 1 : 0);
  if (options.wrong) expect(asked[0]!.status).toBeGreaterThanOrEqual(400);
  expect(answered).toHaveLength(options.undeclared ? 1 : 0);
  if (options.undeclared) {
    expect(answered[0]!.findings.map(({ code }) => code)).toEqual(["response.status.undeclared"]);
  }
}
