/**
 * Whether an answer is one that an operation declares.
 *
 * OpenAPI 3.1 #responses-object, #response-object, #header-object.
 */
import type { Contract, Header, Operation, Response } from "../contract/contract.ts";
import { findResponse } from "../contract/response.ts";
import type { Finding } from "../findings/finding.ts";
import { locationOf } from "../source/documents.ts";
import { formatPointer } from "../source/pointer.ts";
import { ANSWER_FIELDS } from "./answer-fields.ts";
import { codec } from "./body/body.ts";
import { checkBody, isSent } from "./body/check-body.ts";
import type { CheckOptions } from "./check-options.ts";
import type { HttpResponse } from "./exchange.ts";
import { judgeHeader } from "./parameter/header-value.ts";
import {
  type ExchangeContext,
  exchangeFinding,
  exchangeLocation,
  violationFindings,
} from "./report.ts";

export interface ResponseCheckOptions extends CheckOptions {
  /** Of the request, where it is not the operation's: a GET's operation answers HEAD as well. */
  method?: string;
}

/**
 * Findings in the order status, headers, body; none when the answer fits.
 *
 * With `strict` also headers that are not HTTP's own and properties that nothing declares, and a
 * body where no content is declared.
 */
export function checkResponse(
  contract: Contract,
  operation: Operation,
  response: HttpResponse,
  { strict = false, method = operation.method }: ResponseCheckOptions = {},
): Finding[] {
  const context: ExchangeContext = { contract, operation, side: "response" };
  const declared = findResponse(operation.responses, String(response.status));
  if (declared === undefined) {
    const statuses = operation.responses.map(({ status }) => status).join(", ") || "none";
    return [
      exchangeFinding(context, {
        code: "response.status.undeclared",
        message: `the status is ${response.status}; the contract declares ${statuses}`,
        at: exchangeLocation("response", "/status"),
        because: locationOf(operation.place),
        identity: [String(response.status)],
      }),
    ];
  }
  const findings = declared.headers.flatMap((header) => checkHeader(context, header, response));
  if (strict) findings.push(...undeclaredHeaders(context, declared, response));
  findings.push(...checkContent(context, declared, response, { strict, method }));
  return findings;
}

function checkHeader(
  context: ExchangeContext,
  header: Header,
  response: HttpResponse,
): readonly Finding[] {
  const judgement = judgeHeader(header, response.headers, { direction: "response", codec });
  const subject = `the header ${header.name}`;
  const pointer = headerPointer(header.name);
  switch (judgement.state) {
    case "missing":
      return [
        exchangeFinding(context, {
          code: "response.header.missing",
          message: `${subject} is required and not sent`,
          at: exchangeLocation("response", pointer),
          because: locationOf(header.place),
          identity: [header.name],
        }),
      ];
    case "malformed":
      return [
        exchangeFinding(context, {
          code: "response.header.invalid",
          message: `${subject} ${judgement.reason}`,
          at: exchangeLocation("response", pointer),
          because: locationOf(header.place),
          identity: [header.name, "malformed"],
        }),
      ];
    case "judged":
      return violationFindings(context, judgement.violations, {
        code: "response.header.invalid",
        subject,
        pointer,
      });
  }
}

function headerPointer(name: string): string {
  return formatPointer(["headers", name.toLowerCase()]);
}

function undeclaredHeaders(
  context: ExchangeContext,
  declared: Response,
  { headers }: HttpResponse,
): Finding[] {
  const known = new Set(declared.headers.map(({ name }) => name.toLowerCase()));
  return [...headers.keys()]
    .filter((name) => !known.has(name) && !ANSWER_FIELDS.has(name))
    .map((name) =>
      exchangeFinding(context, {
        code: "response.header.undeclared",
        message: `the answer ${declared.status} has the header ${name}, which the contract does not declare`,
        at: exchangeLocation("response", headerPointer(name)),
        because: locationOf(declared.place),
        identity: [declared.status, name],
      }),
    );
}

function checkContent(
  context: ExchangeContext,
  declared: Response,
  { status, headers, body }: HttpResponse,
  { strict, method }: Required<ResponseCheckOptions>,
): readonly Finding[] {
  const { content, place } = declared;
  const bodyFinding = (
    code: Finding["code"],
    message: string,
    severity?: Finding["severity"],
  ): Finding =>
    exchangeFinding(context, {
      code,
      message,
      at: exchangeLocation("response", "/body"),
      because: locationOf(place),
      identity: [declared.status],
      ...(severity !== undefined && { severity }),
    });
  const without = withoutBody(status, method);
  if (without !== undefined) {
    if (body.length === 0) return [];
    const size = `a body of ${body.length} bytes`;
    return [
      bodyFinding("response.body.unexpected", `the answer ${status} has ${size}; ${without}`),
    ];
  }
  if (content.length === 0) {
    if (!strict || body.length === 0) return [];
    const message = `the answer ${status} has a body of ${body.length} bytes; the contract declares none`;
    return [bodyFinding("response.body.unexpected", message, "warning")];
  }
  const check = { content, body, headers, place, identity: [declared.status], strict };
  if (body.length === 0 && !isSent(check)) {
    return [bodyFinding("response.body.missing", `the answer ${status} has no body`)];
  }
  return checkBody(context, check);
}

/** Why HTTP gives such an answer no body; undefined where it may have one. RFC 9110 §6.4.1, §15.3.6. */
function withoutBody(status: number, method: string): string | undefined {
  if (method === "HEAD") return "HTTP gives an answer to HEAD none";
  const hasNone = status < 200 || status === 204 || status === 205 || status === 304;
  return hasNone ? "HTTP gives that status none" : undefined;
}
