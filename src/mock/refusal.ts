/**
 * How a mock answers a request that breaks the contract.
 *
 * DESIGN: mock server behaviour. RFC 9457 #members-of-a-problem-details-object.
 */
import type { Finding } from "../findings/finding.ts";
import { type HttpResponse, readFields } from "../http/exchange.ts";
import { createResponse } from "./http-response.ts";

/** The status for the first finding that has one, in the order a server would notice. */
export function refusalStatus(findings: readonly Finding[]): number {
  for (const [status, codes] of STATUSES) {
    if (findings.some(({ code }) => codes.includes(code))) return status;
  }
  return 400;
}

const STATUSES: [number, Finding["code"][]][] = [
  [401, ["request.security.missing", "request.security.invalid"]],
  [403, ["request.security.scope"]],
  [415, ["request.body.media-type"]],
  [
    400,
    [
      "request.parameter.missing",
      "request.parameter.invalid",
      "request.parameter.undeclared",
      "request.body.missing",
      "request.body.malformed",
    ],
  ],
  [422, ["request.body.invalid"]],
];

// An `application/problem+json` document that lists the findings.
function problemDocument(status: number, findings: readonly Finding[]): string {
  return JSON.stringify({
    type: "about:blank",
    title: TITLES[status] ?? "Refused",
    status,
    detail: findings.map(({ message }) => message).join("; "),
    findings: findings.map(({ code, message, at, because }) => ({
      code,
      message,
      pointer: at.pointer,
      ...(because !== undefined && {
        contract: `${because.file}:${because.line}:${because.column}`,
      }),
    })),
  });
}

const TITLES: Record<number, string> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  406: "Not Acceptable",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  421: "Misdirected Request",
  422: "Unprocessable Content",
  500: "Internal Server Error",
};

/** The same as a response. */
export function problemResponse(
  status: number,
  findings: readonly Finding[],
  headers: readonly (readonly [string, string])[],
): HttpResponse {
  const fields = readFields([...headers, ["content-type", "application/problem+json"]]);
  const body = new TextEncoder().encode(problemDocument(status, findings));
  return createResponse(status, fields, body);
}

/** What is answered where concordat itself made a mistake. */
export function failureResponse(error: unknown): HttpResponse {
  const detail = `concordat failed, and the mistake is its own: ${String(error)}`;
  const problem = { type: "about:blank", title: TITLES[500], status: 500, detail };
  const fields = readFields([["content-type", "application/problem+json"]]);
  return createResponse(500, fields, new TextEncoder().encode(JSON.stringify(problem)));
}

/** The response field that carries findings where the answer has the declared shape. */
export const FINDINGS_FIELD = "concordat-findings";

/** Fields longer than some servers allow are no help to anybody. */
const MAX_FIELD_BYTES = 4000;

/** The findings as a JSON text that fits into a field: the last ones are left out where it must be. */
export function problemSummary(findings: readonly Finding[]): string {
  const entries: string[] = [];
  let room = MAX_FIELD_BYTES - encodeURIComponent("[]").length;
  for (const { code, at, message } of findings) {
    const entry = JSON.stringify({ code, pointer: cut(at.pointer), message: cut(message) });
    room -= encodeURIComponent(`${entry},`).length;
    if (room < 0 && entries.length > 0) break;
    entries.push(entry);
  }
  return `[${entries.join(",")}]`;
}

// Names of properties are as long as a client likes.
function cut(text: string): string {
  return text.length > MAX_TEXT_LENGTH ? `${text.slice(0, MAX_TEXT_LENGTH)}…` : text;
}

const MAX_TEXT_LENGTH = 500;
