/**
 * One body of each side, by media type: its schema, and how it is written where that is not JSON.
 *
 * OpenAPI 3.1 #media-type-object, #encoding-object.
 */
import type { MediaType } from "../contract/contract.ts";
import { isJson, isXml, usualType } from "../contract/media-type.ts";
import { readBody, type WrittenBody, writeBody } from "../http/body/body.ts";
import { composeSchema } from "../schema/compose.ts";
import { shown } from "../schema/shown.ts";
import { validate } from "../schema/validate.ts";
import { locationOf } from "../source/documents.ts";
import { addRefusal, addUnknown, comparePair, placeName, type SchemaPair } from "./compare-pair.ts";
import { addDoubt, addFinding, type EdgeContext, edgeFinding } from "./judging.ts";
import { textKey } from "./sent-parameter.ts";
import { isSameBodyForm, tellingValues } from "./wire-form.ts";

export interface ContentUse {
  /** Of the side that sends; the schema that counts, where it is not the entry's own. */
  sent: MediaType;
  read: MediaType;
  pair: Omit<SchemaPair, "sender" | "receiver" | "curl" | "direction"> & {
    direction: "request" | "response";
  };
  curl?: (body: { body: string; contentType: string }) => string | undefined;
}

const ANYTHING = composeSchema(true, new Map());

export function compareContent(context: EdgeContext, { sent, read, pair, curl }: ContentUse): void {
  // What has no schema is not asked for anything.
  if (read.schema === undefined && isJson(usualType(sent.type))) return;
  const whole: SchemaPair = {
    ...pair,
    sender: sent.schema ?? ANYTHING,
    receiver: read.schema ?? ANYTHING,
    ...(curl !== undefined && {
      curl: (witness) => curl({ body: JSON.stringify(witness), contentType: usualType(sent.type) }),
    }),
  };
  if (isJson(usualType(sent.type))) {
    comparePair(context, whole);
    return;
  }
  compareWritten(context, { sent, read, pair, ...(curl && { curl }) }, whole);
}

// Forms, XML and texts: the value is what is read, and is told by the receiver's schema.
function compareWritten(context: EdgeContext, use: ContentUse, pair: SchemaPair): void {
  const { sent, read } = use;
  const { direction } = use.pair;
  const verdict = context.comparisons.of(direction).compare(pair.sender, pair.receiver);
  const isSame = isSameBodyForm(sent, read);
  const isTelling = !isSame && verdict.kind !== "unknown";
  const samples = isTelling ? tellingValues(pair.sender, direction) : [];
  const values = verdict.kind === "incompatible" ? [verdict.witness, ...samples] : samples;
  for (const value of values) if (tellArrival(context, use, pair, value)) return;
  if (verdict.kind === "unknown") {
    addUnknown(context, pair, verdict);
    return;
  }
  const isProved = verdict.kind === "compatible" && (isSame || isXml(sent.type));
  if (isProved) return;
  addDoubt(context, {
    subject: pair.subject,
    reason:
      verdict.kind === "compatible"
        ? "is written in two ways, which may differ"
        : `differs in values that are written alike in ${sent.type}`,
    at: pair.places.consumer,
    because: pair.places.provider,
    identity: [...pair.identity, "written"],
  });
}

function tellArrival(
  context: EdgeContext,
  { sent, read, curl }: ContentUse,
  pair: SchemaPair,
  value: unknown,
): boolean {
  const written = attempt(() => writeBody(value, sent));
  if (written === undefined) return false;
  const text = textOf(written);
  const reading = readBody(written.bytes, written.contentType, read);
  if (reading.state === "opaque") return false;
  const line =
    text !== undefined ? curl?.({ body: text, contentType: written.contentType }) : undefined;
  const more = { ...(line !== undefined && { curl: () => line }) };
  const fault =
    reading.state === "value" ? reading.faults?.[0] : { pointer: "", reason: reading.reason };
  if (reading.state === "value" && fault === undefined) {
    const options = { direction: pair.direction as "request" | "response" };
    const violation = validate(pair.receiver, reading.value, options).find(
      ({ kind }) => kind === "invalid",
    );
    if (violation !== undefined) {
      const { uri, pointer } = pair.sender;
      addRefusal(
        context,
        { ...pair, ...more },
        {
          witness: text ?? value,
          violation,
          sender: { uri, pointer },
          sent: value,
          arrived: { value: reading.value },
          isText: true,
        },
      );
      return true;
    }
    if (textKey(reading.value) === textKey(value)) return false;
  }
  const how =
    fault !== undefined
      ? `${placeName(fault.pointer)} ${fault.reason}`
      : `it reads as ${shown((reading as { value: unknown }).value)}`;
  addFinding(
    context,
    edgeFinding(context, {
      code: pair.code,
      message: `${pair.names.sender} writes ${pair.subject} in another way than ${pair.names.receiver} reads it: ${how}`,
      at: pair.places.consumer,
      because: pair.places.provider,
      witness: text ?? value,
      ...(line !== undefined && { curl: line }),
      identity: [...pair.identity, "wire form"],
    }),
  );
  return true;
}

function attempt(write: () => WrittenBody): WrittenBody | undefined {
  try {
    return write();
  } catch (error) {
    // Half of a surrogate pair has no bytes.
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

function textOf({ bytes }: WrittenBody): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

export function contentPlaces(
  consumer: MediaType,
  provider: MediaType,
): { consumer: ReturnType<typeof locationOf>; provider: ReturnType<typeof locationOf> } {
  return { consumer: locationOf(consumer.place), provider: locationOf(provider.place) };
}
