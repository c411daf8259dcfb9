/** Environments, deployments and releases, from the command line to the embedded broker. */
import { expect, test } from "vitest";
import { type EmbeddedBroker, embeddedBroker } from "./ask-embedded.ts";

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

test("an environment is made, listed, described, changed and deleted", async () => {
  const { concordat, json } = await embeddedBroker();
  const made = await concordat(["create-environment", "--name", "prod", "--production"]);
  expect(made).toMatchObject({ code: 0, stderr: "" });
  expect(made.stdout).toMatch(/^ok {2}environment prod is there, with the UUID \S+\n$/);
  const [uuid] = UUID.exec(made.stdout)!;
  expect(await concordat(["list-environments"])).toMatchObject({
    code: 0,
    stdout: `${uuid}  prod (Prod)  production\n`,
  });
  const contact = ["--contact-name", "us", "--contact-email-address", "us@shop.test"];
  expect(
    await concordat(["update-environment", "--uuid", uuid, "--display-name", "Live", ...contact]),
  ).toMatchObject({ code: 0, stdout: "ok  environment prod is changed\n" });
  expect(await json(["describe-environment", "--uuid", uuid])).toMatchObject({
    uuid,
    name: "prod",
    displayName: "Live",
    production: true,
    contacts: [{ name: "us", details: { emailAddress: "us@shop.test" } }],
  });
  expect(await concordat(["describe-environment", "--uuid", uuid])).toMatchObject({
    stdout: `${uuid}  prod (Live)  production\n`,
  });
  expect(await concordat(["delete-environment", "--uuid", uuid])).toMatchObject({
    code: 0,
    stdout: `ok  the environment ${uuid} is deleted\n`,
  });
  expect(await json(["list-environments"])).toEqual({ environments: [] });
});

test("the UUID alone is printed where it is asked for", async () => {
  const { concordat } = await embeddedBroker();
  const args = ["create-environment", "--name", "stage", "--output", "id", "--quiet"];
  expect((await concordat(args)).stdout).toMatch(new RegExp(`^${UUID.source}\n$`));
});

test("a name that is taken is refused, in the broker's words", async () => {
  const { concordat } = await embeddedBroker();
  await concordat(["create-environment", "--name", "prod"]);
  const { code, stderr } = await concordat(["create-environment", "--name", "prod"]);
  expect(code).toBe(2);
  expect(stderr).toContain("broker.refused");
  expect(stderr).toContain("name 'prod' is already used by an existing environment");
});

async function withVersions(): Promise<EmbeddedBroker> {
  const broker = await embeddedBroker();
  await broker.concordat(["create-environment", "--name", "prod"]);
  for (const version of ["1", "a/b"]) {
    const path = `/pacticipants/shop%20one/versions/${encodeURIComponent(version)}`;
    await broker.request("PUT", path, {});
  }
  return broker;
}

const SHOP = ["-a", "shop one", "--environment", "prod"];

test("a deployment is recorded, and ended once", async () => {
  const { concordat, json } = await withVersions();
  const first = await json<{ uuid: string }>(["record-deployment", "-e", "1", ...SHOP]);
  expect(await json(["record-deployment", "-e", "1", ...SHOP])).toMatchObject({ uuid: first.uuid });
  expect(await concordat(["record-deployment", "-e", "a/b", ...SHOP])).toMatchObject({
    code: 0,
    stdout: "ok  version a/b of shop one is deployed to prod\n",
    stderr: "",
  });
  expect(await json(["record-undeployment", ...SHOP])).toMatchObject([
    { currentlyDeployed: false, _embedded: { version: { number: "a/b" } } },
  ]);
  const again = await concordat(["record-undeployment", ...SHOP]);
  expect(again.code).toBe(2);
  expect(again.stderr).toContain("broker.refused\n  shop one is not deployed to prod\n");
});

test("instances are deployed beside each other", async () => {
  const { concordat, json } = await withVersions();
  const blue = ["--application-instance", "blue"];
  await concordat(["record-deployment", "-e", "1", ...SHOP, ...blue]);
  const other = await concordat(["record-undeployment", ...SHOP]);
  expect(other.code).toBe(2);
  expect(other.stderr).toContain("Say --application-instance with one of blue.");
  expect(await json(["record-undeployment", ...SHOP, ...blue])).toMatchObject([
    { applicationInstance: "blue", currentlyDeployed: false },
  ]);
});

test("a release is recorded, and its support ended", async () => {
  const { concordat, json } = await withVersions();
  for (const version of ["1", "a/b"]) {
    expect(await concordat(["record-release", "-e", version, ...SHOP])).toMatchObject({ code: 0 });
  }
  expect(await json(["record-support-ended", "-e", "1", ...SHOP])).toMatchObject([
    { currentlySupported: false, _embedded: { version: { number: "1" } } },
  ]);
  const again = await concordat(["record-support-ended", "-e", "1", ...SHOP]);
  expect(again.stderr).toContain("version 1 of shop one is not released to prod");
  expect(await json(["record-support-ended", "-e", "a/b", ...SHOP])).toHaveLength(1);
});

test.each([
  [["-e", "2", ...SHOP], "the broker has no version 2 of shop one"],
  [["-e", "1", "-a", "nobody", "--environment", "prod"], "the broker has no version 1 of nobody"],
  [
    ["-e", "1", "-a", "shop one", "--environment", "stage"],
    "the broker has no environment stage; choose prod",
  ],
])("a deployment of what is not there: %j", async (args, sentence) => {
  const { concordat } = await withVersions();
  const { code, stdout, stderr } = await concordat(["record-deployment", ...args]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain(`broker.refused\n  ${sentence}\n`);
});
