/**
 * Whether the body of a request is one that its operation accepts.
 *
 * OpenAPI 3.0 and 3.1 #request-body-object, #operation-request-body.
 */
import type { Contract, Operation } from "../../contract/contract.ts";
import type { Finding } from "../../findings/finding.ts";
import { locationOf } from "../../source/documents.ts";
import type { CheckOptions } from "../check-options.ts";
import type { HttpRequest } from "../exchange.ts";
import { type ExchangeContext, exchangeFinding, exchangeLocation } from "../report.ts";
import { checkBody, isSent } from "./check-body.ts";

/** Methods of which RFC 9110 §9.3 does not say what a body would mean. */
const VAGUE: readonly string[] = ["GET", "HEAD", "DELETE", "TRACE"];

/**
 * Adds what is wrong with the body to `findings`.
 *
 * OpenAPI 3.0 has the body of a GET, HEAD, DELETE or TRACE ignored: there it is not missed, and
 * one that is sent all the same is held to what the contract says of it.
 */
export function checkRequestBody(
  contract: Contract,
  operation: Operation,
  request: HttpRequest,
  { strict = false }: CheckOptions,
  findings: Finding[],
): void {
  const { requestBody } = operation;
  const { body, headers } = request;
  if (requestBody === undefined) {
    if (strict && body.length > 0) findings.push(undeclaredBody(contract, operation, body));
    return;
  }
  const { content, required, place } = requestBody;
  const check = { content, body, headers, place, identity: [], strict };
  if (body.length === 0 && !(required && isSent(check))) {
    const isIgnored = contract.version.startsWith("3.0") && VAGUE.includes(operation.method);
    if (!required || isIgnored) return;
    const context: ExchangeContext = { contract, operation, side: "request" };
    findings.push(
      exchangeFinding(context, {
        code: "request.body.missing",
        message: "the body is required and not sent",
        at: exchangeLocation("request", "/body"),
        because: locationOf(place),
        identity: [],
      }),
    );
    return;
  }
  for (const finding of checkBody({ contract, operation, side: "request" }, check)) {
    findings.push(finding);
  }
}

function undeclaredBody(contract: Contract, operation: Operation, body: Uint8Array): Finding {
  const context: ExchangeContext = { contract, operation, side: "request" };
  return exchangeFinding(context, {
    code: "request.body.undeclared",
    message: `the request has a body of ${body.length} bytes; the contract declares none`,
    at: exchangeLocation("request", "/body"),
    because: locationOf(operation.place),
    identity: [],
  });
}
