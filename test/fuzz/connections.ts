/**
 * Clients that are slow, leave early or never read: they hinder nobody, and `close` waits for none.
 *
 * What happens is awaited by the sockets' own events; a silence of some seconds is a failure.
 */
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import path from "node:path";
import fc from "fast-check";
import type { Contract } from "../../src/contract/contract.ts";
import { loadContract } from "../../src/load/load.ts";
import { listen } from "../../src/mock/listen.ts";
import { createResponder } from "../../src/mock/responder.ts";
import { law, underLaws } from "./laws.ts";
import { repository } from "./originals.ts";
import { readResponses, sendRaw } from "./raw-http.ts";
import { sessionOf, type Target } from "./target.ts";

export const connections: Target = {
  name: "connections",
  casesInCi: 20,
  async start() {
    const file = path.join(repository, "contracts/product-service.openapi.yaml");
    const contract = await loadContract(file, { root: path.dirname(file) });
    return sessionOf({
      cases: fc.record({
        clients: fc.array(fc.constantFrom(...(Object.keys(CLIENTS) as ClientKind[])), {
          minLength: 1,
          maxLength: 40,
        }),
        isClosedFirst: fc.boolean(),
      }),
      check: (drawn) => underLaws(() => exercise(contract, drawn)),
    });
  },
};

const GET = "GET /v1/products HTTP/1.1\r\nHost: a\r\n\r\n";
const POST = "POST /v1/products HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";

/** What each sends before it falls silent, and whether it reads. */
const CLIENTS = {
  "says nothing": { text: "" },
  "stops in the method": { text: "GE" },
  "stops in a header": { text: "GET / HTTP/1.1\r\nHost: a" },
  "stops before the body": { text: `${POST}Content-Length: 1000\r\n\r\n` },
  "stops in the body": { text: `${POST}Content-Length: 1000\r\n\r\n{"name":` },
  "stops in a chunk": { text: `${POST}Transfer-Encoding: chunked\r\n\r\nff\r\n{"` },
  "waits to continue": { text: `${POST}Content-Length: 9\r\nExpect: 100-continue\r\n\r\n` },
  "keeps alive": { text: GET },
  "never reads": { text: GET.repeat(300), reads: false },
  "sends byte by byte": { text: GET, isSlow: true },
  "leaves early": { text: `${POST}Content-Length: 1000\r\n\r\n{`, leaves: true },
  "leaves unread": { text: GET.repeat(50), reads: false, leaves: true },
} satisfies Record<string, Client>;

type ClientKind = keyof typeof CLIENTS;

interface Client {
  text: string;
  reads?: boolean;
  isSlow?: boolean;
  leaves?: boolean;
}

/** Milliseconds. */
const SILENCE_MS = 5000;

async function exercise(
  contract: Contract,
  { clients, isClosedFirst }: { clients: readonly ClientKind[]; isClosedFirst: boolean },
): Promise<void> {
  const server = await listen(createResponder(contract));
  const port = Number(new URL(server.url).port);
  const sockets = await Promise.all(clients.map((kind) => open(port, CLIENTS[kind])));
  const closed = sockets.map((socket) => closing(socket));
  if (!isClosedFirst) {
    const plain = Buffer.from(GET.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
    const [answer] = readResponses(await sendRaw(port, [plain]), ["GET"]);
    law(answer !== undefined, "others are answered beside slow clients");
  }
  const begun = performance.now();
  await server.close();
  law(performance.now() - begun < SILENCE_MS, "close waits for no client");
  for (const socket of sockets) socket.resume();
  await Promise.all(closed);
}

/** Resolves when the client has sent what it sends. */
async function open(port: number, { text, reads = true, isSlow, leaves }: Client): Promise<Socket> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  // The server may end a connection at any time; that is what `closing` waits for.
  socket.on("error", () => undefined);
  if (reads) socket.resume();
  else socket.pause();
  await once(socket, "connect");
  for (const piece of isSlow ? text : [text]) {
    if (piece === "") continue;
    const { promise, resolve } = Promise.withResolvers<void>();
    socket.write(piece, () => resolve());
    // A server that reads no more lets nothing be written either.
    if (reads) await promise;
  }
  if (leaves) socket.destroy();
  return socket;
}

async function closing(socket: Socket): Promise<void> {
  if (socket.destroyed && socket.closed) return;
  socket.setTimeout(SILENCE_MS, () => socket.destroy(new Error("silence")));
  socket.on("error", () => undefined);
  await new Promise((resolve) => socket.once("close", resolve));
  law(socket.errored?.message !== "silence", "every connection is closed with the server");
}
