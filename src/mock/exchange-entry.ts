/**
 * An exchange as JSON: what `GET /__concordat` lists and the log writes.
 *
 * schemas/mock.schema.json, #/$defs/exchange.
 */
import type { Finding } from "../findings/finding.ts";
import type { KeptExchange } from "./journal.ts";
import type { Redactor } from "./redact.ts";

export interface ExchangeEntry {
  number: number;
  /** RFC 3339. */
  startedAt: string;
  durationMs: number;
  request: {
    method: string;
    path: string;
    query: string;
    headers: Record<string, string[]>;
    bodyBytes: number;
    body?: string;
  };
  response: { status: number; headers: Record<string, string[]>; bodyBytes: number };
  /** The key of the operation. */
  operation?: string;
  findings: Finding[];
}

export function exchangeEntry(exchange: KeptExchange, redactor: Redactor): ExchangeEntry {
  const { number, startedAt, durationMs, request, operation, findings } = exchange;
  const body = redactor.body(request);
  return {
    number,
    startedAt: new Date(startedAt).toISOString(),
    durationMs: Math.round(durationMs * 1000) / 1000,
    request: {
      method: request.method,
      path: request.path,
      query: redactor.query(request.query),
      headers: redactor.fields(request.headers),
      bodyBytes: exchange.requestBytes,
      ...(body !== undefined && { body }),
    },
    response: {
      status: exchange.status,
      headers: redactor.fields(exchange.fields),
      bodyBytes: exchange.responseBytes,
    },
    ...(operation !== undefined && { operation: operation.key }),
    findings: findings.map(redactor.finding),
  };
}
