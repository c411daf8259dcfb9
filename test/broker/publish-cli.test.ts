/** The official command line publishes to the embedded broker and lists what is there. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { interaction, type PactParts, pactOf } from "./asking.ts";
import { pactBroker, type ServedBroker, serveBroker, type Told } from "./serve.ts";

let served: ServedBroker;
let folder: string;

beforeEach(async () => {
  served = await serveBroker();
  folder = mkdtempSync(path.join(tmpdir(), "concordat-"));
});

afterEach(async () => {
  await served.close();
  rmSync(folder, { recursive: true });
});

const run = (...args: string[]): Promise<Told> => pactBroker(served.url, args);

function publish(name: string, version: string, ...args: string[]): Promise<Told> {
  const pact: PactParts = {
    consumer: "C",
    provider: "P",
    interactions: [{ ...interaction(name), providerState: `state ${name}` }],
  };
  const file = path.join(folder, `${name}.json`);
  writeFileSync(file, pactOf(pact));
  return run("publish", file, "--consumer-app-version", version, ...args);
}

async function read(where: string): Promise<Record<string, unknown>> {
  return (await fetch(served.url + where)).json() as Promise<Record<string, unknown>>;
}

test("publish, publish again, publish something else, merge", async () => {
  const first = await publish("a", "1", "--branch", "main", "--build-url", "http://ci/1");
  expect(first.code).toBe(0);
  expect(first.stdout).toContain("✅ Created C version 1 with branch main");
  expect(first.stdout).toContain("Pact successfully published for C version 1 and provider P.");
  expect(await read("/pacticipants/C/versions/1")).toMatchObject({ buildUrl: "http://ci/1" });
  expect(await read("/pacticipants/C")).toMatchObject({ mainBranch: "main" });

  const again = await publish("a", "1", "--branch", "main");
  expect(again.code).toBe(0);
  expect(again.stdout).toContain(
    "republished for C version 1 and provider P with no content changes",
  );

  const other = await publish("b", "1", "--branch", "main");
  expect(other.code).toBe(1);
  expect(other.stdout).toContain("❌ Pact publication failed");
  expect(other.stdout).toContain("Cannot change the content of the pact for C version 1");
  // What changed is shown.
  expect(other.stdout).toContain(`+ "path": "/b"`);

  const merged = await publish("b", "1", "--branch", "main", "--merge");
  expect(merged.code).toBe(0);
  expect(merged.stdout).toContain("Pact content merged with existing content for C version 1");
  const { interactions } = await read("/pacts/provider/P/consumer/C/version/1");
  expect(interactions).toMatchObject([{ description: "a" }, { description: "b" }]);
});

test("publish with a tag", async () => {
  const { code, stdout } = await publish("a", "1", "--tag", "feat");
  expect(code).toBe(0);
  expect(stdout).toContain("Created C version 1 with tags feat");
  expect(stdout).toContain(
    "Configure the version branch to be the value of your repository branch.",
  );
  expect(await read("/pacts/provider/P/consumer/C/latest/feat")).toMatchObject({
    consumer: { name: "C" },
  });
});

test("list-latest-pact-versions", async () => {
  expect((await run("list-latest-pact-versions")).code).toBe(0);
  await publish("a", "1");
  await publish("b", "2");
  const { code, stdout } = await run("list-latest-pact-versions");
  expect(code).toBe(0);
  expect(stdout).toMatch(/"C"\s+┆ "2"\s+┆ "P"/);
  expect(stdout).not.toContain(`"1"`);
});

test.each<[string, string[], string[]]>([
  ["of main branches", [], ["1", "2"]],
  ["the latest of main branches", ["--latest"], ["2"]],
  ["of a branch", ["--branch", "foo"], ["3"]],
  ["the latest of a branch", ["--branch", "foo", "--latest"], ["3"]],
  ["of a pair", ["--consumer", "C"], ["1", "2"]],
  ["the latest of a pair", ["--consumer", "C", "--latest"], ["2"]],
  ["of a pair and a branch", ["--consumer", "C", "--branch", "foo"], ["3"]],
  ["the latest of both", ["--consumer", "C", "--branch", "main", "--latest"], ["2"]],
])("get-pacts: %s", async (_, args, versions) => {
  await publish("a", "1", "--branch", "main");
  await publish("b", "2", "--branch", "main");
  await publish("c", "3", "--branch", "foo");
  const { code, stdout } = await run("get-pacts", "--provider", "P", "--output", "json", ...args);
  expect(code).toBe(0);
  const { pacts } = JSON.parse(stdout) as { pacts: { href: string; title: string }[] };
  expect(pacts.map(({ title }) => title)).toEqual(
    versions.map((version) => `Pact between C (${version}) and P`),
  );
});

test("get-pacts downloads them", async () => {
  await publish("a", "1", "--branch", "main");
  const target = path.join(folder, "down");
  const args = ["--provider", "P", "--download", "--download-dir", target];
  expect((await run("get-pacts", ...args)).code).toBe(0);
  const pact = JSON.parse(readFileSync(path.join(target, "C-P-1.json"), "utf8"));
  expect(pact.interactions).toMatchObject([interaction("a")]);
});

test("get-pacts of a provider that is not there", async () => {
  const { code, stdout } = await run("get-pacts", "--provider", "X");
  expect(code).toBe(1);
  expect(stdout).toContain("404");
});

test("provider-states list", async () => {
  await publish("a", "1", "--branch", "main");
  await publish("b", "2", "--branch", "foo");
  const main = await run("provider-states", "list", "--provider", "P");
  expect(main.code).toBe(0);
  expect(main.stdout).toMatch(/state a\s+┆ C/);
  expect(main.stdout).not.toContain("state b");
  const foo = await run("provider-states", "list", "--provider", "P", "--branch", "foo");
  expect(foo.code).toBe(0);
  expect(foo.stdout).toMatch(/state b\s+┆ C/);
});
