/**
 * Environments, deployments and releases, request by request.
 *
 * PACT-BROKER-API §2.
 */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Broker, createBroker } from "../../src/broker/broker.ts";

let broker: Broker;

beforeEach(async () => {
  broker = await createBroker();
});
afterEach(() => broker.close());

const BASE = "http://broker.test";

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into, whatever they are.
type Body = any;

async function ask(method: string, path: string, body?: unknown): Promise<[number, Body, Headers]> {
  const answer = await broker.fetch(
    new Request(`${BASE}${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }),
  );
  const text = await answer.text();
  return [answer.status, text === "" ? undefined : JSON.parse(text), answer.headers];
}

async function environment(name: string): Promise<string> {
  return (await ask("POST", "/environments", { name, production: false }))[1].uuid;
}

describe("environments", () => {
  test("are made, found, replaced and deleted", async () => {
    const contacts = [{ name: "Ops", details: { emailAddress: "ops@shop.test" } }];
    const wanted = { name: "stage", displayName: "Staging", production: false, contacts };
    const [made, body, headers] = await ask("POST", "/environments", wanted);
    const path = `/environments/${body.uuid}`;
    expect([made, headers.get("location")]).toEqual([201, `${BASE}${path}`]);
    expect(body).toMatchObject({
      ...wanted,
      _links: {
        self: { href: `${BASE}${path}`, name: "stage" },
        "pb:currently-deployed-deployed-versions": {
          href: `${BASE}${path}/deployed-versions/currently-deployed`,
        },
        "pb:currently-supported-released-versions": {
          href: `${BASE}${path}/released-versions/currently-supported`,
        },
        "pb:environments": { href: `${BASE}/environments` },
      },
    });
    const [replaced, other] = await ask("PUT", path, { name: "live", production: true });
    expect(replaced).toBe(200);
    expect(other).toMatchObject({ uuid: body.uuid, name: "live", displayName: "Live" });
    expect(other).not.toHaveProperty("contacts");
    expect((await ask("PUT", path, { name: "live", production: true }))[0]).toBe(200);
    expect((await ask("DELETE", path))[0]).toBe(204);
    for (const method of ["GET", "PUT", "DELETE"]) {
      const [status] = await ask(method, path, method === "PUT" ? wanted : undefined);
      expect([method, status]).toEqual([method, 404]);
    }
  });

  test("are listed by their display names, or found by name", async () => {
    await ask("POST", "/environments", { name: "a", displayName: "zeta", production: false });
    await ask("POST", "/environments", { name: "b", displayName: "Alpha", production: true });
    const names = async (query: string): Promise<string[]> =>
      (await ask("GET", `/environments${query}`))[1]._embedded.environments.map(
        ({ name }: { name: string }) => name,
      );
    expect(await names("")).toEqual(["b", "a"]);
    expect(await names("?name=a")).toEqual(["a"]);
    expect((await ask("GET", "/environments"))[1]._links["pb:environments"]).toMatchObject([
      { name: "b" },
      { name: "a" },
    ]);
  });

  test.each([
    [{}, { name: ["is missing"], production: ["is missing"] }],
    [
      { name: "", production: null },
      { name: ["must be filled"], production: ["must be filled"] },
    ],
    [{ name: "a", production: "yes" }, { production: ["must be one of: true, false"] }],
    [{ name: "a b", production: true }, { name: ["cannot contain spaces"] }],
    [
      { name: "taken", production: true },
      { name: ["name 'taken' is already used by an existing environment."] },
    ],
    [{ name: "a", production: true, contacts: {} }, { contacts: ["must be an array"] }],
    [
      { name: "a", production: true, contacts: [{ name: "x" }, {}] },
      { contacts: ["name is missing (at index 1)"] },
    ],
  ])("%j is refused", async (body, errors) => {
    await environment("taken");
    expect(await ask("POST", "/environments", body)).toMatchObject([400, { errors }, {}]);
    expect((await ask("GET", "/environments"))[1]._embedded.environments).toHaveLength(1);
  });
});

describe("deployments", () => {
  test("the same again is the same; another replaces it at its instance", async () => {
    const uuid = await environment("stage");
    const record = async (version: string, body: unknown = {}): Promise<[number, string]> => {
      await ask("PUT", `/pacticipants/orders/versions/${version}`, {});
      const [status, deployed, headers] = await ask(
        "POST",
        recordAt("deployed", version, uuid),
        body,
      );
      expect(headers.get("location")).toBe(`${BASE}/deployed-versions/${deployed.uuid}`);
      return [status, deployed.uuid];
    };
    const [, first] = await record("1");
    expect(await record("1")).toEqual([201, first]);
    const [, blue] = await record("1", { target: "blue", applicationInstance: "blue" });
    expect(blue).not.toBe(first);
    const [, second] = await record("2");
    expect(await uuids(`${there(uuid, "deployed")}`)).toEqual([second, blue]);
    expect(await uuids(`${there(uuid, "deployed")}?applicationInstance=blue`)).toEqual([blue]);
    expect(await uuids(`${there(uuid, "deployed")}?applicationInstance=`)).toEqual([second]);
    expect(await uuids(`${there(uuid, "deployed")}?pacticipant=other`)).toEqual([]);
    expect(await uuids(recordAt("deployed", "1", uuid))).toEqual([blue, first]);
    expect((await ask("GET", `/deployed-versions/${first}`))[1]).toMatchObject({
      currentlyDeployed: false,
      undeployedAt: expect.any(String),
      applicationInstance: null,
      _embedded: {
        pacticipant: { name: "orders" },
        version: { number: "1" },
        environment: { name: "stage" },
      },
    });
    const [, version] = await ask("GET", "/pacticipants/orders/versions/1");
    expect(version._links["pb:deployed-environments"]).toMatchObject([
      { name: "Stage", currently_deployed: false },
      { name: "Stage", currently_deployed: true, application_instance: "blue" },
    ]);
  });

  test("end for good", async () => {
    const uuid = await environment("stage");
    await ask("PUT", "/pacticipants/orders/versions/1", {});
    const [, deployed] = await ask("POST", recordAt("deployed", "1", uuid), {});
    const path = `/deployed-versions/${deployed.uuid}`;
    const [ended, body] = await ask("PATCH", path, { currentlyDeployed: false });
    expect([ended, body.currentlyDeployed]).toEqual([200, false]);
    expect(await ask("PATCH", path, { currentlyDeployed: false })).toMatchObject([200, body, {}]);
    const [again, { errors }] = await ask("PATCH", path, { currentlyDeployed: true });
    expect([again, errors.currentlyDeployed[0]]).toEqual([
      422,
      expect.stringContaining("cannot be set back to true"),
    ]);
    expect(await uuids(there(uuid, "deployed"))).toEqual([]);
  });

  test("go with the version, the environment and the participant", async () => {
    const uuid = await environment("stage");
    await ask("PUT", "/pacticipants/orders/versions/1", {});
    await ask("POST", recordAt("deployed", "1", uuid), {});
    await ask("DELETE", "/pacticipants/orders/versions/1");
    expect(await uuids(there(uuid, "deployed"))).toEqual([]);
    await ask("PUT", "/pacticipants/orders/versions/2", {});
    const [, deployed] = await ask("POST", recordAt("deployed", "2", uuid), {});
    await ask("DELETE", `/environments/${uuid}`);
    expect((await ask("GET", `/deployed-versions/${deployed.uuid}`))[0]).toBe(404);
    const other = await environment("live");
    const [, released] = await ask("POST", recordAt("released", "2", other), {});
    await ask("DELETE", "/pacticipants/orders");
    expect((await ask("GET", `/released-versions/${released.uuid}`))[0]).toBe(404);
  });
});

describe("releases", () => {
  test("add up, once for each version, until their support ends", async () => {
    const uuid = await environment("stage");
    const record = async (version: string): Promise<[number, Body]> => {
      await ask("PUT", `/pacticipants/orders/versions/${version}`, {});
      const [status, body] = await ask("POST", recordAt("released", version, uuid), {});
      return [status, body];
    };
    const [made, first] = await record("1");
    expect([made, first.currentlySupported]).toEqual([201, true]);
    expect((await record("1"))[0]).toBe(200);
    const [, second] = await record("2");
    expect(await uuids(there(uuid, "released"))).toEqual([first.uuid, second.uuid]);
    expect(await uuids(`${there(uuid, "released")}?version=2`)).toEqual([second.uuid]);
    expect(await uuids(`${there(uuid, "released")}?pacticipant=other`)).toEqual([]);
    const path = `/released-versions/${first.uuid}`;
    const [ended, body] = await ask("PATCH", path, { currentlySupported: false });
    expect([ended, body.currentlySupported]).toEqual([200, false]);
    expect(await uuids(there(uuid, "released"))).toEqual([second.uuid]);
    expect((await ask("PATCH", path, { currentlySupported: true }))[0]).toBe(422);
    // Released once more it is the same release, and supported.
    expect(await record("1")).toMatchObject([200, { uuid: first.uuid, currentlySupported: true }]);
    expect(await uuids(recordAt("released", "1", uuid))).toEqual([first.uuid]);
    const [, version] = await ask("GET", "/pacticipants/orders/versions/1");
    expect(version._links["pb:released-environments"]).toMatchObject([
      { name: "Stage", currently_supported: true },
    ]);
  });
});

test("what is not there is not found", async () => {
  const uuid = await environment("stage");
  await ask("PUT", "/pacticipants/orders/versions/1", {});
  for (const kind of ["deployed", "released"] as const) {
    for (const path of [
      recordAt(kind, "2", uuid),
      recordAt(kind, "1", "none"),
      there("none", kind),
      `/${kind}-versions/none`,
    ]) {
      expect([path, (await ask("GET", path))[0]]).toEqual([path, 404]);
    }
    expect((await ask("POST", recordAt(kind, "2", uuid), {}))[0]).toBe(404);
    expect((await ask("PATCH", `/${kind}-versions/none`, {}))[0]).toBe(404);
  }
});

function recordAt(kind: "deployed" | "released", version: string, uuid: string): string {
  return `/pacticipants/orders/versions/${version}/${kind}-versions/environment/${uuid}`;
}

function there(uuid: string, kind: "deployed" | "released"): string {
  const list = kind === "deployed" ? "currently-deployed" : "currently-supported";
  return `/environments/${uuid}/${kind}-versions/${list}`;
}

async function uuids(path: string): Promise<string[]> {
  const [, body] = await ask("GET", path);
  const list = body._embedded.deployedVersions ?? body._embedded.releasedVersions;
  return list.map(({ uuid }: { uuid: string }) => uuid);
}
