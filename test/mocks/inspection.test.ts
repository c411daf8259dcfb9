/**
 * `/__concordat` of a mock server, held to the schemas in the package.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { listen, type MockServer } from "../../src/mock/listen.ts";
import { createResponder } from "../../src/mock/responder.ts";
import { readContractText } from "../contract-text.ts";
import { type RawRequest, sendRaw } from "./raw-request.ts";

const schemas = path.resolve(import.meta.dirname, "../../schemas");
const ajv = new Ajv2020({ strict: true, allErrors: true });
for (const name of ["finding", "mock", "mock-exchanges"]) {
  const text = readFileSync(path.join(schemas, `${name}.schema.json`), "utf8");
  ajv.addSchema(JSON.parse(text), `${name}.schema.json`);
}

function faultsOf(name: string, value: unknown): unknown[] {
  const validate = ajv.getSchema(`${name}.schema.json`)!;
  void validate(value);
  return validate.errors ?? [];
}

const contract = readContractText(`
openapi: 3.1.0
info: { title: Pets, version: "1" }
components:
  securitySchemes:
    header: { type: apiKey, in: header, name: X-Staff }
    query: { type: apiKey, in: query, name: staff }
paths:
  /pets/{id}:
    get:
      operationId: getPet
      parameters:
        - { name: page, in: query, schema: { type: integer } }
        - { name: X-Staff, in: header, schema: { type: integer } }
        - { name: visit, in: cookie, schema: { type: integer } }
      responses:
        "200":
          description: a pet
          headers: { Set-Cookie: { schema: { const: session=s3cret } } }
          content:
            application/json:
              examples:
                cat: { summary: the pet is a cat, value: { kind: cat } }
                dog: { value: { kind: dog } }
        4XX: { description: refused }
        default:
          description: others
          content:
            application/json: { examples: { down: { value: none } } }
            text/plain: { examples: { down: { value: none } } }
  /session:
    post:
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties: { name: { type: string }, password: { type: string, minLength: 12 } }
          application/x-www-form-urlencoded: {}
      responses: { "204": { description: in } }
`);

let server: MockServer;

beforeEach(async () => {
  server = await listen(createResponder(contract, { seed: 7 }), { inspected: "pets", cors: true });
});
afterEach(() => server.close());

interface Shown {
  number: number;
  operation?: string;
  request: { method: string; query: string; headers: Record<string, string[]>; body?: string };
  response: { status: number; headers: Record<string, string[]> };
  findings: { code: string; message: string; because?: { line: number } }[];
}

async function inspect(): Promise<Record<string, unknown> & { exchanges: Shown[] }> {
  const { status, headers, body } = await sendRaw(server.url, { target: "/__concordat" });
  expect({ status, type: headers["content-type"], cache: headers["cache-control"] }).toEqual({
    status: 200,
    type: "application/json",
    cache: "no-store",
  });
  const value = JSON.parse(body) as { exchanges: Shown[] };
  expect(faultsOf("mock", value)).toEqual([]);
  return { ...value };
}

const ask = (sent: RawRequest) => sendRaw(server.url, sent);

test("what is served, and what a person can ask for", async () => {
  expect(await inspect()).toEqual({
    service: "pets",
    contract: { title: "Pets", file: "openapi.yaml" },
    seed: 7,
    dynamic: false,
    validate: true,
    operations: [
      {
        key: "GET /pets/{id}",
        id: "getPet",
        method: "GET",
        path: "/pets/{id}",
        statuses: ["200", "4XX", "default"],
        examples: [
          { status: "200", name: "cat", summary: "the pet is a cat" },
          { status: "200", name: "dog" },
          { status: "default", name: "down" },
        ],
      },
      { key: "POST /session", method: "POST", path: "/session", statuses: ["204"], examples: [] },
    ],
    exchanges: [],
  });
});

test("exchanges, with what is wrong with them and where the contract says so", async () => {
  await ask({ target: "/pets/1" });
  await ask({ target: "/pets/1?page=x", method: "HEAD" });
  await ask({ target: "/no/such" });
  const { exchanges } = await inspect();
  const shown = exchanges.map(({ number, operation, request, response, findings }) => ({
    number,
    operation,
    asked: `${request.method} ?${request.query}`,
    status: response.status,
    findings: findings.map(({ code, because }) => `${code}:${because?.line}`),
  }));
  expect(shown).toEqual([
    { number: 1, operation: "GET /pets/{id}", asked: "GET ?", status: 200, findings: [] },
    {
      number: 2,
      operation: "GET /pets/{id}",
      asked: "HEAD ?page=x",
      status: 400,
      findings: ["request.parameter.invalid:13"],
    },
    { number: 3, asked: "GET ?", status: 404, findings: ["request.path.unknown:2"] },
  ]);
});

test("a hundred exchanges are kept, and they can be cleared", async () => {
  for (let index = 0; index < 102; index += 1) await ask({ target: `/pets/${index}` });
  const { exchanges } = await inspect();
  expect(exchanges.map(({ number }) => number)).toEqual(
    Array.from({ length: 100 }, (_, index) => index + 3),
  );
  const target = "/__concordat/exchanges";
  const listed = JSON.parse((await ask({ target })).body) as unknown;
  expect(faultsOf("mock-exchanges", listed)).toEqual([]);
  expect(listed).toEqual({ exchanges });
  expect(await ask({ target, method: "DELETE" })).toMatchObject({ status: 204, body: "" });
  expect((await inspect()).exchanges).toEqual([]);
  await ask({ target: "/pets/1" });
  expect((await inspect()).exchanges.map(({ number }) => number)).toEqual([103]);
});

test("no credentials are shown", async () => {
  const secret = "s3cret";
  await ask({
    target: `/pets/1?staff=${secret}&page=1&access_token=${secret}&%73taff=${secret}`,
    headers: {
      Authorization: `Bearer ${secret}`,
      Cookie: `visit=${secret}`,
      "X-Staff": secret,
      "X-Auth-Token": secret,
      "X-Other": "shown",
    },
  });
  const json = { "Content-Type": "application/json" };
  const body = JSON.stringify({ name: "ada", password: secret, deep: [{ apiKey: secret }] });
  await ask({ target: "/session", method: "POST", headers: json, body });
  const form = { "Content-Type": "application/x-www-form-urlencoded" };
  const pairs = `name=ada&client_secret=${secret}`;
  await ask({ target: "/session", method: "POST", headers: form, body: pairs });
  // What cannot be read cannot be redacted.
  const broken = `{"password":"${secret}`;
  await ask({ target: "/session", method: "POST", headers: json, body: broken });

  const { body: text } = await ask({ target: "/__concordat" });
  expect(text).not.toContain(secret);
  const { exchanges } = await inspect();
  expect(exchanges.map(({ request }) => request.body)).toEqual([
    undefined,
    '{"name":"ada","password":"[redacted]","deep":[{"apiKey":"[redacted]"}]}',
    "name=ada&client_secret=[redacted]",
    undefined,
  ]);
  expect(exchanges[0]!.request).toMatchObject({
    query: "staff=[redacted]&page=1&access_token=[redacted]&%73taff=[redacted]",
    headers: {
      authorization: ["[redacted]"],
      cookie: ["[redacted]"],
      "x-staff": ["[redacted]"],
      "x-auth-token": ["[redacted]"],
      "x-other": ["shown"],
    },
  });
  expect(exchanges[0]!.findings.map(({ message }) => message)).toContain(
    'the cookie parameter visit is the string "[redacted]"; the contract asks for an integer',
  );
  expect(exchanges[1]!.findings.map(({ message }) => message)).toEqual([
    'password is the string "[redacted]"; the contract asks for 12 characters or more',
  ]);
  // The mock's own cookie.
  await ask({ target: "/pets/1" });
  const last = (await inspect()).exchanges.at(-1)!;
  expect(last.response.headers["set-cookie"]).toEqual(["[redacted]"]);
});

test("of a long body only the length is kept", async () => {
  const headers = { "Content-Type": "application/json" };
  const body = JSON.stringify({ name: "x".repeat(9000) });
  await ask({ target: "/session", method: "POST", headers, body });
  const [exchange] = (await inspect()).exchanges;
  expect(exchange!.request).toMatchObject({ bodyBytes: body.length });
  expect(exchange!.request).not.toHaveProperty("body");
});

test("names as long as a client likes are cut", async () => {
  const strict = readContractText(`
openapi: 3.1.0
info: { title: Strict, version: "1" }
paths:
  /:
    post:
      requestBody: { content: { application/json: { schema: { additionalProperties: false } } } }
      responses: { "204": { description: fine } }
`);
  server.use(createResponder(strict));
  const names = Array.from({ length: 30 }, (_, index) => [`${index}${"n".repeat(5000)}`, 1]);
  const body = JSON.stringify(Object.fromEntries(names));
  const headers = { "Content-Type": "application/json" };
  await ask({ target: "/", method: "POST", headers, body });
  const [exchange] = (await inspect()).exchanges;
  expect(exchange!.findings.length).toBeLessThanOrEqual(20);
  expect(JSON.stringify(exchange).length).toBeLessThan(100_000);
});

describe("the paths", () => {
  const whole = { status: 200, headers: { "content-type": "application/json" } };
  test.each<[string, object]>([
    ["GET /__concordat", whole],
    ["GET /__concordat/", whole],
    ["GET /__concordat/exchanges", whole],
    ["HEAD /__concordat", { ...whole, body: "" }],
    ["HEAD /__concordat/exchanges", { ...whole, body: "" }],
    ["OPTIONS /__concordat", { status: 204, headers: { allow: "GET, HEAD, OPTIONS" } }],
    [
      "OPTIONS /__concordat/exchanges",
      { status: 204, headers: { allow: "GET, HEAD, DELETE, OPTIONS" } },
    ],
    ["POST /__concordat", { status: 405, headers: { allow: "GET, HEAD, OPTIONS" } }],
    ["DELETE /__concordat", { status: 405 }],
    ["GET /__concordat/other", { status: 404, headers: { "content-type": /^text/ } }],
    // Not below it: the contract's.
    ["GET /__concordats", { status: 404, headers: { "content-type": "application/problem+json" } }],
  ])("%s", async (line, expected) => {
    const [method = "", target = ""] = line.split(" ");
    const answer = await ask({ method, target });
    const { headers = {}, ...rest } = expected as { headers?: Record<string, string | RegExp> };
    expect(answer).toMatchObject(rest);
    for (const [name, value] of Object.entries(headers)) {
      expect(answer.headers[name]).toMatch(value);
    }
  });

  test("are no part of what they list", async () => {
    await ask({ target: "/__concordat" });
    expect((await inspect()).exchanges).toEqual([]);
  });

  test.each([
    ["/__concordat", "declared"],
    ["/__concordat/exchanges", "declared"],
    ["/{any}", "listed"],
  ])("where the contract declares %s are %s", async (declared, who) => {
    server.use(
      createResponder(
        readContractText(`
openapi: 3.1.0
info: { title: Own, version: "1" }
paths: { "${declared}": { get: { responses: { "200": { description: its own } } } } }
`),
      ),
    );
    const { status, headers } = await ask({ target: "/__concordat" });
    const expected = {
      listed: { status: 200, type: "application/json" },
      declared:
        declared === "/__concordat"
          ? { status: 200, type: undefined }
          : { status: 404, type: "application/problem+json" },
    };
    expect({ status, type: headers["content-type"] }).toEqual(
      expected[who as keyof typeof expected],
    );
  });
});

describe("who may look", () => {
  test("no page of another origin", async () => {
    const { headers } = await ask({
      target: "/__concordat",
      headers: { Origin: "https://evil.example" },
    });
    expect(Object.keys(headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
    const preflight = await ask({
      target: "/__concordat/exchanges",
      method: "OPTIONS",
      headers: { Origin: "https://evil.example", "Access-Control-Request-Method": "DELETE" },
    });
    expect(Object.keys(preflight.headers).filter((name) => /^access-control/.test(name))).toEqual(
      [],
    );
  });

  test.each([
    ["127.0.0.1:4003", 200],
    ["localhost:4003", 200],
    ["[::1]:4003", 200],
    ["orders", 200],
    ["shop.localhost", 200],
    ["host.docker.internal:80", 200],
    ["192.168.1.20", 200],
    // A name of the internet that was made to lead here.
    ["evil.example:4003", 421],
    ["127.0.0.1.evil.example", 421],
  ])("by the name %s: %i", async (host, status) => {
    expect((await ask({ target: "/__concordat", headers: { Host: host } })).status).toBe(status);
  });
});

test("a server that is not told to does not say what it serves", async () => {
  const silent = await listen(createResponder(contract));
  try {
    const { status } = await sendRaw(silent.url, { target: "/__concordat" });
    expect(status).toBe(404);
  } finally {
    await silent.close();
  }
});
