/**
 * What a mock answers. Expected values are from DESIGN's mock server behaviour, RFC 7240 §2 and
 * RFC 9110 §9.3.2, §15.5.
 */
import { describe, expect, test } from "vitest";
import { readContractText } from "../../test/contract-text.ts";
import { type HttpRequest, readFields, readTarget } from "../http/exchange.ts";
import { FINDINGS_FIELD } from "./refusal.ts";
import { createResponder, type ResponderOptions } from "./responder.ts";

const contract = readContractText(`
openapi: 3.1.0
info: { title: Pets, version: "1" }
components:
  schemas:
    Pet:
      type: object
      required: [id]
      properties: { id: { type: integer }, tag: { type: string } }
paths:
  /pets:
    get:
      parameters: [{ name: page, in: query, schema: { type: integer } }]
      responses:
        default: { description: others, content: { application/json: { schema: { const: other } } } }
        "404": { description: none, content: { application/json: { schema: { const: none } } } }
        "202": { description: later, content: { application/json: { schema: { const: later } } } }
        "200": { description: pets, content: { application/json: { schema: { const: pets } } } }
    post:
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } }
      responses:
        "201": { description: made }
        "422": { description: refused, content: { application/json: { schema: { const: no } } } }
    delete: { responses: { "204": { description: gone } } }
  /pets/{id}:
    get:
      responses:
        "200":
          description: a pet
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Pet" }
              examples:
                broken: { value: { id: one } }
                cat: { summary: the pet is a cat, value: { id: 1 } }
                dog: { value: { id: 2 } }
        "404":
          description: none
          content:
            application/json:
              schema: { type: string }
              examples: { lost: { value: it ran away } }
  /broken:
    get:
      responses:
        "200":
          description: only a broken example
          content:
            application/json: { schema: { $ref: "#/components/schemas/Pet" }, example: { id: one } }
  /failures:
    get:
      responses:
        4XX: { description: refused, content: { application/json: { schema: { const: 4XX } } } }
        "503": { description: down, content: { application/json: { schema: { const: 503 } } } }
  /range:
    get:
      responses:
        "404": { description: none }
        "200": { description: exact, content: { application/json: { schema: { const: 200 } } } }
        2XX: { description: range, content: { application/json: { schema: { const: 2XX } } } }
        default: { description: rest, content: { application/json: { schema: { const: rest } } } }
  /only-range: { get: { responses: { 2XX: { description: fine } } } }
  /only-default: { get: { responses: { default: { description: whatever } } } }
  /nothing: { get: {} }
  /text: { get: { responses: { "200": { description: t, content: { text/*: { example: hi } } } } } }
  /types:
    get:
      responses:
        "200":
          description: two types
          content:
            application/xml: { schema: { type: string }, example: <a/> }
            application/json: { example: 1 }
            image/*: { example: pixels }
  /both:
    get:
      parameters: [{ name: page, in: query, schema: { type: integer } }]
      responses:
        "200": { description: fine }
        4XX: { description: refused, content: { application/json: { schema: { const: 4XX } } } }
`);

interface Sent {
  headers?: Record<string, string>;
  body?: string;
}

function send(line: string, { headers = {}, body = "" }: Sent = {}, options?: ResponderOptions) {
  const [method = "", target = ""] = line.split(" ");
  const request: HttpRequest = {
    method,
    ...readTarget(target),
    headers: readFields(Object.entries(headers)),
    body: new TextEncoder().encode(body),
  };
  const { response, violations, warnings } = createResponder(contract, options).respond(request);
  const text = new TextDecoder().decode(response.body);
  const type = response.headers.get("content-type")?.join();
  return {
    status: response.status,
    type,
    body: type?.endsWith("json") && text !== "" ? (JSON.parse(text) as unknown) : text,
    headers: response.headers,
    violations: violations.map(({ code, at }) => `${code} ${at.pointer}`),
    warnings: warnings.map(({ code, at }) => `${code} ${at.pointer}`),
  };
}

const problem = "application/problem+json";
const json = { "Content-Type": "application/json" };

test.each<[line: string, status: number, body: unknown]>([
  ["GET /pets", 200, "pets"],
  ["DELETE /pets", 204, ""],
  ["HEAD /pets", 200, ""],
  ["GET /pets/1", 200, { id: 1 }],
  ["GET /failures", 400, "4XX"],
  ["GET /range", 200, 200],
  ["GET /only-range", 200, ""],
  ["GET /only-default", 200, ""],
  ["GET /nothing", 200, ""],
])("%s answers %i", (line, status, body) => {
  expect(send(line)).toMatchObject({ status, body, violations: [] });
});

