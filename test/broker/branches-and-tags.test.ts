/**
 * Branches and tags, request by request, and what a tag means besides.
 *
 * PACT-BROKER-API §2, §4.
 */
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Broker, createBroker } from "../../src/broker/broker.ts";

let broker: Broker;
let now: Date;

beforeEach(async () => {
  now = new Date("2026-01-01T00:00:00Z");
  broker = await createBroker({ now: () => now });
});
afterEach(() => broker.close());

const BASE = "http://broker.test";

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into, whatever they are.
async function ask(method: string, path: string, body?: unknown): Promise<[number, any]> {
  const answer = await broker.fetch(
    new Request(`${BASE}/pacticipants/orders${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }),
  );
  const text = await answer.text();
  return [answer.status, text === "" ? undefined : JSON.parse(text)];
}

async function status(method: string, path: string): Promise<number> {
  return (await ask(method, path))[0];
}

async function names(path: string, member: string): Promise<string[]> {
  const [, body] = await ask("GET", path);
  return body._embedded[member].map((each: { name?: string; number?: string }) => {
    return each.name ?? each.number;
  });
}

test("a version is put on a branch, and both are made where there are none", async () => {
  const path = "/branches/feat%2Fx/versions/1";
  const [made, body] = await ask("PUT", path, {});
  expect([made, await status("PUT", path)]).toEqual([201, 200]);
  expect(body._links).toMatchObject({
    self: { href: `${BASE}/pacticipants/orders${path}` },
    "pb:branch": { name: "feat/x", href: `${BASE}/pacticipants/orders/branches/feat%2Fx` },
    "pb:version": { name: "1", href: `${BASE}/pacticipants/orders/versions/1` },
  });
  await ask("PUT", "/branches/feat%2Fx/versions/2", {});
  expect(await names("/branches/feat%2Fx/versions", "versions")).toEqual(["2", "1"]);
  expect((await ask("GET", "/branches/feat%2Fx/latest-version"))[1].number).toBe("2");
  expect((await ask("GET", "/versions/1"))[1]._embedded.branchVersions).toMatchObject([
    { name: "feat/x", latest: false },
  ]);
  expect(await status("DELETE", path)).toBe(204);
  expect(await status("GET", path)).toBe(404);
  expect(await status("GET", "/versions/1")).toBe(200);
});

test("branches are listed in pages, and deleted alone or but for some", async () => {
  for (const branch of ["main", "a", "b", "c"]) await ask("PUT", `/branches/${branch}/versions/1`);
  expect(await names("/branches", "branches")).toEqual(["c", "b", "a", "main"]);
  expect(await names("/branches?q=a", "branches")).toEqual(["a", "main"]);
  const [, page] = await ask("GET", "/branches?pageSize=3");
  expect(page.page).toEqual({ number: 1, size: 3, totalElements: 4, totalPages: 2 });
  expect(page._links.next.href).toBe(
    `${BASE}/pacticipants/orders/branches?pageSize=3&pageNumber=2`,
  );
  expect(await status("DELETE", "/branches/c")).toBe(204);
  expect(await status("DELETE", "/branches/c")).toBe(404);
  const [deleted, told] = await ask("DELETE", "/branches?exclude[]=a");
  expect([deleted, told.notices[0].type]).toEqual([202, "success"]);
  // The main branch is never among them.
  expect(await names("/branches", "branches")).toEqual(["a", "main"]);
  expect(await status("GET", "/versions/1")).toBe(200);
});

test("what is not there is not found", async () => {
  await ask("PUT", "/versions/1", {});
  const paths = [
    "/branches/none",
    "/branches/none/versions",
    "/branches/none/versions/1",
    "/branches/none/latest-version",
    "/versions/1/tags/none",
    "/versions/2/tags/none",
    "/versions/2",
  ];
  for (const path of paths) expect([path, await status("GET", path)]).toEqual([path, 404]);
});

test("a tag makes its version, and is made once", async () => {
  const path = "/versions/1/tags/prod";
  const [made, body] = await ask("PUT", path, { name: "prod" });
  expect(made).toBe(201);
  expect(body).toMatchObject({
    name: "prod",
    _links: { self: { name: "prod", href: `${BASE}/pacticipants/orders${path}` } },
  });
  expect(await status("PUT", path)).toBe(200);
  expect(await status("GET", path)).toBe(200);
  expect(await status("DELETE", path)).toBe(204);
  expect(await status("DELETE", path)).toBe(404);
});

test.each([
  // what is done to version 1, at which second        its branches  main branch
  ["PUT tags/dev at 0", "dev", undefined],
  ["PUT tags/dev at 10", "dev", undefined],
  // Later it is no branch, nor is a second tag, nor that of a version that has one.
  ["PUT tags/dev at 11", "", undefined],
  ["PUT tags/dev at 0, PUT tags/x at 0", "dev", undefined],
  ["PUT tags/dev at 0, DELETE branch dev at 1, PUT tags/x at 2", "", undefined],
  ["PUT branch b at 0, PUT tags/dev at 0", "b", undefined],
  // The first that is called as main branches are is the main one, be it a branch or not.
  ["PUT tags/master at 11", "", "master"],
  ["PUT tags/main at 0, PUT tags/master at 0", "main", "main"],
  ["PUT branch develop at 0, PUT tags/main at 0", "develop", "develop"],
])("%s", async (steps, branches, mainBranch) => {
  await ask("PUT", "/versions/1", {});
  for (const step of steps.split(", ")) {
    const [, method, what, seconds] = /^(\w+) (.+) at (\d+)$/.exec(step)!;
    now = new Date(Date.parse("2026-01-01T00:00:00Z") + Number(seconds) * 1000);
    const [, branch] = /^branch (\w+)$/.exec(what!) ?? [];
    await ask(method!, branch === undefined ? `/versions/1/${what}` : onBranch(branch));
  }
  const [, version] = await ask("GET", "/versions/1");
  const names = version._embedded.branches.map(({ name }: { name: string }) => name);
  expect(names.join()).toBe(branches);
  expect((await ask("GET", ""))[1].mainBranch).toBe(mainBranch);
});

function onBranch(branch: string): string {
  return `/branches/${branch}/versions/1`;
}

test("a tag that is called as an environment says that the version is there", async () => {
  const made = await broker.fetch(
    new Request(`${BASE}/environments`, {
      method: "POST",
      body: JSON.stringify({ name: "stage", production: false }),
    }),
  );
  const { uuid } = (await made.json()) as { uuid: string };
  await ask("PUT", "/versions/1/tags/stage");
  await ask("PUT", "/versions/2/tags/stage");
  await ask("PUT", "/versions/3/tags/other");
  const there = await broker.fetch(
    new Request(`${BASE}/environments/${uuid}/deployed-versions/currently-deployed`),
  );
  const list = (await there.json()) as {
    _embedded: { deployedVersions: { _embedded: { version: { number: string } } }[] };
  };
  expect(list._embedded.deployedVersions.map((each) => each._embedded.version.number)).toEqual([
    "2",
  ]);
});
