/**
 * How a mock answers a request that breaks the contract.
 *
 * DESIGN: mock server behaviour. RFC 9457 #members-of-a-problem-details-object.
 */
import type { Finding } from "../findings/finding.ts";

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

/** An `application/problem+json` document that lists the findings. */
export function problemDocument(status: number, findings: readonly Finding[]): string {
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
  422: "Unprocessable Content",
  500: "Internal Server Error",
};
