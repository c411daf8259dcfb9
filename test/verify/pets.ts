/**
 * A folder with a pact about pets, its contract and a configuration for their provider.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import path from "node:path";
import type { VerifyResult } from "../../src/cli/verify-result.ts";
import { runCli } from "../run-cli.ts";

export const program: string = path.join(import.meta.dirname, "small-provider.ts");

const contract = {
  openapi: "3.1.0",
  info: { title: "Pets", version: "1" },
  paths: {
    "/pets/{id}": {
      parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
      get: {
        responses: {
          "200": {
            description: "one pet",
            content: {
              "application/json": {
                schema: {
                  type: "object",
                  required: ["id", "name"],
                  properties: { id: { type: "string" }, name: { type: "string" } },
                },
              },
            },
          },
        },
      },
    },
  },
};

export function pact(consumer: string, id = "p1"): object {
  return {
    consumer: { name: consumer },
    provider: { name: "pets" },
    interactions: [
      {
        type: "Synchronous/HTTP",
        description: "a pet is asked for",
        providerStates: [{ name: "a pet is there", params: { id } }],
        request: { method: "GET", path: `/pets/${id}` },
        response: {
          status: 200,
          body: {
            content: { id, name: "Rex" },
            contentType: "application/json",
            encoded: false,
          },
          matchingRules: {
            body: Object.fromEntries(
              ["$.id", "$.name"].map((at) => [
                at,
                { combine: "AND", matchers: [{ match: "type" }] },
              ]),
            ),
          },
        },
      },
    ],
    metadata: { pactSpecification: { version: "4.0" } },
  };
}

export interface Pets {
  folder: string;
  port: number;
  url: string;
  /** What the provider told, line by line. */
  log(): string[];
}

/** @param provider the configuration's, in JSON, but for what is asked of its process */
export async function writePets(
  folder: string,
  {
    plan,
    told,
    provider = {},
    pacts = [pact("shop")],
  }: { plan?: string; told?: string; provider?: object; pacts?: object[] } = {},
): Promise<Pets> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const logFile = path.join(folder, "log");
  const env = {
    PORT: String(port),
    LOG: logFile,
    ...(plan !== undefined && { PLAN: plan }),
    ...(told !== undefined && { TOLD: told }),
  };
  const started = { command: [process.execPath, program], url, ready: "/health", env };
  const files = {
    "concordat.config.json": {
      services: {
        pets: {
          contract: "pets.json",
          provider: { ...started, statesUrl: "/_states", ...provider },
        },
      },
    },
    "pets.json": contract,
    ...Object.fromEntries(pacts.map((pact, index) => [`pacts/${index}.json`, pact])),
  };
  mkdirSync(path.join(folder, "pacts"));
  for (const [name, value] of Object.entries(files)) {
    writeFileSync(path.join(folder, name), JSON.stringify(value));
  }
  const log = (): string[] =>
    existsSync(logFile) ? readFileSync(logFile, "utf8").trim().split("\n") : [];
  return { folder, port, url, log };
}

export async function verifyIn(
  folder: string,
): Promise<{ code: number; result: VerifyResult; stdout: string }> {
  const { code, stdout, stderr } = await runCli(["verify", "--format", "json"], { cwd: folder });
  if (stdout === "") throw new Error(stderr);
  return { code, result: JSON.parse(stdout) as VerifyResult, stdout };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Whether a process listens there. */
export function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.on("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => resolve(false));
  });
}
