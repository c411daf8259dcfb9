/**
 * An answer that is not what the caller asked for. It is thrown, and becomes the contracts'
 * `ErrorResponse`.
 */
import type { ErrorResponse } from "../schemas/common.ts";
import type { Clock } from "./clock.ts";
import { type Trace, traceIdOf } from "./tracing.ts";

export class Refusal extends Error {
  readonly status: number;
  /** For programs, such as `PRODUCT_UNKNOWN`. */
  readonly code: string;
  readonly details: Record<string, unknown> | undefined;
  readonly headers: Record<string, string>;

  constructor(
    status: number,
    code: string,
    message: string,
    details?: Record<string, unknown>,
    headers: Record<string, string> = {},
  ) {
    super(message);
    this.name = "Refusal";
    this.status = status;
    this.code = code;
    this.details = details;
    this.headers = headers;
  }
}

/** The answer that tells of a refusal, in the shape `ErrorResponse`. */
export function refusalResponse(
  refusal: Refusal,
  { service, trace, clock }: { service: string; trace: Trace; clock: Clock },
): Response {
  const { status, code, message, details, headers } = refusal;
  const body: ErrorResponse = {
    error: { code, message, ...(details !== undefined && { details }) },
    traceId: traceIdOf(trace),
    timestamp: clock.now().toISOString(),
    service,
  };
  return Response.json(body, { status, headers });
}
