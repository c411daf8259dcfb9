/**
 * What a publisher sends against what a subscriber takes.
 *
 * AsyncAPI 3.0 #messageObject: a message is known by its name. A publisher's own contract may
 * declare the payload in a callback, too.
 */
import { addRefusal, addUnknown, comparePair, type SchemaPair } from "../compat/compare-pair.ts";
import { addDoubt, type EdgeContext } from "../compat/judging.ts";
import type { MediaType, Message } from "../contract/contract.ts";
import { isJson } from "../contract/media-type.ts";
import type { Location } from "../findings/finding.ts";
import { composeSchema } from "../schema/compose.ts";
import type { Schema } from "../schema/schema.ts";
import { locationOf, type Place } from "../source/documents.ts";
import type { Party } from "./edge.ts";

/** What is sent, whoever declares it. */
interface Sent {
  /** Undefined for a payload of a callback, which has no name. */
  name: string | undefined;
  type: string | undefined;
  payload: Schema | undefined;
  headers: Schema | undefined;
  place: Place;
}

export function compareEvent(context: EdgeContext, publisher: Party, subscriber: Party): void {
  const { messages: taken } = subscriber;
  const all = [...publisher.messages.map(sentMessage), ...publisher.payloads.map(sentPayload)];
  // A callback without a body leaves it to the catalogue's channel, which both sides mean.
  if (taken.length === 0 || all.length === 0) return;
  for (const sent of all) {
    const named = taken.filter(({ name }) => name === sent.name);
    const candidates = named.length > 0 ? named : taken;
    // One message, written once, is what both mean.
    if (candidates.some(({ place }) => isSamePlace(place, sent.place))) continue;
    if (!isReadable(context, sent, candidates)) continue;
    comparePart(context, sent, candidates, "payload");
    comparePart(context, sent, candidates, "headers");
  }
}

function sentMessage({ name, contentType, payload, headers, place }: Message): Sent {
  return { name, type: contentType, payload, headers, place };
}

function sentPayload({ type, schema, place }: MediaType): Sent {
  return { name: undefined, type, payload: schema, headers: undefined, place };
}

function isSamePlace(a: Place, b: Place): boolean {
  return a.pointer === b.pointer && a.source.uri === b.source.uri;
}

// Of other types the schema is no schema of what is sent.
function isReadable(context: EdgeContext, sent: Sent, taken: readonly Message[]): boolean {
  const other = [sent.type, ...taken.map(({ contentType }) => contentType)].find(
    (type) => type !== undefined && !isJson(type),
  );
  if (other === undefined) return true;
  addDoubt(context, {
    subject: "the payload",
    reason: `is ${other}, which is not compared`,
    at: locationOf(taken[0]!.place),
    because: locationOf(sent.place),
    identity: ["content type", other],
  });
  return false;
}

function comparePart(
  context: EdgeContext,
  sent: Sent,
  taken: readonly Message[],
  part: "payload" | "headers",
): void {
  const receivers = taken.flatMap((message) => message[part] ?? []);
  // A message without a schema takes whatever comes; one without a payload is told by itself.
  if (receivers.length < taken.length) return;
  const sender = sent[part] ?? (sent.name === undefined ? UNSAID_BY_CALLBACK : UNSAID)[part];
  if (sender === undefined) return;
  const { consumer, provider } = context.edge;
  const pair: SchemaPair = {
    sender,
    receiver: receivers.length === 1 ? receivers[0]! : anyOf(receivers),
    direction: "event",
    code: part === "payload" ? "event.payload.incompatible" : "event.headers.incompatible",
    names: { sender: provider, receiver: consumer },
    subject: part === "payload" ? "a payload" : "headers",
    places: { consumer: placeOf(taken), provider: locationOf(sent.place) },
    isConsumerSending: false,
    identity: [part, sent.name ?? "callback"],
  };
  if (receivers.length === 1) {
    comparePair(context, pair);
    return;
  }
  const verdict = context.comparisons.of("event").compare(sender, pair.receiver);
  if (verdict.kind === "unknown") addUnknown(context, pair, verdict);
  if (verdict.kind !== "incompatible") return;
  const { witness } = verdict;
  addRefusal(context, pair, { ...verdict, sent: witness, arrived: { value: witness } });
}

/** A message that declares no headers has none; one without a payload is told by itself. */
const UNSAID = {
  headers: composeSchema({ type: "object", additionalProperties: false }, new Map()),
  payload: undefined,
};

/** A callback says nothing of headers; a body of which it says nothing may be anything. */
const UNSAID_BY_CALLBACK = { headers: undefined, payload: composeSchema(true, new Map()) };

function placeOf(taken: readonly Message[]): Location {
  return locationOf(taken[0]!.place);
}

function anyOf(schemas: readonly Schema[]): Schema {
  const parts = new Map(schemas.map((schema, index) => [`message:${index}`, schema]));
  return composeSchema({ anyOf: [...parts.keys()].map(($ref) => ({ $ref })) }, parts);
}
