/**
 * Whether a body that schemas refuse is taken all the same, as it is written.
 *
 * In forms and texts everything is text, so that a number fits where any text does. JSON has types
 * of its own. OpenAPI 3.1 #media-type-object, #appendix-b-data-type-conversion.
 */
import type { MediaType } from "../../contract/contract.ts";
import { isJson } from "../../contract/media-type.ts";
import { readBody, type WrittenBody, writeBody } from "../../http/body/body.ts";
import { isValid } from "../../schema/validate.ts";

interface Sending {
  value: unknown;
  direction: "request" | "response";
  /** Of the body itself. */
  type: string;
}

/** Undefined where it cannot be told. */
export function isTakenAsWritten(
  sent: MediaType,
  read: MediaType,
  { value, direction, type }: Sending,
): boolean | undefined {
  if (isJson(type) || read.schema === undefined) return undefined;
  const written = attemptToWrite(value, sent, type);
  if (written === undefined) return undefined;
  const reading = readBody(written.bytes, written.contentType, read);
  if (reading.state !== "value" || (reading.faults ?? []).length > 0) return undefined;
  return isValid(read.schema, reading.value, { direction });
}

/** Undefined for a value that has no bytes: half of a surrogate pair. */
export function attemptToWrite(
  value: unknown,
  mediaType: MediaType,
  type: string,
): WrittenBody | undefined {
  try {
    return writeBody(value, mediaType, type);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

/** The bytes as a text; undefined where they are none. */
export function textOfBody({ bytes }: WrittenBody): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
