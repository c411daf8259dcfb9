/** A broker behind a port of this machine, and the official command line to ask it with. */
import { execFile } from "node:child_process";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { serve } from "@hono/node-server";
import { type Broker, type BrokerOptions, createBroker } from "../../src/broker/broker.ts";

export interface ServedBroker {
  url: string;
  broker: Broker;
  close(): Promise<void>;
}

export async function serveBroker(options: BrokerOptions = {}): Promise<ServedBroker> {
  const broker = await createBroker(options);
  const { url, close } = await serveFetch(broker.fetch);
  return {
    url,
    broker,
    async close() {
      await close();
      await broker.close();
    },
  };
}

export async function serveFetch(
  fetch: Broker["fetch"],
): Promise<Pick<ServedBroker, "url" | "close">> {
  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const made = serve({ fetch, port: 0, hostname: "127.0.0.1" }, () => resolve(made));
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      await new Promise((resolve) => {
        server.close(resolve);
        if ("closeAllConnections" in server) server.closeAllConnections();
      });
    },
  };
}

export interface Told {
  code: number;
  stdout: string;
  stderr: string;
}

const PACT = path.resolve(import.meta.dirname, "../../node_modules/.bin/pact");

/** `pact broker ARGS -b URL`, by the official command line. */
export function pactBroker(
  url: string,
  args: readonly string[],
  { cwd, env = {} }: { cwd?: string; env?: Record<string, string> } = {},
): Promise<Told> {
  return new Promise((resolve) => {
    execFile(
      PACT,
      ["broker", ...args, "--broker-base-url", url],
      {
        cwd,
        encoding: "utf8",
        env: {
          PATH: process.env.PATH,
          HOME: process.env.HOME,
          PACT_DO_NOT_TRACK: "true",
          PACT_BROKER_HTTP_RETRIES: "0",
          ...env,
        },
      },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === "number" ? error.code : -1;
        resolve({ code, stdout, stderr });
      },
    );
  });
}
