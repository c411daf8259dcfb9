/**
 * A response as it goes out of the port: a list of fields, and the body beside it.
 *
 * An answer that is made once is written here once, too.
 */
import { Buffer } from "node:buffer";
import type { ServerResponse } from "node:http";
import type { HttpResponse } from "../http/exchange.ts";
import { exposedNames } from "./cors.ts";

export interface WireOptions {
  /** Whether pages of other origins may read what is answered. */
  cors: boolean;
}

interface Wire {
  /** Names and values in turn. */
  lines: readonly string[];
  /** The same for a page of another origin, but for the origin itself. */
  shared: readonly string[] | undefined;
  /** A short body as text of one byte a character, so that it goes out with the fields at once. */
  body: string | Uint8Array;
}

/** Longer bodies are not copied behind their fields. */
const MAX_JOINED_BYTES = 16 * 1024;

export type Send = (
  outgoing: ServerResponse,
  response: HttpResponse,
  /** What the field Origin says; undefined where it is not sent. */
  origin: string | undefined,
) => void;

export function createSend({ cors }: WireOptions): Send {
  const known = new WeakMap<HttpResponse, Wire>();
  return (outgoing, response, origin) => {
    let wire = known.get(response);
    if (wire === undefined) {
      wire = createWire(response, cors);
      known.set(response, wire);
    }
    const lines = linesFor(wire, response, cors ? origin : undefined);
    // It is only read.
    outgoing.writeHead(response.status, lines as string[]);
    if (typeof wire.body === "string") outgoing.end(wire.body, "latin1");
    else outgoing.end(wire.body);
  };
}

function createWire(response: HttpResponse, cors: boolean): Wire {
  const { headers, body } = response;
  const lines = [...headers]
    .filter(([name]) => name !== "vary")
    .flatMap(([name, values]) => values.flatMap((value) => [name, value]));
  lines.push("vary", varyOf(headers.get("vary"), cors));
  const isShort = body.length <= MAX_JOINED_BYTES;
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.length);
  return { lines, shared: undefined, body: isShort ? bytes.toString("latin1") : body };
}

// RFC 9110 §12.5.5, RFC 7240 §2: caches are told what chooses an answer; the Fetch Standard,
// #cors-protocol-and-http-caches, has them told of the origin even where none was sent.
function varyOf(declared: readonly string[] | undefined, cors: boolean): string {
  const own = cors ? ["Accept", "Origin", "Prefer"] : ["Accept", "Prefer"];
  if (declared === undefined) return own.join(", ");
  const names = declared.flatMap((value) => value.split(",")).map((name) => name.trim());
  if (names.includes("*")) return "*";
  const all = new Map([...names, ...own].map((name) => [name.toLowerCase(), name]));
  all.delete("");
  return [...all.values()].join(", ");
}

function linesFor(
  wire: Wire,
  response: HttpResponse,
  origin: string | undefined,
): readonly string[] {
  if (origin === undefined) return wire.lines;
  wire.shared ??= sharedLines(wire, response);
  return [...wire.shared, "access-control-allow-origin", origin];
}

// What a contract declares of these three is for its provider's origins; two of one are none.
const OWN: ReadonlySet<string> = new Set([
  "access-control-allow-origin",
  "access-control-allow-credentials",
  "access-control-expose-headers",
]);

function sharedLines({ lines }: Wire, response: HttpResponse): string[] {
  const shared: string[] = [];
  for (let index = 0; index < lines.length; index += 2) {
    const name = lines[index]!;
    if (!OWN.has(name)) shared.push(name, lines[index + 1]!);
  }
  shared.push("access-control-allow-credentials", "true");
  const exposed = exposedNames(response);
  if (exposed.length > 0) shared.push("access-control-expose-headers", exposed.join(", "));
  return shared;
}
