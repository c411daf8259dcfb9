/** Brokers with something in them, filled as clients do: by requests. */
import { type Broker, createBroker } from "../../src/broker/broker.ts";

export interface FilledBroker {
  broker: Broker;
  /** @throws where the broker refuses it */
  send(method: string, path: readonly string[], body?: unknown): Promise<Record<string, unknown>>;
  publish(publication: Publication): Promise<void>;
  verify(verification: Verification): Promise<void>;
  deploy(participant: string, version: string, environment: string): Promise<void>;
}

export interface Publication {
  consumer: string;
  provider: string;
  version: string;
  branch?: string;
  tags?: readonly string[];
  interactions: readonly object[];
  /** Default: 4.0. */
  specification?: string;
}

export interface Verification {
  consumer: string;
  provider: string;
  /** Whose pact was verified. */
  consumerVersion: string;
  version: string;
  branch?: string;
  success: boolean;
  buildUrl?: string;
  /** Of failed interactions: what is told of each, by description. */
  mismatches?: Readonly<Record<string, readonly object[]>>;
}

/** The clock begins on 2026-11-02 at 09:00 and goes on by 17 minutes with every look at it. */
export async function emptyBroker(): Promise<FilledBroker> {
  let minutes = 0;
  const now = (): Date => {
    minutes += 17;
    return new Date(Date.UTC(2026, 10, 2, 9, minutes));
  };
  const broker = await createBroker({ now });
  const send: FilledBroker["send"] = async (method, path, body) => {
    const url = `http://broker.test/${path.map(encodeURIComponent).join("/")}`;
    const answer = await broker.fetch(
      new Request(url, {
        method,
        headers: { "content-type": "application/json" },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    );
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${url}: ${answer.status} ${text}`);
    return text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
  };
  const publish: FilledBroker["publish"] = async (publication) => {
    const { consumer, provider, version, branch, tags = [], interactions } = publication;
    const pact = {
      consumer: { name: consumer },
      provider: { name: provider },
      interactions,
      metadata: { pactSpecification: { version: publication.specification ?? "4.0" } },
    };
    await send("POST", ["contracts", "publish"], {
      pacticipantName: consumer,
      pacticipantVersionNumber: version,
      branch,
      tags,
      buildUrl: `https://ci.example.com/${encodeURIComponent(consumer)}/builds/${encodeURIComponent(version)}`,
      contracts: [
        {
          consumerName: consumer,
          providerName: provider,
          specification: "pact",
          contentType: "application/json",
          content: Buffer.from(JSON.stringify(pact)).toString("base64"),
        },
      ],
    });
  };
  const verify: FilledBroker["verify"] = async (verification) => {
    const { consumer, provider, consumerVersion, version, branch, success } = verification;
    const { mismatches = {}, buildUrl } = verification;
    const path = ["pacts", "provider", provider, "consumer", consumer, "version", consumerVersion];
    const pact = await send("GET", path);
    const { _links: links } = pact as { _links: Record<string, { href: string }> };
    const { interactions } = pact as { interactions: { _id: string; description: string }[] };
    if (branch !== undefined) {
      const versions = ["pacticipants", provider, "branches", branch, "versions", version];
      await send("PUT", versions, {});
    }
    const results = new URL(links["pb:publish-verification-results"]!.href).pathname;
    await send("POST", results.slice(1).split("/").map(decodeURIComponent), {
      success,
      providerApplicationVersion: version,
      buildUrl,
      verifiedBy: { implementation: "Pact-Rust", version: "1.4.8" },
      testResults: interactions.map(({ _id: interactionId, description }) => {
        const failed = mismatches[description];
        return {
          interactionId,
          interactionDescription: description,
          success: failed === undefined,
          ...(failed !== undefined && { mismatches: failed }),
        };
      }),
    });
  };
  const deploy: FilledBroker["deploy"] = async (participant, version, environment) => {
    const found = await send("GET", ["pacticipants", participant, "versions", version]);
    const { _links: links } = found as { _links: Record<string, { name: string; href: string }[]> };
    const link = links["pb:record-deployment"]!.find(({ name }) => name === environment)!;
    const path = new URL(link.href).pathname.slice(1).split("/").map(decodeURIComponent);
    await send("POST", path, {});
  };
  return { broker, send, publish, verify, deploy };
}

/** A pact's interaction that says little. */
export function simpleInteraction(description: string, path: string): object {
  return {
    type: "Synchronous/HTTP",
    description,
    request: { method: "GET", path },
    response: { status: 200 },
  };
}
