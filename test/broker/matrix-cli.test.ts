/** The cases of `can-i-deploy/`, asked by the official command line. */
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApp } from "../../src/broker/api/app.ts";
import { openStore, type Store } from "../../src/broker/store/store.ts";
import { play } from "./history.ts";
import { actsOnStore } from "./history-store.ts";
import { expectedOf, type MatrixCase, readCases, toldOf } from "./matrix-cases.ts";
import { pactBroker, type Told } from "./serve.ts";

/** One port for all: each case puts its own broker behind it. */
let handler: (request: Request) => Promise<Response>;
let server: ReturnType<typeof serve>;
let url: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => {
    const options = { port: 0, hostname: "127.0.0.1" };
    server = serve({ fetch: (request: Request) => handler(request), ...options }, () => resolve());
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
});

async function standAfter(history: string): Promise<Store> {
  const store = await openStore(":memory:");
  await play(history, actsOnStore(store));
  handler = createApp({ store, baseUrl: undefined, announce: () => undefined });
  return store;
}

function asked({ ask, merge }: MatrixCase, extra = ""): Promise<Told> {
  const command = merge === undefined ? `can-i-deploy ${ask}` : `can-i-merge ${merge}`;
  return pactBroker(url, `${command} ${extra}`.trim().split(" "));
}

const CASES = [
  ...readCases("environments"),
  ...readCases("instances"),
  ...readCases("second-look"),
  ...readCases("tags-and-branches"),
  ...readCases("several"),
  ...readCases("ignored"),
];

function caseOf(name: string): MatrixCase {
  const found = CASES.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no case is called "${name}"`);
  return found;
}

// Exit code 0 for a yes, and for nothing else.
test.each([
  ["a consumer goes where its provider verified its pact", 0],
  ["a failed verification is a no", 1],
  ["a provider that is not there is not known", 1],
  ["a provider needs nobody", 0],
  ["a version that nobody heard of is a no", 1],
  ["two instances with two versions, the older failed", 1],
  ["a live version that was never verified beside one that was", 1],
  ["to a tag, the latest version that has it", 0],
  ["the latest version of a consumer", 1],
  ["a branch means every version on it", 1],
  ["the main branch", 1],
  ["merging asks the heads of main branches", 0],
  ["merging where the head of the main branch did not verify it", 1],
  ["a version and the latest with a tag", 0],
  ["three in a row", 0],
  ["two are ignored", 0],
  ["one version is ignored", 0],
  ["a name that nobody has is warned of", 0],
])("%s: exits with %i", async (name, code) => {
  const given = caseOf(name);
  const store = await standAfter(given.history);
  const told = await asked(given);
  expect(told.code, told.stderr).toBe(code);
  expect(told.stdout).toContain(`Computer says ${code === 0 ? "yes" : "no"}`);
  for (const line of expectedOf(given).reason.split("\n")) expect(told.stdout).toContain(line);
  store.close();
});

test("--output json is the answer, with exit code 0 though it is a no", async () => {
  const given = caseOf("not known outranks failed");
  const store = await standAfter(given.history);
  const { code, stdout } = await asked(given, "--output json");
  expect(toldOf(JSON.parse(stdout))).toEqual(expectedOf(given));
  expect(code).toBe(0);
  store.close();
});

test("--dry-run says no and exits with 0", async () => {
  const given = caseOf("a failed verification is a no");
  const store = await standAfter(given.history);
  const { code, stdout } = await asked(given, "--dry-run");
  expect(stdout).toContain("Computer says no");
  expect(code).toBe(0);
  store.close();
});

test("--retry-while-unknown asks until the result is there", async () => {
  const given = caseOf("a pact that was never verified is not known");
  const store = await standAfter(given.history);
  const answer = handler;
  let count = 0;
  handler = async (request) => {
    count += 1;
    if (count === 2) await play("verify A/P x by P 2 ok", actsOnStore(store));
    return answer(request);
  };
  const { code } = await asked(given, "--retry-while-unknown 3 --retry-interval 0");
  expect({ code, count }).toEqual({ code: 0, count: 2 });
  store.close();
});

test("what is refused is told", async () => {
  const store = await standAfter("publish A 1 -> P content x");
  const { code, stdout, stderr } = await pactBroker(
    url,
    "can-i-deploy -a X -e 1 --to-environment nowhere".split(" "),
  );
  expect(code).toBe(1);
  expect(stdout + stderr).toContain("Pacticipant X not found");
  expect(stdout + stderr).toContain("Environment with name 'nowhere' does not exist");
  store.close();
});
