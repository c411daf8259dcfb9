import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { type AskedBroker, askedBroker, interaction, pactOf } from "./asking.ts";

const PACT = { consumer: "C", provider: "P" };
const ONE = "/pacts/provider/P/consumer/C/version/1";

test("PUT, as clients published one by one", async () => {
  const { ask, announced } = await askedBroker();
  const made = await ask("PUT", ONE, pactOf(PACT));
  expect(made.status).toBe(201);
  expect(made.headers.get("location")).toBe(`http://broker.test${ONE}`);
  expect(made.body).toMatchObject({
    consumer: { name: "C" },
    createdAt: "2026-01-02T03:04:05.678Z",
  });
  expect(announced().map(({ name }) => name)).toEqual([
    "contract_published",
    "contract_content_changed",
  ]);
  const again = await ask("PUT", ONE, pactOf(PACT));
  expect([again.status, again.headers.get("location")]).toEqual([200, null]);
  expect(announced().map(({ name }) => name)).toEqual(["contract_published"]);
  const changed = await ask("PUT", ONE, pactOf({ ...PACT, interactions: [] }));
  expect(changed.status).toBe(409);
  expect(changed.body).toEqual({
    error: expect.stringMatching(
      /^Cannot change the content of the pact for C version 1 and provider P, as race/,
    ),
  });
  expect(announced()).toEqual([]);
});

test.each<[string, string, string, unknown]>([
  ["no JSON", ONE, "{", { errors: ["The request body is not a pact in JSON."] }],
  ["no object", ONE, "[]", { errors: ["The request body is not a pact in JSON."] }],
  [
    "another name than the path's",
    ONE,
    pactOf({ consumer: "X", provider: "Y" }),
    {
      errors: {
        "consumer.name": ["name in pact 'X' does not match name in URL path 'C'."],
        "provider.name": ["name in pact 'Y' does not match name in URL path 'P'."],
      },
    },
  ],
])("PUT is refused: %s", async (_, path, text, body) => {
  const { ask } = await askedBroker();
  const answer = await ask("PUT", path, text);
  expect([answer.status, answer.body]).toEqual([400, body]);
});

test("PUT is refused: a name that is almost another one's", async () => {
  const { ask, publish } = await askedBroker();
  await publish(PACT, "1");
  const answer = await ask("PUT", "/pacts/provider/p/consumer/C/version/1", "{}");
  expect(answer.status).toBe(409);
  expect(answer.body.error).toMatch(/^This is the first time .* "p"/);
});

test("PATCH merges, unless it asks for something else by the same name", async () => {
  const { ask } = await askedBroker();
  const pact = (...interactions: object[]): string => pactOf({ ...PACT, interactions });
  expect((await ask("PATCH", ONE, pact(interaction("a")))).status).toBe(201);
  const merged = await ask("PATCH", ONE, pact(interaction("b"), interaction("a", 404)));
  expect(merged.status).toBe(200);
  expect(merged.body.interactions).toMatchObject([interaction("a", 404), interaction("b")]);
  const other = { ...interaction("a"), request: { method: "PUT", path: "/a" } };
  const refused = await ask("PATCH", ONE, pact(other));
  expect([refused.status, refused.body]).toEqual([
    409,
    { error: `Cannot merge: the pact has other requests for "a", in the same provider states.` },
  ]);
});

