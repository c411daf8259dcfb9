/**
 * What is recorded: the golden pact beside this file was written by hand.
 */
import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import nodeHttp, { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { promisify } from "node:util";
import { contractHandlers } from "concordat/msw";
import type { PactRecorder } from "concordat/pact";
import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { comparePact } from "../../src/pact/compare.ts";
import { readPact } from "../../src/pact/read.ts";
import { readSource } from "../../src/source/source.ts";
import { inTemporaryFolder } from "../temporary-folder.ts";
import { contract, createOrder, getOrder, recorderIn, startOrders } from "./orders-under-msw.ts";

const goldenFile = path.join(import.meta.dirname, "shop-orders.golden.json");
const golden = readFileSync(goldenFile, "utf8");
const server = startOrders();
afterAll(() => server.close());

const uuid = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$";

const interactions = [
  (pact: PactRecorder) =>
    pact.interaction(
      "a request for an order",
      {
        states: ["order o-1 exists"],
        fields: ["status", "/items/*/quantity"],
        matchers: {
          "/response/body/status": { "pact:matcher:type": "regex", regex: "^(NEW|PAID)$" },
        },
      },
      () => getOrder("o-1", "?expand=items&expand=total"),
    ),
  (pact: PactRecorder) =>
    pact.interaction(
      "a request for an order",
      { states: [{ name: "there is no order", params: { id: "o-404" } }] },
      () => getOrder("o-404"),
    ),
  (pact: PactRecorder) =>
    pact.interaction(
      "a request to create an order",
      {
        matchers: {
          "/request/headers/X-Request-ID": {
            "pact:matcher:type": "regex",
            regex: uuid,
            value: "5b0ad6ba-9d4d-4d7c-a1c1-0a1b2c3d4e5f",
          },
          "/response/headers/Location": { "pact:matcher:type": "regex", regex: "^/orders/.+$" },
        },
      },
      // By chance, as of a client that makes one for each request.
      () => createOrder(randomUUID()),
    ),
];

test("is the pact that was written by hand, byte for byte", async () => {
  expect(await recordAll(interactions)).toBe(golden);
});

test("is the same in another order, recorded twice, and side by side", async () => {
  expect(await recordAll([...interactions, ...interactions].toReversed())).toBe(golden);
  const sideBySide = await inTemporaryFolder(async (folder) => {
    const pact = recorderIn(folder, server);
    await Promise.all([...interactions, ...interactions].map((record) => record(pact)));
    return readFileSync(await pact.write(), "utf8");
  });
  expect(sideBySide).toBe(golden);
});

test("agrees with its contract", () => {
  const { pact, faults } = readPact(readSource(golden, { uri: "file:///p", file: "p.json" }));
  expect(faults).toEqual([]);
  const { errors, warnings } = comparePact(pact!, contract);
  expect(errors).toEqual([]);
  // What holds in the state that was recorded, and not in every one.
  expect(new Set(warnings.map(({ code }) => code))).toEqual(new Set(["response.state-dependent"]));
});

test("is accepted by the official verifier", async () => {
  const provider = createServer((request, response) => {
    const found = request.method === "POST" ? 201 : request.url!.includes("o-404") ? 404 : 200;
    const item = { sku: "z-9", quantity: 7 };
    const bodies = {
      200: { id: "x", status: "PAID", items: [item, item, item] },
      201: {
        ...{ id: "x", status: "PAID", total: 1, placedAt: "2027-01-01T00:00:00Z" },
        items: [
          { ...item, note: "other" },
          { ...item, note: null },
        ],
      },
      404: { message: "gone" },
    };
    const location = found === 201 ? { location: "/orders/x" } : {};
    request.resume().on("end", () => {
      response.writeHead(found, { "content-type": "application/json", ...location });
      response.end(JSON.stringify(bodies[found]));
    });
  });
  onTestFinished(() => {
    provider.closeAllConnections();
    provider.close();
  });
  await new Promise<void>((resolve) => provider.listen(0, "127.0.0.1", resolve));
  const { port } = provider.address() as AddressInfo;
  const { stdout, stderr } = await verified(`http://127.0.0.1:${port}`, [
    "order o-1 exists",
    "there is no order",
  ]);
  expect(stdout + stderr).toContain("outcome true");
});

test("gives back what the callback does, and nothing of a callback that fails", () =>
  inTemporaryFolder(async (folder) => {
    const pact = recorderIn(folder, server);
    const status = await pact.interaction("an order", async () => (await getOrder("o-1")).status);
    expect(status).toBe(200);
    const failing = pact.interaction("a failure", async () => {
      await getOrder("o-1");
      throw new Error("the test fails");
    });
    await expect(failing).rejects.toThrow("the test fails");
    expect(await descriptionsIn(await pact.write())).toEqual(["an order"]);
  }));

test("expects no body where the consumer reads none", () =>
  inTemporaryFolder(async (folder) => {
    const pact = recorderIn(folder, server);
    await pact.interaction("an order", { fields: [] }, () => getOrder("o-1"));
    const [recorded] = JSON.parse(readFileSync(await pact.write(), "utf8")).interactions;
    expect(recorded.response).toEqual({ status: 200 });
  }));

test("has no key that the operation does not ask for", () =>
  inTemporaryFolder(async (folder) => {
    const pact = recorderIn(folder, server);
    const headers = { authorization: "Bearer of-the-test", "x-api-key": "of-a-gateway" };
    await pact.interaction("an order", { fields: ["id"] }, () =>
      fetch("http://orders.test/orders/o-1", { headers }),
    );
    const [recorded] = JSON.parse(readFileSync(await pact.write(), "utf8")).interactions;
    expect(recorded.request.headers).toEqual({ Authorization: ["Bearer example"] });
  }));

test("has nothing of other servers, and nothing that is sent outside of an interaction", () =>
  inTemporaryFolder(async (folder) => {
    const pact = recorderIn(folder, server);
    await getOrder("o-2");
    const elsewhere = pact.interaction("elsewhere", () => fetch("http://other.test/x"));
    await expect(elsewhere).rejects.toThrow(
      'the interaction "elsewhere" recorded nothing: no request went to orders',
    );
  }));

test("takes the answers of contractHandlers, by Node's own client too", async () => {
  const mocked = setupServer(...contractHandlers(contract));
  server.close();
  mocked.listen();
  onTestFinished(() => {
    mocked.close();
    server.listen({ onUnhandledFrame: "error" });
  });
  await inTemporaryFolder(async (folder) => {
    const pact = recorderIn(folder, mocked);
    const ask = (id: string) =>
      pact.interaction(`order ${id}`, { fields: ["id"] }, async () => {
        const headers = { authorization: "Bearer of-the-test" };
        const [answer] = (await once(
          nodeHttp.get(`http://orders.test/orders/${id}`, { headers }),
          "response",
        )) as [IncomingMessage];
        await once(answer.resume(), "end");
      });
    await Promise.all(["o-1", "o-2", "o-3"].map(ask));
    expect(await descriptionsIn(await pact.write())).toEqual([
      "order o-1",
      "order o-2",
      "order o-3",
    ]);
  });
});

test("needs an answer", async () => {
  server.use(http.get("http://orders.test/orders/gone", () => HttpResponse.error()));
  onTestFinished(() => server.resetHandlers());
  await inTemporaryFolder(async (folder) => {
    const swallowed = recorderIn(folder, server).interaction("gone", () =>
      getOrder("gone").catch(() => undefined),
    );
    await expect(swallowed).rejects.toThrow(
      "GET http://orders.test/orders/gone was not answered by MSW before the callback ended",
    );
  });
});

test.each([
  [
    "two exchanges that differ",
    (pact: PactRecorder) =>
      pact.interaction("orders", async () => [await getOrder("o-1"), await getOrder("o-2")]),
    'two different interactions are called "orders": GET /orders/o-1 answered 200 and GET /orders/o-2 answered 200',
  ],
  [
    "two interactions of one name that differ",
    async (pact: PactRecorder) => {
      const record = (fields: string[]) =>
        pact.interaction("one", { states: ["a", "b"], fields }, () => getOrder("o-1"));
      await record(["total"]);
      await record(["status"]);
    },
    'called "one" given "a" and "b": GET /orders/o-1 answered 200 and GET /orders/o-1 answered 200, which differ in "total": 68.48 and "status": "NEW"',
  ],
  [
    "a field that was not seen",
    (pact: PactRecorder) =>
      pact.interaction("one", { fields: ["id", "/items/*/colour"] }, () => getOrder("o-1")),
    "the field /items/*/colour leads to nothing that was recorded",
  ],
  [
    "a matcher for what was not seen",
    (pact: PactRecorder) =>
      pact.interaction(
        "one",
        { matchers: { "/request/headers/X-Other": { "pact:matcher:type": "type" } } },
        () => getOrder("o-1"),
      ),
    "the header X-Other leads to nothing that was recorded",
  ],
  [
    "a place that is none",
    (pact: PactRecorder) =>
      pact.interaction(
        "one",
        { matchers: { "/response/status": { "pact:matcher:type": "type" } } },
        () => getOrder("o-1"),
      ),
    "/response/status is no place of an interaction",
  ],
  [
    "a matcher that rewrites what stands inside",
    (pact: PactRecorder) =>
      pact.interaction(
        "one",
        { matchers: { "/response/body/items": { "pact:matcher:type": "array-contains" } } },
        () => getOrder("o-1"),
      ),
    'the matcher "array-contains" cannot be recorded; choose one of',
  ],
])("%s is refused", async (_, record, message) => {
  await inTemporaryFolder(async (folder) => {
    await expect(record(recorderIn(folder, server))).rejects.toMatchObject({
      code: "usage.invalid",
      message: expect.stringContaining(message),
    });
  });
});

function recordAll(list: readonly ((pact: PactRecorder) => Promise<unknown>)[]): Promise<string> {
  return inTemporaryFolder(async (folder) => {
    const pact = recorderIn(folder, server);
    for (const record of list) await record(pact);
    return readFileSync(await pact.write(), "utf8");
  });
}

async function descriptionsIn(file: string): Promise<string[]> {
  const text = readFileSync(file, "utf8");
  const { pact } = readPact(readSource(text, { uri: "file:///p", file: "p.json" }));
  return pact!.interactions.map(({ description }) => description);
}

// In a process of its own: the verifier writes to standard output from native code.
function verified(url: string, states: readonly string[]) {
  const script = `
    import { Verifier } from "@pact-foundation/pact";
    const stateHandlers = Object.fromEntries(process.argv[3].split(",").map((name) => [name, async () => undefined]));
    const verifier = new Verifier({
      provider: "orders", providerBaseUrl: process.argv[1], pactUrls: [process.argv[2]], stateHandlers, logLevel: "error",
    });
    verifier.verifyProvider().then(() => console.log("outcome true"), (error) => console.log("outcome", error));
  `;
  const argv = ["--input-type=module", "-e", script, url, goldenFile, states.join(",")];
  const env = { ...process.env, PACT_DO_NOT_TRACK: "true", NODE_OPTIONS: "" };
  return promisify(execFile)(process.execPath, argv, { env, timeout: 60_000 });
}
