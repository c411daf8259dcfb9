/**
 * One message in both versions: its content type, payload, headers and correlation ID.
 *
 * AsyncAPI 3.0 #messageObject, #correlationIdObject. What the application sends must fit whoever
 * reads by the base; what it receives is sent by the base and must fit the revision.
 */
import type { Channel, EventOperation, Message } from "../../contract/contract.ts";
import { composeSchema } from "../../schema/compose.ts";
import { equalityKey } from "../../schema/equal.ts";
import { follow, inside, isDangling, type Place } from "../../source/documents.ts";
import type { Diff } from "./diff-operation.ts";
import type { Version } from "./side.ts";

export interface MessagePair {
  base: Message;
  revision: Message;
  action: EventOperation["action"];
  channel: Channel;
}

export function addPartChanges(diff: Diff, pair: MessagePair): void {
  addTypeChange(diff, pair);
  addSchemaChanges(diff, pair, "payload");
  addSchemaChanges(diff, pair, "headers");
  addCorrelationChange(diff, pair);
}

function addTypeChange({ changes }: Diff, { base, revision, channel }: MessagePair): void {
  const [before, after] = [base, revision].map(({ contentType }) => contentType?.toLowerCase());
  if (before === after) return;
  changes.add({
    code: "diff.message.content-type",
    message: `the message ${revision.name} was ${before ?? "of no stated type"} and is ${after ?? "of no stated type"}`,
    base: base.place,
    revision: revision.place,
    operation: channel.name,
    kind: "content type",
  });
}

const CODES = {
  payload: "event.payload.incompatible",
  headers: "event.headers.incompatible",
} as const;

/** Who sends and who reads. */
const FLOWS: Record<EventOperation["action"], readonly [from: Version, to: Version]> = {
  send: ["revision", "base"],
  receive: ["base", "revision"],
};

// A message that declares no headers has none.
const NO_HEADERS = composeSchema({ type: "object", additionalProperties: false }, new Map());

function addSchemaChanges(diff: Diff, pair: MessagePair, part: "payload" | "headers"): void {
  const { changes, schemas } = diff;
  const { base, revision, action, channel } = pair;
  const places = { base: base.place, revision: revision.place };
  const stated = { base: inside(base.place, part), revision: inside(revision.place, part) };
  const isUnread = (version: Version) =>
    pair[version][part] === undefined && (part === "payload" || stated[version] !== undefined);
  if (isUnread("base") || isUnread("revision")) {
    if (equalityKey(stated.base?.value) === equalityKey(stated.revision?.value)) return;
    changes.add({
      code: "schema.unresolved",
      message: `the ${part} of ${revision.name} differ${part === "payload" ? "s" : ""}, and ${part === "payload" ? "is" : "are"} not described by a schema that concordat reads in both versions`,
      base: part === "payload" ? base.place : (stated.base ?? base.place),
      revision: part === "payload" ? revision.place : (stated.revision ?? revision.place),
      operation: channel.name,
      kind: part,
    });
    return;
  }
  const [from, to] = FLOWS[action];
  const [sent, read] = [pair[from][part], pair[to][part]];
  if (read === undefined && sent !== undefined) addUnread(diff, pair, stated);
  schemas.add({
    direction: "message",
    code: CODES[part],
    from: { version: from, contract: diff[from] },
    to: { version: to, contract: diff[to] },
    sender: sent ?? (read && NO_HEADERS),
    receiver: read,
    holders: places,
    subject: `${part === "payload" ? "a message" : "headers of a message"} ${revision.name} at ${channel.address}`,
    operation: channel.name,
  });
}

// Headers that nobody was told of: who reads passes over them.
function addUnread(
  { changes }: Diff,
  { base, revision, channel }: MessagePair,
  stated: Record<Version, Place | undefined>,
): void {
  const isAdded = stated.revision !== undefined;
  changes.add({
    code: isAdded ? "diff.property.added" : "diff.property.removed",
    ...(!isAdded && { severity: "warning" as const }),
    message: isAdded
      ? `the revision declares headers of the message ${revision.name}; the base declares none`
      : `the base declares headers of the message ${revision.name}; the revision declares none, and may ignore them`,
    base: stated.base ?? base.place,
    revision: stated.revision ?? revision.place,
    operation: channel.name,
    kind: "headers",
  });
}

function addCorrelationChange(diff: Diff, { base, revision, action, channel }: MessagePair): void {
  const before = locationIn(diff, "base", base);
  const after = locationIn(diff, "revision", revision);
  if (before?.value === after?.value) return;
  diff.changes.add({
    code: "diff.message.correlation-id",
    // Whoever reads did without it.
    ...(before === undefined && action === "send" && { severity: "info" as const }),
    message: `the message ${revision.name} had its correlation ID ${said(before)} and has it ${said(after)}`,
    base: before ?? base.place,
    revision: after ?? revision.place,
    operation: channel.name,
    kind: "correlation ID",
  });
}

function locationIn(diff: Diff, version: Version, { place }: Message): Place | undefined {
  const entry = inside(place, "correlationId");
  const target = entry && follow(diff[version].documents, entry);
  return target === undefined || isDangling(target) ? undefined : inside(target, "location");
}

function said(location: Place | undefined): string {
  return location === undefined ? "nowhere" : `at ${String(location.value)}`;
}
