/**
 * Who may do what, asked by the official command line and request by request.
 *
 * PACT-BROKER-API §0.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pactBroker, type ServedBroker, serveBroker } from "./serve.ts";

const SECRETS = ["write-secret", "read-secret", "write-token", "read-token"];

let served: ServedBroker;

beforeAll(async () => {
  served = await serveBroker({
    authentication: {
      users: [
        { name: "ci", password: "write-secret", access: "write" },
        { name: "eye", password: "read-secret", access: "read" },
      ],
      tokens: [
        { token: "write-token", access: "write" },
        { token: "read-token", access: "read" },
      ],
    },
  });
});
afterAll(() => served.close());

const basic = (text: string): string => `Basic ${Buffer.from(text).toString("base64")}`;

/** Who asks: the field that is sent, and the flags that send it. */
const WRITERS = [
  [
    "a user",
    basic("ci:write-secret"),
    ["--broker-username", "ci", "--broker-password", SECRETS[0]!],
  ],
  ["a bearer", "Bearer write-token", ["--broker-token", SECRETS[2]!]],
] as const;
const READERS = [
  [
    "a user",
    basic("eye:read-secret"),
    ["--broker-username", "eye", "--broker-password", SECRETS[1]!],
  ],
  ["a bearer", "Bearer read-token", ["--broker-token", SECRETS[3]!]],
] as const;
const STRANGERS = [
  ["nobody", undefined, []],
  [
    "a wrong password",
    basic("ci:read-secret"),
    ["--broker-username", "ci", "--broker-password", "x"],
  ],
  ["a wrong token", "Bearer ci", ["--broker-token", "x"]],
] as const;

async function ask(
  authorization: string | undefined,
  method: string,
  path: string,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${served.url}${path}`, {
    method,
    headers: { ...headers, ...(authorization !== undefined && { authorization }) },
    ...(method !== "GET" && method !== "DELETE" && { body: "{}" }),
  });
}

describe.each(WRITERS)("%s who may write", (who, authorization, flags) => {
  test("may do everything", async () => {
    const path = `/pacticipants/by-${encodeURIComponent(who)}/versions/1`;
    expect((await ask(authorization, "PUT", path)).status).toBe(201);
    expect((await ask(authorization, "GET", path)).status).toBe(200);
    expect((await ask(authorization, "DELETE", path)).status).toBe(204);
    const args = ["create-or-update-version", "-a", who.replace(" ", "-"), "-e", "1", ...flags];
    expect((await pactBroker(served.url, args)).code).toBe(0);
  });
});

describe.each(READERS)("%s who may read", (_, authorization, flags) => {
  test.each([
    ["GET", "/", 200],
    ["GET", "/diagnostic/status/heartbeat", 200],
    ["GET", "/nowhere", 404],
    // What a provider is to verify is asked for with a body.
    ["POST", "/pacts/provider/nobody/for-verification", 404],
    ["POST", "/pacticipants", 403],
    ["PUT", "/pacticipants/orders/versions/1", 403],
    ["PATCH", "/pacticipants/orders", 403],
    ["DELETE", "/pacticipants/orders", 403],
    ["POST", "/contracts/publish", 403],
    ["POST", "/pacticipants/for-verification", 403],
    ["PUT", "/pacts/provider/nobody/for-verification", 403],
  ])("%s %s: %i", async (method, path, status) => {
    const answer = await ask(authorization, method, path);
    expect(answer.status).toBe(status);
    if (status === 403) expect(await answer.json()).toEqual({ error: expect.any(String) });
  });

  test("is told so by the official command line", async () => {
    expect((await pactBroker(served.url, ["list-environments", ...flags])).code).toBe(0);
    const args = ["create-environment", "--name", "stage", ...flags];
    const { code, stdout, stderr } = await pactBroker(served.url, args);
    expect(code).toBe(1);
    expect(stdout + stderr).toContain("403");
  });
});

describe.each(STRANGERS)("%s", (_, authorization, flags) => {
  test.each([
    ["GET", "/"],
    ["GET", "/diagnostic/status/heartbeat"],
    ["GET", "/nowhere"],
    ["POST", "/pacticipants"],
  ])("%s %s: 401, as the official broker says it", async (method, path) => {
    const answer = await ask(authorization, method, path);
    expect(answer.status).toBe(401);
    expect(answer.headers.get("www-authenticate")).toBe('Basic realm="Restricted area"');
    expect(answer.headers.get("content-type")).toMatch(/^text\/plain/);
    expect(await answer.text()).toBe("");
  });

  test("is told so by the official command line", async () => {
    const { code, stdout, stderr } = await pactBroker(served.url, ["list-environments", ...flags]);
    expect(code).toBe(1);
    expect(stdout + stderr).toContain("401 Unauthorized");
  });
});

test("no answer holds a secret", async () => {
  for (const [, authorization] of [...WRITERS, ...READERS]) {
    for (const path of ["/", "/pacticipants", "/nowhere", "/diagnostic/status/heartbeat"]) {
      const answer = await ask(authorization, "GET", path);
      const all = JSON.stringify([...answer.headers]) + (await answer.text());
      for (const secret of [...SECRETS, authorization]) expect(all).not.toContain(secret);
    }
  }
});

describe("a page of another site", () => {
  test.each([
    // method   Origin                      status
    ["PUT", "https://evil.test", 403],
    ["PUT", "null", 403],
    ["GET", "https://evil.test", 200],
    ["PUT", "its own", 200],
  ])("%s from %s: %i", async (method, from, status) => {
    const [, authorization] = WRITERS[0];
    const path = "/pacticipants/orders/versions/2";
    await ask(authorization, "PUT", path);
    const origin = from === "its own" ? served.url : from;
    expect((await ask(authorization, method, path, { origin })).status).toBe(status);
  });
});
