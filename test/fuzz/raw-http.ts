/**
 * HTTP as bytes on a socket: what no well-behaved client sends, and whether what comes back is HTTP.
 *
 * RFC 9112 §2 (messages), §4 (status line), §5 (fields), §6 (body length), §7.1 (chunks).
 */
import { connect, type Socket } from "node:net";
import { law } from "./laws.ts";

export interface RawResponse {
  status: number;
  headers: Map<string, string[]>;
  bodyBytes: number;
}

/** A server that says nothing for so long is taken for one that never will; milliseconds. */
const SILENCE_MS = 10_000;

/**
 * Sends `pieces`, each written by itself, then ends its side, and takes all that comes until the
 * server ends its own.
 */
export function sendRaw(port: number, pieces: readonly Uint8Array[]): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    const received: Buffer[] = [];
    socket.setTimeout(SILENCE_MS, () => {
      reject(new Error("the server does not answer, and does not end the connection"));
      socket.destroy();
    });
    socket.on("data", (chunk: Buffer) => received.push(chunk));
    // Who refuses a request early may reset the connection: what came before that counts.
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(Buffer.concat(received)));
    socket.on("connect", () => writeAll(socket, pieces));
  });
}

function writeAll(socket: Socket, [piece, ...rest]: readonly Uint8Array[]): void {
  if (piece === undefined) socket.end();
  else socket.write(piece, () => writeAll(socket, rest));
}

/**
 * The responses in `bytes`, one after another.
 *
 * @param methods of the requests, in order: an answer to HEAD has no content
 * @throws {BrokenLaw} where they are no HTTP, or end early
 */
export function readResponses(bytes: Buffer, methods: readonly string[]): RawResponse[] {
  const responses: RawResponse[] = [];
  let rest = bytes;
  let final = 0;
  while (rest.length > 0) {
    const { response, end } = readResponse(rest, methods[final] ?? "GET");
    rest = rest.subarray(end);
    // An interim answer, such as 100 Continue, comes before the one that counts.
    if (response.status < 200) continue;
    final += 1;
    responses.push(response);
  }
  return responses;
}

function readResponse(bytes: Buffer, method: string): { response: RawResponse; end: number } {
  const head = bytes.indexOf("\r\n\r\n");
  law(head >= 0, "an answer has a whole head", bytes.toString("latin1", 0, 200));
  const [first = "", ...lines] = bytes.toString("latin1", 0, head).split("\r\n");
  const status = /^HTTP\/1\.1 ([1-5]\d\d) [\t\x20-\x7e]*$/.exec(first)?.[1];
  law(status !== undefined, "an answer begins with a status line", first);
  const headers = new Map<string, string[]>();
  for (const line of lines) {
    const field = /^([!#$%&'*+.^_`|~\w-]+):[ \t]*([\t\x20-\x7e\x80-\xff]*)$/.exec(line);
    law(field !== null, "an answer's head consists of fields", line);
    const name = field[1]!.toLowerCase();
    headers.set(name, [...(headers.get(name) ?? []), field[2]!]);
  }
  const start = head + 4;
  const length = bodyLength(bytes.subarray(start), { status: Number(status), headers, method });
  return {
    response: { status: Number(status), headers, bodyBytes: length },
    end: start + length,
  };
}

interface Framing {
  status: number;
  headers: ReadonlyMap<string, readonly string[]>;
  method: string;
}

/** Bytes, chunk sizes and their ends included. */
function bodyLength(bytes: Buffer, { status, headers, method }: Framing): number {
  if (method === "HEAD" || status < 200 || status === 204 || status === 304) return 0;
  const lengths = headers.get("content-length") ?? [];
  if (headers.get("transfer-encoding")?.at(-1) === "chunked") {
    law(lengths.length === 0, "an answer in chunks has no length");
    return chunkedLength(bytes);
  }
  // Without a length it lasts until the connection ends.
  if (lengths.length === 0) return bytes.length;
  law(lengths.length === 1 && /^\d+$/.test(lengths[0]!), "an answer has one length", lengths);
  law(bytes.length >= Number(lengths[0]), "an answer is as long as it says", lengths);
  return Number(lengths[0]);
}

function chunkedLength(bytes: Buffer): number {
  let at = 0;
  for (;;) {
    const lineEnd = bytes.indexOf("\r\n", at);
    const size = /^[\da-f]+$/i.exec(bytes.toString("latin1", at, Math.max(lineEnd, at)));
    law(size !== null, "an answer's chunks say their size", bytes.toString("latin1", at, at + 20));
    const bytesOfChunk = Number.parseInt(size[0], 16);
    at = lineEnd + 2 + bytesOfChunk + 2;
    law(at <= bytes.length, "an answer's chunks are whole");
    if (bytesOfChunk === 0) return at;
  }
}
