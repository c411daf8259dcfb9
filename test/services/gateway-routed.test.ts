/**
 * `x-gateway-backend`: what is passed on, what is not, and what comes back.
 */
import { afterEach, describe, expect, test, vi } from "vitest";
import { readContractText } from "../contract-text.ts";
import {
  type Backend,
  errorOf,
  hangs,
  isDown,
  json,
  refuses,
  type Started,
  startGateway,
} from "./gateway-and-backends.ts";

const LOGIN = { username: "ada", password: "correct horse" };
const LOGGED_IN = { accessToken: "a.b.c", refreshToken: null, expiresIn: 3600 };

function withLogin(backend: Backend): Started {
  return startGateway({ "user-service POST /auth/login": backend });
}

async function login(backend: Backend, headers: Record<string, string> = {}) {
  const gateway = withLogin(backend);
  const response = await gateway.send("POST", "/auth/login", { body: LOGIN, headers });
  return { response, sent: gateway.sent };
}

test("method, path, body and content type are passed on", async () => {
  const { sent } = await login(json(LOGGED_IN));
  expect(sent).toMatchObject([{ service: "user-service", line: "POST /auth/login", body: LOGIN }]);
  expect(sent[0]!.headers.get("Content-Type")).toBe("application/json");
});

describe("of the caller's header fields", () => {
  test.each([
    // field               sent           passed on
    ["Accept-Language", "de-CH", "de-CH"],
    ["Cookie", "a=1; b=2", "a=1; b=2"],
    ["X-Client", "shop-7", "shop-7"],
    // RFC 9110 §7.6.1
    ["Keep-Alive", "timeout=5", null],
    ["Proxy-Authorization", "Basic eA==", null],
    ["TE", "trailers", null],
    ["Upgrade", "h2c", null],
    ["Expect", "100-continue", null],
    // What the gateway alone says.
    ["X-User-ID", "u-9", null],
    ["X-API-Key", "guessed", null],
    ["Authorization", "Bearer forged", null],
  ])("%s: %s is passed on as %s", async (name, value, expected) => {
    const { sent } = await login(json(LOGGED_IN), { [name]: value });
    expect(sent[0]!.headers.get(name)).toBe(expected);
  });

  test("those that Connection names stay here, and so does what is no name", async () => {
    const { sent } = await login(json(LOGGED_IN), {
      Connection: "close, X-Hop, not a name",
      "X-Hop": "1",
      "X-End": "2",
    });
    const { headers } = sent[0]!;
    expect([headers.get("Connection"), headers.get("X-Hop"), headers.get("X-End")]).toEqual([
      null,
      null,
      "2",
    ]);
  });
});

test("the answer comes back with its fields, those of the connection apart", async () => {
  const { response } = await login(() => {
    const answer = Response.json(LOGGED_IN, {
      headers: { "Keep-Alive": "timeout=5", "X-Served-By": "u-1", "Content-Encoding": "gzip" },
    });
    answer.headers.append("Set-Cookie", "refreshToken=r-1; HttpOnly");
    answer.headers.append("Set-Cookie", "theme=dark");
    return answer;
  });
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual(LOGGED_IN);
  expect(response.headers.getSetCookie()).toEqual(["refreshToken=r-1; HttpOnly", "theme=dark"]);
  expect(response.headers.get("X-Served-By")).toBe("u-1");
  expect(response.headers.get("Keep-Alive")).toBeNull();
  expect(response.headers.get("Content-Encoding")).toBeNull();
});

test.each([
  [400, "BODY_INVALID"],
  [401, "CREDENTIALS_WRONG"],
  [429, "TOO_MANY_REQUESTS"],
])("a refusal of %i is passed on as it is", async (status, code) => {
  const { response } = await login(refuses(status, code));
  expect(response.status).toBe(status);
  expect(await errorOf(response)).toEqual({ code, message: `It is ${code}` });
});

const ITEMS = readContractText(`
openapi: 3.1.0
info: { title: Gateway, version: "1" }
paths:
  /shelves/{shelf}/items:
    get:
      x-gateway-backend: { service: stock, path: "/items?shelf={shelf}" }
      responses: { "200": { description: Items }, "204": { description: None } }
  /item:
    get:
      parameters: [{ name: id, in: query, schema: { type: string } }]
      x-gateway-backend: { service: stock, path: "/items/{id}" }
      responses: { "200": { description: Item } }
  /slow:
    get:
      x-gateway-backend: { service: stock, path: /slow, timeout: long }
      responses: { "200": { description: Items }, "504": { description: Late } }
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key }
x-gateway-config: { timeout: { default: 5, long: 50 } }
`);

