/**
 * A status, fields and bytes as a response that can be sent.
 *
 * RFC 9110 §6.4.1, §8.6: which statuses have content, and what its length is.
 */
import type { Fields, HttpResponse } from "../http/exchange.ts";

const NOTHING: Uint8Array = new Uint8Array();

/**
 * With `content-length`, where the status may have content; without content and what describes it
 * where it may not.
 *
 * @param status 200 to 599
 */
export function createResponse(status: number, fields: Fields, body: Uint8Array): HttpResponse {
  const headers = new Map(fields);
  if (status !== 204 && status !== 205 && status !== 304) {
    headers.set("content-length", [String(body.length)]);
    return { status, headers, body };
  }
  headers.delete("content-type");
  // RFC 9110 §15.3.6: of the three this one alone is a response of a known length.
  if (status === 205) headers.set("content-length", ["0"]);
  return { status, headers, body: NOTHING };
}

/** What HEAD is answered with: RFC 9110 §9.3.2, the same fields and no content. */
export function withoutBody(response: HttpResponse): HttpResponse {
  return { ...response, body: NOTHING };
}
