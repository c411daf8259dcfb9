/**
 * `rateLimit` of `x-gateway-config`: who has how many requests, and for how long.
 */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { readSettings } from "../../services/api-gateway/settings.ts";
import { readContractText } from "../contract-text.ts";
import { contracts, errorOf, json, type Started, startGateway } from "./gateway-and-backends.ts";
import { ORDER_REQUEST, SHOP } from "./gateway-shop.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: new Date("2026-03-02T10:00:00Z") });
});
afterEach(() => {
  vi.useRealTimers();
});

const LOGIN = { username: "ada", password: "correct horse" };
const BACKENDS = {
  ...SHOP,
  "user-service POST /auth/login": json({ accessToken: "a.b.c", expiresIn: 3600 }),
};

function withLimits(anonymousLimit: number, authenticatedLimit: number): Started {
  return startGateway(BACKENDS, { settings: { anonymousLimit, authenticatedLimit } });
}

/** From behind a proxy that writes where the caller is. */
async function login(gateway: Started, forwarded?: string, user?: string): Promise<number> {
  const headers: Record<string, string> =
    forwarded === undefined ? {} : { "X-Forwarded-For": forwarded };
  return (await gateway.send("POST", "/auth/login", { body: LOGIN, headers, user })).status;
}

test("the contract gives 1,000 requests an hour, and 5,000 to a user", () => {
  expect(readSettings(contracts["api-gateway"]!)).toMatchObject({
    anonymousLimit: 1000,
    authenticatedLimit: 5000,
    windowSeconds: 3600,
  });
});

test("one too many is 429, with the seconds until there are more", async () => {
  const gateway = withLimits(2, 9);
  expect([await login(gateway), await login(gateway)]).toEqual([200, 200]);
  await vi.advanceTimersByTimeAsync(600_500);
  const response = await gateway.send("POST", "/auth/login", { body: LOGIN });
  expect(response.status).toBe(429);
  // 3,600 s less 600.5 s, and no earlier.
  expect(response.headers.get("Retry-After")).toBe("3000");
  expect(await errorOf(response)).toEqual({
    code: "TOO_MANY_REQUESTS",
    message: "All requests of this window are used; the next one begins in 3000 s",
  });
  expect(gateway.sent).toHaveLength(2);
});

test("a window begins with its first request, and after it there are as many again", async () => {
  const gateway = withLimits(1, 9);
  await vi.advanceTimersByTimeAsync(1_000_000);
  expect(await login(gateway)).toBe(200);
  await vi.advanceTimersByTimeAsync(3_599_999);
  expect(await login(gateway)).toBe(429);
  await vi.advanceTimersByTimeAsync(1);
  expect(await login(gateway)).toBe(200);
});

describe("whose requests are counted together", () => {
  test.each([
    // what                              first, second                        second is answered
    ["of one address", ["10.0.0.1", "10.0.0.1"], 429],
    ["of two addresses", ["10.0.0.1", "10.0.0.2"], 200],
    ["of one that says it is another", ["10.0.0.1", "10.0.0.2, 10.0.0.1"], 429],
    ["of which nothing is known", [undefined, undefined], 429],
  ])("anonymous callers %s", async (_, [first, second], expected) => {
    const gateway = withLimits(1, 9);
    expect(await login(gateway, first)).toBe(200);
    expect(await login(gateway, second)).toBe(expected);
  });

  test("each user's, wherever they come from", async () => {
    const gateway = withLimits(9, 1);
    expect(await login(gateway, "10.0.0.1", "u-1")).toBe(200);
    expect(await login(gateway, "10.0.0.2", "u-1")).toBe(429);
    expect(await login(gateway, "10.0.0.1", "u-2")).toBe(200);
  });

  test("a user's apart from those of nobody in particular", async () => {
    const gateway = withLimits(1, 1);
    expect(await login(gateway)).toBe(200);
    expect(await login(gateway)).toBe(429);
    expect(await login(gateway, undefined, "u-1")).toBe(200);
  });

  test("a forged token is no user's", async () => {
    const gateway = withLimits(1, 9);
    const forged = { Authorization: "Bearer x.y.z" };
    const options = { body: LOGIN, headers: forged };
    expect((await gateway.send("POST", "/auth/login", options)).status).toBe(200);
    expect((await gateway.send("POST", "/auth/login", options)).status).toBe(429);
  });
});

test("guessing tokens is counted, too", async () => {
  const gateway = withLimits(2, 9);
  const guess = async () => {
    const headers = { Authorization: "Bearer x.y.z" };
    return (await gateway.send("POST", "/orders", { body: ORDER_REQUEST, headers })).status;
  };
  expect([await guess(), await guess(), await guess()]).toEqual([401, 401, 429]);
});

test("whatever operations the requests are for", async () => {
  const gateway = withLimits(9, 1);
  expect(await login(gateway, undefined, "u-1")).toBe(200);
  expect((await gateway.send("GET", "/dashboard", { user: "u-1" })).status).toBe(429);
});

test("asking for health is not", async () => {
  const gateway = withLimits(1, 1);
  for (let call = 0; call < 3; call += 1) {
    expect((await gateway.send("GET", "/health")).status).toBe(200);
  }
});

describe("a window of the contract", () => {
  const contractOf = (config: string) =>
    readContractText(`
openapi: 3.1.0
info: { title: Gateway, version: "1" }
paths: {}
x-gateway-config: ${config}
`);

  test.each([
    ["30s", 30],
    ["5m", 300],
    ["1h", 3600],
    ["2d", 172_800],
  ])("%s", (window, seconds) => {
    const contract = contractOf(`{ rateLimit: { window: ${window} } }`);
    expect(readSettings(contract).windowSeconds).toBe(seconds);
  });

  test.each([
    ["{ rateLimit: { window: soon } }", '`window` is "soon"; write a time such as 30s'],
    ["{ retry: { backoff: linear } }", '`backoff` is "linear"; choose exponential or constant'],
    ["[]", "x-gateway-config is no mapping"],
    ["{ rateLimit: { default: many } }", "`rateLimit.default` is no number above 0"],
    ["{ retry: { attempts: 0 } }", "`retry.attempts` is no number above 0"],
    ["{ timeout: { default: x } }", "`timeout.default` is no number above 0"],
  ])("%s keeps the gateway from starting", (config, message) => {
    expect(() => readSettings(contractOf(config))).toThrow(message);
  });
});
