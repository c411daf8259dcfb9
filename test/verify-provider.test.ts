/**
 * Pacts against a provider that runs, by the official verifier.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { VerifyResult } from "../src/cli/verify-result.ts";
import { runCli } from "./run-cli.ts";
import { inTemporaryFolder } from "./temporary-folder.ts";

const contract = {
  openapi: "3.1.0",
  info: { title: "Pets", version: "1" },
  paths: {
    "/pets": {
      get: {
        responses: {
          "200": {
            description: "one pet",
            content: {
              "application/json": {
                schema: {
                  type: "object",
                  required: ["id"],
                  properties: { id: { type: "integer" } },
                },
              },
            },
          },
        },
      },
    },
  },
};

const pact = {
  consumer: { name: "shop" },
  provider: { name: "pets" },
  interactions: [
    {
      type: "Synchronous/HTTP",
      description: "a request for a pet",
      request: { method: "GET", path: "/pets" },
      response: {
        status: 200,
        headers: { "content-type": ["application/json"] },
        body: { content: { id: 7 }, contentType: "application/json", encoded: false },
        matchingRules: {
          body: { "$.id": { combine: "AND", matchers: [{ match: "integer" }] } },
        },
      },
    },
  ],
  metadata: { pactSpecification: { version: "4.0" } },
};

test("a provider that answers as the pact expects is verified", async () => {
  const { code, result } = await verifyAgainst(await pets({ id: 1 }));
  expect(result.pacts).toMatchObject([{ result: "verified", findings: [] }]);
  expect(code).toBe(0);
});

test("what it answers otherwise is a finding at the interaction", async () => {
  const { code, result } = await verifyAgainst(await pets({ id: "seven" }));
  expect(result.pacts).toMatchObject([
    {
      result: "failed",
      findings: [
        {
          code: "pact.mismatch",
          severity: "error",
          service: "pets",
          operation: "GET /pets",
          message: expect.stringContaining("$.id"),
          at: {
            file: "pacts/shop-pets.json",
            pointer: "/interactions/0/response/body/content/id",
          },
          because: {
            file: "pets.json",
            pointer:
              "/paths/~1pets/get/responses/200/content/application~1json/schema/properties/id",
          },
        },
      ],
    },
  ]);
  expect(code).toBe(1);
});

test("a provider that nobody started is a finding at its URL", async () => {
  const server = await pets({});
  const url = urlOf(server);
  await new Promise((resolve) => server.close(resolve));
  const { code, result } = await verifyAt(url);
  expect(result.pacts).toMatchObject([
    {
      result: "failed",
      findings: [
        {
          code: "provider.unreachable",
          message: "pets does not answer: ECONNREFUSED",
          at: { file: "concordat.config.json", pointer: "/services/pets/provider/url" },
        },
      ],
    },
  ]);
  expect(code).toBe(1);
});

function pets(answer: unknown): Promise<Server> {
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function verifyAgainst(server: Server): Promise<{ code: number; result: VerifyResult }> {
  return verifyAt(urlOf(server));
}

function verifyAt(url: string): Promise<{ code: number; result: VerifyResult }> {
  return inTemporaryFolder((folder) => verifyIn(folder, url));
}

async function verifyIn(
  folder: string,
  url: string,
): Promise<{ code: number; result: VerifyResult }> {
  mkdirSync(path.join(folder, "pacts"));
  const files = {
    "concordat.config.json": { services: { pets: { contract: "pets.json", provider: { url } } } },
    "pets.json": contract,
    "pacts/shop-pets.json": pact,
  };
  for (const [name, value] of Object.entries(files)) {
    writeFileSync(path.join(folder, name), JSON.stringify(value));
  }
  const { code, stdout, stderr } = await runCli(["verify", "--format", "json"], { cwd: folder });
  if (stdout === "") throw new Error(stderr);
  return { code, result: JSON.parse(stdout) as VerifyResult };
}
