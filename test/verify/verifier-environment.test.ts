import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { runVerifier } from "../../src/verify/run-verifier.ts";
import { serveFetch } from "../../src/verify/serve-fetch.ts";

const fail = (fault: { message: string }): never => {
  throw new Error(fault.message);
};

test("the verifier runs the pact that it is given, and asks no broker of the environment", async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "concordat-verifier-"));
  const asked: string[] = [];
  const broker = await serveFetch(({ url }) => {
    asked.push(url);
    return new Response("{}", { status: 404 });
  }, fail);
  const provider = await serveFetch(() => Response.json({ id: 1 }), fail);
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await Promise.all([broker.close(), provider.close()]);
    rmSync(folder, { recursive: true });
  });
  vi.stubEnv("PACT_BROKER_BASE_URL", broker.url);
  vi.stubEnv("PACT_BROKER_TOKEN", "secret");
  const pactFile = path.join(folder, "pact.json");
  writeFileSync(
    pactFile,
    JSON.stringify({
      consumer: { name: "shop" },
      provider: { name: "orders" },
      interactions: [
        {
          description: "an order",
          request: { method: "GET", path: "/orders/1" },
          response: { status: 200, body: { id: 1 } },
        },
      ],
      metadata: { pactSpecification: { version: "3.0.0" } },
    }),
  );
  const outcome = await runVerifier({
    provider: "orders",
    url: provider.url,
    statesUrl: provider.url,
    pactFile,
    stop: new AbortController().signal,
  });
  expect(asked).toEqual([]);
  expect(outcome.failure).toBeUndefined();
  expect(outcome.interactions).toMatchObject([{ description: "an order", isOk: true }]);
});
