import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { type Broker, type BrokerOptions, createBroker } from "../../src/broker/broker.ts";
import { identify } from "../../src/broker/content/identity.ts";
import { pactText } from "./history.ts";
import { pactBroker, serveBroker } from "./serve.ts";
import { startReceiver } from "./webhooks/receiver.ts";

const BASE = "http://broker.test";

async function brokerFor(options: BrokerOptions): Promise<Broker> {
  const broker = await createBroker({ baseUrl: BASE, ...options });
  onTestFinished(() => broker.close());
  return broker;
}

interface Link {
  href: string;
  title: string;
  name: string;
}

/** What is read of the answers below. */
interface Body {
  uuid: string;
  request: object;
  success: boolean;
  logs: string;
  notices: { text: string }[];
  _links: Record<string, Link> & Record<"pb:record-deployment" | "pb:webhooks", Link[]>;
  _embedded: { triggeredWebhooks: { _links: Record<string, Link> }[] };
}

function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "concordat-webhooks-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

async function ask(
  broker: Broker,
  method: string,
  target: string,
  body?: object,
): Promise<{ status: number; body: Body; text: string }> {
  const response = await broker.fetch(
    new Request(target.startsWith("http") ? target : BASE + target, {
      method,
      headers: { "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }),
  );
  const text = await response.text();
  const isJson = /json/.test(response.headers.get("content-type") ?? "");
  return { status: response.status, text, body: (isJson ? JSON.parse(text) : {}) as Body };
}

/** `version` of Foo expects `content` of Bar. */
function publish(broker: Broker, version: string, content: string, more: object = {}) {
  const text = pactText({ consumer: "Foo", provider: "Bar", content });
  return ask(broker, "POST", "/contracts/publish", {
    pacticipantName: "Foo",
    pacticipantVersionNumber: version,
    ...more,
    contracts: [
      {
        consumerName: "Foo",
        providerName: "Bar",
        specification: "pact",
        contentType: "application/json",
        content: Buffer.from(text).toString("base64"),
      },
    ],
  });
}

const pactVersion = (content: string) => {
  const { sha } = identify(pactText({ consumer: "Foo", provider: "Bar", content }))!;
  return `/pacts/provider/Bar/consumer/Foo/pact-version/${sha}`;
};

function verify(broker: Broker, content: string, version: string, success: boolean) {
  return ask(broker, "POST", `${pactVersion(content)}/verification-results`, {
    success,
    providerApplicationVersion: version,
  });
}

const TEMPLATE = Object.fromEntries(
  [
    ...["eventName", "consumerName", "consumerVersionNumber", "consumerVersionBranch"],
    ...["consumerVersionTags", "consumerLabels", "providerName", "providerVersionNumber"],
    ...["providerVersionBranch", "providerVersionTags", "providerVersionDescriptions"],
    ...["providerLabels", "pactUrl", "verificationResultUrl", "githubVerificationStatus"],
    ...["bitbucketVerificationStatus", "gitlabVerificationStatus", "buildUrl", "nothing"],
  ].map((name) => [name, `\${pactbroker.${name}}`]),
);

const webhookTo = (url: string, events: string[], more: object = {}) => ({
  events: events.map((name) => ({ name })),
  request: { method: "POST", url, headers: { "Content-Type": "application/json" }, body: TEMPLATE },
  ...more,
});

describe("delivered once for each event", () => {
  test("a published contract, with its places filled", async () => {
    const receiver = await startReceiver();
    const broker = await brokerFor({ webhookHosts: [receiver.url] });
    await publish(broker, "0", "z");
    await ask(broker, "PUT", "/pacticipants/Foo/labels/team-a", {});
    const webhook = webhookTo(`${receiver.url}/\${pactbroker.consumerVersionBranch}`, [
      "contract_published",
    ]);
    expect((await ask(broker, "POST", "/webhooks", webhook)).status).toBe(201);
    const published = await publish(broker, "1", "a", {
      branch: "feat/x",
      tags: ["dev", "next"],
      buildUrl: "https://ci.test/1",
    });
    const [one] = await receiver.until(1);
    expect([one!.method, one!.path]).toEqual(["POST", "/feat%2Fx"]);
    const metadata = Buffer.from("cvn=1&w=true").toString("base64url");
    expect(JSON.parse(one!.body)).toEqual({
      eventName: "contract_published",
      consumerName: "Foo",
      consumerVersionNumber: "1",
      consumerVersionBranch: "feat/x",
      consumerVersionTags: "dev, next",
      consumerLabels: "team-a",
      providerName: "Bar",
      providerVersionNumber: "",
      providerVersionBranch: "",
      providerVersionTags: "",
      providerVersionDescriptions: "",
      providerLabels: "",
      pactUrl: `${BASE}${pactVersion("a")}/metadata/${metadata}`,
      verificationResultUrl: "",
      githubVerificationStatus: "pending",
      bitbucketVerificationStatus: "INPROGRESS",
      gitlabVerificationStatus: "pending",
      buildUrl: "https://ci.test/1",
      nothing: `\${pactbroker.nothing}`,
    });
    const notices = published.body.notices.map(({ text }) => text);
    expect(notices.join("\n")).toMatch(
      /POST 127\.0\.0\.1"? triggered for event contract_published\.\n +View logs at http:\/\/broker\.test\/triggered-webhooks\//,
    );
  });

  test("a result, whatever it is", async () => {
    const receiver = await startReceiver();
    const broker = await brokerFor({ webhookHosts: [receiver.url] });
    await publish(broker, "1", "a");
    for (const event of ["published", "succeeded", "failed"]) {
      const { status } = await ask(
        broker,
        "POST",
        "/webhooks",
        webhookTo(`${receiver.url}/${event}`, [`provider_verification_${event}`]),
      );
      expect(status).toBe(201);
    }
    await ask(broker, "PUT", "/pacticipants/Bar/branches/main/versions/7", {});
    await verify(broker, "a", "7", true);
    await receiver.until(2);
    await verify(broker, "a", "8", false);
    const received = await receiver.until(4);
    const told = received.map(({ path: where, body }) => {
      const { providerVersionNumber, githubVerificationStatus, verificationResultUrl } =
        JSON.parse(body);
      return [where, providerVersionNumber, githubVerificationStatus, verificationResultUrl];
    });
    const result = (number: number) => `${BASE}${pactVersion("a")}/verification-results/${number}`;
    expect(told.toSorted((a, b) => (a.join() < b.join() ? -1 : 1))).toEqual([
      ["/failed", "8", "failure", result(2)],
      ["/published", "7", "success", result(1)],
      ["/published", "8", "failure", result(2)],
      ["/succeeded", "7", "success", result(1)],
    ]);
  });

  test("content that has changed, and content that has not", async () => {
    const receiver = await startReceiver();
    const broker = await createBroker({ webhookHosts: [receiver.url] });
    await publish(broker, "1", "a");
    await ask(broker, "POST", "/webhooks", webhookTo(receiver.url, ["contract_content_changed"]));
    await publish(broker, "2", "a");
    await publish(broker, "3", "b");
    await broker.close();
    const [told, ...more] = receiver.received.map(({ body }) => JSON.parse(body));
    expect(told).toMatchObject({
      consumerVersionNumber: "3",
      // Nobody said where the broker is: it is where it was asked.
      pactUrl: expect.stringMatching(/^http:\/\/broker\.test\/pacts\//),
    });
    expect(more).toEqual([]);
  });

  test("a contract that two provider versions should verify", async () => {
    const receiver = await startReceiver();
    const broker = await brokerFor({ webhookHosts: [receiver.url] });
    await ask(broker, "POST", "/environments", { name: "prod", production: true });
    await ask(broker, "PUT", "/pacticipants/Bar/branches/main/versions/7", {});
    await ask(broker, "PUT", "/pacticipants/Bar/versions/6", {});
    const version = await ask(broker, "GET", "/pacticipants/Bar/versions/6");
    await ask(broker, "POST", version.body._links["pb:record-deployment"][0]!.href, {});
    await ask(
      broker,
      "POST",
      "/webhooks",
      webhookTo(receiver.url, ["contract_requiring_verification_published"]),
    );
    await publish(broker, "1", "a");
    const received = (await receiver.until(2)).map(({ body }) => JSON.parse(body));
    expect(
      received.map((each) => [each.providerVersionNumber, each.providerVersionBranch]).sort(),
    ).toEqual([
      ["6", ""],
      ["7", "main"],
    ]);
    expect(received.map((each) => each.providerVersionDescriptions).sort()).toEqual([
      "currently deployed version (prod)",
      "latest version from main branch",
    ]);
  });
});

test("only those are told who wait for the pair, and are enabled", async () => {
  const receiver = await startReceiver();
  const broker = await brokerFor({ webhookHosts: [receiver.url] });
  await publish(broker, "1", "a");
  await ask(broker, "POST", "/pacticipants", { name: "Other" });
  await ask(broker, "PUT", "/pacticipants/Bar/labels/team-b", {});
  await ask(broker, "PUT", "/pacticipants/Foo/labels/team-c", {});
  const make = async (where: string, target: string, more: object) => {
    const webhook = webhookTo(`${receiver.url}/${where}`, ["contract_published"], more);
    expect((await ask(broker, "POST", target, webhook)).status).toBe(201);
  };
  await make("all", "/webhooks", {});
  await make("pair", "/webhooks/provider/Bar/consumer/Foo", {});
  await make("of-consumer", "/webhooks/consumer/Foo", {});
  await make("of-provider", "/webhooks/provider/Bar", {});
  await make("label", "/webhooks", { provider: { label: "team-b" } });
  await make("no-other-consumer", "/webhooks", { consumer: { name: "Other" } });
  await make("no-other-label", "/webhooks", { consumer: { label: "team-b" } });
  await make("no-disabled", "/webhooks", { enabled: false });
  await publish(broker, "2", "a");
  await broker.close();
  expect(receiver.received.map((each) => each.path).sort()).toEqual([
    "/all",
    "/label",
    "/of-consumer",
    "/of-provider",
    "/pair",
  ]);
});

describe("where it may not go", () => {
  test("nothing is sent where no host was allowed", async () => {
    const receiver = await startReceiver();
    const broker = await brokerFor({});
    const { status, body } = await ask(
      broker,
      "POST",
      "/webhooks",
      webhookTo(receiver.url.replace("http:", "https:"), ["contract_published"]),
    );
    expect(status).toBe(201);
    await publish(broker, "1", "a");
    const tried = await ask(broker, "POST", body._links["pb:execute"]!.href, {});
    expect(tried.body).toMatchObject({
      success: false,
      error: { message: expect.stringContaining("is not one of the hosts") },
    });
    expect(tried.body).not.toHaveProperty("response");
    await broker.close();
    expect(receiver.received).toEqual([]);
  });

  test("a redirect is not followed", async () => {
    const other = await startReceiver();
    const receiver = await startReceiver((response) => {
      response.writeHead(307, { location: `${other.url}/x` }).end();
    });
    const broker = await brokerFor({ webhookHosts: [receiver.url] });
    const { body } = await ask(
      broker,
      "POST",
      "/webhooks",
      webhookTo(receiver.url, ["contract_published"]),
    );
    const tried = await ask(broker, "POST", body._links["pb:execute"]!.href, {});
    expect(tried.body).toMatchObject({ success: false, response: { status: 307 } });
    expect(other.received).toEqual([]);
  });

  test("a host that was allowed once, and is no longer", async () => {
    const receiver = await startReceiver();
    const data = path.join(temporaryFolder(), "broker.sqlite");
    const before = await createBroker({ data, webhookHosts: [receiver.url] });
    await ask(before, "POST", "/webhooks", webhookTo(receiver.url, ["contract_published"]));
    await before.close();
    const broker = await createBroker({ data });
    await publish(broker, "1", "a");
    await broker.close();
    expect(receiver.received).toEqual([]);
  });
});

test("an answer without end is read to a bound", async () => {
  const receiver = await startReceiver((response) => {
    const more = () => {
      while (response.write("x".repeat(65_536)));
      response.once("drain", more);
    };
    more();
  });
  const broker = await brokerFor({ webhookHosts: [receiver.url] });
  const { body } = await ask(
    broker,
    "POST",
    "/webhooks",
    webhookTo(receiver.url, ["contract_published"]),
  );
  const tried = await ask(broker, "POST", body._links["pb:execute"]!.href, {});
  expect(tried.body.success).toBe(true);
  expect(tried.text.length).toBeLessThan(50_000);
  expect(tried.body.logs).toContain("(the rest was not read)");
});

test("close waits for what is under way", async () => {
  let held: ServerResponse | undefined;
  const receiver = await startReceiver((response) => {
    held = response;
  });
  const data = path.join(temporaryFolder(), "broker.sqlite");
  const broker = await createBroker({ data, webhookHosts: [receiver.url] });
  await ask(broker, "POST", "/webhooks", webhookTo(receiver.url, ["contract_published"]));
  await publish(broker, "1", "a");
  const closing = broker.close();
  await receiver.until(1);
  held!.end("late");
  await closing;
  const again = await brokerFor({ data });
  const list = await ask(
    again,
    "GET",
    "/pacts/provider/Bar/consumer/Foo/version/1/triggered-webhooks",
  );
  expect(list.body._embedded.triggeredWebhooks).toMatchObject([
    { status: "success", eventName: "contract_published", attemptsMade: 1, attemptsRemaining: 0 },
  ]);
});

test("what became of it is listed, with its log", async () => {
  const receiver = await startReceiver((response) => response.writeHead(500).end("no\nway"));
  const data = path.join(temporaryFolder(), "broker.sqlite");
  const first = await createBroker({ data, webhookHosts: [receiver.url] });
  await publish(first, "1", "a");
  const events = ["provider_verification_failed"];
  await ask(first, "POST", "/webhooks", webhookTo(receiver.url, events, { description: "tell" }));
  await verify(first, "a", "7", false);
  await first.close();
  const broker = await brokerFor({ data });
  const target = `${pactVersion("a")}/verification-results/1/triggered-webhooks`;
  const [item] = (await ask(broker, "GET", target)).body._embedded.triggeredWebhooks;
  expect(item).toMatchObject({ name: "tell", status: "failure" });
  const logs = await ask(broker, "GET", item!._links["pb:logs"]!.href);
  expect(logs.text).toMatch(/INFO: HTTP\/1\.1 POST http:\/\/127\.0\.0\.1/);
  expect(logs.text).toMatch(/INFO: HTTP\/1\.1 500\n/);
  expect(logs.text).toMatch(/INFO: no\n\[[^\]]+\] INFO: way\n/);
  expect((await ask(broker, "GET", "/triggered-webhooks/nobody/logs")).status).toBe(404);
});

test("secrets are sent and never shown", async () => {
  // The answer repeats what it was sent.
  const receiver = await startReceiver((response, { headers, body }) => {
    response.setHeader("x-echo", String(headers["x-api-key"]));
    response.end(JSON.stringify({ headers, body }));
  });
  const folder = temporaryFolder();
  const data = path.join(folder, "broker.sqlite");
  const broker = await createBroker({ data, baseUrl: BASE, webhookHosts: [receiver.url] });
  await publish(broker, "1", "a");
  const secrets = ["s3cret-p4ss", "s3cret-bearer", "s3cret-k3y", "s3cret-query"];
  const webhook = webhookTo(`${receiver.url}/?token=s3cret-query`, ["contract_published"]);
  const request = {
    ...webhook.request,
    username: "me",
    password: "s3cret-p4ss",
    headers: { "X-Api-Key": "s3cret-k3y", "X-Token": "Bearer s3cret-bearer" },
  };
  const made = await ask(broker, "POST", "/webhooks", { ...webhook, request });
  const target = `/webhooks/${made.body.uuid}`;
  await publish(broker, "2", "b");
  const [one] = await receiver.until(1);
  expect(one!.path).toBe("/?token=s3cret-query");
  expect(one!.headers).toMatchObject({
    authorization: `Basic ${Buffer.from("me:s3cret-p4ss").toString("base64")}`,
    "x-api-key": "s3cret-k3y",
    "x-token": "Bearer s3cret-bearer",
  });
  const shown = await ask(broker, "GET", target);
  expect(shown.body.request).toMatchObject({
    url: `${receiver.url}/?token=**********`,
    username: "me",
    password: "**********",
    headers: { "x-api-key": "**********", "x-token": "**********" },
  });
  // What was read is written back, and what was secret is kept.
  const written = await ask(broker, "PUT", target, shown.body);
  const tried = await ask(broker, "POST", `${target}/execute`, {});
  const [, again] = await receiver.until(2);
  expect(again!.headers["x-token"]).toBe("Bearer s3cret-bearer");
  expect(again!.path).toBe("/?token=s3cret-query");
  const list = await ask(broker, "GET", "/webhooks");
  const triggered = await ask(
    broker,
    "GET",
    "/pacts/provider/Bar/consumer/Foo/version/2/triggered-webhooks",
  );
  await broker.backup(path.join(folder, "copy.sqlite"));
  await broker.close();
  const reader = await brokerFor({ data });
  const href = triggered.body._embedded.triggeredWebhooks[0]!._links["pb:logs"]!.href;
  const logs = await ask(reader, "GET", href);
  expect(logs.text).toContain("**********");
  const files = readdirSync(folder).map((file) => readFileSync(path.join(folder, file), "latin1"));
  const everything = [made, shown, written, tried, list, triggered, logs].map(({ text }) => text);
  const pair = Buffer.from("me:s3cret-p4ss").toString("base64");
  for (const text of [...everything, ...files]) {
    for (const secret of [...secrets, pair]) expect(text).not.toContain(secret);
  }
});

describe("the official command line", () => {
  test("makes, changes, tries and deletes webhooks", async () => {
    const receiver = await startReceiver();
    const { url, close } = await serveBroker({ webhookHosts: [receiver.url] });
    onTestFinished(close);
    await pactBroker(url, ["create-or-update-pacticipant", "--name", "Foo"]);
    await pactBroker(url, ["create-or-update-pacticipant", "--name", "Bar"]);
    const made = await pactBroker(url, [
      ...["create-webhook", `${receiver.url}/hook`, "--request", "POST"],
      ...[
        "--header",
        "Content-Type: application/json",
        "--data",
        `{"a":"\${pactbroker.eventName}"}`,
      ],
      ...["--user", "me:s3cret", "--consumer", "Foo", "--provider", "Bar"],
      ...["--description", "tell", "--contract-published"],
    ]);
    expect(made).toMatchObject({ code: 0 });
    expect(made.stdout + made.stderr).not.toContain("s3cret");
    const uuid = /[\w-]{20,}/.exec(made.stdout)![0];

    const tried = await pactBroker(url, ["test-webhook", "--uuid", uuid]);
    expect(tried).toMatchObject({ code: 0 });
    expect(receiver.received.map(({ path: where, body }) => [where, body])).toEqual([
      ["/hook", '{"a":"test"}'],
    ]);

    const fixed = "a-uuid-of-our-own-1";
    const options = ["--uuid", fixed, "--request", "POST", "--contract-content-changed"];
    const put = ["create-or-update-webhook", `${receiver.url}/other`, ...options];
    const created = await pactBroker(url, [...put, "--description", "one"]);
    const updated = await pactBroker(url, [...put, "--description", "two"]);
    expect([created.code, updated.code]).toEqual([0, 0]);
    const shown = await fetch(`${url}/webhooks/${fixed}`);
    expect(await shown.json()).toMatchObject({
      description: "two",
      events: [{ name: "contract_content_changed" }],
    });

    const deleted = await pactBroker(url, ["delete-webhook", "--uuid", fixed]);
    expect(deleted).toMatchObject({ code: 0 });
    expect((await fetch(`${url}/webhooks/${fixed}`)).status).toBe(404);
  });

  test("is told what is wrong", async () => {
    const { url, close } = await serveBroker();
    onTestFinished(close);
    const create = (to: string, ...more: string[]) =>
      pactBroker(url, ["create-webhook", to, "--contract-published", ...more]);
    const scheme = await create("http://example.org", "--request", "POST");
    const method = await create("https://example.org", "--request", "GET");
    const uuid = await pactBroker(url, [
      ...["create-or-update-webhook", "https://example.org", "--request", "POST"],
      ...["--uuid", "short", "--contract-published"],
    ]);
    expect([scheme.code, method.code, uuid.code]).toEqual([1, 1, 1]);
    expect(scheme.stdout + scheme.stderr).toContain("scheme must be https");
    expect(method.stdout + method.stderr).toContain("must be POST");
    expect(uuid.stdout + uuid.stderr).toContain("must be 16 or more characters");
  });
});

test("the lists are of those that are named", async () => {
  const broker = await brokerFor({ webhookHosts: ["example.org"] });
  await publish(broker, "1", "a");
  const webhook = webhookTo("https://example.org", ["contract_published"]);
  await ask(broker, "POST", "/webhooks", webhook);
  await ask(broker, "POST", "/webhooks/consumer/Foo", { ...webhook, description: "mine" });
  await ask(broker, "POST", "/webhooks/provider/Bar/consumer/Foo", webhook);
  const titles = async (target: string) => {
    const { body } = await ask(broker, "GET", target);
    return body._links["pb:webhooks"].map((each) => `${each.name}: ${each.title}`);
  };
  const all = [
    "POST example.org: A webhook for all pacts",
    "mine: A webhook for all pacts with consumer Foo",
    "POST example.org: A webhook for the pact between Foo and Bar",
  ];
  expect(await titles("/webhooks")).toEqual(all);
  expect(await titles("/webhooks/consumer/Foo")).toEqual(all.slice(1));
  expect(await titles("/webhooks/provider/Bar")).toEqual(all.slice(2));
  expect(await titles("/webhooks/provider/Bar/consumer/Foo")).toEqual(all.slice(2));
  expect((await ask(broker, "GET", "/webhooks/provider/Nobody")).status).toBe(404);
});
