/**
 * The six services behind the gateway, wired together in the test's process.
 *
 * Every exchange is held against the contracts, whoever sends it, and so is every event.
 */
import "concordat/vitest";
import { type Contract, loadContract } from "concordat";
import { expect } from "vitest";
import type { Event } from "../../services/platform/event-bus.ts";
import { countedIds } from "../../services/platform/ids.ts";
import type { EventType } from "../../services/schemas/events.ts";
import { createSystem, type System } from "../../services/system.ts";
import { routerOf } from "../../src/contract/router.ts";
import { validate } from "../../src/schema/validate.ts";

export const SERVICES = [
  "user-service",
  "product-service",
  "order-service",
  "payment-service",
  "notification-service",
  "inventory-service",
] as const;

export const API_KEY = "key-of-the-services";
export const REQUEST_ID = "5b0ad6ba-9d4d-4d7c-a1c1-0a1b2c3d4e5f";
export const CORRELATION_ID = "0f9b7d5e-2c4a-4b61-8f3e-6d5c4b3a2910";

/** After everything that the seeds tell of. */
export const START = "2026-03-12T09:00:00.000Z";

const contracts: ReadonlyMap<string, Contract> = new Map(
  await Promise.all(
    ["api-gateway", ...SERVICES].map(
      async (name) => [name, await loadContract(`contracts/${name}.openapi.yaml`)] as const,
    ),
  ),
);

export function contractOf(service: string): Contract {
  return contracts.get(service)!;
}

export const catalogue = await loadContract("contracts/events.asyncapi.yaml");

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
  const system = await createSystem({
    secret: "a secret of thirty-two bytes, or more",
    apiKey: API_KEY,
    clock: { now: () => new Date(now) },
    ids: countedIds(),
    onFault: (error) => faults.push(error),
    intercept: (service, send) => async (request) => {
      if (broken.includes(service)) throw new TypeError("fetch failed");
      await expect(request).toMatchContract(contractOf(service));
      const operation = operationOf(service, request);
      const response = await send(request);
      await expect(response).toMatchContract(contractOf(service), { operation, strict: true });
      return response;
    },
  });
  const publish = system.bus.publish;
  system.bus.publish = async (event) => {
    expectEvent(event);
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
      const operation = operationOf(service, request);
      const contract = contractOf(service);
      if (options.wrong) await expect(request).not.toMatchContract(contract);
      else await expect(request).toMatchContract(contract);
      const response = await system.services.get(service)!.fetch(request);
      if (options.undeclared) await expectUndeclared(response, service, operation);
      else await expect(response).toMatchContract(contract, { operation, strict: true });
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

function operationOf(service: string, { method, url }: Request): string {
  const match = routerOf(contractOf(service)).match(method, new URL(url).pathname);
  if (match.kind !== "operation") throw new Error(`${service} has no ${method} ${url}`);
  return match.operation.key;
}

/** The message of the catalogue says what `data` is; contracts/shared/events.yaml says the rest. */
function expectEvent({ eventType, data }: Event): void {
  const channel = catalogue.channels.find(({ name }) => name === eventType);
  const payload = channel?.messages[0]?.payload;
  if (payload === undefined) throw new Error(`nothing is known of the event ${eventType}`);
  expect(validate(payload, data)).toEqual([]);
}

// When the contract comes to declare the status, the test that says otherwise fails.
async function expectUndeclared(response: Response, service: string, key: string): Promise<void> {
  const operation = contractOf(service).operations.find((operation) => operation.key === key);
  const declared = operation?.responses.map(({ status }) => status) ?? [];
  expect(declared).not.toContain(String(response.status));
  const { headers } = response;
  const likeOne = new Response(await response.clone().text(), { status: 401, headers });
  await expect(likeOne).toMatchContract(contractOf("order-service"), "listOrders");
}
