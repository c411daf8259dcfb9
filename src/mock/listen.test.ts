import { Server } from "node:net";
import { afterEach, describe, expect, test, vi } from "vitest";
import { readContract } from "../contract/read-contract.ts";
import { readSource } from "../source/source.ts";
import { listen } from "./listen.ts";
import { createResponder, type Responder } from "./responder.ts";

const TEXT = `
openapi: 3.1.0
info: { title: Files, version: "1" }
paths:
  /files:
    post:
      responses: { "201": { description: kept } }
`;

function responder(): Responder {
  const source = readSource(TEXT, { uri: "file:///files.yaml", file: "files.yaml" });
  const documents = { sources: new Map([[source.uri, source]]), refused: new Map() };
  return createResponder(readContract(documents, source.uri).contract!);
}

const MEBIBYTE = 1024 * 1024;

describe("a request body", () => {
  test.each([
    { bytes: 16 * MEBIBYTE, status: 201 },
    { bytes: 16 * MEBIBYTE + 1, status: 413 },
  ])("of $bytes bytes gets $status", async ({ bytes, status }) => {
    const statuses: number[] = [];
    const server = await listen(responder(), {
      onExchange: (exchange) => statuses.push(exchange.status),
    });
    try {
      const body = new Uint8Array(bytes);
      const response = await fetch(`${server.url}/files`, { method: "POST", body });
      expect(response.status).toBe(status);
      expect(statuses).toEqual([status]);
      if (status === 201) return;
      expect(response.headers.get("content-type")).toBe("application/problem+json");
      expect(await response.json()).toEqual({
        type: "about:blank",
        title: "Content Too Large",
        status: 413,
        detail: "the body is larger than 16 MiB, which is what a mock reads",
        findings: [
          {
            code: "request.body.too-large",
            message: "the body is larger than 16 MiB, which is what a mock reads",
            pointer: "/body",
          },
        ],
      });
    } finally {
      await server.close();
    }
  });
});

describe("an address that cannot be listened on", () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  const LOCAL = "Name an address of this machine: --host 127.0.0.1, or 0.0.0.0 for all it has.";
  test.each([
    {
      code: "EADDRINUSE",
      error: {
        code: "mock.port-taken",
        message: "192.0.2.1:80 is taken by another process",
        mend: "Stop what listens there, or choose another port: --port, or `port` in the configuration.",
      },
    },
    {
      code: "EACCES",
      error: {
        code: "mock.address-unusable",
        message: "192.0.2.1:80 is not open to this user",
        mend: "Choose a port from 1024 on: --port, or `port` in the configuration.",
      },
    },
    {
      code: "ENOTFOUND",
      error: {
        code: "mock.address-unusable",
        message: "192.0.2.1:80 cannot be listened on: no host is known as 192.0.2.1",
        mend: LOCAL,
      },
    },
    {
      code: "EADDRNOTAVAIL",
      error: {
        code: "mock.address-unusable",
        message: "192.0.2.1:80 cannot be listened on: this machine is not 192.0.2.1",
        mend: LOCAL,
      },
    },
    {
      code: "EINVAL",
      error: {
        code: "mock.address-unusable",
        message: "192.0.2.1:80 cannot be listened on: listen EINVAL",
        mend: LOCAL,
      },
    },
  ])("$code is said in a sentence", async ({ code, error }) => {
    // Names are looked up in the network, and some ports are open to some users.
    vi.spyOn(Server.prototype, "listen").mockImplementation(function (this: Server) {
      process.nextTick(() =>
        this.emit("error", Object.assign(new Error(`listen ${code}`), { code })),
      );
      return this;
    });
    await expect(listen(responder(), { host: "192.0.2.1", port: 80 })).rejects.toMatchObject(error);
  });

  test("any free port is not part of the sentence", async () => {
    // RFC 5737: an address of documentation, which no machine has.
    await expect(listen(responder(), { host: "192.0.2.1" })).rejects.toMatchObject({
      message: "192.0.2.1 cannot be listened on: this machine is not 192.0.2.1",
    });
  });
});