test("the links of a version's pact", async () => {
  const { ask, publish } = await askedBroker();
  await publish(PACT, "1");
  const { status, headers, body } = await ask("GET", ONE);
  expect([status, headers.get("content-type")]).toEqual([
    200,
    "application/hal+json;charset=utf-8",
  ]);
  const sha = createHash("sha1")
    .update(
      `{"interactions":[{"description":"a","request":{"method":"GET","path":"/a"},"response":{"status":200}}],"pact_specification_version":"2.0.0"}`,
    )
    .digest("hex");
  const pair = "http://broker.test/pacts/provider/P/consumer/C";
  // cvn=1
  const results = `${pair}/pact-version/${sha}/metadata/Y3ZuPTE/verification-results`;
  expect(body._links).toMatchObject({
    self: { title: "Pact", name: "Pact between C (1) and P", href: `${pair}/version/1` },
    "pb:consumer": { title: "Consumer", name: "C", href: "http://broker.test/pacticipants/C" },
    "pb:consumer-version": {
      title: "Consumer version",
      name: "1",
      href: "http://broker.test/pacticipants/C/versions/1",
    },
    "pb:provider": { title: "Provider", name: "P", href: "http://broker.test/pacticipants/P" },
    "pb:pact-version": {
      title: "Pact content version permalink",
      name: sha,
      href: `${pair}/pact-version/${sha}`,
    },
    "pb:latest-pact-version": { href: `${pair}/latest` },
    "pb:all-pact-versions": { href: `${pair}/versions` },
    "pb:latest-untagged-pact-version": { href: `${pair}/latest-untagged` },
    "pb:latest-tagged-pact-version": { href: `${pair}/latest/{tag}`, templated: true },
    "pb:previous-distinct": { href: `${pair}/version/1/previous-distinct` },
    "pb:diff-previous-distinct": { href: `${pair}/version/1/diff/previous-distinct` },
    "pb:diff": { href: `${pair}/pact-version/${sha}/diff/pact-version/{pactVersion}` },
    "pb:publish-verification-results": { title: "Publish verification results", href: results },
    "pb:latest-verification-results": {
      href: `${pair}/pact-version/${sha}/verification-results/latest`,
    },
    "pb:triggered-webhooks": { href: `${pair}/version/1/triggered-webhooks` },
    "pb:matrix-for-consumer-version": {
      href: "http://broker.test/matrix?q[][pacticipant]=C&q[][version]=1&latestby=cvpv",
    },
  });
  for (const link of Object.values(body._links)) expect(link).toBeTypeOf("object");
});

test.each<[string | undefined, number, string]>([
  [undefined, 200, "application/hal+json;charset=utf-8"],
  ["*/*", 200, "application/hal+json;charset=utf-8"],
  ["application/hal+json, application/json", 200, "application/hal+json;charset=utf-8"],
  ["application/json", 200, "application/json;charset=utf-8"],
  ["text/csv", 406, "application/json;charset=utf-8"],
])("accepting %s", async (accept, status, type) => {
  const { ask, publish } = await askedBroker();
  await publish(PACT, "1");
  const answer = await ask("GET", ONE, undefined, { accept: accept ?? "" });
  expect([answer.status, answer.headers.get("content-type")]).toEqual([status, type]);
});

test("names and numbers keep their signs", async () => {
  const { ask, publish } = await askedBroker();
  const pact = { consumer: "c/ü %2F", provider: "p?#&" };
  const { body } = await publish(pact, "1+2/3");
  const { href } = body._links["pb:contracts"]![0]!;
  const found = await ask("GET", href);
  expect(found.body._links.self!.href).toBe(href);
  const content = await ask("GET", found.body._links["pb:pact-version"]!.href);
  expect(content.body._links["pb:consumer-version"]!.name).toBe("1+2/3");
  const result = await ask("POST", found.body._links["pb:publish-verification-results"]!.href, {
    success: true,
    providerApplicationVersion: "v/1",
  });
  expect(result.status).toBe(201);
  expect((await ask("GET", result.headers.get("location")!)).status).toBe(200);
});

/** Versions 1 to 3, of which 2 and 3 expect the same; 1 and 2 are tagged. */
async function threeVersions(): Promise<AskedBroker> {
  const broker = await askedBroker();
  const other = { ...PACT, interactions: [interaction("b")] };
  await broker.publish(PACT, "1", { tags: ["t"] });
  await broker.publish(other, "2", { tags: ["t", "s"] });
  await broker.publish(other, "3");
  return broker;
}

