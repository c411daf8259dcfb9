/**
 * Requests as bytes, through the door of a mock that runs on the repository's contracts.
 */
import { existsSync } from "node:fs";
import path from "node:path";
import type { Contract } from "../../src/contract/contract.ts";
import type { Fields, HttpRequest } from "../../src/http/exchange.ts";
import { sampleRequest } from "../../src/http/sample/sample-request.ts";
import { loadContract } from "../../src/load/load.ts";
import { listen } from "../../src/mock/listen.ts";
import { createResponder } from "../../src/mock/responder.ts";
import { BODIES } from "./bodies.ts";
import { law, underLaws } from "./laws.ts";
import { corpus, repository } from "./originals.ts";
import { readResponses, sendRaw } from "./raw-http.ts";
import { type DrawnExchange, type DrawnRequest, exchanges, OWN } from "./request-arbitrary.ts";
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
        await Promise.all(served.map(({ close }) => close()));
      },
    });
  },
};

function contractFiles(): string[] {
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

interface Served {
  port: number;
  contract: Contract;
  close(): Promise<void>;
  /** What concordat itself did wrong since it was last asked. */
  failures(): unknown[];
}

async function serve(file: string, index: number): Promise<Served> {
  // Shared files of the contracts stand beside them.
  const contract = await loadContract(file, { root: path.dirname(file) });
  let failures: unknown[] = [];
  const server = await listen(createResponder(contract), {
    cors: index % 2 === 0,
    ...(index % 3 === 0 && { inspected: "fuzzed" }),
    onFailure: (error) => failures.push(error),
  });
  return {
    port: server.port,
    contract,
    close: () => server.close(),
    failures: () => {
      const told = failures;
      failures = [];
      return told;
    },
  };
}

async function exercise(served: Served, drawn: DrawnExchange): Promise<void> {
  const { port, contract, failures } = served;
  const sent = drawn.requests.map((request, at) =>
    rawRequest(contract, request, { isLast: at === drawn.requests.length - 1 }),
  );
  const bytes = Buffer.concat(sent.map((request) => request.bytes));
  for (const { at, bits } of drawn.flips) {
    const place = at % bytes.length;
    bytes[place] = bytes[place]! ^ bits;
  }
  const received = await sendRaw(port, pieces(bytes, drawn.cuts));
  for (const failure of failures()) throw failure;
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
  contract: Contract,
  drawn: DrawnRequest,
  { isLast }: { isLast: boolean },
): RawRequest {
  const sample = sampleOf(contract, drawn);
  const method = drawn.method === OWN ? sample.method : drawn.method;
  const query = drawn.query === OWN ? sample.query : drawn.query;
  const target = sample.path + drawn.path + (query === "" ? "" : `?${query}`);
  const body = drawn.body === OWN ? sample.body : Buffer.from(BODIES.get(drawn.body)!());
  const { fields, content } = framed(Buffer.from(body), drawn.framing);
  const type = drawn.type === OWN ? sample.headers.get("content-type")?.[0] : drawn.type;
  const lines = [
    `${method} ${target} HTTP/1.1`,
    "Host: a.example",
    ...(isLast ? ["Connection: close"] : []),
    ...(type ? [`Content-Type: ${type}`] : []),
    ...ownHeaders(sample.headers),
    ...drawn.headers,
    ...fields,
  ];
  const head = Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1");
  const isComplete =
    ["length", "chunked", "chunked in many"].includes(drawn.framing) &&
    head.length < MAX_HEAD_BYTES &&
    drawn.headers.length < MAX_HEADERS &&
    /^(GET|POST|PUT|DELETE|PATCH|OPTIONS|HEAD|TRACE)$/.test(method) &&
    /^\/[\x21-\x7e]*$/.test(target) &&
    drawn.headers.every((header) => PLAIN_FIELD.test(header) && !HOP_BY_HOP.test(header));
  return { bytes: Buffer.concat([head, content]), method, isComplete };
}

/** A request that the contract allows; where there is none, one to its path. */
function sampleOf(contract: Contract, { operation: at, seed }: DrawnRequest): HttpRequest {
  const operation = contract.operations[at % contract.operations.length]!;
  const made = sampleRequest(contract, operation, { seed });
  if (made.ok) return made.request;
  const path = operation.path.replace(/\{[^{}]*\}/g, "1");
  return { method: operation.method, path, query: "", headers: new Map(), body: new Uint8Array() };
}

function ownHeaders(headers: Fields): string[] {
  return [...headers]
    .filter(([name]) => name !== "content-type")
    .flatMap(([name, values]) => values.map((value) => `${name}: ${value}`));
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
