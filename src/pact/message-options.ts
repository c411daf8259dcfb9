/**
 * The messages of a contract that a message of a pact may be.
 *
 * AsyncAPI 3.0 #operationObject, #operationReplyObject. A pact names no channel: where its
 * metadata or its description do, the others are not meant.
 */
import type { Channel, Contract, EventOperation, Message } from "../contract/contract.ts";
import { resolved } from "../contract/reader.ts";
import { inside, itemsOf, type Place } from "../source/documents.ts";
import { mayBeAllowed } from "./compare-text-rules.ts";
import { rulesOfName } from "./match/named-rules.ts";
import type { MessagePart } from "./pact.ts";

export interface MessageOption {
  channel: Channel;
  message: Message;
  /** Undefined where the document says only that there is such a message. */
  operation: EventOperation | undefined;
}

export interface ExchangeOption {
  operation: EventOperation;
  requests: readonly MessageOption[];
  replies: readonly MessageOption[];
}

/** What the provider sends; of a document without `send` operations, all of its messages. */
export function sentMessages(contract: Contract, provider: string): MessageOption[] {
  const sending = ownOperations(contract, provider).filter(({ action }) => action === "send");
  if (sending.length > 0) {
    return sending.flatMap((operation) => messagesOf(contract, operation, operation.place));
  }
  return contract.channels.flatMap((channel) =>
    channel.messages.map((message) => ({ channel, message, operation: undefined })),
  );
}

/** What the provider answers; the document may be written from either side. */
export function exchanges(contract: Contract, provider: string): ExchangeOption[] {
  const withReply = ownOperations(contract, provider).flatMap((operation): ExchangeOption[] => {
    const reply = resolved(contract, inside(operation.place, "reply"));
    if (reply === undefined) return [];
    const target = resolved(contract, inside(reply, "channel"));
    const channel = contract.channels.find(({ place }) => isSamePlace(place, target));
    return [
      {
        operation,
        requests: messagesOf(contract, operation, operation.place),
        replies: messagesOf(
          contract,
          { ...operation, channel: channel ?? operation.channel },
          reply,
        ),
      },
    ];
  });
  const received = withReply.filter(({ operation }) => operation.action === "receive");
  return received.length > 0 ? received : withReply;
}

// A catalogue shared by many services says whose an operation is.
function ownOperations({ eventOperations }: Contract, provider: string): EventOperation[] {
  const own = eventOperations.filter(({ service }) => service === provider);
  return own.length > 0 ? own : eventOperations.filter(({ service }) => service === undefined);
}

// AsyncAPI 3.0 #operationObject: without `messages`, all of the channel's.
function messagesOf(contract: Contract, operation: EventOperation, place: Place): MessageOption[] {
  const { channel } = operation;
  const stated = inside(place, "messages");
  const places = itemsOf(stated).map((entry) => resolved(contract, entry));
  return channel.messages
    .filter(
      (message) => stated === undefined || places.some((each) => isSamePlace(message.place, each)),
    )
    .map((message) => ({ channel, message, operation }));
}

function isSamePlace(a: Place, b: Place | undefined): boolean {
  return b !== undefined && a.pointer === b.pointer && a.source.uri === b.source.uri;
}

/** Keys of metadata by which libraries say where a message travels. */
const CHANNEL_KEYS = /^(channel|topic|kafka[_-]?topic|address|queue|destination|routing[_-]?key)$/i;

/** Whether a key of metadata says where a message travels, and nothing of its headers. */
export function isChannelKey(name: string): boolean {
  return CHANNEL_KEYS.test(name);
}

/**
 * Those that the pact names: by channel where its metadata says one or has a rule that accepts it,
 * by the message's name where its metadata or its description does.
 */
export function namedOptions(
  options: readonly MessageOption[],
  { metadata, matchingRules }: Pick<MessagePart, "metadata" | "matchingRules">,
  description: string,
): MessageOption[] {
  const channels = Object.entries(metadata).flatMap(([name, value]) => {
    if (!isChannelKey(name) || typeof value !== "string") return [];
    const { all } = rulesOfName(matchingRules, "metadata", name);
    return [
      ({ channel }: MessageOption) =>
        isOfChannel(channel, value) ||
        (all !== undefined &&
          [channel.address, channel.name].some((each) => mayBeAllowed(all, value, each))),
    ];
  });
  const there =
    channels.length === 0
      ? [...options]
      : options.filter((option) => channels.some((isMeant) => isMeant(option)));
  const texts = [
    ...Object.values(metadata).filter((value) => typeof value === "string"),
    description,
  ];
  const named = there.filter(({ message }) => texts.some((text) => hasWord(text, message.name)));
  return named.length > 0 ? named : there;
}

function isOfChannel({ name, address }: Channel, stated: string): boolean {
  if (stated === name || stated === address) return true;
  const pattern = address
    .split(/(\{[^{}]*\})/)
    .map((part, index) =>
      index % 2 === 1 ? "[^/.]+" : part.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"),
    )
    .join("");
  return address.includes("{") && new RegExp(`^${pattern}$`).test(stated);
}

function hasWord(text: string, word: string): boolean {
  return ` ${text.toLowerCase().replace(/[^\w.-]+/g, " ")} `.includes(` ${word.toLowerCase()} `);
}
