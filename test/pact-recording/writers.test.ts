/**
 * One pact file, written by many: processes side by side, a run after another, a worker that died.
 */
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { clearPacts } from "concordat/pact";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { inTemporaryFolder } from "../temporary-folder.ts";
import { getOrder, recorderIn, startOrders } from "./orders-under-msw.ts";

const server = startOrders();
afterAll(() => server.close());
afterEach(() => vi.unstubAllEnvs());

test("processes side by side lose nothing of each other", async () => {
  await inTemporaryFolder(async (folder) => {
    const ids = (worker: number) => Array.from({ length: 8 }, (_, index) => `${worker}-${index}`);
    const workers = [1, 2, 3].map(ids);
    await Promise.all(workers.map((own) => worker(folder, own)));
    expect(ordersIn(folder)).toEqual(workers.flat().sort());
    expect(readdirSync(folder)).toEqual(["shop-orders.json"]);
  });
});

test("two writers of a full run that differ in one interaction are told of", async () => {
  await inTemporaryFolder(async (folder) => {
    vi.stubEnv("CONCORDAT_PACT_RUN", "");
    clearPacts(folder, "full");
    await record(folder, ["7"]);
    const other = recorderIn(folder, server);
    await other.interaction("a request for order 7", () => getOrder("7", "?expand=items"));
    await expect(other.write()).rejects.toMatchObject({
      code: "usage.invalid",
      message: expect.stringContaining(
        'two different interactions are called "a request for order 7": GET /orders/7 answered 200 and GET /orders/7 answered 200',
      ),
    });
    // In a later run of some tests it is the newer one that counts.
    clearPacts(folder, "partial");
    await other.write();
    expect(readFileSync(path.join(folder, "shop-orders.json"), "utf8")).toContain('"expand"');
  });
});

test("the lock of a process that died is taken away", async () => {
  await inTemporaryFolder(async (folder) => {
    const { child } = promisify(execFile)(process.execPath, ["-e", ""]);
    await new Promise((resolve) => child.on("exit", resolve));
    writeFileSync(path.join(folder, "shop-orders.json.lock"), `${child.pid} gone`);
    await record(folder, ["1"]);
    expect(ordersIn(folder)).toEqual(["1"]);
    expect(readdirSync(folder)).toEqual(["shop-orders.json"]);
  });
});

test("a file that is no pact stays as it is", async () => {
  await inTemporaryFolder(async (folder) => {
    const file = path.join(folder, "shop-orders.json");
    writeFileSync(file, '{ "half": ');
    await expect(record(folder, ["1"])).rejects.toMatchObject({ code: "pact.unreadable" });
    expect(readFileSync(file, "utf8")).toBe('{ "half": ');
    expect(readdirSync(folder)).toEqual(["shop-orders.json"]);
  });
});

test("a full run drops what no test records any more, a partial one keeps it", async () => {
  await inTemporaryFolder(async (folder) => {
    await record(folder, ["stale", "kept"]);
    vi.stubEnv("CONCORDAT_PACT_RUN", "");
    clearPacts(folder, "partial");
    await record(folder, ["kept"]);
    expect(ordersIn(folder)).toEqual(["kept", "stale"]);
    clearPacts(folder, "full");
    expect(existsSync(path.join(folder, "shop-orders.json"))).toBe(false);
    await record(folder, ["kept"]);
    expect(ordersIn(folder)).toEqual(["kept"]);
  });
});

test("only pacts are deleted, of the named consumers, and nothing below", async () => {
  await inTemporaryFolder(async (folder) => {
    vi.stubEnv("CONCORDAT_PACT_RUN", "");
    await record(folder, ["1"]);
    await record(folder, ["1"], "other");
    writeFileSync(path.join(folder, "package.json"), '{ "name": "mine" }');
    writeFileSync(path.join(folder, "notes.txt"), "mine");
    mkdirSync(path.join(folder, "below"));
    await record(path.join(folder, "below"), ["1"]);
    clearPacts(folder, "full", { consumers: ["shop"] });
    expect(readdirSync(folder).sort()).toEqual([
      "below",
      "notes.txt",
      "other-orders.json",
      "package.json",
    ]);
    clearPacts(folder, "full");
    expect(readdirSync(folder).sort()).toEqual(["below", "notes.txt", "package.json"]);
    expect(readdirSync(path.join(folder, "below"))).toEqual(["shop-orders.json"]);
    clearPacts(path.join(folder, "nowhere"), "full");
  });
});

test.each([
  ["every test", {}, true],
  ["a run that watches", { globalConfig: { watch: true } }, false],
  ["tests of one name", { config: { testNamePattern: /order/ } }, false],
  ["named files", { vitest: { filenamePattern: ["orders.test.ts"] } }, false],
  ["no named files", { vitest: { filenamePattern: [] }, config: { watch: false } }, true],
  ["a part of the files", { config: { shard: { index: 1, count: 2 } } }, false],
  ["what has changed", { globalConfig: { changed: "main" } }, false],
])("a run of %s", async (_, selection, isFull) => {
  await inTemporaryFolder(async (folder) => {
    vi.stubEnv("CONCORDAT_PACT_RUN", "");
    await record(folder, ["1"]);
    clearPacts(folder, { config: {}, ...selection });
    expect(readdirSync(folder)).toEqual(isFull ? [] : ["shop-orders.json"]);
  });
});

async function record(folder: string, ids: readonly string[], consumer = "shop"): Promise<void> {
  const pact = recorderIn(folder, server, { consumer });
  for (const id of ids) await pact.interaction(`a request for order ${id}`, () => getOrder(id));
  await pact.write();
}

function worker(folder: string, ids: readonly string[]): Promise<unknown> {
  const script = path.join(import.meta.dirname, "run.ts");
  const argv = ["--conditions=source", script, folder, ...ids];
  const env = { ...process.env, NODE_OPTIONS: "", CONCORDAT_PACT_RUN: "full" };
  return promisify(execFile)(process.execPath, argv, { env, timeout: 60_000 });
}

function ordersIn(folder: string): string[] {
  const text = readFileSync(path.join(folder, "shop-orders.json"), "utf8");
  const { interactions } = JSON.parse(text) as { interactions: { description: string }[] };
  return interactions
    .map(({ description }) => description.replace("a request for order ", ""))
    .sort();
}
