import { expect, test } from "vitest";
import { type AskedBroker, askedBroker, interaction } from "./asking.ts";

const PACT = { consumer: "C", provider: "P" };
const RESULT = { success: true, providerApplicationVersion: "7" };

async function published(broker: AskedBroker, version = "1"): Promise<string> {
  await broker.publish(PACT, version);
  const { body } = await broker.ask("GET", `/pacts/provider/P/consumer/C/version/${version}`);
  return body._links["pb:pact-version"]!.href;
}

test("a result, as the verifier publishes it", async () => {
  const broker = await askedBroker();
  const { ask, announced } = broker;
  const content = await published(broker);
  announced();
  const sent = {
    success: false,
    providerApplicationVersion: "7",
    buildUrl: "http://ci/7",
    verifiedBy: {
      implementation: "Pact-Rust",
      version: "1",
      clientLanguage: { name: "js", version: "2", testFramework: "none" },
    },
    testResults: [{ interactionId: "x", success: false, mismatches: [{ attribute: "status" }] }],
  };
  const made = await ask("POST", `${content}/metadata/Y3ZuPTE/verification-results`, sent);
  expect(made.status).toBe(201);
  expect(made.headers.get("location")).toBe(`${content}/verification-results/1`);
  const body = {
    providerName: "P",
    providerApplicationVersion: "7",
    success: false,
    verificationDate: "2026-01-02T03:04:05.678Z",
    buildUrl: "http://ci/7",
    testResults: sent.testResults,
    verifiedBy: sent.verifiedBy,
    _links: {
      self: {
        title: "Verification result",
        name: "Verification result 1 for Pact between C (1) and P",
        href: `${content}/verification-results/1`,
      },
      "pb:pact-version": {
        title: "Pact",
        name: "Pact between C (1) and P",
        href: `${content}/metadata/Y3ZuPTE`,
      },
      "pb:triggered-webhooks": {
        title: "Webhooks triggered by the publication of this verification result",
        href: `${content}/verification-results/1/triggered-webhooks`,
      },
    },
  };
  expect(made.body).toEqual(body);
  expect((await ask("GET", `${content}/verification-results/1`)).body).toEqual(body);
  expect(announced()).toMatchObject([
    { name: "provider_verification_published", resultId: 1 },
    { name: "provider_verification_failed", resultId: 1 },
  ]);
  // The provider's version came to be.
  expect((await ask("GET", "/pacticipants/P/versions/7")).status).toBe(200);
});

test("the least that a result is", async () => {
  const broker = await askedBroker();
  const content = await published(broker);
  broker.announced();
  const made = await broker.ask("POST", `${content}/verification-results`, RESULT);
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({ success: true, verifiedBy: {} });
  expect(made.body).not.toHaveProperty("buildUrl");
  expect(made.body).not.toHaveProperty("testResults");
  expect(broker.announced().map(({ name }) => name)).toEqual([
    "provider_verification_published",
    "provider_verification_succeeded",
  ]);
});

test.each<[string, unknown, object]>([
  ["nothing", {}, { success: ["is missing"], providerApplicationVersion: ["is missing"] }],
  ["success as text", { ...RESULT, success: "true" }, { success: ["must be boolean"] }],
  ["no success", { ...RESULT, success: null }, { success: ["must be filled"] }],
  [
    "a blank version",
    { ...RESULT, providerApplicationVersion: " " },
    { providerApplicationVersion: ["cannot be blank"] },
  ],
  [
    "a number for a version",
    { ...RESULT, providerApplicationVersion: 7 },
    { providerApplicationVersion: ["must be a string"] },
  ],
  [
    "a build URL that is none",
    { ...RESULT, buildUrl: "not a url" },
    { buildUrl: ["is not a valid URL eg. http://example.org"] },
  ],
])("a result is refused: %s", async (_, body, errors) => {
  const broker = await askedBroker();
  const content = await published(broker);
  const answer = await broker.ask("POST", `${content}/verification-results`, body);
  expect([answer.status, answer.body]).toEqual([400, { errors }]);
  expect((await broker.ask("GET", "/pacticipants/P/versions/7")).status).toBe(404);
});

