/**
 * Participants, versions, branches, tags and labels, request by request.
 *
 * PACT-BROKER-API §0, §2.
 */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Broker, createBroker } from "../../src/broker/broker.ts";

let broker: Broker;
/** What the clock of the broker says. */
let now: Date;

beforeEach(async () => {
  now = new Date("2026-01-01T00:00:00Z");
  broker = await createBroker({ now: () => now });
});
afterEach(() => broker.close());

const BASE = "http://broker.test";

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into, whatever they are.
type Body = any;

interface Answer {
  status: number;
  body: Body;
  location: string | null;
}

async function ask(method: string, path: string, body?: unknown): Promise<Answer> {
  const request = new Request(`${BASE}${path}`, {
    method,
    headers: { accept: "application/hal+json", "content-type": "application/json" },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const answer = await broker.fetch(request);
  const text = await answer.text();
  return {
    status: answer.status,
    body: text === "" ? undefined : JSON.parse(text),
    location: answer.headers.get("location"),
  };
}

/** The status of each of a row of requests. */
async function statuses(...requests: [string, string, unknown?][]): Promise<number[]> {
  const found: number[] = [];
  for (const [method, path, body] of requests) found.push((await ask(method, path, body)).status);
  return found;
}

describe("participants", () => {
  test("are made, changed, replaced and deleted", async () => {
    const made = await ask("POST", "/pacticipants", { name: "order-service", mainBranch: "main" });
    expect(made).toMatchObject({
      status: 201,
      location: `${BASE}/pacticipants/order-service`,
      body: {
        name: "order-service",
        displayName: "Order Service",
        mainBranch: "main",
        createdAt: "2026-01-01T00:00:00.000Z",
        _links: {
          "pb:branch-version": {
            href: `${BASE}/pacticipants/order-service/branches/{branch}/versions/{version}`,
            templated: true,
          },
          "pb:version-tag": {
            href: `${BASE}/pacticipants/order-service/versions/{version}/tags/{tag}`,
            templated: true,
          },
        },
      },
    });
    // It was not changed yet.
    expect(made.body.updatedAt).toBeUndefined();
    now = new Date("2026-01-02T00:00:00Z");
    const url = "https://git.test/orders";
    const changed = await ask("PATCH", "/pacticipants/order-service", { repositoryUrl: url });
    expect(changed).toMatchObject({
      status: 200,
      body: { mainBranch: "main", repositoryUrl: url, updatedAt: "2026-01-02T00:00:00.000Z" },
    });
    const replaced = await ask("PUT", "/pacticipants/order-service", { displayName: "Orders" });
    expect(replaced).toMatchObject({ status: 200, body: { displayName: "Orders" } });
    expect(replaced.body).not.toHaveProperty("mainBranch");
    expect(
      await statuses(
        ["DELETE", "/pacticipants/order-service"],
        ["GET", "/pacticipants/order-service"],
        ["DELETE", "/pacticipants/order-service"],
        ["PUT", "/pacticipants/order-service", {}],
        ["PATCH", "/pacticipants/order-service", {}],
      ),
    ).toEqual([204, 404, 404, 404, 201]);
  });

  test.each([
    [{}, { name: ["is missing"] }],
    [{ name: "" }, { name: ["must be filled"] }],
    [{ name: null }, { name: ["must be filled"] }],
    [{ name: 7 }, { name: ["must be a string"] }],
    [{ name: "a\nb" }, { name: ["cannot contain multiple lines"] }],
    [{ name: "a", mainBranch: "b c" }, { mainBranch: ["cannot contain spaces"] }],
    [
      { name: " ", displayName: " ", repositoryUrl: 1 },
      {
        name: ["cannot be blank"],
        displayName: ["cannot be blank"],
        repositoryUrl: ["must be a string"],
      },
    ],
  ])("%j is refused", async (body, errors) => {
    expect(await ask("POST", "/pacticipants", body)).toMatchObject({
      status: 400,
      body: { errors },
    });
    expect((await ask("GET", "/pacticipants")).body.pacticipants).toEqual([]);
  });

  test("that are there already stay as they are", async () => {
    await ask("POST", "/pacticipants", { name: "orders", displayName: "The Orders" });
    const again = await ask("POST", "/pacticipants", { name: "orders", displayName: "Others" });
    expect(again).toMatchObject({ status: 201, body: { displayName: "The Orders" } });
  });

  test("are listed twice, by name, and in pages", async () => {
    for (const name of ["b", "C", "a"]) await ask("POST", "/pacticipants", { name });
    const { body } = await ask("GET", "/pacticipants");
    const names = (list: { name: string }[]): string[] => list.map(({ name }) => name);
    expect(names(body._embedded.pacticipants)).toEqual(["a", "b", "C"]);
    // The official command line reads this one.
    expect(names(body.pacticipants)).toEqual(["a", "b", "C"]);
    const page = await ask("GET", "/pacticipants?pageNumber=2&pageSize=2");
    expect(names(page.body._embedded.pacticipants)).toEqual(["C"]);
    expect(page.body.page).toEqual({ number: 2, size: 2, totalElements: 3, totalPages: 2 });
    expect(page.body._links.previous.href).toBe(`${BASE}/pacticipants?pageSize=2&pageNumber=1`);
    expect(page.body._links.next).toBeUndefined();
    expect(await ask("GET", "/pacticipants?pageSize=0&pageNumber=x")).toMatchObject({
      status: 400,
      body: {
        errors: {
          pageSize: ["must be greater than or equal to 1"],
          pageNumber: ["must be an integer"],
        },
      },
    });
    expect(names((await ask("GET", "/pacticipants?q=B")).body.pacticipants)).toEqual(["b"]);
  });

  test("have labels", async () => {
    await ask("POST", "/pacticipants", { name: "other" });
    expect(
      await statuses(
        ["PUT", "/pacticipants/orders/labels/team-a", {}],
        ["PUT", "/pacticipants/orders/labels/team-a", {}],
        ["GET", "/pacticipants/orders/labels/team-a"],
        ["GET", "/pacticipants/orders/labels/team-b"],
      ),
    ).toEqual([201, 200, 200, 404]);
    const { body } = await ask("GET", "/pacticipants/label/team-a");
    expect(body.pacticipants).toMatchObject([
      { name: "orders", _embedded: { labels: [{ name: "team-a" }] } },
    ]);
    expect((await ask("GET", "/labels")).body._embedded.labels).toEqual([{ name: "team-a" }]);
    const path = "/pacticipants/orders/labels/team-a";
    expect(await statuses(["DELETE", path], ["DELETE", path])).toEqual([204, 404]);
  });
});

describe("versions", () => {
  test("are written whole or in part", async () => {
    const path = "/pacticipants/orders/versions/1";
    expect(await ask("PUT", path, { buildUrl: "https://ci.test/1" })).toMatchObject({
      status: 201,
      location: `${BASE}${path}`,
      body: { number: "1", buildUrl: "https://ci.test/1" },
    });
    const tags = [{ name: "a" }, { name: "b" }];
    const patched = await ask("PATCH", path, { tags });
    expect(patched).toMatchObject({
      status: 200,
      body: { buildUrl: "https://ci.test/1", _embedded: { tags } },
    });
    const put = await ask("PUT", path, {});
    expect(put).toMatchObject({ status: 200, body: { _embedded: { tags } } });
    expect(put.body).not.toHaveProperty("buildUrl");
    expect(await ask("PATCH", path, { tags: ["a"] })).toMatchObject({
      status: 400,
      body: { errors: { tags: [expect.any(String)] } },
    });
    expect(await ask("PUT", path, "{")).toMatchObject({ status: 400 });
  });

  test("link to their pacts, and to one record for each environment", async () => {
    await ask("POST", "/environments", { name: "stage", production: false });
    const { uuid } = (await ask("POST", "/environments", { name: "live", production: true })).body;
    await ask("PUT", "/pacts/provider/orders/consumer/shop/version/1", PACT);
    const { body } = await ask("GET", "/pacticipants/shop/versions/1");
    expect(body._links["pb:pact-versions"]).toEqual([
      {
        title: "Pact",
        name: "Pact between shop (1) and orders",
        href: `${BASE}/pacts/provider/orders/consumer/shop/version/1`,
      },
    ]);
    for (const [relation, kind] of [
      ["pb:record-deployment", "deployed"],
      ["pb:record-release", "released"],
    ]) {
      const links = body._links[relation!];
      expect(links.map(({ name }: { name: string }) => name)).toEqual(["live", "stage"]);
      expect(links[0].href).toBe(
        `${BASE}/pacticipants/shop/versions/1/${kind}-versions/environment/${uuid}`,
      );
    }
  });

  test("are listed newest first, in pages, and found as the latest", async () => {
    for (const number of ["1", "2", "3"])
      await ask("PUT", `/pacticipants/orders/versions/${number}`);
    await ask("PUT", "/pacticipants/orders/versions/1/tags/prod");
    const numbers = async (path: string): Promise<string[]> =>
      (await ask("GET", path)).body._embedded.versions.map((each: Body) => each.number);
    expect(await numbers("/pacticipants/orders/versions")).toEqual(["3", "2", "1"]);
    expect(await numbers("/pacticipants/orders/versions?page=2&size=2")).toEqual(["1"]);
    expect(await numbers("/pacticipants/orders/tags/prod/versions")).toEqual(["1"]);
    const latest = await ask("GET", "/pacticipants/orders/latest-version");
    expect(latest.body).toMatchObject({
      number: "3",
      _links: { self: { href: `${BASE}/pacticipants/orders/latest-version` } },
    });
    const tagged = await ask("GET", "/pacticipants/orders/latest-version/prod");
    expect(tagged.body.number).toBe("1");
    expect(
      await statuses(
        ["GET", "/pacticipants/nobody/versions"],
        ["GET", "/pacticipants/nobody/latest-version"],
        ["GET", "/pacticipants/orders/latest-version/none"],
        ["GET", "/pacticipants/orders/tags/none/versions"],
      ),
    ).toEqual([404, 404, 404, 404]);
  });

  test("take with them what nobody else expects", async () => {
    const pact = (version: string): string =>
      `/pacts/provider/orders/consumer/shop/version/${version}`;
    await ask("PUT", pact("1"), PACT);
    await ask("PUT", pact("2"), PACT);
    const { href } = (await ask("GET", pact("1"))).body._links["pb:publish-verification-results"];
    const results = new URL(href).pathname;
    const result = { success: true, providerApplicationVersion: "9" };
    const first = await ask("POST", results, result);
    expect(first.status).toBe(201);
    expect(await statuses(["DELETE", "/pacticipants/shop/versions/1"], ["GET", pact("2")])).toEqual(
      [204, 200],
    );
    // Version 2 still has the same content, and its result.
    const one = new URL(first.location!).pathname;
    expect(await statuses(["GET", one], ["DELETE", "/pacticipants/shop/versions/2"])).toEqual([
      200, 204,
    ]);
    // Whoever expects the same later begins anew.
    expect(await statuses(["PUT", pact("3"), PACT], ["GET", one])).toEqual([201, 404]);
  });
});

const PACT = {
  consumer: { name: "shop" },
  provider: { name: "orders" },
  interactions: [
    { description: "a", request: { method: "GET", path: "/" }, response: { status: 200 } },
  ],
};
