/**
 * A responder behind a port.
 *
 * DESIGN: safe by default: it binds to 127.0.0.1 unless told otherwise.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { ConcordatError } from "../findings/concordat-error.ts";
import { createFinding } from "../findings/finding.ts";
import { type HttpRequest, readFields, readTarget } from "../http/exchange.ts";
import { problemDocument } from "./refusal.ts";
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

/** @throws {ConcordatError} `mock.port-taken`, `mock.address-unusable` */
export async function listen(
  responder: Responder,
  options: ListenOptions = {},
): Promise<MockServer> {
  const { host = "127.0.0.1", port: wanted = 0 } = options;
  const server = createServer((incoming, outgoing) => {
    handle(responder, options, incoming, outgoing).catch((error: unknown) => {
      outgoing.destroy(error instanceof Error ? error : undefined);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(refusalToListen(error, host, wanted));
    });
    server.listen(wanted, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${authority(host, port)}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function authority(host: string, port: number): string {
  return `${host.includes(":") ? `[${host}]` : host}:${port}`;
}

function refusalToListen(error: NodeJS.ErrnoException, host: string, port: number): ConcordatError {
  const place = port === 0 ? host : authority(host, port);
  switch (error.code) {
    case "EADDRINUSE":
      return new ConcordatError("mock.port-taken", `${place} is taken by another process`, {
        mend: "Stop what listens there, or choose another port: --port, or `port` in the configuration.",
        cause: error,
      });
    case "EACCES":
      return unusable(`${place} is not open to this user`, HIGHER_PORT, error);
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return unusable(`${place} cannot be listened on: no host is known as ${host}`, LOCAL, error);
    case "EADDRNOTAVAIL":
      return unusable(`${place} cannot be listened on: this machine is not ${host}`, LOCAL, error);
    default:
      return unusable(`${place} cannot be listened on: ${error.message}`, LOCAL, error);
  }
}

const HIGHER_PORT = "Choose a port from 1024 on: --port, or `port` in the configuration.";
const LOCAL = "Name an address of this machine: --host 127.0.0.1, or 0.0.0.0 for all it has.";

function unusable(message: string, mend: string, cause: unknown): ConcordatError {
  return new ConcordatError("mock.address-unusable", message, { mend, cause });
}

async function handle(
  responder: Responder,
  options: ListenOptions,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const body = await readBody(incoming);
  const request: HttpRequest = {
    method: (incoming.method ?? "GET").toUpperCase(),
    ...readTarget(incoming.url ?? "/"),
    headers: readFields(pairs(incoming.rawHeaders)),
    body: body ?? NOTHING,
  };
  const answer = body === undefined ? tooLarge() : responder.respond(request, options.states?.());
  const { status, headers, body: answered } = answer.response;
  const fields = [...headers].flatMap(([name, values]) => values.flatMap((value) => [name, value]));
  // RFC 9110 §8.6: a server that knows the length says it; 204 and 304 have none.
  if (answered.length > 0) fields.push("content-length", String(answered.length));
  outgoing.writeHead(status, fields);
  outgoing.end(answered);
  options.onAnswer?.(request, answer);
}

const NOTHING: Uint8Array = new Uint8Array();

// RFC 9110 §15.5.14, in the shape of every other refusal.
function tooLarge(): Answer {
  const finding = createFinding({
    code: "request.body.too-large",
    message: `the body is larger than ${MAX_BODY_BYTES / 1024 / 1024} MiB, which is what a mock reads`,
    at: { file: "request", pointer: "/body", line: 1, column: 1 },
    identity: [],
  });
  const body = new TextEncoder().encode(problemDocument(413, [finding]));
  const headers = readFields([["content-type", "application/problem+json"]]);
  return {
    response: { status: 413, headers, body },
    operation: undefined,
    violations: [finding],
    warnings: [],
  };
}

function* pairs(rawHeaders: readonly string[]): Generator<[string, string]> {
  for (let index = 0; index < rawHeaders.length; index += 2) {
    yield [rawHeaders[index]!, rawHeaders[index + 1]!];
  }
}

/** Undefined where it is too large: read to its end, as few clients look for an answer before. */
async function readBody(incoming: IncomingMessage): Promise<Uint8Array | undefined> {
  let chunks: Buffer[] = [];
  let bodyBytes = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    bodyBytes += chunk.length;
    if (bodyBytes > MAX_BODY_BYTES) chunks = [];
    else chunks.push(chunk);
  }
  return bodyBytes > MAX_BODY_BYTES ? undefined : Buffer.concat(chunks);
}
