/** A broker's handler without a port, asked as clients ask it, with what it announced. */
import { createApp } from "../../src/broker/api/app.ts";
import type { BrokerEvent } from "../../src/broker/api/context.ts";
import { openStore, type Store } from "../../src/broker/store/store.ts";

export interface Link {
  href: string;
  title?: string;
  name?: string;
}

/** What tests look at; who looks at something else compares it as a whole. */
export interface Resource {
  notices: { type: string; text: string }[];
  errors: Record<string, string[]>;
  error: string;
  interactions: Record<string, unknown>[];
  pacts: Resource[];
  uuid: string;
  name: string;
  mainBranch: string | null;
  _links: Record<string, Link & Link[]>;
  _embedded: Record<string, Resource & Resource[]>;
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** Of the text; undefined where it is no JSON. */
  body: Resource;
}

export interface AskedBroker {
  url: string;
  store: Store;
  /** Since the last time that somebody asked. */
  announced(): BrokerEvent[];
  /** A body that is a text is sent as it is. */
  ask(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>;
  /** Publishes, by `POST /contracts/publish`, with what else the body should have. */
  publish(pact: PactParts, version: string, more?: Record<string, unknown>): Promise<Answer>;
}

export interface PactParts {
  consumer: string;
  provider: string;
  /** Default: one interaction, called `a`. */
  interactions?: readonly object[];
  onConflict?: "overwrite" | "merge";
}

/** Time stands still in it. */
export async function askedBroker(): Promise<AskedBroker> {
  const now = new Date("2026-01-02T03:04:05.678Z");
  const store = await openStore(":memory:", { now: () => now });
  const events: BrokerEvent[] = [];
  const fetch = createApp({
    store,
    baseUrl: undefined,
    announce: (event) => {
      events.push(event);
      return undefined;
    },
  });
  const url = "http://broker.test";
  const ask: AskedBroker["ask"] = async (method, path, body, headers = {}) => {
    const answer = await fetch(
      new Request(path.startsWith("http") ? path : url + path, {
        method,
        headers: { accept: "application/hal+json", "content-type": "application/json", ...headers },
        body: body === undefined ? null : typeof body === "string" ? body : JSON.stringify(body),
      }),
    );
    const text = await answer.text();
    const isJson = /json/.test(answer.headers.get("content-type") ?? "");
    return {
      status: answer.status,
      headers: answer.headers,
      text,
      body: isJson ? JSON.parse(text) : undefined!,
    };
  };
  return {
    url,
    store,
    announced: () => events.splice(0),
    ask,
    publish: (pact, version, more) =>
      ask("POST", "/contracts/publish", publishBody(pact, version, more)),
  };
}

export function publishBody(
  pact: PactParts,
  version: string,
  more: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    pacticipantName: pact.consumer,
    pacticipantVersionNumber: version,
    contracts: [contractOf(pact)],
    ...more,
  };
}

export function contractOf(pact: PactParts): Record<string, unknown> {
  const { consumer, provider, onConflict = "overwrite" } = pact;
  return {
    consumerName: consumer,
    providerName: provider,
    specification: "pact",
    contentType: "application/json",
    content: Buffer.from(pactOf(pact)).toString("base64"),
    onConflict,
  };
}

export function pactOf({ consumer, provider, interactions }: PactParts): string {
  return JSON.stringify({
    consumer: { name: consumer },
    provider: { name: provider },
    interactions: interactions ?? [interaction("a")],
    metadata: { pactSpecification: { version: "2.0.0" } },
  });
}

export function interaction(description: string, status = 200): object {
  return { description, request: { method: "GET", path: `/${description}` }, response: { status } };
}
