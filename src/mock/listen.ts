/**
 * A responder behind a port.
 *
 * DESIGN: safe by default: it binds to 127.0.0.1 unless told otherwise.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { ConcordatError } from "../findings/concordat-error.ts";
import { type HttpRequest, readFields, readTarget } from "../http/exchange.ts";
import type { Answer, Responder } from "./responder.ts";

export interface ListenOptions {
  /** Default 0: any free port. */
  port?: number;
  /** Default `127.0.0.1`. */
  host?: string;
  onAnswer?: (request: HttpRequest, answer: Answer) => void;
  /** The provider states that hold for the next requests. */
  states?: () => readonly string[];
}

export interface MockServer {
  /** Such as `http://127.0.0.1:4003`. */
  url: string;
  /** Resolves when every connection is closed. */
  close(): Promise<void>;
}

/** Larger request bodies are refused with 413. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** @throws {ConcordatError} `mock.port-taken` */
export async function listen(
  responder: Responder,
  options: ListenOptions = {},
): Promise<MockServer> {
  const host = options.host ?? "127.0.0.1";
  const server = createServer((incoming, outgoing) => {
    handle(responder, options, incoming, outgoing).catch((error: unknown) => {
      outgoing.destroy(error instanceof Error ? error : undefined);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(
        error.code === "EADDRINUSE" || error.code === "EACCES"
          ? new ConcordatError(
              "mock.port-taken",
              `port ${options.port} of ${host} cannot be used: ${error.code}`,
              { mend: "Stop what listens there, or choose another with --port.", cause: error },
            )
          : error,
      );
    });
    server.listen(options.port ?? 0, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function handle(
  responder: Responder,
  options: ListenOptions,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const body = await readBody(incoming);
  if (body === undefined) {
    outgoing.writeHead(413, { connection: "close" }).end();
    return;
  }
  const request: HttpRequest = {
    method: (incoming.method ?? "GET").toUpperCase(),
    ...readTarget(incoming.url ?? "/"),
    headers: readFields(pairs(incoming.rawHeaders)),
    body,
  };
  const answer = responder.respond(request, options.states?.());
  const { status, headers, body: answered } = answer.response;
  const fields = [...headers].flatMap(([name, values]) => values.flatMap((value) => [name, value]));
  // RFC 9110 §8.6: a server that knows the length says it; 204 and 304 have none.
  if (answered.length > 0) fields.push("content-length", String(answered.length));
  outgoing.writeHead(status, fields);
  outgoing.end(answered);
  options.onAnswer?.(request, answer);
}

function* pairs(rawHeaders: readonly string[]): Generator<[string, string]> {
  for (let index = 0; index < rawHeaders.length; index += 2) {
    yield [rawHeaders[index]!, rawHeaders[index + 1]!];
  }
}

async function readBody(incoming: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  let bodyBytes = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    bodyBytes += chunk.length;
    if (bodyBytes > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
