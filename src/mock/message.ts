/**
 * A message as an AsyncAPI contract describes it: a valid example, else a sample of the schemas.
 *
 * AsyncAPI 3.0 #messageObject, #messageExampleObject.
 */
import type { Contract } from "../contract/contract.ts";
import { isJson } from "../contract/media-type.ts";
import { headersSchema } from "../pact/message-headers.ts";
import { isChannelKey, type MessageOption } from "../pact/message-options.ts";
import { sample } from "../schema/sample.ts";
import type { Schema } from "../schema/schema.ts";
import { isValid } from "../schema/validate.ts";
import { inside, itemsOf } from "../source/documents.ts";

export interface MadeMessage {
  /** A JSON value; a text where `contentType` is not JSON. */
  contents: unknown;
  /** Its headers, and where it travels. */
  metadata: Record<string, unknown>;
  contentType: string;
}

export interface MessageChoice {
  seed: number;
  /** An example that has the name or summary of one of them is taken before others. */
  states: readonly string[];
  /** Of the pact: its keys that say where a message travels are filled in. */
  metadata: Readonly<Record<string, unknown>>;
}

/** The same for the same seed; `fault` says why there is none. */
export function makeMessage(
  contract: Contract,
  { channel, message }: MessageOption,
  { seed, states, metadata }: MessageChoice,
): MadeMessage | { fault: string } {
  const headers = headersSchema(contract, message);
  const { payload, contentType = "application/json" } = message;
  if (payload === undefined) {
    return { fault: `the contract has no payload of ${message.name} that can be read` };
  }
  const examples = itemsOf(inside(message.place, "examples")).filter(
    (example) =>
      inside(example, "payload") !== undefined &&
      isValid(payload, inside(example, "payload")?.value) &&
      (headers === undefined || isValid(headers, inside(example, "headers")?.value ?? {})),
  );
  const named = examples.find((example) =>
    ["name", "summary"].some((key) => states.includes(String(inside(example, key)?.value))),
  );
  const example = named ?? examples[0];
  const travels = Object.keys(metadata).filter(isChannelKey);
  const address = Object.fromEntries(travels.map((key) => [key, channel.address]));
  const contents =
    example === undefined
      ? sampled(payload, seed)
      : { ok: true as const, value: inside(example, "payload")?.value };
  if (!contents.ok)
    return { fault: `no payload of ${message.name} can be made: ${contents.message}` };
  if (!isJson(contentType) && typeof contents.value !== "string") {
    return {
      fault: `the payload of ${message.name} is written as ${contentType}, which is not JSON`,
    };
  }
  const stated = example && inside(example, "headers")?.value;
  const fields =
    headers === undefined || stated !== undefined
      ? { ok: true as const, value: stated ?? {} }
      : sampled(headers, seed);
  if (!fields.ok) return { fault: `no headers of ${message.name} can be made: ${fields.message}` };
  return {
    contents: contents.value,
    metadata: { ...(fields.value as Record<string, unknown>), ...address },
    contentType,
  };
}

function sampled(schema: Schema, seed: number) {
  return sample(schema, { seed });
}
