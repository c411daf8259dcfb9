/** A server of this machine that answers everything in one way, and remembers what it was asked. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import type { SelfSigned } from "./certificate.ts";

export interface Asked {
  method: string;
  path: string;
  authorization: string | undefined;
  body: string;
}

export interface AnsweringServer {
  url: string;
  asked: Asked[];
}

/** Ends with the test. */
export async function answering(
  answer: (asked: Asked) => { status?: number; body: unknown },
  tls?: SelfSigned,
): Promise<AnsweringServer> {
  const asked: Asked[] = [];
  const listener = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const one: Asked = {
      method: request.method ?? "",
      path: request.url ?? "",
      authorization: request.headers.authorization,
      body: Buffer.concat(chunks).toString(),
    };
    asked.push(one);
    const { status = 200, body } = answer(one);
    response
      .writeHead(status, { "content-type": "application/hal+json;charset=utf-8" })
      .end(JSON.stringify(body));
  };
  const handle = (request: IncomingMessage, response: ServerResponse): void =>
    void listener(request, response);
  const server = tls === undefined ? createServer(handle) : createTlsServer(tls, handle);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return { url: `${tls === undefined ? "http" : "https"}://127.0.0.1:${port}`, asked };
}
