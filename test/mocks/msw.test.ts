/**
 * Contracts as MSW handlers: what they claim, what they leave, and how a broken request shows.
 *
 * DESIGN: mock server behaviour, in-process under MSW.
 */
import { contractHandlers } from "concordat/msw";
import { type HttpHandler, HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { readContractText } from "../contract-text.ts";
import { cpuSecondsOf } from "../cpu-seconds.ts";

const pets = readContractText(`
openapi: 3.1.0
info: { title: Pets, version: "1" }
servers:
  - url: https://pets.example.com/v1
  - url: https://staging.pets.example.com/v1/
paths:
  /pets:
    post:
      requestBody:
        required: true
        content:
          application/json:
            schema: { type: object, required: [name], properties: { name: { type: string } } }
      responses:
        "201": { description: made, content: { application/json: { schema: { const: made } } } }
  /pets/{id}:
    get:
      parameters:
        - { name: id, in: path, required: true, schema: { type: integer } }
      responses:
        "200":
          description: a pet
          content:
            application/json:
              schema: { type: object }
              examples:
                cat: { summary: the pet is a cat, value: { kind: cat } }
                dog: { summary: the pet is a dog, value: { kind: dog } }
        "404":
          description: no pet
          content:
            application/json:
              schema: { type: object }
              examples:
                none: { summary: there is no pet, value: { kind: none } }
  /session:
    get:
      parameters:
        - { name: token, in: cookie, required: true, schema: { type: string } }
      responses:
        "204": { description: fresh }
`);

// The same paths on another host, so that only the base URL tells the two apart.
const toys = readContractText(`
openapi: 3.1.0
info: { title: Toys, version: "1" }
servers: [{ url: https://toys.example.com }]
paths:
  /pets/{id}:
    get:
      responses:
        "200": { description: a toy, content: { application/json: { schema: { const: toy } } } }
`);

const server = setupServer();
// MSW prints what a handler throws, and what no handler takes.
const printed = vi.spyOn(console, "error");

beforeAll(() => {
  printed.mockImplementation(() => {});
  server.listen({ onUnhandledFrame: "error" });
});
afterEach(() => server.resetHandlers());
afterAll(() => {
  server.close();
  printed.mockRestore();
});

/** What `fetch` gives: the status and the body, or that it failed, and why. */
async function outcome(handlers: HttpHandler[], url: string, init?: RequestInit): Promise<unknown> {
  server.use(...handlers);
  try {
    const response = await fetch(url, init);
    const text = await response.text();
    return [response.status, text === "" ? "" : JSON.parse(text)];
  } catch (error) {
    return String((error as Error).cause);
  }
}

test.each([
  ["the base URL", "https://pets.example.com/v1/pets/1", [200, { kind: "cat" }]],
  ["every server's", "https://staging.pets.example.com/v1/pets/1", [200, { kind: "cat" }]],
  ["another contract's host", "https://toys.example.com/pets/1", [200, "toy"]],
  ["another path", "https://pets.example.com/v2/pets/1", "unhandled"],
  ["a path that only begins alike", "https://pets.example.com/v10/pets/1", "unhandled"],
  ["another origin", "http://pets.example.com/v1/pets/1", "unhandled"],
  ["another port", "https://pets.example.com:8443/v1/pets/1", "unhandled"],
  ["a stranger", "https://example.org/", "unhandled"],
])("two contracts side by side: %s", async (_, url, expected) => {
  const given = await outcome([...contractHandlers(pets), ...contractHandlers(toys)], url);
  const isUnhandled = typeof given === "string" && given.includes("onUnhandledFrame");
  expect(isUnhandled ? "unhandled" : given).toEqual(expected);
});

test.each([
  ["in place of the servers", "http://127.0.0.1:4001", "http://127.0.0.1:4001/pets/1"],
  ["with a path and a slash", "http://localhost/mock/", "http://localhost/mock/pets/1"],
  ["several", ["http://a.test", "http://b.test"], "http://b.test/pets/1"],
])("a base URL %s", async (_, baseUrl, url) => {
  const handlers = contractHandlers(pets, { baseUrl });
  expect(await outcome(handlers, url)).toEqual([200, { kind: "cat" }]);
  expect(await outcome(handlers, "https://pets.example.com/v1/pets/1")).toContain("onUnhandled");
});

// OpenAPI 3.1 #operation-servers, #path-item-servers, #server-variable-object.
const files = readContractText(`
openapi: 3.1.0
info: { title: Files, version: "1" }
servers:
  - url: https://{region}.files.test/{version}
    variables:
      region: { default: eu, enum: [eu, us] }
      version: { default: v2, enum: [v1, v2] }
paths:
  /files:
    get:
      responses:
        "200": { description: all, content: { application/json: { schema: { const: list } } } }
    post:
      servers: [{ url: https://upload.test }, { url: https://eu.files.test/v2/upload }]
      responses:
        "201": { description: made, content: { application/json: { schema: { const: made } } } }
  /upload/log:
    servers: [{ url: https://log.test/v1 }]
    get:
      responses:
        "200": { description: log, content: { application/json: { schema: { const: log } } } }
  /state:
    servers: [{ url: https://eu.files.test/v2/upload }]
    get:
      responses:
        "200": { description: how far, content: { application/json: { schema: { const: half } } } }
  /upload/{id}:
    get:
      responses:
        "200": { description: one, content: { application/json: { schema: { const: one } } } }
`);

test.each([
  ["the default values", "GET", "https://eu.files.test/v2/files", [200, "list"]],
  ["every listed value", "GET", "https://us.files.test/v1/files", [200, "list"]],
  ["no other value", "GET", "https://ap.files.test/v1/files", "unhandled"],
  ["an operation's own", "POST", "https://upload.test/files", [201, "made"]],
  ["one below another", "POST", "https://eu.files.test/v2/upload/files", [201, "made"]],
  ["a path that begins like it", "GET", "https://eu.files.test/v2/upload/7", [200, "one"]],
  ["the longer where both would do", "GET", "https://eu.files.test/v2/upload/state", [200, "half"]],
  ["a path's own", "GET", "https://log.test/v1/upload/log", [200, "log"]],
])("servers: %s", async (_, method, url, expected) => {
  const given = await outcome(contractHandlers(files), url, { method });
  const isUnhandled = typeof given === "string" && given.includes("onUnhandledFrame");
  expect(isUnhandled ? "unhandled" : given).toEqual(expected);
});

test("a server that lists more URLs than anybody serves costs little", async () => {
  const values = Array.from({ length: 2000 }, (_, index) => `v${index}`);
  const variable = { default: "v1", enum: values };
  const document = {
    openapi: "3.1.0",
    info: { title: "Many" },
    servers: [
      { url: "https://{a}.{b}.test/{c}", variables: { a: variable, b: variable, c: variable } },
    ],
    paths: { "/a": { get: { responses: { 204: { description: "done" } } } } },
  };
  const many = readContractText(JSON.stringify(document));
  expect(cpuSecondsOf(() => contractHandlers(many))).toBeLessThan(5);
  expect(await outcome(contractHandlers(many), "https://v1.v1.test/v1/a")).toEqual([204, ""]);
});

test("servers of operations alone are enough", () => {
  const text = `{ openapi: 3.1.0, info: { title: Own }, paths: { /a: { get: { servers: [{ url: "https://a.test" }] } } } }`;
  expect(contractHandlers(readContractText(text))).toHaveLength(1);
});

test("a contract without an absolute server URL asks for one", () => {
  const bare = readContractText(
    "{ openapi: 3.1.0, info: { title: Bare }, servers: [{ url: /v1 }], paths: {} }",
  );
  expect(() => contractHandlers(bare)).toThrow("the contract Bare names no absolute server URL");
  expect(contractHandlers(bare, { baseUrl: "https://a.test" })).toHaveLength(1);
});

const brokenBody: RequestInit = {
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: '{"name":7}',
};

test("a request that breaks the contract fails, with the finding and its place as the cause", async () => {
  const given = await outcome(
    contractHandlers(pets),
    "https://pets.example.com/v1/pets",
    brokenBody,
  );
  expect(given).toBe(
    [
      "ConcordatError: POST /pets breaks the contract Pets",
      "  name is the number 7; the contract asks for a string (openapi.yaml:14:83)",
    ].join("\n"),
  );
});

test.each([
  ["an unknown path", "/no/such", "no path of the contract matches /no/such"],
  ["a method", "/session/", "no path of the contract matches /session/"],
  ["a parameter", "/pets/one", 'id is the string "one"'],
  ["a wish that cannot be met", "/pets/1?__code=500", "code=500 cannot be met"],
])("%s fails as well", async (_, path, message) => {
  const url = `https://pets.example.com/v1${path}`;
  expect(await outcome(contractHandlers(pets), url)).toContain(message);
});

test.each([
  ["/pets", brokenBody, 422],
  ["/pets", { ...brokenBody, headers: {} }, 415],
  ["/pets", { ...brokenBody, body: "{" }, 400],
  ["/pets/1", { method: "PUT" }, 405],
  ["/no/such", {}, 404],
])("onViolation: respond answers %s %j with %i", async (path, init, status) => {
  const handlers = contractHandlers(pets, { onViolation: "respond" });
  expect(await outcome(handlers, `https://pets.example.com/v1${path}`, init)).toMatchObject([
    status,
    { status },
  ]);
});

test("a part of the contract that is not understood fails nothing", async () => {
  const unclear = readContractText(`
openapi: 3.1.0
info: { title: Unclear }
servers: [{ url: https://unclear.test }]
paths:
  /:
    get:
      parameters: [{ name: a, in: query, schema: { $ref: "#/no/such" } }]
      responses: { "204": { description: nothing } }
`);
  expect(await outcome(contractHandlers(unclear), "https://unclear.test/?a=1")).toEqual([204, ""]);
});

test("validate: false lets it through", async () => {
  const handlers = contractHandlers(pets, { validate: false });
  const given = await outcome(handlers, "https://pets.example.com/v1/pets", brokenBody);
  expect(given).toEqual([201, "made"]);
});

test("what a test adds with server.use wins, and ends with resetHandlers", async () => {
  const url = "https://pets.example.com/v1/pets/1";
  server.resetHandlers(...contractHandlers(pets));
  server.use(http.get(url, () => HttpResponse.json({ kind: "bird" })));
  expect(await outcome([], url)).toEqual([200, { kind: "bird" }]);
  server.resetHandlers(...contractHandlers(pets));
  expect(await outcome([], url)).toEqual([200, { kind: "cat" }]);
});

test("a provider state chooses the example of that name or summary", async () => {
  const states: string[] = [];
  const handlers = contractHandlers(pets, { states: () => states });
  const url = "https://pets.example.com/v1/pets/1";
  expect(await outcome(handlers, url)).toEqual([200, { kind: "cat" }]);
  states.push("the pet is a dog");
  expect(await outcome(handlers, url)).toEqual([200, { kind: "dog" }]);
  states.splice(0, 1, "none");
  expect(await outcome(handlers, url)).toEqual([404, { kind: "none" }]);
  states.splice(0, 1, "no example is about this");
  expect(await outcome(handlers, url)).toEqual([200, { kind: "cat" }]);
});

test("a cookie parameter comes from the Cookie header", async () => {
  const url = "https://pets.example.com/v1/session";
  const sent = { headers: { Cookie: "other=1; token=t-1" } };
  expect(await outcome(contractHandlers(pets), url, sent)).toEqual([204, ""]);
  const other = { headers: { Cookie: "other=1" } };
  expect(await outcome(contractHandlers(pets), url, other)).toContain("cookie parameter token");
});

describe("what was wrong is kept", () => {
  const post = "https://pets.example.com/v1/pets";

  test.each(["throw", "respond"] as const)("onViolation: %s", async (onViolation) => {
    const mock = contractHandlers(pets, { onViolation });
    mock.assertNoViolations();
    // The consumer swallows what it gets.
    await outcome(mock, post, brokenBody);
    await outcome(mock, "https://pets.example.com/v1/pets/1");
    await outcome(mock, "https://pets.example.com/v1/pets/one?x=1");
    expect(mock.violations()).toMatchObject([
      { method: "POST", path: "/pets", url: post, findings: [{ code: "request.body.invalid" }] },
      {
        method: "GET",
        path: "/pets/one",
        url: "https://pets.example.com/v1/pets/one?x=1",
        findings: [{ code: "request.parameter.invalid" }],
      },
    ]);
    const asserting = () => mock.assertNoViolations();
    expect(asserting).toThrow(
      expect.objectContaining({
        name: "ConcordatError",
        code: "request.body.invalid",
        message: [
          "POST /pets breaks the contract Pets",
          "  name is the number 7; the contract asks for a string (openapi.yaml:14:83)",
          "GET /pets/one breaks the contract Pets",
          '  the path parameter id is the string "one"; the contract asks for an integer (openapi.yaml:20:65)',
        ].join("\n"),
      }),
    );
    // It has been told.
    expect(asserting).not.toThrow();
    expect(mock.violations()).toEqual([]);
  });

  test("until it is cleared", async () => {
    const mock = contractHandlers(pets);
    await outcome(mock, post, brokenBody);
    mock.clearViolations();
    expect(mock.violations()).toEqual([]);
    mock.assertNoViolations();
  });

  test("by each contract for itself", async () => {
    const mocks = [contractHandlers(pets), contractHandlers(toys)] as const;
    await outcome(mocks.flat(), "https://toys.example.com/no/such");
    mocks[0].assertNoViolations();
    expect(() => mocks[1].assertNoViolations()).toThrow("GET /no/such breaks the contract Toys");
  });

  test("the first of very many", async () => {
    const mock = contractHandlers(pets, { onViolation: "respond" });
    server.use(...mock);
    await Promise.all(Array.from({ length: 102 }, () => fetch(post, brokenBody)));
    expect(mock.violations()).toHaveLength(100);
    expect(() => mock.assertNoViolations()).toThrow(/^POST [\s\S]*\nand 2 more$/);
  });

  test("not what could not be checked, and not what was let through", async () => {
    const mock = contractHandlers(pets, { validate: false });
    await outcome(mock, post, brokenBody);
    mock.assertNoViolations();
  });

  test("and the array holds the handlers alone", () => {
    const mock = contractHandlers(pets);
    expect([...mock]).toHaveLength(1);
    expect(Object.keys(mock)).toEqual(["0"]);
  });
});

test("HEAD and OPTIONS are answered as behind a port", async () => {
  server.use(...contractHandlers(pets));
  const url = "https://pets.example.com/v1/pets/1";
  const head = await fetch(url, { method: "HEAD" });
  expect([head.status, head.headers.get("content-length"), await head.text()]).toEqual([
    200,
    "14",
    "",
  ]);
  const options = await fetch(url, { method: "OPTIONS" });
  expect([options.status, options.headers.get("allow")]).toEqual([204, "GET, HEAD, OPTIONS"]);
});
