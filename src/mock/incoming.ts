/**
 * What Node's server received, as a request.
 *
 * RFC 9112 §3.2 (targets), §6.3 (which requests have a body).
 */
import { Buffer } from "node:buffer";
import type { IncomingMessage } from "node:http";
import { type Fields, type HttpRequest, readTarget } from "../http/exchange.ts";

/** Larger request bodies are refused with 413. */
export const MAX_BODY_BYTES: number = 16 * 1024 * 1024;

const NOTHING: Uint8Array = new Uint8Array();

/**
 * Calls `done` once the request is there: at once where it has no body. A request that breaks off is
 * never done.
 *
 * @param done with undefined for the body where it is too large; it is read to its end all the same,
 *   as few clients look for an answer before
 */
export function receive(
  incoming: IncomingMessage,
  done: (request: HttpRequest, isTooLarge: boolean) => void,
): void {
  const headers = readLines(incoming.rawHeaders);
  const request: HttpRequest = {
    method: incoming.method ?? "GET",
    ...readTarget(originForm(incoming.url ?? "/")),
    headers,
    body: NOTHING,
  };
  if (!headers.has("content-length") && !headers.has("transfer-encoding")) {
    done(request, false);
    return;
  }
  let body: Buffer | undefined;
  let chunks: Buffer[] | undefined;
  let bodyBytes = 0;
  incoming.on("data", (chunk: Buffer) => {
    bodyBytes += chunk.length;
    if (bodyBytes > MAX_BODY_BYTES) {
      body = undefined;
      chunks = undefined;
    } else if (body === undefined) {
      body = chunk;
    } else {
      chunks ??= [body];
      chunks.push(chunk);
    }
  });
  incoming.on("end", () => {
    if (bodyBytes > MAX_BODY_BYTES) {
      done(request, true);
      return;
    }
    if (chunks !== undefined) request.body = Buffer.concat(chunks, bodyBytes);
    else if (body !== undefined) request.body = body;
    done(request, false);
  });
  // Who breaks off does not wait for an answer.
  incoming.on("error", () => undefined);
}

function readLines(rawHeaders: readonly string[]): Fields {
  const fields = new Map<string, string[]>();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]!.toLowerCase();
    const known = fields.get(name);
    if (known === undefined) fields.set(name, [rawHeaders[index + 1]!]);
    else known.push(rawHeaders[index + 1]!);
  }
  return fields;
}

// RFC 9112 §3.2.2: a server accepts the form that is meant for proxies, too.
function originForm(target: string): string {
  if (target.startsWith("/") || target === "*") return target;
  const rest = /^[a-z][a-z\d+.-]*:\/\/[^/?#]*(.*)$/is.exec(target)?.[1];
  if (rest === undefined) return target;
  return rest.startsWith("/") ? rest : `/${rest}`;
}
