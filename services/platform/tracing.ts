/**
 * What ties the requests and events of one errand together.
 */
import type { Ids } from "./ids.ts";

export interface Trace {
  /** Of this request: `X-Request-ID`, a UUID. */
  requestId: string;
  /** Of everything that follows from the first request: `X-Correlation-ID`, a UUID. */
  correlationId: string;
  /** W3C Trace Context #traceparent-header, passed on as it came. */
  traceparent: string | undefined;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}/;

/**
 * Reads the headers, and makes what they lack: a request that stands at the beginning correlates
 * by its own id. What is no UUID counts as absent, because the contracts let nobody send it.
 */
export function traceOf(headers: Headers, ids: Ids): Trace {
  const requestId = uuidOf(headers, "X-Request-ID") ?? ids.uuid();
  return {
    requestId,
    correlationId: uuidOf(headers, "X-Correlation-ID") ?? requestId,
    traceparent: headers.get("traceparent") ?? undefined,
  };
}

/** What a request to another service carries. */
export function traceHeaders(trace: Trace): Record<string, string> {
  return {
    "X-Request-ID": trace.requestId,
    "X-Correlation-ID": trace.correlationId,
    ...(trace.traceparent !== undefined && { traceparent: trace.traceparent }),
  };
}

/** What an error calls its `traceId`: the trace of `traceparent`, else the request. */
export function traceIdOf({ requestId, traceparent }: Trace): string {
  return TRACEPARENT.exec(traceparent ?? "")?.[1] ?? requestId;
}

function uuidOf(headers: Headers, name: string): string | undefined {
  const value = headers.get(name);
  return value !== null && UUID.test(value) ? value : undefined;
}