function withItems(backends: Record<string, Backend>): Started {
  return startGateway(backends, { contract: ITEMS, contractless: true });
}

test.each([
  // what is asked                    what the backend is asked
  ["/shelves/a7/items", "/items?shelf=a7"],
  ["/shelves/a7/items?size=2&size=3", "/items?shelf=a7&size=2&size=3"],
  ["/shelves/a%2Fb%20c/items?q=%26", "/items?shelf=a%2Fb%20c&q=%26"],
])("%s is passed on as %s", async (path, expected) => {
  const gateway = withItems({ "stock GET /items": json([]) });
  const route = path.replace(/^\/shelves\/[^/]+/, "/shelves/{shelf}");
  const response = await gateway.send("GET", path, { as: `GET ${route.split("?")[0]}` });
  expect(response.status).toBe(200);
  expect(gateway.lines()).toEqual([`stock GET ${expected}`]);
});

test("a variable stands for a parameter of the query that the operation declares", async () => {
  const gateway = withItems({ "stock GET /items/i-1": json({}) });
  await gateway.send("GET", "/item?id=i-1");
  expect(gateway.lines()).toEqual(["stock GET /items/i-1?id=i-1"]);
});

test("a query is passed on where the backend's path has none", async () => {
  const gateway = withItems({ "stock GET /slow": json([]) });
  await gateway.send("GET", "/slow?size=2");
  expect(gateway.lines()).toEqual(["stock GET /slow?size=2"]);
});

test("a status that has no body is passed on without one", async () => {
  const gateway = withItems({ "stock GET /items": () => new Response(null, { status: 204 }) });
  const response = await gateway.send("GET", "/shelves/a/items", {
    as: "GET /shelves/{shelf}/items",
  });
  expect(response.status).toBe(204);
  expect(response.body).toBeNull();
});

describe("without an answer", () => {
  afterEach(() => vi.useRealTimers());

  test("in the operation's 10 s it is 504, after as long as that", async () => {
    vi.useFakeTimers();
    const gateway = withLogin(hangs);
    const answer = gateway.send("POST", "/auth/login", { body: LOGIN });
    const isAnswered = vi.fn();
    void answer.then(isAnswered);
    await gateway.reached(1);
    await vi.advanceTimersByTimeAsync(9_999);
    expect(isAnswered).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    const response = await answer;
    expect(response.status).toBe(504);
    expect(await errorOf(response)).toEqual({
      code: "GATEWAY_TIMEOUT",
      message: "user-service did not answer in time",
      service: "user-service",
    });
  });

  test("and a timeout can be one of those that the contract names", async () => {
    vi.useFakeTimers();
    const gateway = withItems({ "stock GET /slow": hangs });
    const answer = gateway.send("GET", "/slow");
    const isAnswered = vi.fn();
    void answer.then(isAnswered);
    await gateway.reached(1);
    await vi.advanceTimersByTimeAsync(49_999);
    expect(isAnswered).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect((await answer).status).toBe(504);
  });

  test("a body that stops halfway is a timeout, too", async () => {
    vi.useFakeTimers();
    const gateway = withLogin(() => new Response(new ReadableStream()));
    const answer = gateway.send("POST", "/auth/login", { body: LOGIN });
    await gateway.reached(1);
    await vi.advanceTimersByTimeAsync(10_000);
    expect((await answer).status).toBe(504);
  });

  test("because nobody listens, it is 502", async () => {
    const gateway = withLogin(isDown);
    const response = await gateway.send("POST", "/auth/login", { body: LOGIN });
    expect(response.status).toBe(502);
    expect(await errorOf(response)).toEqual({
      code: "BAD_GATEWAY",
      message: "user-service could not be reached",
      service: "user-service",
    });
  });
});

test.each([
  ["as its length says", { "Content-Length": "2000000" }, "{}"],
  ["as is found while reading", {}, JSON.stringify("x".repeat(1024 * 1024))],
])("a body that is too large, %s, goes nowhere", async (_, headers, body) => {
  const gateway = withLogin(json(LOGGED_IN));
  const response = await gateway.send("POST", "/auth/login", {
    body: JSON.parse(body),
    headers: headers as Record<string, string>,
  });
  expect(response.status).toBe(413);
  expect(await errorOf(response)).toMatchObject({ code: "BODY_TOO_LARGE" });
  expect(gateway.sent).toEqual([]);
});

test("the gateway says that it is up", async () => {
  const response = await startGateway({}).send("GET", "/health");
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ status: "UP", service: "api-gateway" });
});
