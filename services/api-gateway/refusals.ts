/**
 * What the gateway answers when it cannot give what was asked for.
 *
 * All refusals have one body that satisfies the contracts' `ErrorResponse`, the gateway's
 * `GatewayTimeout` and its 503: the latter two want more, and neither forbids what the others have.
 */
import type { Operation } from "concordat";
import type { Clock } from "../platform/clock.ts";
import { Refusal } from "../platform/refusal.ts";
import { type Trace, traceIdOf } from "../platform/tracing.ts";
import type { BackendFailure, FailureKind } from "./backend-call.ts";

/** A refusal that is about a backend. */
export class BackendRefusal extends Refusal {
  readonly service: string;
  /** Seconds. */
  readonly retryAfter: number | undefined;

  constructor(
    service: string,
    { status, code, message, details, headers }: Refusal,
    retryAfter?: number,
  ) {
    super(status, code, message, details, headers);
    this.service = service;
    this.retryAfter = retryAfter;
  }
}

/**
 * The statuses that tell each failure, the most exact first. The first one that the operation
 * declares is taken. 422 is the saga's: its steps were undone. 504 is what the dashboard has for
 * whatever keeps a backend's part away.
 */
const STATUSES: Record<FailureKind, readonly number[]> = {
  timeout: [504, 422],
  open: [503, 504, 422],
  unreachable: [502, 422, 504],
  broken: [502, 422, 504],
};

const CODES: Record<FailureKind, string> = {
  timeout: "GATEWAY_TIMEOUT",
  open: "CIRCUIT_BREAKER_OPEN",
  unreachable: "BAD_GATEWAY",
  broken: "BAD_GATEWAY",
};

/** @param details told besides */
export function refusalOfFailure(
  operation: Operation,
  failure: BackendFailure,
  details?: Record<string, unknown>,
): BackendRefusal {
  const { service, kind, message, retryAfterSeconds } = failure;
  const status = declaredStatus(operation, STATUSES[kind]);
  // The contract's 504 has this code alone; what really happened is in the message.
  const code = status === 504 ? CODES.timeout : CODES[kind];
  const headers: Record<string, string> =
    retryAfterSeconds === undefined ? {} : { "Retry-After": String(retryAfterSeconds) };
  const refusal = new Refusal(status, code, message, details, headers);
  return new BackendRefusal(service, refusal, retryAfterSeconds);
}

/** The first of `wanted` that the operation declares; the first of all where it declares none. */
export function declaredStatus(operation: Operation, wanted: readonly number[]): number {
  const declared = new Set(operation.responses.map(({ status }) => status));
  return wanted.find((status) => declared.has(String(status))) ?? wanted[0]!;
}

export function gatewayRefusal(
  refusal: Refusal,
  { gateway, trace, clock }: { gateway: string; trace: Trace; clock: Clock },
): Response {
  const { status, code, message, details, headers } = refusal;
  const about =
    refusal instanceof BackendRefusal
      ? { service: refusal.service, retryAfter: refusal.retryAfter }
      : {};
  const body = {
    error: { code, message, ...about, ...(details !== undefined && { details }) },
    traceId: traceIdOf(trace),
    timestamp: clock.now().toISOString(),
    service: gateway,
  };
  return Response.json(body, { status, headers });
}
