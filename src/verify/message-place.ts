/**
 * Where a mismatch of a message stands: what the pact expects, and what the AsyncAPI contract says
 * of the same place.
 */
import type { Contract } from "../contract/contract.ts";
import { becauseOf, locationInside } from "../pact/comparison.ts";
import { givenPart, meantMessages } from "../pact/meant-message.ts";
import { headersSchema, isContentTypeKey } from "../pact/message-headers.ts";
import { isChannelKey, type MessageOption } from "../pact/message-options.ts";
import type { MessageInteraction, MessagePart } from "../pact/pact.ts";
import { inside, locationOf, type Place } from "../source/documents.ts";
import { type MismatchPlace, schemaAlong, stepsOf } from "./mismatch-place.ts";
import type { Mismatch } from "./run-verifier.ts";

/**
 * Each place is the deepest that is there: the contract may say less than the pact.
 *
 * @param events AsyncAPI
 */
export function placeOfMessageMismatch(
  interaction: MessageInteraction,
  provider: string,
  mismatch: Mismatch,
  events: Contract | undefined,
): MismatchPlace {
  const part = givenPart(interaction);
  const at = part === undefined ? locationOf(interaction.place) : placeInPact(part, mismatch);
  if (events === undefined) return { at };
  const [option] = meantMessages(events, provider, interaction).given;
  if (option === undefined) return { at };
  const because = placeInContract(option, mismatch, events);
  return { at, because, operation: option.operation?.name ?? option.channel.name };
}

function placeInPact(part: MessagePart, { type, path }: Mismatch) {
  switch (type) {
    case "BodyMismatch":
      return locationInside(part.contents.place, ...stepsOf(path));
    case "BodyTypeMismatch":
      return placeOfType(part);
    case "MetadataMismatch": {
      if (isContentTypeKey(path)) return placeOfType(part);
      return locationOf(metadataOf(part, path) ?? part.place);
    }
    default:
      return locationOf(part.place);
  }
}

/** Pact V4 has it beside the contents, V3 among the metadata. */
function placeOfType(part: MessagePart) {
  const key = Object.keys(part.metadata).find(isContentTypeKey);
  const place =
    inside(part.place, "contents", "contentType") ??
    (key === undefined ? undefined : metadataOf(part, key));
  return locationOf(place ?? part.contents.place);
}

function metadataOf({ place }: MessagePart, key: string): Place | undefined {
  return ["metadata", "metaData"]
    .map((name) => inside(place, name, key) ?? inside(place, name))
    .find((found) => found !== undefined);
}

function placeInContract(
  { channel, message }: MessageOption,
  { type, path }: Mismatch,
  events: Contract,
) {
  if (type === "BodyMismatch" && message.payload !== undefined) {
    const schema = schemaAlong(message.payload, stepsOf(path));
    return becauseOf(events, schema).because ?? locationOf(message.place);
  }
  if (type !== "MetadataMismatch" || isContentTypeKey(path)) return locationOf(message.place);
  if (isChannelKey(path)) return locationOf(inside(channel.place, "address") ?? channel.place);
  const headers = headersSchema(events, message);
  const schema = headers && schemaAlong(headers, [path]);
  return becauseOf(events, schema).because ?? locationOf(message.place);
}
