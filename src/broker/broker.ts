/**
 * The embedded broker, as a Fetch handler over one file.
 *
 * It speaks to the official clients as the official Pact Broker does.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { ConcordatError } from "../findings/concordat-error.ts";
import { createApp } from "./api/app.ts";
import type { Authentication } from "./gate/credentials.ts";
import { createGate } from "./gate/gate.ts";
import { createSeal } from "./store/sealed.ts";
import { openStore, type StoreOptions } from "./store/store.ts";
import { readAllowedHosts } from "./webhooks/hosts.ts";
import { createWebhookRunner } from "./webhooks/runner.ts";

export interface BrokerOptions extends StoreOptions {
  /** The file; default `:memory:`, which keeps nothing. */
  data?: string;
  /** Where the broker is reached from outside, context path included; default: as it was asked. */
  baseUrl?: string;
  /** Who may ask, and for what; default: everybody for everything. */
  authentication?: Authentication;
  /**
   * The hosts that webhooks may be sent to: `example.org`, `example.org:8443`, or
   * `http://localhost:3000` for one without TLS. Default: none.
   */
  webhookHosts?: readonly string[];
}

export interface Broker {
  fetch(request: Request): Promise<Response>;
  /** Copies the file as it is while the broker runs. */
  backup(file: string): Promise<void>;
  /** Waits some seconds for webhooks that are under way. */
  close(): Promise<void>;
}

/** @throws {ConcordatError} `broker.data-unusable`; `usage.invalid` for credentials, hosts or a base URL that are none */
export async function createBroker(options: BrokerOptions = {}): Promise<Broker> {
  const { data = ":memory:" } = options;
  const baseUrl = readBaseUrl(options.baseUrl);
  const gate = createGate(options.authentication);
  const hosts = readAllowedHosts(options.webhookHosts ?? []);
  const store = await openStore(data, options);
  const webhooks = createWebhookRunner({ store, seal: createSeal(data), hosts });
  // Where this broker is reached is known by what was asked: links in webhooks lead there, too.
  const asked = new AsyncLocalStorage<string>();
  const fetch = createApp({
    store,
    baseUrl,
    webhooks,
    announce: (event) => webhooks.announce(event, baseUrl ?? asked.getStore() ?? ""),
  });
  return {
    async fetch(sent) {
      const request = belowContext(sent, baseUrl);
      return gate(request) ?? asked.run(new URL(request.url).origin, () => fetch(request));
    },
    backup: (file) => store.backup(file),
    async close() {
      await webhooks.close();
      store.close();
    },
  };
}

function readBaseUrl(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (URL.canParse(text)) return text.replace(/\/+$/, "");
  throw new ConcordatError("usage.invalid", `the broker's baseUrl is no URL: ${text}`, {
    mend: "Give it as clients reach it, such as https://pacts.example.org/broker.",
  });
}

/** A proxy may keep the context path of the base URL, or take it away. */
function belowContext(request: Request, baseUrl: string | undefined): Request {
  if (baseUrl === undefined) return request;
  const context = new URL(baseUrl).pathname.replace(/\/$/, "");
  const url = new URL(request.url);
  const isBelow = url.pathname === context || url.pathname.startsWith(`${context}/`);
  if (context === "" || !isBelow) return request;
  url.pathname = url.pathname.slice(context.length) || "/";
  return new Request(url, request);
}
