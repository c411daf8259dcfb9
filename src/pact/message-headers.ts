/**
 * What of a message's metadata are its headers, and what the contract says of them.
 *
 * AsyncAPI 3.0 #messageObject, #traits-merge-mechanism.
 */
import { readFormattedSchema } from "../contract/asyncapi.ts";
import type { Contract, Message } from "../contract/contract.ts";
import { resolved } from "../contract/reader.ts";
import type { Schema } from "../schema/schema.ts";
import { inside, itemsOf } from "../source/documents.ts";
import { isChannelKey } from "./message-options.ts";

/** Metadata are headers and more: which channel, what media type. */
export function headerNames(metadata: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(metadata).filter((name) => !isChannelKey(name) && !isContentTypeKey(name));
}

/** Whether a key of metadata says of what media type the contents are. */
export function isContentTypeKey(name: string): boolean {
  return /^content-?type$/i.test(name);
}

/** Undefined where none is declared, or its format is not read. */
export function headersSchema(contract: Contract, message: Message): Schema | undefined {
  const traits = itemsOf(inside(message.place, "traits")).flatMap(
    (trait) => resolved(contract, trait) ?? [],
  );
  // AsyncAPI 3.0 #traits-merge-mechanism: what the message says itself counts before its traits.
  for (const holder of [message.place, ...traits.reverse()]) {
    const headers = inside(holder, "headers");
    if (headers !== undefined) return readFormattedSchema(contract, headers);
  }
  return undefined;
}
