/**
 * The last exchanges of a mock server.
 */
import type { Operation } from "../contract/contract.ts";
import type { Finding, Location } from "../findings/finding.ts";
import type { Fields, HttpRequest } from "../http/exchange.ts";
import type { Answer } from "./answer.ts";

/** A request, its answer, and when that was. */
export interface Exchange {
  request: HttpRequest;
  answer: Answer;
  /** Milliseconds since the epoch. */
  startedAt: number;
  /** From when the request's head was there until the answer was written. */
  durationMs: number;
}

/** An exchange that is kept: of what was sent it holds no more than the limits below. */
export interface KeptExchange {
  /** Counts from 1. */
  number: number;
  startedAt: number;
  durationMs: number;
  /** Without the body where it is long. */
  request: HttpRequest;
  /** Of the request's body as it was sent. */
  requestBytes: number;
  status: number;
  fields: Fields;
  responseBytes: number;
  operation: Operation | undefined;
  /** What is wrong with the request: the first of it, where there is much. */
  findings: readonly Finding[];
  /** What is wrong with the contract. */
  warnings: readonly Finding[];
}

export interface Journal {
  add(exchange: Exchange): KeptExchange;
  clear(): void;
  /** The oldest first. */
  exchanges(): readonly KeptExchange[];
}

/** @param limit how many exchanges are kept */
export function createJournal(limit: number): Journal {
  let kept: KeptExchange[] = [];
  let count = 0;
  return {
    add(exchange) {
      count += 1;
      const added = keep(exchange, count);
      kept.push(added);
      if (kept.length > limit) kept.shift();
      return added;
    },
    clear() {
      kept = [];
    },
    exchanges: () => kept,
  };
}

/** Of a longer body nothing is kept: half a document says little. */
const MAX_KEPT_BODY_BYTES = 8 * 1024;
const MAX_KEPT_FINDINGS = 20;

const NOTHING: Uint8Array = new Uint8Array();

function keep(exchange: Exchange, number: number): KeptExchange {
  const { request, answer, startedAt, durationMs } = exchange;
  const { response, operation, violations, warnings } = answer;
  const requestBytes = request.body.length;
  return {
    number,
    startedAt,
    durationMs,
    request: requestBytes > MAX_KEPT_BODY_BYTES ? { ...request, body: NOTHING } : request,
    requestBytes,
    status: response.status,
    fields: response.headers,
    responseBytes: response.body.length,
    operation,
    findings: violations.length === 0 ? violations : keepFindings(violations),
    warnings,
  };
}

// A witness is a part of what was sent, and holds all of it in memory; a client may send names as
// long as it likes.
function keepFindings(violations: readonly Finding[]): Finding[] {
  return violations.slice(0, MAX_KEPT_FINDINGS).map(({ witness: _, ...finding }) => ({
    ...finding,
    message: cutText(finding.message),
    at: finding.at.pointer.length > MAX_TEXT_LENGTH ? cutPlace(finding.at) : finding.at,
  }));
}

const MAX_TEXT_LENGTH = 2000;

/** What is shown of a text: all of it, or its first 2,000 characters. */
export function cutText(text: string): string {
  return text.length > MAX_TEXT_LENGTH ? `${text.slice(0, MAX_TEXT_LENGTH)}…` : text;
}

// Where the last whole token ends, a pointer to what stands around the place.
function cutPlace({ file, pointer }: Location): Location {
  const end = pointer.lastIndexOf("/", MAX_TEXT_LENGTH);
  return { file, pointer: pointer.slice(0, end), line: 1, column: 1 };
}
