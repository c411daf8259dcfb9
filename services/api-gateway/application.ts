/**
 * The API gateway: what its contract declares, done.
 *
 * Every operation of the contract has an extension that says which services it calls; what has none
 * is the gateway's own. Nothing here knows a path of the shop.
 */
import type { Config, Contract, Operation } from "concordat";
import shop from "../../concordat.config.ts";
import { createApplication } from "../platform/application.ts";
import { createGuard, type Guard } from "../platform/guard.ts";
import { Refusal } from "../platform/refusal.ts";
import type { Service, Surroundings } from "../platform/service.ts";
import { createAggregate } from "./aggregate.ts";
import { BackendFailure } from "./backend-call.ts";
import { createBackends } from "./backends.ts";
import type { Errand, Handle, User } from "./errand.ts";
import { readAggregate, readBackend, readSaga } from "./extensions.ts";
import { createBackendHeaders, declaredTrace } from "./headers.ts";
import { createLimits } from "./limits.ts";
import { gatewayRefusal, refusalOfFailure } from "./refusals.ts";
import { createRoute } from "./routed.ts";
import { createSaga, type SagaSurroundings } from "./saga.ts";
import { type GatewaySettings, readSettings } from "./settings.ts";

const NAME = "api-gateway";

export interface GatewayOptions extends Omit<Surroundings, "bus"> {
  /** The gateway's own, as `loadContract` reads it. */
  contract: Contract;
  /** What the contract leaves open. */
  settings?: Partial<GatewaySettings>;
  /** What no contract says: bodies of saga steps, and claims of identity. Default: the shop's. */
  config?: Pick<Config, "edges" | "gateway">;
}

/** @throws {Error} where the contract or the configuration cannot be followed */
export function createGateway({
  contract,
  connect,
  clock,
  ids,
  tokens,
  apiKey,
  idempotencyKeys,
  settings: chosen,
  config = shop,
}: GatewayOptions): Service {
  const settings = readSettings(contract, chosen);
  const parts: SagaSurroundings = {
    gateway: NAME,
    edges: config.edges,
    headers: createBackendHeaders(contract, apiKey),
    ask: createBackends(connect, settings),
    ids,
    settings,
    ...(idempotencyKeys !== undefined && { idempotencyKeys }),
  };
  const claims = claimsOf(config);
  const guard = createGuard({ tokens, apiKey });
  const limits = createLimits(settings);
  const app = createApplication(NAME, { clock, ids });

  const respond = async (handle: Handle, errand: Errand, demand: Refusal | undefined) => {
    const { request, trace, user } = errand;
    try {
      await limits.take(request, user);
      if (demand !== undefined) throw demand;
      return await handle(errand);
    } catch (error) {
      const refusal = error instanceof BackendFailure ? refusalOfFailure(error) : error;
      if (refusal instanceof Refusal)
        return gatewayRefusal(refusal, { gateway: NAME, trace, clock });
      const { correlationId, requestId } = trace;
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
      const event = "gateway.fault";
      settings.log({ level: "error", event, correlationId, requestId, reason });
      throw error;
    }
  };

  for (const operation of contract.operations) {
    const handle = handlerOf(operation, parts);
    if (handle === undefined) continue;
    app.on(operation.method, routeOf(operation.path), async (context) => {
      const request = context.req.raw;
      const trace = context.get("trace");
      // A token is verified wherever one is shown: a user has more requests than somebody unknown.
      const { user, refusal } = await userOf(guard, request.headers);
      const pathValues = context.req.param();
      const errand: Errand = { operation, request, pathValues, trace, user, claims };
      const response = await respond(handle, errand, needsUser(operation) ? refusal : undefined);
      for (const [name, value] of declaredTrace(operation, response.status, trace)) {
        response.headers.set(name, value);
      }
      return response;
    });
  }

  return { name: NAME, fetch: async (request) => await app.fetch(request) };
}

// `/health` comes with every service of the platform.
function handlerOf(operation: Operation, parts: SagaSurroundings): Handle | undefined {
  const backend = readBackend(operation);
  if (backend !== undefined) return createRoute(backend, parts);
  const entries = readAggregate(operation);
  if (entries !== undefined) return createAggregate(entries, parts);
  const saga = readSaga(operation);
  if (saga !== undefined) return createSaga(saga, operation, parts);
  if (operation.key === "GET /health") return undefined;
  throw new Error(`nothing answers ${operation.key}: it has none of the extensions x-gateway-*`);
}

// Hono's way to write `/orders/{orderId}`.
function routeOf(path: string): string {
  return path.replaceAll(/\{([^{}]+)\}/g, ":$1");
}

async function userOf(
  guard: Guard,
  headers: Headers,
): Promise<{ user: User; refusal: undefined } | { user: undefined; refusal: Refusal }> {
  try {
    return { user: await guard.user(headers), refusal: undefined };
  } catch (refusal) {
    if (refusal instanceof Refusal) return { user: undefined, refusal };
    throw refusal;
  }
}

// OpenAPI 3.1 #security-requirement-object: an empty one among others makes the rest optional.
function needsUser({ security }: Operation): boolean {
  return security.length > 0 && security.every(({ schemes }) => schemes.length > 0);
}

// The platform's tokens say who somebody is, and no more that a path could be made of.
function claimsOf({ gateway = {} }: Pick<Config, "gateway">): Errand["claims"] {
  const claims = gateway[NAME]?.identity ?? {};
  for (const [name, claim] of Object.entries(claims)) {
    if (claim !== "sub") throw new Error(`identity.${name}: tokens have no claim ${claim}`);
  }
  return claims;
}