describe("a preference chooses", () => {
  test.each<[prefer: string, line: string, status: number, body: unknown]>([
    ["code=404", "GET /pets", 404, "none"],
    ["code=202", "GET /pets", 202, "later"],
    ["code=418", "GET /pets", 418, "other"],
    ["code=default", "GET /pets", 500, "other"],
    ["code=429", "GET /failures", 429, "4XX"],
    ["code=4xx", "GET /failures", 400, "4XX"],
    // 200 is declared by itself, and 404 without a body.
    ["code=2XX", "GET /range", 201, "2XX"],
    ["code=404", "GET /range", 404, ""],
    ["code=418", "GET /range", 418, "rest"],
    ["example=dog", "GET /pets/1", 200, { id: 2 }],
    ["example=lost", "GET /pets/1", 404, "it ran away"],
    ["code=404, example=lost", "GET /pets/1", 404, "it ran away"],
    ["code=204", "DELETE /pets", 204, ""],
  ])("Prefer: %s on %s", (prefer, line, status, body) => {
    expect(send(line, { headers: { Prefer: prefer } })).toMatchObject({
      status,
      body,
      violations: [],
    });
  });

  test.each<[line: string, status: number, body: unknown]>([
    ["GET /pets?__code=404", 404, "none"],
    ["GET /pets?page=1&__code=404", 404, "none"],
    ["GET /pets/1?__example=dog", 200, { id: 2 }],
  ])("%s", (line, status, body) => {
    expect(send(line)).toMatchObject({ status, body, violations: [] });
  });

  test("the header before the query", () => {
    expect(send("GET /pets?__code=404", { headers: { Prefer: "code=202" } }).status).toBe(202);
  });

  test("a sample in place of an example, the same for the same request", () => {
    const sampled = send("GET /pets/1", { headers: { Prefer: "dynamic=true" } });
    expect(sampled.body).toEqual({ id: expect.any(Number), tag: expect.any(String) });
    expect(send("GET /pets/1?__dynamic").body).toHaveProperty("tag");
    expect(send("GET /pets/1", {}, { dynamic: true }).body).toEqual(sampled.body);
    expect(send("GET /pets/2", {}, { dynamic: true }).body).not.toEqual(sampled.body);
    expect(send("GET /pets/1", {}, { dynamic: true, seed: 2 }).body).not.toEqual(sampled.body);
    const fixed = send("GET /pets/1", { headers: { Prefer: "dynamic=false" } }, { dynamic: true });
    expect(fixed.body).toEqual({ id: 1 });
  });
});

test.each([
  ["code=500", "GET /failures", "Prefer: code=500 cannot be met; the contract declares 503, 4XX"],
  ["code=abc", "GET /pets", "the contract declares 200, 202, 404, default"],
  ["code=999", "GET /pets", "code=999 cannot be met"],
  ["code=200", "GET /nothing", "the contract declares no response"],
  ["example=fish", "GET /pets/1", "the contract has broken, cat, dog, lost"],
  ["example=fish", "GET /pets", "the contract has no named example"],
  ["code=404, example=dog", "GET /pets/1", "example=dog cannot be met; 404 has lost"],
])("Prefer: %s on %s is 400 and says what there is", (prefer, line, message) => {
  const answer = send(line, { headers: { Prefer: prefer } });
  expect(answer).toMatchObject({
    status: 400,
    type: problem,
    body: { status: 400, findings: [{ pointer: "/headers/prefer" }] },
  });
  expect((answer.body as { detail: string }).detail).toContain(message);
});

test.each([
  ["GET /failures?__code=500", "/query/__code", "__code=500 cannot be met; the contract declares"],
  ["GET /pets/1?__example=fish", "/query/__example", "__example=fish cannot be met; the contract"],
  ["GET /pets?__dynamic=often", "/query/__dynamic", "__dynamic=often cannot be met; dynamic is"],
])("%s is 400 at its place in the query", (line, pointer, message) => {
  const answer = send(line);
  expect(answer).toMatchObject({ status: 400, body: { findings: [{ pointer }] } });
  expect((answer.body as { detail: string }).detail).toContain(message);
});

test.each(["dynamic=often", "validate=off"])("Prefer: %s is 400", (prefer) => {
  const answer = send("GET /pets", { headers: { Prefer: prefer } });
  expect(answer.status).toBe(400);
  expect((answer.body as { detail: string }).detail).toContain(
    `${prefer.split("=")[0]} is true or false`,
  );
});

