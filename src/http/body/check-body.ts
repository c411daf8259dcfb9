/**
 * Whether a body is one of those that a `content` map describes.
 *
 * OpenAPI 3.1 #request-body-object, #response-object, #media-type-object. The same for requests
 * and answers, each with its own codes.
 */
import type { MediaType } from "../../contract/contract.ts";
import { findMediaType } from "../../contract/media-type.ts";
import type { Finding } from "../../findings/finding.ts";
import { undeclaredProperties } from "../../schema/undeclared-properties.ts";
import { type Violation, validate } from "../../schema/validate.ts";
import { locationOf, type Place } from "../../source/documents.ts";
import { type Fields, fieldValue } from "../exchange.ts";
import {
  type ExchangeContext,
  exchangeFinding,
  exchangeLocation,
  violationFindings,
} from "../report.ts";
import { type BodyFault, hasEmptyValue, readBody } from "./body.ts";
import { brief } from "./text-fault.ts";

export interface BodyCheck {
  content: readonly MediaType[];
  body: Uint8Array;
  headers: Fields;
  /** What declares the content. */
  place: Place;
  /** Beside the operation: the status of an answer. */
  identity: readonly string[];
  /** Properties that are not declared are findings. */
  strict: boolean;
}

const CODES = {
  request: {
    mediaType: "request.body.media-type",
    malformed: "request.body.malformed",
    invalid: "request.body.invalid",
    unchecked: "request.body.unchecked",
  },
  response: {
    mediaType: "response.media-type.undeclared",
    malformed: "response.body.malformed",
    invalid: "response.body.invalid",
    unchecked: "response.body.unchecked",
  },
} as const;

const NOTHING: readonly Finding[] = [];

/**
 * Whether something was sent: bytes, or nothing under a Content-Type of which nothing is a value,
 * such as an empty text. RFC 9110 §8.6: Content-Length 0 tells the two not apart.
 */
export function isSent({ body, content, headers }: Omit<BodyCheck, "place" | "identity">): boolean {
  if (body.length > 0) return true;
  const contentType = fieldValue(headers, "content-type");
  if (contentType === undefined || !hasEmptyValue(contentType)) return false;
  return findMediaType(content, contentType) !== undefined;
}

/**
 * Findings about a body that was sent, one for each cause. A property that cannot be read as it is
 * declared is not held to its schema as well.
 */
export function checkBody(context: ExchangeContext, check: BodyCheck): readonly Finding[] {
  const { body, content, headers } = check;
  const contentType = fieldValue(headers, "content-type");
  const mediaType = contentType === undefined ? undefined : findMediaType(content, contentType);
  if (contentType === undefined || mediaType === undefined) {
    return [mediaTypeFinding(context, check, contentType)];
  }
  const reading = readBody(body, contentType, mediaType);
  if (reading.state === "malformed") {
    return [
      exchangeFinding(context, {
        code: CODES[context.side].malformed,
        message: `the body ${reading.reason}`,
        at: exchangeLocation(context.side, "/body"),
        because: locationOf(check.place),
        identity: check.identity,
      }),
    ];
  }
  const { schema } = mediaType;
  if (reading.state === "opaque") {
    return schema === undefined ? NOTHING : [uncheckedFinding(context, check, mediaType)];
  }
  const { value, faults } = reading;
  const violations = schema && validate(schema, value, { direction: context.side });
  const isFine = violations === undefined || violations.length === 0;
  if (isFine && faults === undefined && !check.strict) return NOTHING;
  const isOwn = ({ instancePointer }: Pick<Violation, "instancePointer">): boolean =>
    !faults?.some(({ pointer }) => isInside(instancePointer, pointer));
  const held = violations?.filter(isOwn) ?? [];
  const findings = [
    ...(faults ?? []).flatMap((fault) => faultFindings(context, fault, mediaType)),
    ...violationFindings(context, held, {
      code: CODES[context.side].invalid,
      subject: "the body",
      pointer: "/body",
    }),
  ];
  if (!check.strict || context.side === "request" || schema === undefined) return findings;
  const undeclared = undeclaredProperties(schema, value).filter((pointer) =>
    isOwn({ instancePointer: pointer }),
  );
  return [...findings, ...undeclared.map((pointer) => undeclaredFinding(context, check, pointer))];
}

// Not checked, and not passed in silence.
function uncheckedFinding(
  context: ExchangeContext,
  check: BodyCheck,
  { type, place }: MediaType,
): Finding {
  return exchangeFinding(context, {
    code: CODES[context.side].unchecked,
    message: `the body is ${brief(type)}, which is not held to its schema`,
    at: exchangeLocation(context.side, "/body"),
    because: locationOf(place),
    identity: check.identity,
  });
}

function isInside(pointer: string, outer: string): boolean {
  return pointer === outer || pointer.startsWith(`${outer}/`);
}

function mediaTypeFinding(
  context: ExchangeContext,
  check: BodyCheck,
  contentType: string | undefined,
): Finding {
  const { side } = context;
  const [subject, pointer] =
    side === "request" ? ["the body", "/headers/content-type"] : ["the answer", "/body"];
  const said = contentType === undefined ? "not said" : brief(contentType);
  return exchangeFinding(context, {
    code: CODES[side].mediaType,
    message: `${subject}'s Content-Type is ${said}; the contract declares ${declaredTypes(check.content)}`,
    at: exchangeLocation(side, pointer),
    because: locationOf(check.place),
    identity: check.identity,
  });
}

/** Media types in a message: a few of them, as contracts may have any number. */
export function declaredTypes(content: readonly MediaType[]): string {
  const shown = content.slice(0, 10).map(({ type }) => type);
  const rest = content.length - shown.length;
  return [...shown, ...(rest > 0 ? [`${rest} more`] : [])].join(", ") || "none";
}

const FAULT_CODES: Record<BodyFault["kind"], keyof (typeof CODES)["request"]> = {
  malformed: "malformed",
  "media-type": "mediaType",
  invalid: "invalid",
};

function faultFindings(
  context: ExchangeContext,
  { pointer, kind, reason }: BodyFault,
  { place }: MediaType,
): Finding[] {
  const violation: Violation = {
    kind: "invalid",
    instancePointer: pointer,
    keyword: pointer,
    schema: { uri: place.source.uri, pointer: place.pointer },
    message: reason,
  };
  return violationFindings(context, [violation], {
    code: CODES[context.side][FAULT_CODES[kind]],
    subject: "the body",
    pointer: "/body",
  });
}

function undeclaredFinding(
  context: ExchangeContext,
  { place, identity }: BodyCheck,
  pointer: string,
): Finding {
  return exchangeFinding(context, {
    code: "response.body.undeclared",
    message: `the answer has ${brief(pointer)}, which the contract does not declare`,
    at: exchangeLocation(context.side, `/body${pointer}`),
    because: locationOf(place),
    // Of a list one item stands for all.
    identity: [...identity, pointer.replace(/\/\d+(?=\/|$)/g, "/*")],
  });
}
