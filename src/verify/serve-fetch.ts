/**
 * A Fetch handler behind a port of this machine, as long as a run lasts.
 *
 * Fetch #requests, #responses.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as NodeReadableStream } from "node:stream/web";
import { messageOf, type ReportFault } from "./provider-fault.ts";

export type FetchHandler = (request: Request) => Response | Promise<Response>;

export interface Served {
  /** Such as `http://127.0.0.1:40123`. */
  url: string;
  /** Resolves when every connection is closed. */
  close(): Promise<void>;
}

/** A handler that throws, or gives no `Response`, is reported, and answers 500. */
export async function serveFetch(handler: FetchHandler, report: ReportFault): Promise<Served> {
  return serve(async (request, response, base) => {
    const shown = `${request.method} ${request.url}`;
    try {
      const answer = await handler(requestOf(request, base));
      await writeResponse(answer, response);
    } catch (error) {
      const message = `its Fetch handler failed at ${shown}: ${messageOf(error)}`;
      report({ kind: "fetch", name: shown, message });
      if (response.headersSent) response.destroy();
      else response.writeHead(500, { "content-type": "text/plain" }).end(message);
    }
  });
}

type Answer = (request: IncomingMessage, response: ServerResponse, base: string) => Promise<void>;

/** @param answer never rejects */
export async function serve(answer: Answer): Promise<Served> {
  let base = "";
  const server = createServer((request, response) => void answer(request, response, base));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: base,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function requestOf(message: IncomingMessage, base: string): Request {
  const { method = "GET", url = "/", rawHeaders } = message;
  const headers = new Headers();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    headers.append(rawHeaders[index]!, rawHeaders[index + 1]!);
  }
  const hasBody = !["GET", "HEAD"].includes(method);
  return new Request(base + url, {
    method,
    headers,
    ...(hasBody && { body: Readable.toWeb(message) as ReadableStream, duplex: "half" }),
  } as RequestInit);
}

async function writeResponse(answer: unknown, response: ServerResponse): Promise<void> {
  // By its looks: a framework may bring a class of its own.
  const { status, headers, body } = Object(answer) as Partial<Response>;
  if (typeof status !== "number" || typeof headers?.getSetCookie !== "function") {
    throw new TypeError("it gave no Response");
  }
  for (const [name, value] of headers) {
    if (name !== "set-cookie") response.setHeader(name, value);
  }
  const cookies = headers.getSetCookie();
  if (cookies.length > 0) response.setHeader("set-cookie", cookies);
  response.writeHead(status);
  if (body) await pipeline(Readable.fromWeb(body as NodeReadableStream), response);
  else response.end();
}
