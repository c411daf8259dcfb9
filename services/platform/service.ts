/**
 * What a service is to the others, and what it is given.
 */
import type { Clock } from "./clock.ts";
import type { Connect } from "./connect.ts";
import type { EventBus } from "./event-bus.ts";
import type { Ids } from "./ids.ts";
import type { Tokens } from "./tokens.ts";

/** Answers requests, by itself or behind a port. */
export interface Service {
  readonly name: string;
  fetch(request: Request): Promise<Response>;
}

/** Everything outside a service that it depends on. */
export interface Surroundings {
  clock: Clock;
  ids: Ids;
  bus: EventBus;
  tokens: Tokens;
  /** What services show each other as `X-API-Key`. */
  apiKey: string;
  connect: Connect;
  /** How many idempotency keys each service remembers; default 10,000. */
  idempotencyKeys?: number;
  /** Told of what went wrong inside a service; default nobody. */
  onFault?: (error: unknown, service: string) => void;
}
