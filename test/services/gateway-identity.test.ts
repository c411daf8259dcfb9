/**
 * Who the gateway takes a caller to be: `bearerAuth` of its contract.
 */
import { SignJWT } from "jose";
import { afterEach, describe, expect, test, vi } from "vitest";
import { createTokens } from "../../services/platform/tokens.ts";
import { readContractText } from "../contract-text.ts";
import { clock, errorOf, hangs, json, startGateway, tokenOf } from "./gateway-and-backends.ts";
import { ORDER_REQUEST, SHOP } from "./gateway-shop.ts";

const OTHER = createTokens("the secret of somebody else, long enough", clock);
const KEY = new TextEncoder().encode("a secret of thirty-two bytes, or more");

function bearer(token: string): Record<string, string> {
  return { Authorization: `Bearer ${token}` };
}

/** One hour good, so far as its claims go. */
function signed(claims: Record<string, unknown>, header = { alg: "HS256" }): Promise<string> {
  const exp = Math.floor(Date.now() / 1000) + 3600;
  return new SignJWT({ exp, ...claims }).setProtectedHeader(header).sign(KEY);
}

describe("a request that needs a user is 401", () => {
  test.each<[string, () => Promise<Record<string, string>>, string]>([
    ["without a token", async () => ({}), "TOKEN_MISSING"],
    ["with another scheme", async () => ({ Authorization: "Basic YTpi" }), "TOKEN_MISSING"],
    [
      "with the services' key",
      async () => ({ "X-API-Key": "key-of-the-services" }),
      "TOKEN_MISSING",
    ],
    ["with a name only", async () => ({ "X-User-ID": "u-1" }), "TOKEN_MISSING"],
    ["with what is no token", async () => bearer("abc"), "TOKEN_INVALID"],
    [
      "with a token of another issuer",
      async () => bearer(await OTHER.issue({ sub: "u-1", roles: [] }, 3600)),
      "TOKEN_INVALID",
    ],
    [
      "with a token that nobody signed",
      async () => {
        const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
        const exp = Math.floor(Date.now() / 1000) + 3600;
        return bearer(`${part({ alg: "none" })}.${part({ sub: "u-1", roles: [], exp })}.`);
      },
      "TOKEN_INVALID",
    ],
    [
      "with a token whose claims were changed",
      async () => {
        const [header, , signature] = (await tokenOf("u-1")).split(".");
        const [, claims] = (await tokenOf("u-2")).split(".");
        return bearer(`${header}.${claims}.${signature}`);
      },
      "TOKEN_INVALID",
    ],
    ["with a token of nobody", async () => bearer(await signed({ roles: [] })), "TOKEN_INVALID"],
    [
      "with a token that has expired",
      async () => bearer(await tokenOf("u-1", -1)),
      "TOKEN_EXPIRED",
    ],
  ])("%s", async (_, headers, code) => {
    const gateway = startGateway({});
    const options = { body: ORDER_REQUEST, headers: await headers() };
    for (const [method, path] of [
      ["GET", "/dashboard"],
      ["POST", "/orders"],
    ] as const) {
      const { body, ...bodiless } = options;
      const response = await gateway.send(method, path, method === "GET" ? bodiless : options);
      expect(response.status).toBe(401);
      expect(response.headers.get("WWW-Authenticate")).toBe("Bearer");
      expect(await errorOf(response)).toMatchObject({ code });
    }
    expect(gateway.sent).toEqual([]);
  });
});

test("a token that expires says when it did", async () => {
  vi.useFakeTimers({ now: new Date("2026-03-02T10:00:00Z") });
  const headers = bearer(await tokenOf("u-1", 60));
  vi.setSystemTime(new Date("2026-03-02T10:01:00Z"));
  const response = await startGateway({}).send("GET", "/dashboard", { headers });
  expect(response.status).toBe(401);
  expect(await response.json()).toMatchObject({
    error: { code: "TOKEN_EXPIRED", details: { expiredAt: "2026-03-02T10:01:00.000Z" } },
    timestamp: "2026-03-02T10:01:00.000Z",
    service: "api-gateway",
  });
});
afterEach(() => vi.useRealTimers());

test.each([
  ["bearer", "Bearer"],
  ["BEARER", "Bearer"],
])("the scheme %s is %s: RFC 9110 §11.1", async (scheme) => {
  const gateway = startGateway(SHOP);
  const headers = { Authorization: `${scheme} ${await tokenOf("u-1")}` };
  const response = await gateway.send("POST", "/orders", { body: ORDER_REQUEST, headers });
  expect(response.status).toBe(201);
});

describe("who is passed on", () => {
  const LOGIN = { username: "ada", password: "correct horse" };
  const loggedIn = {
    "user-service POST /auth/login": json({ accessToken: "a.b.c", expiresIn: 3600 }),
  };

  test.each([
    // caller                     as whom, with the services' key
    ["u-1", {}, "u-1", "key-of-the-services"],
    ["u-1", { "X-User-ID": "u-2" }, "u-1", "key-of-the-services"],
    ["u-1", { "X-API-Key": "guessed" }, "u-1", "key-of-the-services"],
    // With the key, a request without a user would be a service's.
    [undefined, {}, null, null],
    [undefined, { "X-User-ID": "u-2", "X-API-Key": "key-of-the-services" }, null, null],
    [undefined, { Authorization: "Bearer x.y.z" }, null, null],
  ])("user %s with %o is %s", async (user, headers, userId, apiKey) => {
    const gateway = startGateway(loggedIn);
    await gateway.send("POST", "/auth/login", { user, body: LOGIN, headers });
    const [sent] = gateway.sent;
    expect(sent!.headers.get("X-User-ID")).toBe(userId);
    expect(sent!.headers.get("X-API-Key")).toBe(apiKey);
    expect(sent!.headers.has("Authorization")).toBe(userId !== null);
  });
});

describe("an operation whose contract", () => {
  const contractOf = (security: string) =>
    readContractText(`
openapi: 3.1.0
info: { title: Gateway, version: "1" }
paths:
  /things:
    get:
      x-gateway-backend: { service: things, path: /things }
      responses: { default: { description: Any } }
      ${security}
components:
  securitySchemes:
    bearerAuth: { type: http, scheme: bearer }
    key: { type: apiKey, in: header, name: X-Key }
`);

  test.each([
    ["demands nothing", "", 200],
    ["demands nothing, of what others do", "security: []", 200],
    ["demands a user", "security: [{ bearerAuth: [] }]", 401],
    ["asks for a user, or none", "security: [{ bearerAuth: [] }, {}]", 200],
  ])("%s", async (_, security, status) => {
    const gateway = startGateway(
      { "things GET /things": json({}) },
      { contract: contractOf(security), contractless: true },
    );
    expect((await gateway.send("GET", "/things")).status).toBe(status);
  });

  test("names the key's header otherwise has it so", async () => {
    const gateway = startGateway(
      { "things GET /things": json({}) },
      { contract: contractOf(""), contractless: true },
    );
    await gateway.send("GET", "/things", { user: "u-1", headers: { "X-Key": "guessed" } });
    expect(gateway.sent[0]!.headers.get("X-Key")).toBe("key-of-the-services");
  });
});

test("who is not let in does not reach a service that hangs", async () => {
  const gateway = startGateway({ "user-service GET /users/u-1": hangs });
  expect((await gateway.send("GET", "/dashboard")).status).toBe(401);
});