// RFC 7240 §3.
describe("Preference-Applied", () => {
  const bad: Sent = { headers: { "Content-Type": "application/json" }, body: "{}" };
  test.each<[line: string, prefer: string, status: number, applied: string | undefined]>([
    ["GET /pets", "code=404", 404, "code=404"],
    ["GET /pets", "code=4xx, respond-async", 400, "code=4xx"],
    ["GET /pets/1", "example=dog", 200, "example=dog"],
    ["HEAD /pets/1", "example=dog", 200, "example=dog"],
    ["GET /pets/1", "code=200, example=dog", 200, "code=200, example=dog"],
    ["GET /pets/1?__example=dog", "", 200, "example=dog"],
    ["GET /pets/1", "dynamic=true", 200, "dynamic=true"],
    ["GET /pets/1", "dynamic=false", 200, "dynamic=false"],
    // The example is not dynamic.
    ["GET /pets/1", "example=dog, dynamic", 200, "example=dog"],
    // A sample went in its place.
    ["GET /pets/1", "example=broken", 200, undefined],
    ["GET /pets/1", "respond-async, wait=5", 200, undefined],
    ["GET /pets", "code=999", 400, undefined],
    ["GET /pets?page=x", "code=202", 400, undefined],
    ["GET /pets?page=x", "code=202, validate=false", 202, "code=202, validate=false"],
  ])("%s, Prefer: %s", (line, prefer, status, applied) => {
    const answer = send(line, { headers: prefer === "" ? {} : { Prefer: prefer } });
    expect(answer.status).toBe(status);
    expect(answer.headers.get("preference-applied")?.join()).toBe(applied);
  });

  test("is not said of a refusal", () => {
    const headers = { ...bad.headers, Prefer: "dynamic" };
    const answer = send("POST /pets", { ...bad, headers });
    expect(answer.status).toBe(422);
    expect(answer.headers.has("preference-applied")).toBe(false);
  });
});

describe("an invalid example", () => {
  const warning =
    "mock.example-invalid /paths/~1pets~1{id}/get/responses/200/content/application~1json/examples/broken/value";

  test("is passed over with a warning", () => {
    expect(send("GET /pets/1")).toMatchObject({ body: { id: 1 }, warnings: [warning] });
  });

  test("is not sent where it is asked for", () => {
    const answer = send("GET /pets/1", { headers: { Prefer: "example=broken" } });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ id: expect.any(Number) });
    expect(answer.warnings).toEqual([warning]);
  });

  test("gives way to a sample where there is no other", () => {
    const answer = send("GET /broken");
    expect(answer.body).toEqual({ id: expect.any(Number), tag: expect.any(String) });
    expect(answer.warnings).toHaveLength(1);
  });
});

describe("a request that breaks the contract", () => {
  const bad: Sent = { headers: json, body: '{"id":"1"}' };
  const wrong = ["request.body.invalid /body/id"];

  test("has the declared shape where its status is declared, and the findings in a field", () => {
    const answer = send("POST /pets", bad);
    expect(answer).toMatchObject({ status: 422, type: "application/json", body: "no" });
    const [field] = answer.headers.get(FINDINGS_FIELD)!;
    expect(JSON.parse(decodeURIComponent(field!))).toEqual([
      {
        code: "request.body.invalid",
        pointer: "/body/id",
        message: 'id is the string "1"; the contract asks for an integer',
      },
    ]);
  });

  test("has the shape of its range, with its own status", () => {
    expect(send("GET /both?page=x")).toMatchObject({ status: 400, body: "4XX" });
  });

  test("has the shape of default", () => {
    expect(send("GET /pets?page=x")).toMatchObject({ status: 400, body: "other" });
  });

  test.each([
    ["POST /pets", { headers: { "Content-Type": "text/plain" }, body: "x" }, 415],
    ["POST /pets", { headers: json, body: "{" }, 400],
    ["POST /pets", {}, 400],
    ["GET /no/such", {}, 404],
    ["POST /failures", {}, 405],
  ])("is a problem document where it is not: %s %j", (line, sent, status) => {
    expect(send(line, sent)).toMatchObject({ status, type: problem, body: { status } });
  });

  test("says which methods there are", () => {
    expect(send("PUT /pets").headers.get("allow")).toEqual(["GET, HEAD, POST, DELETE, OPTIONS"]);
  });

  test.each<[string, Sent, ResponderOptions]>([
    ["Prefer: validate=false", { ...bad, headers: { ...json, Prefer: "validate=false" } }, {}],
    ["validate: false", bad, { validate: false }],
  ])("is let through by %s", (_, sent, options) => {
    expect(send("POST /pets", sent, options)).toMatchObject({ status: 201, violations: [] });
  });

  test("is refused whatever status it prefers", () => {
    const sent = { ...bad, headers: { ...json, Prefer: "code=201" } };
    expect(send("POST /pets", sent)).toMatchObject({ status: 422, violations: wrong });
  });
});