test.each([
  "{",
  "[]",
  `{"success":true,"providerApplicationVersion":"7","testResults":${"[".repeat(1e5)}${"]".repeat(1e5)}}`,
])("a result that is no JSON object, or an abyss: %#", async (body) => {
  const broker = await askedBroker();
  const content = await published(broker);
  expect((await broker.ask("POST", `${content}/verification-results`, body)).status).toBe(400);
});

test("of content that is not there there are no results", async () => {
  const broker = await askedBroker();
  const content = await published(broker);
  const none = content.replace(/\w+$/, "0000");
  expect((await broker.ask("POST", `${none}/verification-results`, RESULT)).status).toBe(404);
  for (const path of ["latest", "1", "x", "1e0"]) {
    expect((await broker.ask("GET", `${content}/verification-results/${path}`)).status).toBe(404);
  }
});

test.each<[string, string, number, string | null]>([
  ["w=true", "work in progress", 1, null],
  ["cvn=2&w=true", "of a version", 1, "2"],
  ["s[][cvn]=1&s[][cvn]=2&p=true", "of two versions", 0, "2"],
  ["cvn=9", "of a version that is not there", 0, "2"],
  ["w=false", "no work in progress", 0, null],
])("what a link remembers: %s, %s", async (query, _, isWip, version) => {
  const broker = await askedBroker();
  await published(broker, "1");
  const content = await published(broker, "2");
  const metadata = Buffer.from(query).toString("base64url");
  await broker.ask("POST", `${content}/metadata/${metadata}/verification-results`, RESULT);
  const stored = broker.store.get(
    `SELECT is_wip AS isWip, version.number AS version FROM result
     LEFT JOIN version ON version.id = result.consumer_version_id`,
  );
  expect(stored).toEqual({ isWip, version });
});

test("the latest result, wherever it is asked for", async () => {
  const broker = await askedBroker();
  const { ask } = broker;
  await broker.publish({ ...PACT, interactions: [interaction("old")] }, "0", { tags: ["t"] });
  const content = await published(broker);
  const pair = "/pacts/provider/P/consumer/C";
  const places = [
    `${content}/verification-results/latest`,
    `${pair}/version/1/verification-results/latest`,
    `${pair}/latest/verification-results/latest`,
  ];
  for (const place of places) expect((await ask("GET", place)).status).toBe(404);
  await ask("POST", `${content}/verification-results`, RESULT);
  await ask("POST", `${content}/verification-results`, { ...RESULT, success: false });
  for (const place of places) {
    expect((await ask("GET", place)).body).toMatchObject({ success: false });
  }
  expect((await ask("GET", `${pair}/latest/t/verification-results/latest`)).status).toBe(404);
  // A result that is deleted leaves the one before.
  expect((await ask("DELETE", `${content}/verification-results/2`)).status).toBe(204);
  expect((await ask("GET", places[0]!)).body).toMatchObject({ success: true });
  // Its number is not given again.
  const made = await ask("POST", `${content}/verification-results`, RESULT);
  expect(made.headers.get("location")).toBe(`${content}/verification-results/3`);
});

test("of a consumer version the latest result with each provider", async () => {
  const broker = await askedBroker();
  const { ask, publish } = broker;
  for (const provider of ["good", "bad", "unknown"])
    await publish({ consumer: "C", provider }, "1");
  for (const [provider, success] of [
    ["good", true],
    ["bad", false],
  ] as const) {
    const { body } = await ask("GET", `/pacts/provider/${provider}/consumer/C/version/1`);
    const { href } = body._links["pb:publish-verification-results"]!;
    await ask("POST", href, { ...RESULT, success });
  }
  const path = "/verification-results/consumer/C/version/1/latest";
  const { body } = await ask("GET", path);
  expect(body).toMatchObject({
    success: false,
    providerSummary: { successful: ["good"], failed: ["bad"], unknown: ["unknown"] },
    _embedded: {
      verificationResults: [{ providerName: "bad" }, { providerName: "good" }],
    },
    _links: { self: { href: `http://broker.test${path}` } },
  });
  expect((await ask("GET", path.replace("/1/", "/2/"))).status).toBe(404);
});
