/**
 * An AsyncAPI document as a contract: its channels, messages and who sends or receives them.
 *
 * AsyncAPI 3.0 #channelObject, #messageObject, #operationObject.
 */
import { normaliseDraft07 } from "../schema/dialect/draft-07.ts";
import { createSchemaStore, type Schema, schemaAt } from "../schema/schema.ts";
import { type DocumentSet, entriesOf, inside, itemsOf, type Place } from "../source/documents.ts";
import type { Channel, Contract, EventOperation, Message } from "./contract.ts";
import { type Reader, resolved, stringAt } from "./reader.ts";

export function readAsyncApi(documents: DocumentSet, root: Place): Contract {
  // AsyncAPI 3.0 #schemaObject: a superset of draft-07.
  const store = createSchemaStore((uri) => {
    const source = documents.sources.get(uri);
    return source && { uri, root: source.value, normalise: normaliseDraft07 };
  });
  const reader: Reader = { documents, store, root };
  const channels = entriesOf(inside(root, "channels")).flatMap(([name, entry]) => {
    const place = resolved(reader, entry);
    return place === undefined ? [] : [readChannel(reader, name, place)];
  });
  return {
    format: "asyncapi",
    version: String((root.value as Record<string, unknown>).asyncapi),
    title: stringAt(root, "info", "title") ?? "",
    documents,
    root,
    store,
    servers: [],
    operations: [],
    webhooks: [],
    securitySchemes: new Map(),
    channels,
    eventOperations: entriesOf(inside(root, "operations")).flatMap(([name, entry]) => {
      const operation = readEventOperation(reader, channels, name, entry);
      return operation === undefined ? [] : [operation];
    }),
  };
}

function readChannel(reader: Reader, name: string, place: Place): Channel {
  return {
    name,
    // AsyncAPI 3.0 #channelObject: an absent or null address is not known yet; the name stands in.
    address: stringAt(place, "address") ?? name,
    messages: entriesOf(inside(place, "messages")).flatMap(([key, entry]) => {
      const message = readMessage(reader, key, entry);
      return message === undefined ? [] : [message];
    }),
    place,
  };
}

function readMessage(reader: Reader, key: string, entry: Place): Message | undefined {
  const place = resolved(reader, entry);
  if (place === undefined) return undefined;
  const payload = inside(place, "payload");
  const headers = inside(place, "headers");
  return {
    name: stringAt(place, "name") ?? key,
    contentType: stringAt(place, "contentType") ?? stringAt(reader.root, "defaultContentType"),
    payload: payload && readFormattedSchema(reader, payload),
    headers: headers && readFormattedSchema(reader, headers),
    place,
  };
}

/** The schema of a payload or of headers; undefined where its format is not read. */
export function readFormattedSchema(reader: Reader, place: Place): Schema | undefined {
  const format = stringAt(place, "schemaFormat");
  if (format !== undefined && !isReadFormat(format)) return undefined;
  const schema = format === undefined ? place : inside(place, "schema");
  return schema && schemaAt(reader.store, schema.source.uri, schema.pointer);
}

/**
 * AsyncAPI 3.0 #multiFormatSchemaObject: `{ schemaFormat, schema }` wraps a schema of a named
 * format; formats other than AsyncAPI's own and JSON Schema are not read.
 */
export function isReadFormat(schemaFormat: string): boolean {
  return /^application\/(vnd\.aai\.asyncapi|schema)\+(json|yaml)/.test(schemaFormat);
}

function readEventOperation(
  reader: Reader,
  channels: readonly Channel[],
  name: string,
  entry: Place,
): EventOperation | undefined {
  const place = resolved(reader, entry);
  const action = place && stringAt(place, "action");
  if (place === undefined || (action !== "send" && action !== "receive")) return undefined;
  const target = resolved(reader, inside(place, "channel"));
  const channel = channels.find(
    (channel) =>
      channel.place.pointer === target?.pointer && channel.place.source.uri === target.source.uri,
  );
  if (channel === undefined) return undefined;
  return {
    name,
    action,
    channel,
    messages: messagesOf(reader, place, channel),
    service: stringAt(place, "x-service"),
    publishedBy: stringAt(place, "x-operation"),
    place,
  };
}

// A reference to a message of the channel, or on to what that refers to.
function messagesOf(reader: Reader, operation: Place, channel: Channel): readonly Message[] {
  const list = inside(operation, "messages");
  if (!Array.isArray(list?.value)) return channel.messages;
  const used = itemsOf(list).flatMap((entry) => {
    const place = resolved(reader, entry);
    return channel.messages.filter(
      (message) =>
        place !== undefined &&
        message.place.pointer === place.pointer &&
        message.place.source.uri === place.source.uri,
    );
  });
  return used;
}
