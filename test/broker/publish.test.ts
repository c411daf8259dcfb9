import { expect, test } from "vitest";
import { askedBroker, contractOf, interaction, publishBody } from "./asking.ts";

const PACT = { consumer: "Foo", provider: "Bar" };
const OTHER = { ...PACT, interactions: [interaction("a", 201)] };

test("the first publication, as the official broker answers it", async () => {
  const { publish } = await askedBroker();
  const more = { branch: "main", tags: ["a", "b"], buildUrl: "http://ci/1234" };
  const answer = await publish(PACT, "1", more);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toBe("application/hal+json;charset=utf-8");
  const why = ["a", "b"].map(
    (tag) => `first time any pact published for this consumer with consumer version tagged ${tag}`,
  );
  const notices = [
    ["debug", "Created Foo version 1 with branch main and tags a, b"],
    ["success", "Pact successfully published for Foo version 1 and provider Bar."],
    [
      "debug",
      "  View the published pact at http://broker.test/pacts/provider/Bar/consumer/Foo/version/1",
    ],
    [
      "debug",
      `  Events detected: contract_published, contract_content_changed (${why.join(", ")})`,
    ],
    ["prompt", "  Next steps:"],
    [
      "prompt",
      "    * Add Pact verification tests to the Bar build. See https://docs.pact.io/go/provider_verification",
    ],
    [
      "prompt",
      "    * Configure separate Bar pact verification build and webhook to trigger it when the pact content changes. See https://docs.pact.io/go/webhooks",
    ],
  ];
  expect(answer.body).toEqual({
    logs: notices.map(([level, message]) => ({
      level,
      message,
      deprecationWarning: "Replaced by notices",
    })),
    notices: notices.map(([type, text]) => ({ type, text })),
    _embedded: {
      pacticipant: {
        name: "Foo",
        _links: { self: { href: "http://broker.test/pacticipants/Foo" } },
      },
      version: {
        number: "1",
        buildUrl: "http://ci/1234",
        _links: {
          self: {
            title: "Version",
            name: "1",
            href: "http://broker.test/pacticipants/Foo/versions/1",
          },
        },
      },
    },
    _links: {
      "pb:pacticipant": {
        title: "Pacticipant",
        name: "Foo",
        href: "http://broker.test/pacticipants/Foo",
      },
      "pb:pacticipant-version": {
        title: "Pacticipant version",
        name: "1",
        href: "http://broker.test/pacticipants/Foo/versions/1",
      },
      "pb:pacticipant-version-tags": ["a", "b"].map((name) => ({
        title: "Tag",
        name,
        href: `http://broker.test/pacticipants/Foo/versions/1/tags/${name}`,
      })),
      "pb:contracts": [
        {
          title: "Pact",
          name: "Pact between Foo (1) and Bar",
          href: "http://broker.test/pacts/provider/Bar/consumer/Foo/version/1",
        },
      ],
    },
  });
});

test.each<[string, Record<string, unknown>, string[]]>([
  [
    "nothing",
    {},
    [
      "Created Foo version 1",
      "  Next steps:\n    Configure the version branch to be the value of your repository branch.",
    ],
  ],
  [
    "tags alone",
    { tags: ["a"], branch: null },
    [
      "Created Foo version 1 with tags a",
      "  Next steps:\n    Configure the version branch to be the value of your repository branch.",
    ],
  ],
  ["a branch alone", { branch: "b", tags: [] }, ["Created Foo version 1 with branch b"]],
])("a version with %s", async (_, more, texts) => {
  const { publish } = await askedBroker();
  const { body } = await publish(PACT, "1", more);
  const all = body.notices.map(({ text }) => text);
  expect(all.slice(0, texts.length)).toEqual(texts);
  expect(all[texts.length]).toMatch(/^Pact successfully published/);
});

test("a version that has it already", async () => {
  const { publish, announced } = await askedBroker();
  await publish(PACT, "1", { branch: "main" });
  announced();
  const { status, body } = await publish(PACT, "1", { branch: "main" });
  expect(status).toBe(200);
  expect(body.notices.slice(0, 4)).toEqual([
    { type: "debug", text: "Updated Foo version 1 with branch main" },
    {
      type: "success",
      text: "Pact successfully republished for Foo version 1 and provider Bar with no content changes.",
    },
    {
      type: "debug",
      text: "  View the published pact at http://broker.test/pacts/provider/Bar/consumer/Foo/version/1",
    },
    { type: "debug", text: "  Events detected: contract_published" },
  ]);
  expect(announced().map(({ name }) => name)).toEqual(["contract_published"]);
});

test("interactions that are named alike are two, as long as nobody merges", async () => {
  const { publish, ask } = await askedBroker();
  const alike = { ...PACT, interactions: [interaction("a", 200), interaction("a", 201)] };
  await publish(alike, "1");
  expect((await publish(alike, "1")).status).toBe(200);
  const { body } = await ask("GET", "/pacts/provider/Bar/consumer/Foo/version/1");
  expect(body.interactions).toMatchObject(alike.interactions);
});

const CHANGED =
  "Cannot change the content of the pact for Foo version 1 and provider Bar, as race conditions will cause unreliable results for can-i-deploy. Each pact must be published with a unique consumer version number. Some Pact libraries generate random data when a concrete value for a type matcher is not specified, and this can cause the contract to mutate - ensure you have given example values for all type matchers. For more information see https://docs.pact.io/go/versioning";

