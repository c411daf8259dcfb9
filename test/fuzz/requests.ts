/**
 * Requests as bytes, through the door of a mock that runs on the repository's contracts.
 */
import { existsSync } from "node:fs";
import path from "node:path";
import type { Operation } from "../../src/contract/contract.ts";
import { loadContract } from "../../src/load/load.ts";
import { listen, type MockServer } from "../../src/mock/listen.ts";
import { createResponder } from "../../src/mock/responder.ts";
import { BODIES } from "./bodies.ts";
import { law, underLaws } from "./laws.ts";
import { corpus, repository } from "./originals.ts";
import { readResponses, sendRaw } from "./raw-http.ts";
import { type DrawnExchange, type DrawnRequest, exchanges } from "./request-arbitrary.ts";
import { sessionOf, type Target } from "./target.ts";

export const requests: Target = {
  name: "requests",
  casesInCi: 100,
  async start() {
    const served = await Promise.all(contractFiles().map(serve));
    return sessionOf({
      cases: exchanges(served.length),
      check: (drawn) => underLaws(() => exercise(served[drawn.server]!, drawn)),
      close: async () => {
        await Promise.all(served.map(({ server }) => server.close()));
      },
    });
  },
};

export function contractFiles(): string[] {
  return [
    path.join(import.meta.dirname, "documents/everything-3.1.yaml"),
    path.join(import.meta.dirname, "documents/everything-3.0.yaml"),
    path.join(repository, "contracts/order-service.openapi.yaml"),
    path.join(repository, "contracts/api-gateway.openapi.yaml"),
    ...["parameters-style", "security"].map((name) =>
      path.join(corpus, `openapi/readme-3.1-${name}.json`),
    ),
    path.join(corpus, "openapi/readme-3.0-file-uploads.json"),
  ].filter((file) => existsSync(file));
}

export interface Served {
  server: MockServer;
  port: number;
  operations: readonly Operation[];
}

async function serve(file: string): Promise<Served> {
  // Shared files of the contracts stand beside them.
  const contract = await loadContract(file, { root: path.dirname(file) });
  const server = await listen(createResponder(contract));
  return { server, port: Number(new URL(server.url).port), operations: contract.operations };
}

async function exercise({ port, operations }: Served, drawn: DrawnExchange): Promise<void> {
  const sent = drawn.requests.map((request, at) =>
    rawRequest(operations[request.operation % operations.length]!, request, {
      isLast: at === drawn.requests.length - 1,
    }),
  );
  const bytes = Buffer.concat(sent.map((request) => request.bytes));
  for (const { at, bits } of drawn.flips) {
    const place = at % bytes.length;
    bytes[place] = bytes[place]! ^ bits;
  }
  const received = await sendRaw(port, pieces(bytes, drawn.cuts));
  const isWhole = drawn.flips.length === 0 && sent.every(({ isComplete }) => isComplete);
  if (isWhole) {
    const methods = sent.map(({ method }) => method);
    const statuses = readResponses(received, methods).map(({ status }) => status);
    law(statuses.length === sent.length, "every complete request is answered", statuses);
  } else if (received.length > 0) {
    // Where the server ends the connection in the middle of an answer, that one is cut.
    law(received.toString("latin1", 0, 9) === "HTTP/1.1 ", "what comes back is HTTP");
  }
  const [up] = readResponses(await sendRaw(port, [PLAIN]), ["GET"]);
  law(up?.status === 404, "the server stays up", up);
}

const PLAIN = Buffer.from("GET /no/such/path HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

interface RawRequest {
  bytes: Uint8Array;
  method: string;
  /** Whether it is a request by RFC 9112, whole, that asks for an answer. */
  isComplete: boolean;
}

function rawRequest(
  operation: Operation,
  drawn: DrawnRequest,
  { isLast }: { isLast: boolean },
): RawRequest {
  const method = drawn.method === "its own" ? operation.method : drawn.method;
  const base = operation.servers[0]?.basePath ?? "";
  const target = base + operation.path.replace(/\{[^{}]*\}/g, "1") + drawn.path;
  const query = drawn.query === "" ? "" : `?${drawn.query}`;
  const body = Buffer.from(BODIES.get(drawn.body)!());
  const { fields, content } = framed(body, drawn.framing);
  const type = drawn.type === "" ? [] : [`Content-Type: ${drawn.type}`];
  const lines = [
    `${method} ${target}${query} HTTP/1.1`,
    "Host: a.example",
    ...(isLast ? ["Connection: close"] : []),
    ...type,
    ...drawn.headers,
    ...fields,
  ];
  const head = Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1");
  const isComplete =
    ["length", "chunked", "chunked in many"].includes(drawn.framing) &&
    head.length < MAX_HEAD_BYTES &&
    drawn.headers.length < MAX_HEADERS &&
    /^(GET|POST|PUT|DELETE|PATCH|OPTIONS|HEAD|TRACE)$/.test(method) &&
    /^\/[\x21-\x7e]*$/.test(target + query) &&
    drawn.headers.every((header) => PLAIN_FIELD.test(header) && !HOP_BY_HOP.test(header));
  return { bytes: Buffer.concat([head, content]), method, isComplete };
}

/** What Node lets through. */
const MAX_HEAD_BYTES = 16_000;
const MAX_HEADERS = 1000;

const PLAIN_FIELD = /^[\w-]+: [\t\x20-\x7e\x80-\xff]*$/;

/** These change what the message is, or who is to answer it. */
const HOP_BY_HOP = /^(connection|content-length|transfer-encoding|host|upgrade|expect: nothing)/i;

function framed(
  body: Buffer,
  framing: DrawnRequest["framing"],
): { fields: string[]; content: Uint8Array } {
  switch (framing) {
    case "length":
      return { fields: [`Content-Length: ${body.length}`], content: body };
    case "short":
      return { fields: [`Content-Length: ${body.length + 10}`], content: body };
    case "long":
      return { fields: [`Content-Length: ${Math.max(body.length - 1, 0)}`], content: body };
    case "none":
      return { fields: [], content: body };
    case "chunked":
      return { fields: ["Transfer-Encoding: chunked"], content: chunked(body, body.length) };
    case "chunked in many":
      return {
        fields: ["Transfer-Encoding: chunked", "Trailer: X-Sum"],
        content: chunked(body, Math.max(1, Math.floor(body.length / 500))),
      };
    case "both":
      return {
        fields: ["Transfer-Encoding: chunked", `Content-Length: ${body.length}`],
        content: chunked(body, body.length),
      };
  }
}

function chunked(body: Buffer, size: number): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < body.length; at += size) {
    const chunk = body.subarray(at, at + size);
    parts.push(Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from("\r\n"));
  }
  return Buffer.concat([...parts, Buffer.from("0\r\n\r\n")]);
}

function pieces(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const places = [...new Set(cuts.map((cut) => cut % bytes.length))].sort((a, b) => a - b);
  return [0, ...places].map((from, at) => bytes.subarray(from, places[at] ?? bytes.length));
}
