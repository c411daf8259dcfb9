/**
 * Whether a contract accepts the body that an interaction sends, and all that its rules allow.
 *
 * OpenAPI 3.1 #request-body-object, #media-type-schema; DESIGN, decision 3.
 */
import type { MediaType, RequestBody } from "../contract/contract.ts";
import { findMediaType, isJson } from "../contract/media-type.ts";
import type { Finding } from "../findings/finding.ts";
import { type BodyReading, readBody } from "../http/body/body.ts";
import type { Schema } from "../schema/schema.ts";
import { isValid, validate } from "../schema/validate.ts";
import { locationOf } from "../source/documents.ts";
import { parsePointer } from "../source/pointer.ts";
import { compareFormRules } from "./compare-form-rules.ts";
import { compareSentRules } from "./compare-sent-rules.ts";
import {
  becauseOf,
  contentTypeLocation,
  locationInside,
  type MatchedContext,
  pactFinding,
} from "./comparison.ts";
import { kindOfType } from "./match/body-content.ts";
import { nameOfPlace } from "./name-of-place.ts";
import { type Body, contentTypeOf } from "./pact.ts";
import { bodyBytes } from "./sent-request.ts";

export function compareRequestBody(context: MatchedContext): Finding[] {
  const { operation, interaction } = context;
  const { requestBody } = operation;
  const { body } = interaction.request;
  if (requestBody === undefined) return body.state === "present" ? [undeclaredBody(context)] : [];
  const contentType = contentTypeOf(interaction.request);
  const mediaType = contentType ? findMediaType(requestBody.content, contentType) : undefined;
  if (body.state !== "present") return compareNoBody(context, requestBody, mediaType);
  if (!contentType || !mediaType) return [wrongType(context, requestBody, contentType)];
  if (mediaType.schema === undefined) return [];
  return compareValue(context, mediaType, mediaType.schema, contentType);
}

function undeclaredBody(context: MatchedContext): Finding {
  return pactFinding(context, {
    code: "request.body.undeclared",
    message: "the interaction sends a body; the contract declares none",
    at: locationOf(context.interaction.request.body.place),
    because: locationOf(context.operation.place),
    identity: ["", "undeclared"],
  });
}

// Null stands for the JSON value as well, where the schema takes that.
function compareNoBody(
  context: MatchedContext,
  requestBody: RequestBody,
  mediaType: MediaType | undefined,
): Finding[] {
  const { body, place } = context.interaction.request;
  if (!requestBody.required) return [];
  const schema = mediaType?.schema;
  const isNull = body.state === "null" && mediaType !== undefined && isJson(mediaType.type);
  if (isNull && (schema === undefined || isValid(schema, null, { direction: "request" })))
    return [];
  return [
    pactFinding(context, {
      code: "request.body.missing",
      message: "the body is required; the interaction does not send one",
      at: locationOf(body.state === "missing" ? place : body.place),
      because: locationOf(requestBody.place),
      identity: ["", "missing"],
    }),
  ];
}

function wrongType(
  context: MatchedContext,
  requestBody: RequestBody,
  contentType: string | undefined,
): Finding {
  const declared = requestBody.content.map(({ type }) => type).join(", ") || "none";
  return pactFinding(context, {
    code: "request.body.media-type",
    message: `the body is ${contentType ?? "of no media type"}; the contract accepts ${declared}`,
    at: contentTypeLocation(context.interaction.request),
    because: locationOf(requestBody.place),
    identity: ["", "media-type", contentType ?? ""],
  });
}

function compareValue(
  context: MatchedContext,
  mediaType: MediaType,
  schema: Schema,
  contentType: string,
): Finding[] {
  const { body } = context.interaction.request;
  const reading = valueOfBody(body, contentType, mediaType);
  if (reading.state !== "value") {
    const isMalformed = reading.state === "malformed";
    return [
      pactFinding(context, {
        code: isMalformed ? "request.body.malformed" : "schema.unresolved",
        message: isMalformed
          ? `the body ${reading.reason}`
          : `the body was not checked: concordat does not read ${contentType}`,
        at: locationOf(body.place),
        because: locationOf(context.operation.requestBody?.place ?? mediaType.place),
        identity: ["", reading.state],
      }),
    ];
  }
  const faults = (reading.faults ?? []).map(({ pointer, kind, reason }) =>
    pactFinding(context, {
      code: kind === "malformed" ? "request.body.malformed" : "request.body.invalid",
      message: `${nameOfPlace(parsePointer(pointer) ?? [])} ${reason}`,
      at: locationOf(body.place),
      because: locationOf(mediaType.place),
      identity: [pointer, kind],
    }),
  );
  const refused = refusals(context, schema, reading.value).filter(
    ({ pointer }) => !reading.faults?.some((fault) => isInside(pointer, fault.pointer)),
  );
  const findings = [...faults, ...refused.map(({ finding }) => finding)];
  if (findings.length > 0) return findings;
  if (kindOfType(contentType) === "form") {
    return compareFormRules(context, { body, contentType, mediaType, schema });
  }
  return compareSentRules(context, {
    schema,
    value: reading.value,
    contentType,
    body,
    rules: context.interaction.request.matchingRules,
    category: "body",
    direction: "request",
    whole: "the body",
  });
}

function isInside(pointer: string, outer: string): boolean {
  return pointer === outer || pointer.startsWith(`${outer}/`);
}

function refusals(
  context: MatchedContext,
  schema: Schema,
  value: unknown,
): { pointer: string; finding: Finding }[] {
  const { body } = context.interaction.request;
  return validate(schema, value, { direction: "request" }).map((violation) => {
    const { instancePointer, kind, keyword, message } = violation;
    const tokens = parsePointer(instancePointer) ?? [];
    const finding = pactFinding(context, {
      code: kind === "invalid" ? "request.body.invalid" : "schema.unresolved",
      message: `${nameOfPlace(tokens)} ${message}`,
      at: locationInside(body.place, ...tokens),
      ...becauseOf(context.contract, violation.schema),
      ...(kind === "invalid" && { witness: value, asked: [{ schema, value }] }),
      identity: [instancePointer, violation.schema.pointer, keyword],
    });
    return { pointer: instancePointer, finding };
  });
}

/** What a body is to a schema, by the media type it goes over the wire with. */
export function valueOfBody(
  body: Body,
  contentType: string,
  mediaType: Parameters<typeof readBody>[2],
): BodyReading {
  if (isJson(contentType) && body.encoded === false) return { state: "value", value: body.content };
  const bytes = bodyBytes(body);
  if (bytes === undefined) return { state: "malformed", reason: "is not base64" };
  return readBody(bytes, contentType, mediaType);
}
