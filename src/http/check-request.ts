/**
 * Whether a request is one that an operation accepts.
 *
 * OpenAPI 3.1 #parameter-object, #request-body-object, #security-requirement-object.
 */
import type { Contract, Operation, Parameter } from "../contract/contract.ts";
import { findMediaType } from "../contract/media-type.ts";
import type { Finding } from "../findings/finding.ts";
import { validate } from "../schema/validate.ts";
import { locationOf } from "../source/documents.ts";
import { readBody } from "./body.ts";
import { checkCredentials } from "./credentials.ts";
import { fieldValue, type HttpRequest } from "./exchange.ts";
import { readParameterValue } from "./parameter-value.ts";
import {
  type ExchangeContext,
  exchangeFinding,
  exchangeLocation,
  violationFindings,
} from "./report.ts";

/**
 * Findings in the order credentials, parameters, body; none when the request fits.
 *
 * @param pathValues by name, percent-encoded, as `Router.match` gives them
 */
export function checkRequest(
  contract: Contract,
  operation: Operation,
  request: HttpRequest,
  pathValues: ReadonlyMap<string, string>,
): Finding[] {
  const context: ExchangeContext = { contract, operation, side: "request" };
  return [
    ...checkCredentials(contract, operation, request),
    ...operation.parameters.flatMap((parameter) =>
      checkParameter(context, parameter, request, pathValues),
    ),
    ...checkBody(context, request),
  ];
}

function checkParameter(
  context: ExchangeContext,
  parameter: Parameter,
  request: HttpRequest,
  pathValues: ReadonlyMap<string, string>,
): Finding[] {
  const subject = `the ${parameter.in} parameter ${parameter.name}`;
  const pointer = `/${parameter.in}/${parameter.name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
  const draft = {
    at: exchangeLocation("request", pointer),
    because: locationOf(parameter.place),
    identity: [parameter.in, parameter.name],
  };
  const reading = readParameterValue(parameter, request, pathValues);
  switch (reading.state) {
    case "absent":
      if (!parameter.required) return [];
      return [
        exchangeFinding(context, {
          ...draft,
          code: "request.parameter.missing",
          message: `${subject} is required and not sent`,
        }),
      ];
    case "malformed":
      return [
        exchangeFinding(context, {
          ...draft,
          code: "request.parameter.invalid",
          message: `${subject} cannot be read: ${reading.reason}`,
        }),
      ];
    case "present": {
      if (reading.schema === undefined) return [];
      const violations = validate(reading.schema, reading.value, { direction: "request" });
      return violationFindings(context, violations, {
        code: "request.parameter.invalid",
        subject,
        pointer,
      });
    }
  }
}

function checkBody(context: ExchangeContext, request: HttpRequest): Finding[] {
  const { requestBody } = context.operation;
  if (requestBody === undefined) return [];
  const because = locationOf(requestBody.place);
  const contentType = fieldValue(request.headers, "content-type");
  if (request.body.length === 0) {
    if (!requestBody.required) return [];
    const message = "the body is required and not sent";
    const at = exchangeLocation("request", "/body");
    return [
      exchangeFinding(context, {
        code: "request.body.missing",
        message,
        at,
        because,
        identity: [],
      }),
    ];
  }
  const mediaType = contentType && findMediaType(requestBody.content, contentType);
  if (!contentType || !mediaType) {
    const declared = requestBody.content.map(({ type }) => type).join(", ") || "none";
    return [
      exchangeFinding(context, {
        code: "request.body.media-type",
        message: `the body's Content-Type is ${contentType ?? "not said"}; the contract declares ${declared}`,
        at: exchangeLocation("request", "/headers/content-type"),
        because,
        identity: [],
      }),
    ];
  }
  const reading = readBody(request.body, contentType, mediaType);
  if (reading.state === "malformed") {
    return [
      exchangeFinding(context, {
        code: "request.body.malformed",
        message: `the body ${reading.reason}`,
        at: exchangeLocation("request", "/body"),
        because,
        identity: [],
      }),
    ];
  }
  if (reading.state === "opaque" || mediaType.schema === undefined) return [];
  const violations = validate(mediaType.schema, reading.value, { direction: "request" });
  return violationFindings(context, violations, {
    code: "request.body.invalid",
    subject: "the body",
    pointer: "/body",
  });
}
