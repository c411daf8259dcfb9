/**
 * The official command line on participants, versions, tags and branches: exit codes and what it
 * says.
 *
 * PACT-BROKER-API §2.
 */
import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";
import { pactBroker, type ServedBroker, serveBroker } from "./serve.ts";

let served: ServedBroker;

beforeEach(async () => {
  served = await serveBroker();
});
afterEach(() => served.close());

/** The exit code, and all that was said, with URL for the broker's. */
async function told(command: string): Promise<[code: number, text: string]> {
  const { code, stdout, stderr } = await pactBroker(served.url, command.split(" "));
  return [code, (stdout + stderr).replaceAll(served.url, "URL").trim()];
}

async function ask(method: string, where: string, body?: unknown): Promise<[number, unknown]> {
  const answer = await fetch(`${served.url}${where}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return [answer.status, text === "" ? undefined : JSON.parse(text)];
}

test("create-or-update-pacticipant makes one, then changes it", async () => {
  const [made, sayingMade] = await told("create-or-update-pacticipant --name order-service");
  expect([made, sayingMade]).toEqual([
    0,
    expect.stringContaining("Pacticipant 'order-service' created successfully"),
  ]);
  expect(
    await told(
      "create-or-update-pacticipant --name order-service --main-branch trunk --repository-url https://git.test/orders",
    ),
  ).toEqual([0, "Pacticipant 'order-service' updated successfully"]);
  const [, body] = await ask("GET", "/pacticipants/order-service");
  expect(body).toMatchObject({
    name: "order-service",
    displayName: "Order Service",
    mainBranch: "trunk",
    repositoryUrl: "https://git.test/orders",
  });
});

test("create-or-update-pacticipant tells what is wrong with a branch", async () => {
  await ask("POST", "/pacticipants", { name: "orders" });
  const { code, stdout } = await pactBroker(served.url, [
    ...["create-or-update-pacticipant", "--name", "orders", "--main-branch", "two words"],
  ]);
  expect([code, stdout]).toEqual([
    1,
    expect.stringContaining(`["mainBranch: cannot contain spaces"]`),
  ]);
});

test("describe-pacticipant shows every field, and knows who is not there", async () => {
  await ask("POST", "/pacticipants", {
    name: "orders",
    displayName: "The Orders",
    mainBranch: "trunk",
    repositoryUrl: "https://git.test/orders",
  });
  const [code, text] = await told("describe-pacticipant --name orders");
  expect(code).toBe(0);
  for (const line of [
    "Name: orders",
    "Display Name: The Orders",
    "Main Branch: trunk",
    "Repo URL: https://git.test/orders",
  ]) {
    expect(text).toContain(`${line}\n`);
  }
  expect(await told("describe-pacticipant --name nobody")).toEqual([
    1,
    expect.stringContaining("404 Not Found"),
  ]);
});

test("list-pacticipants shows names, with or without a display name", async () => {
  await ask("POST", "/pacticipants", { name: "shop", displayName: "The Shop" });
  await ask("POST", "/pacticipants", { name: "orders" });
  expect(cells((await told("list-pacticipants"))[1])).toEqual([
    ["NAME", "DISPLAY NAME"],
    ['"orders"', '"Orders"'],
    ['"shop"', '"The Shop"'],
  ]);
});

test("create-or-update-version puts a version on a branch and tags it", async () => {
  expect(await told("create-or-update-version -a orders -e 1 --branch main --tag first")).toEqual([
    0,
    "Branch 'main' created for version '1'\nTag 'first' created for version '1'",
  ]);
  expect(await told("create-or-update-version -a orders -e 2")).toEqual([
    0,
    "Version '2' created or updated successfully",
  ]);
  const [, one] = await ask("GET", "/pacticipants/orders/versions/1");
  expect(one).toMatchObject({
    number: "1",
    _embedded: { branchVersions: [{ name: "main", latest: true }], tags: [{ name: "first" }] },
  });
  // A first version on a branch of that name says which one is main.
  const [, orders] = await ask("GET", "/pacticipants/orders");
  expect(orders).toMatchObject({ mainBranch: "main" });
});

test("describe-version finds by number, by tag and the latest", async () => {
  await told("create-or-update-version -a orders -e 1 --branch main --tag prod");
  await told("create-or-update-version -a orders -e 2 --branch main");
  expect(cells((await told("describe-version -a orders -e 1"))[1]).at(-1)).toEqual(["1", "prod"]);
  expect(cells((await told("describe-version -a orders"))[1]).at(-1)).toEqual(["2", ""]);
  expect(cells((await told("describe-version -a orders -l prod"))[1]).at(-1)).toEqual([
    "1",
    "prod",
  ]);
  expect(await told("describe-version -a orders -e 3")).toEqual([
    1,
    "❌ Pacticipant version not found",
  ]);
  expect((await told("describe-version -a nobody"))[0]).toBe(1);
});

test("create-version-tag wants a version, unless it may make one", async () => {
  await ask("PUT", "/pacticipants/orders/versions/1", {});
  expect(await told("create-version-tag -a orders -e 1 -t prod")).toEqual([
    0,
    "Tagging version '1' of pacticipant 'orders' with tag 'prod' - Success",
  ]);
  const [code, text] = await told("create-version-tag -a orders -e 2 -t prod");
  expect([code, text]).toEqual([1, expect.stringContaining("Use --auto-create-version")]);
  expect((await ask("GET", "/pacticipants/orders/versions/2"))[0]).toBe(404);
  expect((await told("create-version-tag -a orders -e 2 -t prod --auto-create-version"))[0]).toBe(
    0,
  );
  expect((await ask("GET", "/pacticipants/orders/versions/2/tags/prod"))[0]).toBe(200);
});

test("delete-version-tag takes it away; where there is none, nothing is wrong", async () => {
  await ask("PUT", "/pacticipants/orders/versions/1/tags/prod", {});
  const command = "delete-version-tag -a orders -e 1 -t prod";
  expect(await told(command)).toEqual([
    0,
    "Successfully deleted tag 'prod' from version '1' of pacticipant 'orders'",
  ]);
  expect((await ask("GET", "/pacticipants/orders/versions/1/tags/prod"))[0]).toBe(404);
  expect(await told(command)).toEqual([0, expect.stringContaining("was not found")]);
});

test("delete-branch leaves the versions; where there is none, only who says so fails", async () => {
  await ask("PUT", "/pacticipants/orders/branches/main/versions/1", {});
  const command = "delete-branch -a orders --branch main";
  expect(await told(command)).toEqual([0, expect.stringMatching(/^Success/)]);
  expect((await ask("GET", "/pacticipants/orders/versions/1"))[0]).toBe(200);
  expect(await told(command)).toEqual([0, expect.stringContaining("was not found")]);
  expect((await told(`${command} --error-when-not-found true`))[0]).toBe(1);
});

test("generate-uuid gives one that webhooks take", async () => {
  const pact = path.resolve(import.meta.dirname, "../../node_modules/.bin/pact");
  const { stdout } = await promisify(execFile)(pact, ["broker", "generate-uuid"], {
    env: { PATH: process.env.PATH, PACT_DO_NOT_TRACK: "true" },
  });
  expect(stdout.trim()).toMatch(/^[A-Za-z0-9_-]{16,}$/);
});

/** The rows of a table, the first one its titles. */
function cells(table: string): string[][] {
  return table
    .split("\n")
    .filter((line) => line.startsWith("│"))
    .map((line) =>
      line
        .slice(1, -1)
        .split("┆")
        .map((cell) => cell.trim()),
    );
}
