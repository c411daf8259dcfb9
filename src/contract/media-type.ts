/**
 * Which entry of a `content` map describes a body.
 *
 * OpenAPI 3.1 #request-body-content: "only the most specific key is applicable".
 * Media type grammar: RFC 9110 §8.3.1.
 */
import type { MediaType } from "./contract.ts";

/**
 * The entry that fits `contentType` most closely, or undefined when none fits:
 * the exact type, then its `type/*` range, then the full wildcard.
 *
 * @param contentType the field value as sent, such as `application/json; charset=utf-8`
 */
export function findMediaType(
  content: readonly MediaType[],
  contentType: string,
): MediaType | undefined {
  const whole = normalised(contentType);
  const exact = content.find((entry) => normalised(entry.type) === whole);
  if (exact !== undefined) return exact;
  const sent = essence(contentType);
  const range = `${sent.split("/")[0]}/*`;
  for (const wanted of [sent, range, "*/*"]) {
    const entry = content.find((entry) => essence(entry.type) === wanted);
    if (entry !== undefined) return entry;
  }
  return undefined;
}

// Parameters tell entries apart where a contract states them: `application/json; version=2`.
function normalised(mediaType: string): string {
  return mediaType.replace(/\s/g, "").toLowerCase();
}

/** Whether bodies of this type are JSON texts: `application/json` and every `+json` type. */
export function isJson(mediaType: string): boolean {
  return /^application\/json$|\+json$/.test(essence(mediaType));
}

/**
 * The media type without its parameters, in lower case. Contracts write `application/json` and
 * servers answer `application/json; charset=utf-8`, and every reader takes them as the same type.
 */
export function essence(mediaType: string): string {
  return mediaType.split(";", 1)[0]!.trim().toLowerCase();
}
