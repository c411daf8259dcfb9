/**
 * An answer as an object of the Fetch Standard.
 */
import type { HttpResponse } from "../http/exchange.ts";

/** Statuses that a Fetch response cannot have a body with: Fetch Standard #null-body-status. */
const NULL_BODY = [101, 103, 204, 205, 304];

/** @throws {RangeError} for a status that a Fetch response cannot have: below 200, above 599 */
export function toFetchResponse(response: HttpResponse): Response {
  const headers = new Headers();
  for (const [name, values] of response.headers) {
    for (const value of values) headers.append(name, value);
  }
  const hasBody = response.body.length > 0 && !NULL_BODY.includes(response.status);
  // The Response copies them.
  const body = hasBody ? (response.body as Uint8Array<ArrayBuffer>) : null;
  return new Response(body, { status: response.status, headers });
}
