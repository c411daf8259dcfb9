/**
 * Whether an answer is one that an operation declares.
 *
 * OpenAPI 3.1 #responses-object, #response-object, #header-object.
 */
import type { Contract, Header, Operation, Response } from "../contract/contract.ts";
import { findMediaType } from "../contract/media-type.ts";
import { findResponse } from "../contract/response.ts";
import type { Finding } from "../findings/finding.ts";
import { validate } from "../schema/validate.ts";
import { locationOf } from "../source/documents.ts";
import { readBody } from "./body.ts";
import { fieldValue, type HttpResponse } from "./exchange.ts";
import { readHeaderValue } from "./parameter-value.ts";
import {
  type ExchangeContext,
  exchangeFinding,
  exchangeLocation,
  violationFindings,
} from "./report.ts";

/** Findings in the order status, headers, body; none when the answer fits. */
export function checkResponse(
  contract: Contract,
  operation: Operation,
  response: HttpResponse,
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
  return [
    ...declared.headers.flatMap((header) => checkHeader(context, header, response)),
    ...checkBody(context, declared, response),
  ];
}

function checkHeader(context: ExchangeContext, header: Header, response: HttpResponse): Finding[] {
  const subject = `the header ${header.name}`;
  const pointer = `/headers/${header.name.toLowerCase()}`;
  const value = readHeaderValue(
    header.schema,
    header.explode,
    fieldValue(response.headers, header.name),
  );
  if (value === undefined) {
    if (!header.required) return [];
    return [
      exchangeFinding(context, {
        code: "response.header.missing",
        message: `${subject} is required and not sent`,
        at: exchangeLocation("response", pointer),
        because: locationOf(header.place),
        identity: [header.name],
      }),
    ];
  }
  if (header.schema === undefined) return [];
  const violations = validate(header.schema, value, { direction: "response" });
  return violationFindings(context, violations, {
    code: "response.header.invalid",
    subject,
    pointer,
  });
}

function checkBody(
  context: ExchangeContext,
  declared: Response,
  response: HttpResponse,
): Finding[] {
  if (declared.content.length === 0 || context.operation.method === "HEAD") return [];
  const because = locationOf(declared.place);
  const bodyFinding = (code: Finding["code"], message: string) => [
    exchangeFinding(context, {
      code,
      message,
      at: exchangeLocation("response", "/body"),
      because,
      identity: [declared.status],
    }),
  ];
  const contentType = fieldValue(response.headers, "content-type");
  if (response.body.length === 0) {
    return bodyFinding("response.body.missing", `the answer ${response.status} has no body`);
  }
  const mediaType = contentType && findMediaType(declared.content, contentType);
  if (!contentType || !mediaType) {
    const types = declared.content.map(({ type }) => type).join(", ");
    const message = `the answer's Content-Type is ${contentType ?? "not said"}; the contract declares ${types}`;
    return bodyFinding("response.media-type.undeclared", message);
  }
  const reading = readBody(response.body, contentType, mediaType);
  if (reading.state === "malformed") {
    return bodyFinding("response.body.malformed", `the body ${reading.reason}`);
  }
  if (reading.state === "opaque" || mediaType.schema === undefined) return [];
  const violations = validate(mediaType.schema, reading.value, { direction: "response" });
  return violationFindings(context, violations, {
    code: "response.body.invalid",
    subject: "the body",
    pointer: "/body",
  });
}
