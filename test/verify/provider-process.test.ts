/**
 * Providers that `concordat verify` starts: verified by the official verifier, and gone afterwards.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, onTestFinished, test } from "vitest";
import { bin, endAll, start } from "../start-process.ts";
import { inTemporaryFolder } from "../temporary-folder.ts";
import { isListening, pact, verifyIn, writePets } from "./pets.ts";

afterEach(endAll);

test("a provider is started once, takes every pact's states, and is stopped", () =>
  inTemporaryFolder(async (folder) => {
    const pets = await writePets(folder, {
      pacts: [pact("shop", "p1"), pact("zoo", "p2")],
      provider: { headers: { authorization: "Bearer real" } },
    });
    const { code, result } = await verifyIn(folder);
    expect(result.pacts).toMatchObject([
      { consumer: "shop", result: "verified", findings: [] },
      { consumer: "zoo", result: "verified", findings: [] },
    ]);
    expect(code).toBe(0);
    expect(pets.log()).toEqual([
      "started",
      "listens",
      'state {"action":"setup","params":{"id":"p1"},"state":"a pet is there"}',
      "GET /pets/p1 Bearer real ",
      'state {"action":"teardown","params":{"id":"p1"},"state":"a pet is there"}',
      'state {"action":"setup","params":{"id":"p2"},"state":"a pet is there"}',
      "GET /pets/p2 Bearer real ",
      'state {"action":"teardown","params":{"id":"p2"},"state":"a pet is there"}',
      "ended",
    ]);
    expect(await isListening(pets.port)).toBe(false);
  }));

test("what it answers otherwise is a finding in the pact and in the contract", () =>
  inTemporaryFolder(async (folder) => {
    const pets = await writePets(folder, { plan: "gives a number" });
    const { code, result } = await verifyIn(folder);
    expect(result.pacts).toMatchObject([
      {
        result: "failed",
        findings: [
          {
            code: "pact.mismatch",
            severity: "error",
            operation: "GET /pets/{id}",
            message: expect.stringContaining("a pet is asked for: $.name"),
            at: { pointer: "/interactions/0/response/body/content/name" },
            because: { file: "pets.json", pointer: expect.stringMatching(/\/properties\/name$/) },
          },
        ],
      },
    ]);
    expect(code).toBe(1);
    expect(await isListening(pets.port)).toBe(false);
  }));

test("no header is added where none is configured", () =>
  inTemporaryFolder(async (folder) => {
    const pets = await writePets(folder);
    await verifyIn(folder);
    expect(pets.log()).toContain("GET /pets/p1 without a token ");
  }));

test("a provider behind another process is stopped with it", () =>
  inTemporaryFolder(async (folder) => {
    const pets = await writePets(folder, { plan: "through another" });
    const { result } = await verifyIn(folder);
    expect(result.pacts).toMatchObject([{ result: "verified" }]);
    expect(pets.log().filter((line) => line === "started")).toHaveLength(2);
    expect(await isListening(pets.port)).toBe(false);
  }));

// How far the process has come by then is the machine's: both reasons are true.
describe("a provider that does not come up is a finding with its last output", () => {
  test.each([
    [
      "ends",
      {},
      /^pets did not come up: `.*` ended with exit code 7; its last output:\n {2}no database$/,
    ],
    [
      "hangs",
      { startTimeout: 1000 },
      /^pets did not come up within 1000 ms: http:\S+\/health: (no answer|ECONNREFUSED); it printed nothing$/,
    ],
    [
      "is not healthy",
      { startTimeout: 1000 },
      /^pets did not come up within 1000 ms: http:\S+\/health: (status 503|ECONNREFUSED); /,
    ],
    [
      "",
      { command: "no-such-program --port 1" },
      /^pets did not come up: `no-such-program --port 1` cannot be started: there is no program no-such-program$/,
    ],
    [
      "",
      { cwd: "nowhere" },
      /^pets did not come up: `.*` cannot be started: there is no folder .*nowhere$/,
    ],
  ])("%s %j", (plan, provider, message) =>
    inTemporaryFolder(async (folder) => {
      const pets = await writePets(folder, { plan, provider });
      const { code, result } = await verifyIn(folder);
      expect(result.pacts).toMatchObject([
        {
          result: "failed",
          findings: [
            {
              code: "provider.unreachable",
              severity: "error",
              message: expect.stringMatching(message),
              at: { pointer: "/services/pets/provider/command" },
            },
          ],
        },
      ]);
      expect(code).toBe(1);
      expect(await isListening(pets.port)).toBe(false);
    }),
  );
});

test("one that ends while it is verified is told so, and is not started again", () =>
  inTemporaryFolder(async (folder) => {
    const pets = await writePets(folder, {
      plan: "ends at a request",
      pacts: [pact("shop"), pact("zoo")],
    });
    const { result } = await verifyIn(folder);
    const ended = { code: "provider.unreachable", message: expect.stringContaining("exit code 9") };
    expect(result.pacts).toMatchObject([
      { result: "failed" },
      { result: "failed", findings: [ended] },
    ]);
    expect(result.pacts[0]!.findings).toContainEqual(expect.objectContaining(ended));
    expect(pets.log().filter((line) => line === "started")).toHaveLength(1);
  }));

test("a provider is not started where another process answers", () =>
  inTemporaryFolder(async (folder) => {
    const other = createServer((_, response) => response.end());
    const pets = await writePets(folder);
    await new Promise<void>((resolve) => other.listen(pets.port, "127.0.0.1", resolve));
    onTestFinished(() => void other.close());
    const { result } = await verifyIn(folder);
    expect(result.pacts).toMatchObject([
      {
        result: "failed",
        findings: [{ message: `pets was not started: another process answers at ${pets.url}` }],
      },
    ]);
    expect(pets.log()).toEqual([]);
  }));

test.skipIf(process.platform === "win32").each(["SIGINT", "SIGTERM"] as const)(
  "%s stops concordat and the provider",
  (signal) =>
    inTemporaryFolder(async (folder) => {
      // The provider asks here when it is asked itself, and hears no answer.
      const { promise: asked, resolve } = Promise.withResolvers<void>();
      const told = createServer(() => resolve());
      await new Promise<void>((listening) => told.listen(0, "127.0.0.1", listening));
      onTestFinished(() => {
        told.closeAllConnections();
        told.close();
      });
      const { port } = told.address() as AddressInfo;
      const pets = await writePets(folder, {
        told: `http://127.0.0.1:${port}`,
        provider: { ready: "/health" },
      });
      const running = start(["--conditions=source", bin, "verify"], { cwd: folder });
      await asked;
      running.child.kill(signal);
      const { code, stderr } = await running.ended;
      expect(stderr).toContain("stopped before the end");
      expect(code).toBe(2);
      expect(pets.log().at(-1)).toBe("ended");
      expect(await isListening(pets.port)).toBe(false);
    }),
);
