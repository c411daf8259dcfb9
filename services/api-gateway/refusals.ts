/**
 * What the gateway answers when it cannot give what was asked for.
 *
 * All refusals have one body that satisfies the contracts' `ErrorResponse`, the gateway's
 * `GatewayTimeout` and its 503: the latter two want more, and neither forbids what the others have.
 */
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

/** What tells each failure: the contract's `GatewayTimeout`, `CircuitBreakerOpen`, `BadGateway`. */
const ANSWERS: Record<FailureKind, [status: number, code: string]> = {
  timeout: [504, "GATEWAY_TIMEOUT"],
  open: [503, "CIRCUIT_BREAKER_OPEN"],
  unreachable: [502, "BAD_GATEWAY"],
  broken: [502, "BAD_GATEWAY"],
};

/** @param details told besides */
export function refusalOfFailure(
  failure: BackendFailure,
  details?: Record<string, unknown>,
): BackendRefusal {
  const { service, kind, message, retryAfterSeconds } = failure;
  const [status, code] = ANSWERS[kind];
  const headers: Record<string, string> =
    retryAfterSeconds === undefined ? {} : { "Retry-After": String(retryAfterSeconds) };
  const refusal = new Refusal(status, code, message, details, headers);
  return new BackendRefusal(service, refusal, retryAfterSeconds);
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
