/**
 * The gateway with backends that are plain functions, so that a test says what each of them answers.
 *
 * Every exchange is held against the contracts: what a backend is sent against its own, what the
 * caller is answered against the gateway's.
 */
import "concordat/vitest";
import { type Contract, loadContract } from "concordat";
import { expect } from "vitest";
import { createGateway, type GatewayOptions } from "../../services/api-gateway/application.ts";
import type { LogEntry } from "../../services/api-gateway/log.ts";
import { countedIds } from "../../services/platform/ids.ts";
import { createTokens } from "../../services/platform/tokens.ts";

export const API_KEY = "key-of-the-services";

/** Follows vitest's fake timers where a test has set them. */
export const clock = { now: () => new Date() };
export const tokens = createTokens("a secret of thirty-two bytes, or more", clock);

/** Of the gateway and of each backend, by name. */
export const contracts: Readonly<Record<string, Contract>> = Object.fromEntries(
  await Promise.all(
    [
      "api-gateway",
      "inventory-service",
      "notification-service",
      "order-service",
      "payment-service",
      "product-service",
      "user-service",
    ].map(async (name) => [name, await loadContract(`contracts/${name}.openapi.yaml`)] as const),
  ),
);

/** What a backend was sent. */
export interface Sent {
  service: string;
  /** Method and path with its query, such as `GET /orders?limit=5`. */
  line: string;
  headers: Headers;
  /** As JSON where it is; else as text. */
  body: unknown;
  /** By the test's clock, in milliseconds. */
  at: number;
}

export type Backend = (request: Request) => Response | Promise<Response>;

export interface Started {
  /** By service, such as `user-service`; a request that no backend stands for is a test's fault. */
  send(method: string, path: string, options?: SendOptions): Promise<Response>;
  sent: Sent[];
  /** `service line` of everything that was sent, in order. */
  lines(): string[];
  /** Resolves when as many requests as that have been sent. */
  reached(count: number): Promise<void>;
  log: LogEntry[];
}

export interface SendOptions {
  /** The user's id; an anonymous caller where there is none. */
  user?: string;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is. */
  raw?: BodyInit;
  /** The operation, where the path has values in it. Default: method and path. */
  as?: string;
  /** The answer has a status that the gateway's contract does not declare for this operation. */
  undeclared?: true;
}

export interface StartOptions extends Partial<Omit<GatewayOptions, "connect">> {
  /** Backends whose requests are not held against a contract. */
  contractless?: true;
}

/** @param backends by service and line without query, such as `user-service POST /auth/login` */
export function startGateway(
  backends: Readonly<Record<string, Backend>>,
  { contract = contracts["api-gateway"]!, contractless, settings, ...options }: StartOptions = {},
): Started {
  const sent: Sent[] = [];
  const log: LogEntry[] = [];
  const faults: unknown[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  const gateway = createGateway({
    contract,
    connect: (service) => async (request) => {
      const { pathname, search } = new URL(request.url);
      if (contractless === undefined) {
        await expectRequest(request, service).catch((fault: unknown) => faults.push(fault));
      }
      const { method, headers } = request;
      const text = await request.clone().text();
      const line = `${method} ${pathname}${search}`;
      sent.push({ service, line, headers, body: parsed(text), at: Date.now() });
      for (const { count, resolve } of waiting) if (sent.length >= count) resolve();
      const backend = backends[`${service} ${method} ${pathname}`];
      if (backend !== undefined) return await backend(request);
      faults.push(new Error(`nothing stands for ${service} ${line}`));
      return new Response(null, { status: 500 });
    },
    clock,
    ids: countedIds(),
    tokens,
    apiKey: API_KEY,
    settings: { log: (entry) => log.push(entry), random: () => 0, ...settings },
    ...options,
  });
  return {
    sent,
    log,
    lines: () => sent.map(({ service, line }) => `${service} ${line}`),
    reached: (count) =>
      new Promise((resolve) => {
        if (sent.length >= count) resolve();
        else waiting.push({ count, resolve });
      }),
    async send(method, path, { user, headers, body, raw, undeclared, as } = {}) {
      const operation = as ?? `${method} ${path.split("?", 1)[0]}`;
      const request = new Request(`https://api.example.com${path}`, {
        method,
        headers: {
          ...(user !== undefined && { Authorization: `Bearer ${await tokenOf(user)}` }),
          ...(body !== undefined && { "Content-Type": "application/json" }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        ...(raw !== undefined && { body: raw }),
      });
      const response = await gateway.fetch(request);
      expect(faults).toEqual([]);
      if (undeclared) await expectUndeclared(response, contract, operation);
      else await expect(response).toMatchContract(contract, operation);
      return response;
    },
  };
}

/** A user's token that is good for an hour, unless `seconds` says otherwise. */
export async function tokenOf(user: string, seconds = 3600): Promise<string> {
  return await tokens.issue({ sub: user, roles: ["user"] }, seconds);
}

export function json(body: unknown, status = 200): Backend {
  return () => Response.json(body, { status });
}

/** A backend that answers in the contracts' `ErrorResponse`. */
export function refuses(status: number, code: string, details?: unknown): Backend {
  const error = { code, message: `It is ${code}`, ...(details !== undefined && { details }) };
  const timestamp = "2026-03-02T10:15:00Z";
  return json({ error, traceId: "t-1", timestamp, service: "some-service" }, status);
}

/** Answers as each of `backends` in turn, and as the last one from then on. */
export function inTurn(...backends: readonly [Backend, ...Backend[]]): Backend {
  let next = 0;
  return (request) => {
    const backend = backends[Math.min(next, backends.length - 1)]!;
    next += 1;
    return backend(request);
  };
}

/** A backend that takes a request and never answers it. */
export const hangs: Backend = () => new Promise(() => undefined);

/** A connection that is lost when the request is on its way. */
export const isLost: Backend = () => {
  throw new TypeError("fetch failed", {
    cause: Object.assign(new Error(), { code: "ECONNRESET" }),
  });
};

/** Nobody listens there: nothing has arrived. */
export const isDown: Backend = () => {
  const cause = Object.assign(new Error(), { code: "ECONNREFUSED" });
  throw new TypeError("fetch failed", { cause });
};

/** The value of an operation's example. */
export function exampleOf(service: string, operation: string, status: string): unknown {
  const found = contracts[service]!.operations.find(({ id }) => id === operation);
  const response = found?.responses.find((response) => response.status === status);
  return response?.content[0]?.examples[0]?.value;
}

export async function errorOf(response: Response): Promise<Record<string, unknown>> {
  const { error } = (await response.json()) as { error: Record<string, unknown> };
  return error;
}

async function expectRequest(request: Request, service: string): Promise<void> {
  await expect(request).toMatchContract(contracts[service]!);
}

// Such as 500, which is an `ErrorResponse` all the same. When the contract comes to declare the
// status, the test that says otherwise fails.
async function expectUndeclared(response: Response, contract: Contract, key: string) {
  const operation = contract.operations.find((operation) => operation.key === key);
  const declared = operation?.responses.map(({ status }) => status) ?? [];
  expect(declared).not.toContain(String(response.status));
  const { headers } = response;
  const likeOne = new Response(await response.clone().text(), { status: 401, headers });
  await expect(likeOne).toMatchContract(contracts["api-gateway"]!, "getDashboard");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
