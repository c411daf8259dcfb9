/**
 * Channels, messages and operations of AsyncAPI documents.
 *
 * AsyncAPI 3.0 #channelObject, #operationObject. What the application sends must fit whoever reads
 * by the base; what it receives is sent by the base and must fit the revision. A channel that no
 * operation names is used both ways. Channels are told by their address, messages by their name.
 */
import type { Channel, Contract, EventOperation } from "../../contract/contract.ts";
import { inside } from "../../source/documents.ts";
import type { Diff } from "./diff-operation.ts";
import { addPartChanges } from "./message-parts.ts";

type Action = EventOperation["action"];

interface ChannelPair {
  base: Channel;
  revision: Channel;
}

export function addEventChanges(diff: Diff): void {
  const { base, revision, changes } = diff;
  const pairs = pairChannels(diff);
  addOperationChanges(diff, pairs);
  for (const pair of pairs) {
    if (pair.base.address !== pair.revision.address) {
      changes.add({
        code: "diff.channel.address",
        message: `the channel ${pair.revision.name} was at ${pair.base.address} and is at ${pair.revision.address}`,
        base: inside(pair.base.place, "address") ?? pair.base.place,
        revision: inside(pair.revision.place, "address") ?? pair.revision.place,
        operation: pair.revision.name,
        kind: "address",
      });
    }
    const actions = new Set([...actionsOf(base, pair.base), ...actionsOf(revision, pair.revision)]);
    for (const action of actions.size === 0 ? (["send", "receive"] as const) : actions) {
      addMessageChanges(diff, pair, action);
    }
  }
}

function actionsOf({ eventOperations }: Contract, channel: Channel): Action[] {
  return eventOperations.filter((each) => each.channel === channel).map(({ action }) => action);
}

function pairChannels({ base, revision, changes }: Diff): ChannelPair[] {
  const open = new Set(base.channels);
  const partners = new Map<Channel, Channel>();
  for (const key of ["address", "name"] as const) {
    for (const channel of revision.channels) {
      const partner = [...open].find((each) => each[key] === channel[key]);
      if (partners.has(channel) || partner === undefined) continue;
      partners.set(channel, partner);
      open.delete(partner);
    }
  }
  for (const { name, address, place } of open) {
    changes.add({
      code: "diff.channel.removed",
      message: `the revision has no channel ${address}`,
      base: place,
      operation: name,
      kind: "channel",
    });
  }
  for (const channel of revision.channels.filter((each) => !partners.has(each))) {
    changes.add({
      code: "diff.channel.added",
      message: `the channel ${channel.address} is new`,
      revision: channel.place,
      operation: channel.name,
      kind: "channel",
    });
  }
  return [...partners].map(([after, before]) => ({ base: before, revision: after }));
}

// Of a channel that went, its operations went with it: one cause, one change.
function addOperationChanges(
  { base, revision, changes }: Diff,
  pairs: readonly ChannelPair[],
): void {
  const open = new Set(
    base.eventOperations.filter(({ channel }) => pairs.some((pair) => pair.base === channel)),
  );
  const known = new Set<EventOperation>();
  for (const isNamed of [true, false]) {
    for (const operation of revision.eventOperations) {
      if (known.has(operation)) continue;
      const partner = [...open].find(
        ({ name, action, channel }) =>
          action === operation.action &&
          pairs.some((pair) => pair.base === channel && pair.revision === operation.channel) &&
          (!isNamed || name === operation.name),
      );
      if (partner === undefined) continue;
      known.add(operation);
      open.delete(partner);
    }
  }
  for (const { name, action, channel, place } of open) {
    changes.add({
      code: "diff.operation.removed",
      message: `the revision has no operation that ${action}s at ${channel.address}: ${name} is gone`,
      base: place,
      operation: name,
      kind: action,
    });
  }
  for (const operation of revision.eventOperations) {
    const isOfNewChannel = !pairs.some((pair) => pair.revision === operation.channel);
    if (known.has(operation) || isOfNewChannel) continue;
    changes.add({
      code: "diff.operation.added",
      message: `${operation.name}, which ${operation.action}s at ${operation.channel.address}, is new`,
      revision: operation.place,
      operation: operation.name,
      kind: operation.action,
    });
  }
}

function addMessageChanges(diff: Diff, { base, revision }: ChannelPair, action: Action): void {
  const { changes } = diff;
  const before = new Map(base.messages.map((message) => [message.name, message]));
  for (const message of revision.messages) {
    const partner = before.get(message.name);
    before.delete(message.name);
    if (partner !== undefined) {
      addPartChanges(diff, { base: partner, revision: message, action, channel: revision });
      continue;
    }
    changes.add({
      code: "diff.message.added",
      // Whoever reads the channel meets a message that it does not know.
      severity: action === "send" ? "warning" : "info",
      message: `the message ${message.name} of ${revision.address} is new`,
      base: base.place,
      revision: message.place,
      operation: revision.name,
      kind: message.name,
    });
  }
  for (const { name, place } of before.values()) {
    changes.add({
      code: "diff.message.removed",
      message: `the revision has no message ${name} at ${revision.address}`,
      base: place,
      revision: revision.place,
      operation: revision.name,
      kind: name,
    });
  }
}
