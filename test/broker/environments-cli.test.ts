/**
 * The official command line on environments, deployments and releases: exit codes and what it says.
 *
 * PACT-BROKER-API §2.
 */
import { afterEach, beforeEach, expect, test } from "vitest";
import { pactBroker, type ServedBroker, serveBroker } from "./serve.ts";

let served: ServedBroker;

beforeEach(async () => {
  served = await serveBroker();
});
afterEach(() => served.close());

/** The exit code, and all that was said. */
async function told(command: string): Promise<[code: number, text: string]> {
  const { code, stdout, stderr } = await pactBroker(served.url, command.split(" "));
  return [code, (stdout + stderr).trim()];
}

async function ask(method: string, where: string, body?: unknown): Promise<Answer> {
  const answer = await fetch(`${served.url}${where}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return text === "" ? {} : (JSON.parse(text) as Answer);
}

interface Answer {
  uuid?: string;
  _embedded?: Record<string, { uuid: string; _embedded: { version: { number: string } } }[]>;
}

/** @returns its uuid */
async function madeEnvironment(name: string, production = false): Promise<string> {
  return (await ask("POST", "/environments", { name, production })).uuid!;
}

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

test("create-environment gives a uuid, once for each name", async () => {
  const [code, text] = await told("create-environment --name stage --display-name Staging");
  expect([code, text.replace(UUID, "<uuid>")]).toEqual([
    0,
    "✅ Created stage environment in the Pact Broker with UUID <uuid>",
  ]);
  expect(await told("create-environment --name stage")).toEqual([
    1,
    "❌ name: name 'stage' is already used by an existing environment.",
  ]);
  const { code: spaced, stdout } = await pactBroker(served.url, [
    ...["create-environment", "--name", "two words"],
  ]);
  expect([spaced, stdout.trim()]).toEqual([1, "❌ name: cannot contain spaces"]);
  expect((await told("create-environment --name live --production -o id"))[1]).toMatch(UUID);
});

test("describe-environment and list-environments show what was said of them", async () => {
  const uuid = await madeEnvironment("pre-production");
  await told(
    "create-environment --name live --production --contact-name Ops --contact-email-address ops@shop.test",
  );
  const [code, text] = await told(`describe-environment --uuid ${uuid}`);
  expect(code).toBe(0);
  expect(text).toContain("Name: pre-production\nDisplay Name: Pre Production\nProduction: false");
  const [, list] = await told("list-environments -o json");
  expect((JSON.parse(list) as Answer)._embedded!.environments).toMatchObject([
    {
      name: "live",
      production: true,
      contacts: [{ name: "Ops", details: { emailAddress: "ops@shop.test" } }],
    },
    { name: "pre-production", uuid },
  ]);
  expect(await told("describe-environment --uuid none")).toEqual([
    1,
    expect.stringContaining("404 Not Found"),
  ]);
});

test("update-environment and delete-environment go by uuid", async () => {
  await madeEnvironment("stage");
  const uuid = await madeEnvironment("live");
  expect(await told(`update-environment --uuid ${uuid} --name prod --production`)).toEqual([
    0,
    `✅ Updated prod environment in the Pact Broker with UUID ${uuid}`,
  ]);
  expect(await ask("GET", `/environments/${uuid}`)).toMatchObject({
    name: "prod",
    production: true,
  });
  expect(await told(`update-environment --uuid ${uuid} --name stage`)).toEqual([
    1,
    "❌ name: name 'stage' is already used by an existing environment.",
  ]);
  expect((await told("update-environment --uuid none --name x"))[0]).toBe(1);
  expect(await told(`delete-environment --uuid ${uuid}`)).toEqual([
    0,
    `✅ Environment prod with UUID ${uuid} deleted successfully`,
  ]);
  expect((await told(`delete-environment --uuid ${uuid}`))[0]).toBe(1);
});

test("record-deployment replaces what was there", async () => {
  const uuid = await madeEnvironment("stage");
  await ask("PUT", "/pacticipants/orders/versions/1", {});
  await ask("PUT", "/pacticipants/orders/versions/2", {});
  expect(await told("record-deployment -a orders -e 1 --environment stage")).toEqual([
    0,
    "✅ Recorded deployment of orders version 1 to stage environment in the Pact Broker.",
  ]);
  await told("record-deployment -a orders -e 1 --environment stage --application-instance blue");
  await told("record-deployment -a orders -e 2 --environment stage");
  expect(await there(uuid, "deployed")).toEqual(["2", "1"]);
});

test.each([
  ["record-deployment -a orders -e 1 --environment nowhere", "Environment nowhere does not exist"],
  ["record-deployment -a orders -e 9 --environment stage", "404 Not Found"],
  ["record-deployment -a nobody -e 1 --environment stage", "404 Not Found"],
  ["record-release -a orders -e 1 --environment nowhere", "Environment nowhere"],
  ["record-release -a orders -e 9 --environment stage", "404 Not Found"],
  ["record-undeployment -a orders --environment nowhere", "Environment nowhere not found"],
  [
    "record-undeployment -a orders --environment stage",
    "orders is not currently deployed to stage environment. Cannot record undeployment.",
  ],
  [
    "record-support-ended -a orders -e 1 --environment stage",
    "No currently released versions found for orders in stage environment",
  ],
  ["record-support-ended -a orders -e 1 --environment nowhere", "Environment nowhere not found"],
])("%s: 1", async (command, reason) => {
  await madeEnvironment("stage");
  await ask("PUT", "/pacticipants/orders/versions/1", {});
  expect(await told(command)).toEqual([1, expect.stringContaining(reason)]);
});

test("record-undeployment asks which instance, where there are named ones", async () => {
  const uuid = await madeEnvironment("stage");
  await ask("PUT", "/pacticipants/orders/versions/1", {});
  await told("record-deployment -a orders -e 1 --environment stage --application-instance blue");
  expect(await told("record-undeployment -a orders --environment stage")).toEqual([
    1,
    expect.stringContaining("one of the following application instances"),
  ]);
  expect(
    (
      await told("record-undeployment -a orders --environment stage --application-instance blue")
    )[0],
  ).toBe(0);
  expect(await there(uuid, "deployed")).toEqual([]);
  await told("record-deployment -a orders -e 1 --environment stage");
  expect((await told("record-undeployment -a orders --environment stage"))[0]).toBe(0);
  expect(await there(uuid, "deployed")).toEqual([]);
});

test("record-release adds up; record-support-ended takes one away", async () => {
  const uuid = await madeEnvironment("stage");
  for (const number of ["1", "2"]) {
    await ask("PUT", `/pacticipants/orders/versions/${number}`, {});
    expect(await told(`record-release -a orders -e ${number} --environment stage`)).toEqual([
      0,
      `✅ Recorded release of orders version ${number} to stage environment in the Pact Broker.`,
    ]);
  }
  expect((await told("record-release -a orders -e 1 --environment stage"))[0]).toBe(0);
  expect(await there(uuid, "released")).toEqual(["1", "2"]);
  expect((await told("record-support-ended -a orders -e 1 --environment stage"))[0]).toBe(0);
  expect(await there(uuid, "released")).toEqual(["2"]);
});

test("a name that the command line does not encode is found", async () => {
  const uuid = await madeEnvironment("stage");
  await ask("PUT", `/pacticipants/${encodeURIComponent("my shop")}/versions/1.0%2Bb`, {});
  const { code } = await pactBroker(served.url, [
    ...["record-deployment", "-a", "my shop", "-e", "1.0+b", "--environment", "stage"],
  ]);
  expect(code).toBe(0);
  expect(await there(uuid, "deployed")).toEqual(["1.0+b"]);
});

/** The numbers of the versions that are in an environment. */
async function there(uuid: string, kind: "deployed" | "released"): Promise<string[]> {
  const list = kind === "deployed" ? "currently-deployed" : "currently-supported";
  const { _embedded: found } = await ask("GET", `/environments/${uuid}/${kind}-versions/${list}`);
  return found![`${kind}Versions`]!.map((each) => each._embedded.version.number);
}