test.each<[accept: string, line: string, status: number, type: string, body: unknown]>([
  ["application/xml", "GET /types", 200, "application/xml", "<a/>"],
  ["*/*", "GET /types", 200, "application/json", 1],
  ["image/webp", "GET /types", 200, "image/webp", "pixels"],
  ["image/*", "GET /types", 200, "image/png", "pixels"],
  ["text/html", "GET /text", 200, "text/html", "hi"],
  ["*/*", "GET /text", 200, "text/plain", "hi"],
])("Accept: %s on %s", (accept, line, status, type, body) => {
  expect(send(line, { headers: { Accept: accept } })).toMatchObject({ status, type, body });
});

test("an Accept that nothing satisfies is 406, and in the declared shape where that is declared", () => {
  const headers = { Accept: "text/csv" };
  expect(send("GET /types", { headers })).toMatchObject({ status: 406, type: problem });
  expect(send("GET /pets", { headers })).toMatchObject({
    status: 406,
    type: "application/json",
    body: "other",
  });
});

// RFC 9110 §9.3.2: the fields that GET would have, and no content.
test.each<[path: string, headers: Record<string, string>]>([
  ["/pets/1", {}],
  ["/pets/1", { Prefer: "dynamic=true" }],
  ["/pets", { Prefer: "code=404" }],
  ["/nothing", {}],
  ["/no/such", {}],
  ["/both?page=x", {}],
])("HEAD %s %j is GET without its body", (path, headers) => {
  const get = send(`GET ${path}`, { headers });
  const head = send(`HEAD ${path}`, { headers });
  expect({ ...head, body: get.body, violations: get.violations }).toEqual(get);
  expect(head.body).toBe("");
});

test.each([
  ["/pets", "GET, HEAD, POST, DELETE, OPTIONS"],
  ["/nothing", "GET, HEAD, OPTIONS"],
])("OPTIONS %s is 204 with what there is", (path, allow) => {
  const answer = send(`OPTIONS ${path}`);
  expect(answer).toMatchObject({ status: 204, body: "", violations: [] });
  expect(Object.fromEntries(answer.headers)).toEqual({ allow: [allow] });
});

test("OPTIONS that the contract declares is answered from it, HEAD likewise", () => {
  const declaring = readContractText(`
openapi: 3.1.0
info: { title: Own, version: "1" }
paths:
  /pets:
    options: { responses: { "200": { description: x, content: { text/plain: { example: how } } } } }
    head: { responses: { "202": { description: x } } }
    get: { responses: { "200": { description: x } } }
`);
  const ask = (method: string) =>
    createResponder(declaring).respond({
      method,
      path: "/pets",
      query: "",
      headers: new Map(),
      body: new Uint8Array(),
    }).response;
  expect(new TextDecoder().decode(ask("OPTIONS").body)).toBe("how");
  expect(ask("HEAD").status).toBe(202);
  expect(ask("PUT").headers.get("allow")).toEqual(["OPTIONS, HEAD, GET"]);
});

test("fields about the transfer are the sender's, whatever the contract declares", () => {
  const odd = readContractText(`
openapi: 3.1.0
info: { title: Odd, version: "1" }
paths:
  /:
    get:
      responses:
        "200":
          description: x
          headers:
            Content-Length: { schema: { const: 7 } }
            Content-Encoding: { schema: { const: gzip } }
            Transfer-Encoding: { schema: { const: chunked } }
            Connection: { schema: { const: close } }
            not a name: { schema: { const: x } }
            X-Kept: { schema: { const: kept } }
          content: { application/json: { schema: { const: x } } }
`);
  const { response } = createResponder(odd).respond({
    method: "GET",
    path: "/",
    query: "",
    headers: new Map(),
    body: new Uint8Array(),
  });
  expect(Object.fromEntries(response.headers)).toEqual({
    "x-kept": ["kept"],
    "content-type": ["application/json"],
    "content-length": ["3"],
  });
});

test("an answer that is made once is one object, whoever asks for it", () => {
  const responder = createResponder(contract);
  const ask = (query: string) =>
    responder.respond({
      method: "GET",
      path: "/pets",
      query,
      headers: new Map(),
      body: new Uint8Array(),
    }).response;
  expect(ask("")).toBe(ask("page=2"));
  expect(ask("__code=404")).not.toBe(ask(""));
});

test("what has no valid answer is told as such", () => {
  const impossible = readContractText(`
openapi: 3.1.0
info: { title: Pets, version: "1" }
paths:
  /pets:
    get:
      responses:
        "200":
          description: nothing can be this
          content: { application/json: { schema: { type: string, minLength: 2, maxLength: 1 } } }
`);
  const { response, violations, warnings } = createResponder(impossible).respond({
    method: "GET",
    path: "/pets",
    query: "",
    headers: readFields([]),
    body: new Uint8Array(),
  });
  expect(response.status).toBe(500);
  expect(response.headers.get("content-type")).toEqual(["application/problem+json"]);
  expect(violations).toEqual([]);
  expect(warnings).toMatchObject([{ code: "mock.sample-failed", at: { line: 10 } }]);
});