test.each<[string, string | undefined]>([
  ["/latest", "3"],
  ["/latest/t", "2"],
  ["/latest/u", undefined],
  ["/latest-untagged", "3"],
  ["/version/3/previous-distinct", "1"],
  ["/version/2/previous-distinct", "1"],
  ["/version/1/previous-distinct", undefined],
  ["/version/4", undefined],
  ["/pact-version/0000", undefined],
])("%s is version %s", async (path, version) => {
  const { ask } = await threeVersions();
  const { status, body } = await ask("GET", `/pacts/provider/P/consumer/C${path}`);
  if (version === undefined) expect(status).toBe(404);
  else expect(body._links["pb:consumer-version"]!.name).toBe(version);
  // As little is there of other pairs.
  expect((await ask("GET", `/pacts/provider/C/consumer/P${path}`)).status).toBe(404);
  expect((await ask("GET", `/pacts/provider/P/consumer/X${path}`)).status).toBe(404);
});

test("content is shown with the newest version that has it, or with that of the link", async () => {
  const { ask } = await threeVersions();
  const latest = await ask("GET", "/pacts/provider/P/consumer/C/latest");
  const { href } = latest.body._links["pb:pact-version"]!;
  const shown = async (metadata: string): Promise<unknown[]> => {
    const text = Buffer.from(metadata).toString("base64url");
    const { body } = await ask("GET", metadata === "" ? href : `${href}/metadata/${text}`);
    const { _links: links } = body;
    return [
      links["pb:consumer-version"]!.name,
      links["pb:consumer-versions"]?.map(({ name }) => name),
      links["pb:publish-verification-results"]!.href.slice(href.length),
    ];
  };
  expect(await shown("")).toEqual(["3", undefined, "/verification-results"]);
  expect(await shown("s[][cvn]=2&s[][t]=t")).toEqual([
    "2",
    ["2"],
    `/metadata/${Buffer.from("s[][cvn]=2&s[][t]=t").toString("base64url")}/verification-results`,
  ]);
  // Version 1 never had this content.
  expect(await shown("cvn=1&w=true")).toEqual([
    "3",
    ["1"],
    `/metadata/${Buffer.from("cvn=1&w=true").toString("base64url")}/verification-results`,
  ]);
});

test("differences are told as text", async () => {
  const { ask } = await threeVersions();
  const read = async (path: string) => {
    const answer = await ask("GET", path, undefined, { accept: "*/*" });
    expect(answer.headers.get("content-type")).toBe("text/plain;charset=utf-8");
    return answer.text;
  };
  const text = await read("/pacts/provider/P/consumer/C/version/3/diff/previous-distinct");
  expect(text).toContain(`-      "description": "a"`);
  expect(text).toContain(`+      "description": "b"`);
  const [one, three] = await Promise.all(
    [ONE, ONE.replace("1", "3")].map(async (path) => {
      return (await ask("GET", path)).body._links["pb:pact-version"]!;
    }),
  );
  expect(await read(`${three!.href}/diff/pact-version/${one!.name}`)).toBe(text);
  expect(await read("/pacts/provider/P/consumer/C/version/1/diff/previous-distinct")).toBe(
    "No previous distinct version was found for this pact.",
  );
});

test("a pact that is deleted is gone, and content that nobody has any more", async () => {
  const { ask, store } = await threeVersions();
  const path = (version: string) => `/pacts/provider/P/consumer/C/version/${version}`;
  const { body } = await ask("GET", path("3"));
  const content = body._links["pb:pact-version"]!.href;
  expect((await ask("DELETE", path("3"))).status).toBe(204);
  expect((await ask("GET", path("3"))).status).toBe(404);
  expect((await ask("GET", content)).body._links["pb:consumer-version"]!.name).toBe("2");
  expect((await ask("DELETE", path("3"))).status).toBe(404);
  await ask("DELETE", path("2"));
  expect((await ask("GET", content)).status).toBe(404);
  expect(store.get("SELECT count(*) AS left FROM pact_content")).toEqual({ left: 1 });
  // The version itself stays.
  expect((await ask("GET", "/pacticipants/C/versions/3")).status).toBe(200);
});
