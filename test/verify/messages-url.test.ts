/**
 * `messagesUrl`: the provider answers the official verifier's own POST.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { VerifyResult } from "../../src/cli/verify-result.ts";
import { serveFetch } from "../../src/verify/serve-fetch.ts";
import { runCli } from "../run-cli.ts";
import { inTemporaryFolder } from "../temporary-folder.ts";

const events = {
  asyncapi: "3.0.0",
  info: { title: "Events", version: "1" },
  channels: { made: { messages: { Made: { payload: { const: { id: "o1" } } } } } },
  operations: {
    made: { action: "send", channel: { $ref: "#/channels/made" }, "x-service": "orders" },
    read: { action: "receive", channel: { $ref: "#/channels/made" }, "x-service": "mailer" },
  },
};

// Version 3: the messages have a list of their own.
const pact = {
  consumer: { name: "mailer" },
  provider: { name: "orders" },
  messages: ["made", "made later"].map((description) => ({
    description,
    providerStates: [{ name: "an order" }],
    contents: { id: "o1" },
    metaData: { contentType: "application/json", topic: "made" },
  })),
  metadata: { pactSpecification: { version: "3.0.0" } },
};

test("its answer is the message; one that is not of 2xx is none, whatever its body", async () => {
  const asked: unknown[] = [];
  const { url, close } = await serveFetch(
    async (request) => {
      if (request.method !== "POST") return new Response();
      const text = await request.text();
      asked.push([new URL(request.url).pathname, JSON.parse(text)]);
      const metadata = Buffer.from(JSON.stringify({ topic: "made" })).toString("base64");
      return Response.json(
        { id: "o1" },
        {
          status: text.includes("later") ? 503 : 200,
          headers: { "pact-message-metadata": metadata },
        },
      );
    },
    ({ message }) => {
      throw new Error(message);
    },
  );
  onTestFinished(close);
  const { code, result } = await verify({ url: `${url}/api/`, messagesUrl: "/_messages" });
  const providerStates = [{ name: "an order" }];
  expect(asked).toEqual([
    ["/_messages", { description: "made", providerStates }],
    ["/_messages", { description: "made later", providerStates }],
  ]);
  expect(result.pacts).toMatchObject([
    {
      result: "failed",
      findings: [
        { code: "provider.state-unknown" },
        {
          code: "provider.hook-failed",
          message: `orders: its message "made later" could not be made: ${url}/_messages answered 503: {"id":"o1"}`,
          at: { pointer: "/services/orders/provider/messagesUrl" },
        },
      ],
    },
  ]);
  expect(code).toBe(1);
});

async function verify(provider: object): Promise<{ code: number; result: VerifyResult }> {
  return inTemporaryFolder(async (folder) => {
    mkdirSync(path.join(folder, "pacts"));
    const contract = "api.json";
    const files = {
      "concordat.config.json": {
        services: { orders: { contract, provider }, mailer: { contract } },
        events: "events.json",
      },
      "api.json": { openapi: "3.1.0", info: { title: "A", version: "1" }, paths: {} },
      "events.json": events,
      "pacts/mailer-orders.json": pact,
    };
    for (const [name, value] of Object.entries(files)) {
      writeFileSync(path.join(folder, name), JSON.stringify(value));
    }
    const { code, stdout, stderr } = await runCli(["verify", "--format", "json"], { cwd: folder });
    if (stdout === "") throw new Error(stderr);
    return { code, result: JSON.parse(stdout) as VerifyResult };
  });
}
