/**
 * Whether a provider that keeps its contract may send the body that an interaction expects.
 *
 * DESIGN, decision 3: a pact is an expectation in a provider state.
 */
import type { MediaType, Response } from "../contract/contract.ts";
import { findMediaType } from "../contract/media-type.ts";
import type { Finding } from "../findings/finding.ts";
import { instanceTypes } from "../schema/instance-types.ts";
import type { Schema } from "../schema/schema.ts";
import { isValid } from "../schema/validate.ts";
import { locationOf } from "../source/documents.ts";
import { compareExpected } from "./compare-expected.ts";
import { valueOfBody } from "./compare-request-body.ts";
import {
  contentTypeLocation,
  type InteractionContext,
  type MatchedContext,
  pactFinding,
} from "./comparison.ts";
import { hasTypeRule, maySendType } from "./content-type-rules.ts";
import { contentTypeOf, headerValue } from "./pact.ts";

export function compareResponseBody(context: MatchedContext, declared: Response): Finding[] {
  const { response } = context.interaction;
  if (context.operation.method === "HEAD") return [];
  const contentType = contentTypeOf(response);
  const { state } = response.body;
  if (state === "missing") return compareStatedType(context, declared);
  const mediaType = chooseMediaType(context, declared, contentType);
  if (state !== "present") return noBody(context, declared, mediaType);
  if (mediaType === undefined) return [undeclaredType(context, declared, contentType)];
  if (mediaType.schema === undefined) return [];
  return compareValue(context, mediaType.schema, mediaType, contentType ?? mediaType.type);
}

// A pact that says no media type takes the contract's, where it is the only one; one with a rule
// about it takes another that the rule accepts.
function chooseMediaType(
  context: MatchedContext,
  { content }: Response,
  contentType: string | undefined,
): MediaType | undefined {
  if (contentType === undefined) return content.length === 1 ? content[0] : undefined;
  const found = findMediaType(content, contentType);
  if (found !== undefined) return found;
  return content.find(({ type }) => maySendType(context.interaction.response, type));
}

// Where a header states the type, the answer must have one such, whatever its body.
function compareStatedType(context: MatchedContext, declared: Response): Finding[] {
  const { response } = context.interaction;
  const stated = headerValue(response, "content-type");
  if (stated === undefined || declared.content.length === 0) return [];
  if (chooseMediaType(context, declared, stated) !== undefined) return [];
  return [undeclaredType(context, declared, stated)];
}

function undeclaredType(
  context: MatchedContext,
  declared: Response,
  contentType: string | undefined,
): Finding {
  const { response } = context.interaction;
  const types = declared.content.map(({ type }) => type).join(", ") || "no body";
  const ruled = hasTypeRule(response) ? ", or a type that its rule accepts" : "";
  return pactFinding(context, {
    code: "response.media-type.undeclared",
    message: `the interaction expects ${contentType ?? "a body of no media type"}${ruled}; the contract declares ${types} for ${declared.status}`,
    at: contentTypeLocation(response),
    because: locationOf(declared.place),
    identity: ["", "media-type", contentType ?? ""],
  });
}

// Pact V3 #body: null and "" ask for no body, and null for the JSON value as well.
function noBody(
  context: MatchedContext,
  declared: Response,
  mediaType: MediaType | undefined,
): Finding[] {
  const { body } = context.interaction.response;
  if (declared.content.length === 0) return [];
  const schema = mediaType?.schema;
  const value = body.state === "null" ? null : "";
  const isSent =
    mediaType !== undefined &&
    (schema === undefined || isValid(schema, value, { direction: "response" }));
  if (isSent) return [];
  const types = declared.content.map(({ type }) => type).join(", ");
  return [
    pactFinding(context, {
      code: "response.body.missing",
      message: `the interaction expects no body; the contract declares ${types} for ${declared.status}`,
      at: locationOf(body.place),
      because: locationOf(declared.place),
      mend: "Leave the body out of the interaction where it does not matter, or expect the declared one.",
      identity: ["", "no body"],
    }),
  ];
}

function compareValue(
  context: InteractionContext,
  schema: Schema,
  mediaType: MediaType,
  contentType: string,
): Finding[] {
  const { response } = context.interaction;
  const { body } = response;
  const reading = valueOfBody(body, contentType, mediaType);
  if (reading.state === "value") {
    const faults = (reading.faults ?? []).map(({ pointer, reason }) =>
      pactFinding(context, {
        code: "response.body.malformed",
        message: `${pointer === "" ? "the body" : `the body at ${pointer}`} ${reason}`,
        at: locationOf(body.place),
        because: locationOf(mediaType.place),
        identity: [pointer, "malformed"],
      }),
    );
    if (faults.length > 0) return faults;
    return compareExpected(context, {
      body,
      value: reading.value,
      contentType,
      schema,
      rules: response.matchingRules,
      category: "body",
      direction: "response",
      whole: "the body",
      codes: {
        undeclared: "response.body.undeclared",
        invalid: "response.body.invalid",
        excluded: "response.body.incompatible",
      },
    });
  }
  // Binary content is a string to OpenAPI: there is nothing to compare.
  const isBytes = reading.state === "opaque" && instanceTypes(schema).has("string");
  if (isBytes) return [];
  const isMalformed = reading.state === "malformed";
  return [
    pactFinding(context, {
      code: isMalformed ? "response.body.malformed" : "schema.unresolved",
      message: isMalformed
        ? `the body ${reading.reason}`
        : `the body was not checked: concordat does not read ${contentType}`,
      at: locationOf(body.place),
      because: locationOf(mediaType.place),
      identity: ["", reading.state],
    }),
  ];
}