test("a version that has another one", async () => {
  const { publish, ask, announced } = await askedBroker();
  await publish(PACT, "1");
  announced();
  const { status, body } = await publish(OTHER, "1", { branch: "new", tags: ["new"] });
  expect(status).toBe(409);
  expect(body).toEqual({
    notices: [
      { type: "error", text: CHANGED },
      {
        type: "info",
        text: ` {
   "interactions": [
     {
       "response": {
-        "status": 200,
+        "status": 201,
       },
     },
   ],
 }`,
      },
    ],
    errors: { contracts: [CHANGED] },
  });
  expect(announced()).toEqual([]);
  // Nothing of the request was done.
  const version = await ask("GET", "/pacticipants/Foo/versions/1");
  expect(version.body._embedded).toMatchObject({ tags: [], branches: [] });
});

test("what does not count as content may change, and stays as it was sent first", async () => {
  const { ask } = await askedBroker();
  const body = (text: string) => {
    const contract = { ...contractOf(PACT), content: Buffer.from(text).toString("base64") };
    return publishBody(PACT, "1", { contracts: [contract] });
  };
  await ask(
    "POST",
    "/contracts/publish",
    body(`{"interactions":[{"a":1.0,"b":2}],"metadata":{"client":"1"}}`),
  );
  const again = body(`{"metadata":{"client":"2"},"interactions":[{"b":2,"a":1.0}]}`);
  expect((await ask("POST", "/contracts/publish", again)).status).toBe(200);
  const changed = body(`{"interactions":[{"a":1,"b":2}],"metadata":{"client":"1"}}`);
  expect((await ask("POST", "/contracts/publish", changed)).status).toBe(409);
  const { text } = await ask("GET", "/pacts/provider/Bar/consumer/Foo/version/1");
  expect(text).toContain(`{"interactions":[{"a":1.0,"b":2,"_id":`);
  expect(text).toContain(`"metadata":{"client":"1"}`);
});

test("merging adds interactions, and replaces those that are named alike", async () => {
  const { publish, ask, announced } = await askedBroker();
  const merged = { ...PACT, onConflict: "merge" as const };
  const first = await publish({ ...merged, interactions: [interaction("a")] }, "1");
  expect(first.body.notices[2]!.text).toBe(
    "Pact successfully published for Foo version 1 and provider Bar.",
  );
  announced();
  const interactions = [interaction("b"), interaction("a", 404)];
  const second = await publish({ ...merged, interactions }, "1");
  expect(second.status).toBe(200);
  expect(second.body.notices[2]).toEqual({
    type: "success",
    text: "Pact content merged with existing content for Foo version 1 and provider Bar.",
  });
  expect(second.body.notices[4]!.text).toBe(
    "  Events detected: contract_published, contract_content_changed (pact content modified since previous publication for Foo version 1)",
  );
  expect(announced().map(({ name }) => name)).toEqual([
    "contract_published",
    "contract_content_changed",
  ]);
  const { body } = await ask("GET", "/pacts/provider/Bar/consumer/Foo/version/1");
  expect(body.interactions).toMatchObject([interaction("a", 404), interaction("b")]);
});

test("several contracts are taken together", async () => {
  const { publish, ask } = await askedBroker();
  const contracts = [contractOf(PACT), contractOf({ consumer: "Foo", provider: "Baz" })];
  const { status, body } = await publish(PACT, "1", { contracts });
  expect(status).toBe(200);
  expect(body._links["pb:contracts"]!.map(({ name }) => name)).toEqual([
    "Pact between Foo (1) and Bar",
    "Pact between Foo (1) and Baz",
  ]);
  const again = [contractOf({ consumer: "Foo", provider: "New" }), contractOf(OTHER)];
  expect((await publish(PACT, "1", { contracts: again })).status).toBe(409);
  expect((await ask("GET", "/pacticipants/New")).status).toBe(404);
});

test("two different contracts with one provider are none", async () => {
  const { publish, ask } = await askedBroker();
  const contracts = [contractOf(PACT), contractOf(OTHER)];
  expect((await publish(PACT, "1", { contracts })).status).toBe(409);
  expect((await ask("GET", "/pacticipants/Foo")).status).toBe(404);
  const same = [contractOf(PACT), contractOf(PACT)];
  expect((await publish(PACT, "1", { contracts: same })).status).toBe(200);
});

test("without a branch the first tag is the branch, and main is a main branch", async () => {
  const { publish, ask } = await askedBroker();
  await publish(PACT, "1", { tags: ["main", "t"] });
  const version = await ask("GET", "/pacticipants/Foo/versions/1");
  expect(version.body._embedded.branches).toMatchObject([{ name: "main", latest: true }]);
  expect((await ask("GET", "/pacticipants/Foo")).body.mainBranch).toBe("main");
});

test("a name that is almost another one's", async () => {
  const { publish, ask } = await askedBroker();
  await publish(PACT, "1");
  const { status, body } = await publish({ consumer: "foo", provider: "bar-service" }, "1");
  expect(status).toBe(409);
  expect(body.notices.map(({ type }) => type)).toEqual(["error", "error"]);
  expect(body.errors.contracts![0]).toMatch(/^This is the first time .* "foo"(.|\n)*\n\* Foo\n/);
  expect(body.errors.contracts![1]).toMatch(
    /^This is the first time .* "bar-service"(.|\n)*\n\* Bar\n/,
  );
  // It is told once, however often the name comes.
  const twice = { contracts: [contractOf({ consumer: "foo", provider: "foo" })] };
  expect(
    (await publish({ consumer: "foo", provider: "foo" }, "1", twice)).body.notices,
  ).toHaveLength(1);
  // Who says that it is another one has his way.
  await ask("POST", "/pacticipants", { name: "foo" });
  await ask("POST", "/pacticipants", { name: "bar-service" });
  expect((await publish({ consumer: "foo", provider: "bar-service" }, "1")).status).toBe(200);
});
