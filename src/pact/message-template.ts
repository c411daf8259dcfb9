/**
 * What a subscriber's test hands to PactV4, made of an AsyncAPI contract and of what the test reads.
 *
 * AsyncAPI 3.0 #channelObject, #messageObject, #messageExampleObject. As `interaction` does for
 * HTTP, matchers are about types, and a field the contract does not know is found by `compare`.
 */
import type { Channel, Contract, MediaType, Message } from "../contract/contract.ts";
import { ConcordatError } from "../findings/concordat-error.ts";
import { inside, itemsOf } from "../source/documents.ts";
import { headerNames, headersSchema, isContentTypeKey } from "./message-headers.ts";
import { isChannelKey } from "./message-options.ts";
import { statedFields } from "./stated-fields.ts";

export interface MessageTemplateOptions {
  /**
   * What the consumer reads of the payload: values to show, among which matchers of the test's own
   * may stand; or names and JSON Pointers (`*` is every item), with values from the contract.
   */
  fields?: unknown;
  /**
   * What it reads of the headers, in the same way. A key such as `channel`, `topic` or `routing-key`
   * says where the message travels, and is asked for as it stands.
   */
  metadata?: Readonly<Record<string, unknown>> | readonly string[];
}

/** Plain data, in Pact's integration JSON format. */
export interface MessageTemplate {
  /** For the builder's `withJSONContent`; undefined where no fields are stated. */
  contents: unknown;
  /** For `withMetadata`. Where the test does not say where the message travels, `channel` does. */
  metadata: Record<string, string | { "pact:matcher:type": string }>;
}

/**
 * The template of one message. A pact has no place of its own for the channel, without which nobody
 * knows which message of the contract is meant; so it stands in the metadata, and the provider gives
 * it as well.
 *
 * @param named a channel, by name or address; a message, by name; or, where several are called so,
 *   both, such as `orders OrderCreated`
 * @throws {ConcordatError} `usage.invalid` when the contract has no such message or several, or when
 *   the channel's address has parameters and the test does not say which address is meant
 */
export function message(
  contract: Contract,
  named: string,
  { fields, metadata = {} }: MessageTemplateOptions = {},
): MessageTemplate {
  const declared = messageNamed(contract, named);
  const headers = headersOf(contract, declared.message);
  return {
    contents: fields === undefined ? undefined : statedFields(payloadOf(declared.message), fields),
    metadata: metadataOf(declared, headers, metadata),
  };
}

export interface DeclaredMessage {
  channel: Channel;
  message: Message;
}

/** @throws {ConcordatError} `usage.invalid` when the contract has no such message or several */
export function messageNamed(contract: Contract, named: string): DeclaredMessage {
  const all = contract.channels.flatMap((channel) =>
    channel.messages.map((each): DeclaredMessage => ({ channel, message: each })),
  );
  const exact = all.find((each) => keyOf(each) === named);
  const found = all.filter(({ channel, message: { name } }) =>
    [channel.name, channel.address, name].includes(named),
  );
  const chosen = exact ?? (found.length === 1 ? found[0] : undefined);
  if (chosen !== undefined) return chosen;
  const listed = found.map(keyOf);
  throw listed.length > 0
    ? new ConcordatError(
        "usage.invalid",
        `"${named}" may be ${listed.join(" or ")} of the contract ${contract.title}`,
        { mend: "Name both the channel and the message, with a blank between them." },
      )
    : new ConcordatError(
        "usage.invalid",
        `the contract ${contract.title} has no channel and no message "${named}"; it declares ${all.map(keyOf).join(", ") || "none"}`,
        { mend: "Name one of the declared channels or messages." },
      );
}

function keyOf({ channel, message: { name } }: DeclaredMessage): string {
  return `${channel.name} ${name}`;
}

/** The payload as if it were a body: its schema and its examples. */
export function payloadOf(declared: Message): MediaType {
  return partOf(declared, "payload", declared.payload);
}

function headersOf(contract: Contract, declared: Message): MediaType {
  return partOf(declared, "headers", headersSchema(contract, declared));
}

function partOf(
  { contentType = "application/json", place }: Message,
  part: "payload" | "headers",
  schema: MediaType["schema"],
): MediaType {
  const examples = itemsOf(inside(place, "examples")).flatMap((example) => {
    const found = inside(example, part);
    if (found === undefined) return [];
    return [{ name: undefined, summary: undefined, value: found.value, place: found }];
  });
  return { type: contentType, schema, examples, encoding: new Map(), place };
}

function metadataOf(
  { channel, message: declared }: DeclaredMessage,
  headers: MediaType,
  stated: NonNullable<MessageTemplateOptions["metadata"]>,
): MessageTemplate["metadata"] {
  // Names alone say what is read, and the contract what it looks like.
  const values: Readonly<Record<string, unknown>> = isNames(stated)
    ? Object.fromEntries(stated.map((name) => [name, undefined]))
    : stated;
  const names = Object.keys(values);
  const read = headerNames(values);
  const fields = isNames(stated)
    ? read
    : Object.fromEntries(read.map((name) => [name, values[name]]));
  const travels = names.filter(isChannelKey);
  const metadata: Record<string, unknown> = {};
  for (const name of travels.length > 0 ? travels : ["channel"]) {
    metadata[name] = values[name] ?? addressOf(channel);
  }
  for (const name of names.filter(isContentTypeKey)) {
    metadata[name] = values[name] ?? declared.contentType ?? "application/json";
  }
  if (read.length > 0) Object.assign(metadata, statedFields(headers, fields));
  return metadata as MessageTemplate["metadata"];
}

function isNames(
  stated: NonNullable<MessageTemplateOptions["metadata"]>,
): stated is readonly string[] {
  return Array.isArray(stated);
}

// AsyncAPI 3.0 #channelAddressExpressions: a name in braces stands for a value.
function addressOf({ name, address }: Channel): string {
  const parameters = [...address.matchAll(/\{([^{}]+)\}/g)].map(([, parameter]) => parameter);
  if (parameters.length === 0) return address;
  throw new ConcordatError(
    "usage.invalid",
    `the channel ${name} needs a value for ${parameters.join(", ")}: its address is ${address}`,
    { mend: "State the whole address as `metadata.channel`." },
  );
}
