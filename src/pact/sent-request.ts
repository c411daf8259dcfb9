/**
 * A pact's request as it goes over the wire.
 */
import { type HttpRequest, readFields } from "../http/exchange.ts";
import type { Body, PactRequest } from "./pact.ts";

/** The body is not among it: it is compared as the value that it is. */
export function sentRequest(request: PactRequest): HttpRequest {
  const pairs = [...request.query].flatMap(([name, values]) =>
    values.map((value) => `${encodePart(name)}=${encodePart(value)}`),
  );
  return {
    method: request.method,
    path: request.path,
    query: pairs.join("&"),
    headers: readFields(
      [...request.headers].flatMap(([name, values]) =>
        values.map((value): [string, string] => [name, value]),
      ),
    ),
    body: new Uint8Array(),
  };
}

/** The bytes of a body that is text, or text in base64; undefined where that is broken. */
export function bodyBytes(body: Body): Uint8Array | undefined {
  const text = typeof body.content === "string" ? body.content : JSON.stringify(body.content);
  if (body.encoded === false) return new TextEncoder().encode(text);
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  } catch {
    return undefined;
  }
}

// A pact holds parameters decoded: a comma or a bar in one is taken for the delimiter of a list.
// Half a character is sent as a replacement: URL Standard #concept-urlencoded-serializer.
function encodePart(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replaceAll("%2C", ",").replaceAll("%7C", "|");
}
