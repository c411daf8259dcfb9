import { expect, test } from "vitest";
import { type AskedBroker, askedBroker, interaction } from "./asking.ts";

/** Of C four versions on two branches, of D one without; E expects nothing of P any more. */
async function history(): Promise<AskedBroker> {
  const broker = await askedBroker();
  const { publish, ask } = broker;
  await publish({ consumer: "c-app", provider: "P" }, "1", { branch: "main", tags: ["t"] });
  await publish({ consumer: "c-app", provider: "P" }, "2", { branch: "main" });
  await publish({ consumer: "c-app", provider: "P" }, "3", { branch: "foo", tags: ["t", "u"] });
  await publish({ consumer: "c-app", provider: "Q" }, "3", { branch: "foo" });
  await publish({ consumer: "B-app", provider: "P" }, "1");
  await publish({ consumer: "e-app", provider: "P" }, "1", { branch: "main" });
  await ask("PUT", "/pacticipants/e-app/branches/main/versions/2", {});
  return broker;
}

test.each<[string, string, string[]]>([
  [
    "/pacts/provider/P",
    "All pact versions for the provider P",
    ["B 1", "c 1", "c 2", "c 3", "e 1"],
  ],
  [
    "/pacts/provider/P/tag/t",
    "All pact versions for the provider P with consumer version tag 't'",
    ["c 1", "c 3"],
  ],
  ["/pacts/provider/P/latest", "Latest pact versions for the provider P", ["B 1", "c 3", "e 1"]],
  [
    "/pacts/provider/P/latest/t",
    "Latest pact versions for the provider P with consumer version tag 't'",
    ["c 3"],
  ],
  ["/pacts/provider/P/branch", "All pact versions for the provider P", ["c 1", "c 2", "e 1"]],
  ["/pacts/provider/P/branch/latest", "Latest pact versions for the provider P", ["c 2"]],
  [
    "/pacts/provider/P/branch/foo",
    "All pact versions for the provider P with consumer version branch 'foo'",
    ["c 3"],
  ],
  [
    "/pacts/provider/P/branch/main/latest",
    "Latest pact versions for the provider P with consumer version branch 'main'",
    ["c 2"],
  ],
  [
    "/pacts/provider/P/branch/none",
    "All pact versions for the provider P with consumer version branch 'none'",
    [],
  ],
])("%s", async (path, title, pacts) => {
  const { ask } = await history();
  const { status, body } = await ask("GET", path);
  expect(status).toBe(200);
  const named = pacts.map((each) => each.replace(" ", "-app ").split(" ") as [string, string]);
  const link = (name: string, number: string) => ({
    href: `http://broker.test/pacts/provider/P/consumer/${name}/version/${number}`,
    title: `Pact between ${name} (${number}) and P`,
    name,
  });
  expect(body._links).toMatchObject({
    self: { href: `http://broker.test${path}`, title },
    "pb:provider": { href: "http://broker.test/pacticipants/P", name: "P" },
    "pb:pacts": named.map(([name, number]) => link(name, number)),
  });
  expect(body._links["pb:pacts"]).toHaveLength(pacts.length);
  expect(body._links.pacts).toHaveLength(pacts.length);
});

test.each<[string, string[]]>([
  ["/versions", ["1", "2", "3"]],
  ["/tag/t", ["1", "3"]],
  ["/branch", ["1", "2"]],
  ["/branch/latest", ["2"]],
  ["/branch/foo", ["3"]],
  ["/branch/foo/latest", ["3"]],
  ["/branch/none/latest", []],
])("of a pair: %s", async (path, numbers) => {
  const { ask } = await history();
  const pair = "/pacts/provider/P/consumer/c-app";
  const { body } = await ask("GET", pair + path);
  const href = (number: string): string => `http://broker.test${pair}/version/${number}`;
  expect(body).toMatchObject({
    _embedded: {
      pacts: numbers.map((number) => ({
        createdAt: "2026-01-02T03:04:05.678Z",
        _embedded: { consumerVersion: { number } },
        _links: { self: { href: href(number) } },
      })),
    },
    _links: {
      self: { href: `http://broker.test${pair}${path}` },
      consumer: { href: "http://broker.test/pacticipants/c-app", title: "c-app" },
      provider: { href: "http://broker.test/pacticipants/P", title: "P" },
      "pb:pacts": numbers.map((number) => ({ href: href(number), name: "c-app" })),
      "pact-versions": numbers.map((number) => ({
        href: href(number),
        name: `Version ${number} - 02/01/2026`,
      })),
    },
  });
  expect(body._embedded.pacts).toHaveLength(numbers.length);
});

