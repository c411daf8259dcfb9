/**
 * Whether a contract accepts the body that an interaction sends.
 *
 * OpenAPI 3.1 #request-body-object, #media-type-schema.
 */
import { findMediaType, isJson } from "../contract/media-type.ts";
import type { Finding } from "../findings/finding.ts";
import { type BodyReading, readBody } from "../http/body/body.ts";
import { validate } from "../schema/validate.ts";
import { locationOf } from "../source/documents.ts";
import { parsePointer } from "../source/pointer.ts";
import {
  becauseOf,
  contentTypeLocation,
  locationInside,
  type MatchedContext,
  pactFinding,
} from "./comparison.ts";
import { nameOfPlace } from "./name-of-place.ts";
import { type Body, contentTypeOf } from "./pact.ts";
import { bodyBytes } from "./sent-request.ts";

export function compareRequestBody(context: MatchedContext): Finding[] {
  const { operation, interaction, contract } = context;
  const { requestBody } = operation;
  const { body, place } = interaction.request;
  if (requestBody === undefined) return [];
  const because = locationOf(requestBody.place);
  if (body.state !== "present") {
    if (!requestBody.required) return [];
    return [
      pactFinding(context, {
        code: "request.body.missing",
        message: "the body is required; the interaction does not send one",
        at: locationOf(body.state === "missing" ? place : body.place),
        because,
        identity: ["", "missing"],
      }),
    ];
  }
  const contentType = contentTypeOf(interaction.request);
  const mediaType = contentType && findMediaType(requestBody.content, contentType);
  if (!contentType || !mediaType) {
    const declared = requestBody.content.map(({ type }) => type).join(", ") || "none";
    return [
      pactFinding(context, {
        code: "request.body.media-type",
        message: `the body is ${contentType ?? "of no media type"}; the contract accepts ${declared}`,
        at: contentTypeLocation(interaction.request),
        because,
        identity: ["", "media-type", contentType ?? ""],
      }),
    ];
  }
  const reading = valueOfBody(body, contentType, mediaType);
  if (mediaType.schema === undefined) return [];
  if (reading.state !== "value") {
    const isMalformed = reading.state === "malformed";
    return [
      pactFinding(context, {
        code: isMalformed ? "request.body.malformed" : "schema.unresolved",
        message: isMalformed
          ? `the body ${reading.reason}`
          : `the body was not checked: concordat does not read ${contentType}`,
        at: locationOf(body.place),
        because,
        identity: ["", reading.state],
      }),
    ];
  }
  return validate(mediaType.schema, reading.value, { direction: "request" }).map((violation) => {
    const tokens = parsePointer(violation.instancePointer) ?? [];
    return pactFinding(context, {
      code: violation.kind === "invalid" ? "request.body.invalid" : "schema.unresolved",
      message: `${nameOfPlace(tokens)} ${violation.message}`,
      at: locationInside(body.place, ...tokens),
      ...becauseOf(contract, violation.schema),
      ...(violation.kind === "invalid" && { witness: reading.value }),
      identity: [violation.instancePointer, violation.schema.pointer, violation.keyword],
    });
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
