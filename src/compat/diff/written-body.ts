/**
 * Whether a body that schemas refuse is taken all the same, as it is written.
 *
 * In forms and texts everything is text, so that a number fits where any text does. JSON has types
 * of its own. OpenAPI 3.1 #media-type-object, #appendix-b-data-type-conversion.
 */
import type { MediaType } from "../../contract/contract.ts";
import { isJson } from "../../contract/media-type.ts";
import { readBody, writeBody } from "../../http/body/body.ts";
import { isValid } from "../../schema/validate.ts";

/** Undefined where it cannot be told. */
export function isTakenAsWritten(
  sent: MediaType,
  read: MediaType,
  { value, direction }: { value: unknown; direction: "request" | "response" },
): boolean | undefined {
  if (isJson(sent.type) || read.schema === undefined) return undefined;
  const { bytes, contentType } = writeBody(value, sent);
  const reading = readBody(bytes, contentType, read);
  if (reading.state !== "value" || (reading.faults ?? []).length > 0) return undefined;
  return isValid(read.schema, reading.value, { direction });
}