test("the latest pact of each pair", async () => {
  const { ask, publish } = await history();
  // A revision of a pact is the same pact.
  const more = { interactions: [interaction("more")], onConflict: "merge" as const };
  expect((await publish({ consumer: "c-app", provider: "Q", ...more }, "3")).status).toBe(200);
  const { body } = await ask("GET", "/pacts/latest");
  const pairs = [
    ["B-app", "P", "1"],
    ["c-app", "P", "3"],
    ["c-app", "Q", "3"],
    ["e-app", "P", "1"],
  ];
  expect(body).toMatchObject({
    pacts: pairs.map(([consumer, provider, number]) => ({
      createdAt: "2026-01-02T03:04:05.678Z",
      _embedded: {
        consumer: { name: consumer, _embedded: { version: { number } } },
        provider: { name: provider },
      },
      _links: {
        self: [
          { href: `http://broker.test/pacts/provider/${provider}/consumer/${consumer}/latest` },
          {
            href: `http://broker.test/pacts/provider/${provider}/consumer/${consumer}/version/${number}`,
          },
        ],
      },
    })),
    _links: {
      "pb:pacts": pairs.map(([consumer, provider]) => ({
        title: `Latest pact between ${consumer} and ${provider}`,
      })),
    },
  });
  expect(body.pacts).toHaveLength(4);
});

test("participants that are not there", async () => {
  const { ask } = await history();
  const error = async (path: string) => {
    const { status, body } = await ask("GET", path);
    expect(status).toBe(404);
    return body.error;
  };
  expect(await error("/pacts/provider/X/branch")).toBe("No provider with name 'X' found");
  expect(await error("/pacts/provider/X/consumer/c-app/branch")).toBe(
    "No provider with name 'X' found",
  );
  expect(await error("/pacts/provider/P/consumer/X/versions")).toBe(
    "No consumer with name 'X' found",
  );
  expect(await error("/pacts/provider/X/provider-states")).toBe("No provider with name 'X' found");
});

test("lists of a pair are deleted as a whole", async () => {
  const { ask } = await history();
  const pair = "/pacts/provider/P/consumer/c-app";
  const left = async () => {
    const { body } = await ask("GET", `${pair}/versions`);
    return body._embedded.pacts!.map((pact) => pact._embedded.consumerVersion);
  };
  expect((await ask("DELETE", `${pair}/branch/foo`)).status).toBe(204);
  expect(await left()).toMatchObject([{ number: "1" }, { number: "2" }]);
  expect((await ask("DELETE", `${pair}/tag/t`)).status).toBe(204);
  expect(await left()).toMatchObject([{ number: "2" }]);
  expect((await ask("DELETE", `${pair}/versions`)).status).toBe(204);
  expect(await left()).toEqual([]);
  // What others expect of others is theirs.
  expect(
    (await ask("GET", "/pacts/provider/Q/consumer/c-app/versions")).body._embedded.pacts,
  ).toHaveLength(1);
});

test("provider states: of main branches, of a branch, of an environment", async () => {
  const { ask, publish } = await askedBroker();
  const pact = (consumer: string, ...interactions: object[]) => {
    return { consumer, provider: "P", interactions };
  };
  const v2 = { ...interaction("a"), providerState: "two" };
  const v3 = {
    ...interaction("b"),
    providerStates: [{ name: "one", params: { id: 1 } }, { name: "two" }],
  };
  await publish(pact("old", { ...v2, providerState: "gone" }), "1", { branch: "main" });
  await publish(pact("old", v2), "2", { branch: "main" });
  await publish(pact("new", v2, v3), "1", { branch: "main" });
  await publish(pact("new", { ...v2, providerState: "foo" }), "2", { branch: "foo" });
  const states = async (path: string) => {
    const { status, body } = await ask("GET", `/pacts/provider/P/provider-states${path}`);
    expect(status).toBe(200);
    return body;
  };
  expect(await states("")).toEqual({
    providerStates: [
      { name: "one", params: { id: 1 }, consumers: ["new"] },
      { name: "two", consumers: ["old", "new"] },
    ],
  });
  expect(await states("/branch/foo")).toEqual({
    providerStates: [{ name: "foo", consumers: ["new"] }],
  });
  const { body } = await ask("POST", "/environments", { name: "prod", production: true });
  expect(await states("/environment/prod")).toEqual({ providerStates: [] });
  const record = `/pacticipants/old/versions/2/deployed-versions/environment/${body.uuid}`;
  expect((await ask("POST", record, {})).status).toBe(201);
  expect(await states("/environment/prod")).toEqual({
    providerStates: [{ name: "two", consumers: ["old"] }],
  });
});
