/**
 * The broker behind a port.
 *
 * DESIGN: safe by default: it binds to 127.0.0.1 unless told otherwise, and beyond this machine it
 * asks for credentials.
 */
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { ConcordatError } from "../findings/concordat-error.ts";
import { type BrokerOptions, createBroker } from "./broker.ts";

export interface ListenBrokerOptions extends BrokerOptions {
  /** Default 9292, which is the official broker's; 0: any free one. */
  port?: number;
  /** Default 127.0.0.1. */
  host?: string;
}

export interface ListeningBroker {
  /** Such as `http://127.0.0.1:9292`. */
  readonly url: string;
  /** Answers what was asked, then closes the file. */
  close(): Promise<void>;
}

const DEFAULT_PORT = 9292;

/** How long those who were asked are given to answer. */
const CLOSE_MS = 3000;

/**
 * @throws {ConcordatError} `broker.address-unusable` for an address that is taken or not this
 *   machine's, or that others can reach where no credentials are asked for; `broker.data-unusable`;
 *   `usage.invalid`
 */
export async function listenBroker(options: ListenBrokerOptions = {}): Promise<ListeningBroker> {
  const { port: wanted = DEFAULT_PORT, host = "127.0.0.1", ...rest } = options;
  if (!isLoopback(host) && rest.authentication === undefined) {
    throw unusable(
      `${host} can be reached from other machines, and nobody is asked for credentials`,
      "Set PACT_BROKER_BASIC_AUTH_USERNAME and _PASSWORD, or CONCORDAT_BROKER_TOKEN.",
    );
  }
  const broker = await createBroker(rest);
  const server = createAdaptorServer({ fetch: broker.fetch, overrideGlobalObjects: false });
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", (error) => reject(refusalToListen(error, host, wanted)));
      server.listen(wanted, host, resolve);
    });
  } catch (error) {
    await broker.close();
    throw error;
  }
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${authority(host, port)}`,
    async close() {
      await new Promise<void>((resolve) => {
        const late = setTimeout(() => {
          if ("closeAllConnections" in server) server.closeAllConnections();
        }, CLOSE_MS);
        server.close(() => {
          clearTimeout(late);
          resolve();
        });
        if ("closeIdleConnections" in server) server.closeIdleConnections();
      });
      await broker.close();
    },
  };
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}

function authority(host: string, port: number): string {
  return `${host.includes(":") ? `[${host}]` : host}:${port}`;
}

function refusalToListen(error: NodeJS.ErrnoException, host: string, port: number): ConcordatError {
  const place = port === 0 ? host : authority(host, port);
  switch (error.code) {
    case "EADDRINUSE":
      return unusable(`${place} is taken by another process`, OTHER_PORT, error);
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

const OTHER_PORT = "Stop what listens there, or choose another --port.";
const HIGHER_PORT = "Choose a --port from 1024 on.";
const LOCAL = "Name an address of this machine: --host 127.0.0.1, or 0.0.0.0 for all it has.";

function unusable(message: string, mend: string, cause?: unknown): ConcordatError {
  return new ConcordatError("broker.address-unusable", message, {
    mend,
    ...(cause !== undefined && { cause }),
  });
}
