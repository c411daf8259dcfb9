/**
 * A responder behind a port.
 *
 * DESIGN: safe by default: it binds to 127.0.0.1 unless told otherwise.
 */
import type { AddressInfo } from "node:net";
import process from "node:process";
import { ConcordatError } from "../findings/concordat-error.ts";
import type { Responder } from "./responder.ts";
import { createSite, type SiteOptions } from "./site.ts";

// Node.js 24: an `import` of node:http reads every name that it exports, and with them loads a client
// that no server needs: 45 of the 200 ms of CPU until a small mock has answered.
const { createServer } = process.getBuiltinModule("node:http");

export interface ListenOptions extends SiteOptions {
  /** Default 0: any free port. */
  port?: number;
}

export interface MockServer {
  /** Such as `http://127.0.0.1:4003`. */
  readonly url: string;
  readonly port: number;
  /** Who answers from the next request on; connections stay as they are. */
  use(responder: Responder): void;
  /** Resolves when every connection is closed. */
  close(): Promise<void>;
}

/** @throws {ConcordatError} `mock.port-taken`, `mock.address-unusable` */
export async function listen(
  responder: Responder,
  options: ListenOptions = {},
): Promise<MockServer> {
  const { host = "127.0.0.1", port: wanted = 0 } = options;
  const site = createSite(responder, options);
  const server = createServer(site.handle);
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(refusalToListen(error, host, wanted));
    });
    server.listen(wanted, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${authority(host, port)}`,
    port,
    use: site.use,
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
