/**
 * Requests made from a contract. Texts on the wire are by OpenAPI 3.1 #style-examples,
 * #security-scheme-object and RFC 7617 §2; most schemas have one value, so that they are known.
 */
import { expect, test } from "vitest";
import { readContractText } from "../../../test/contract-text.ts";
import type { Contract } from "../../contract/contract.ts";
import { routerOf } from "../../contract/router.ts";
import { checkRequest } from "../check-request.ts";
import type { HttpRequest } from "../exchange.ts";
import { sampleRequest } from "./sample-request.ts";

const text = new TextDecoder();

function contractOf(paths: object, more: object = {}): Contract {
  return readContractText(JSON.stringify({ openapi: "3.1.1", paths, ...more }));
}

function requestOf(
  contract: Contract,
  { key = contract.operations[0]!.key, minimal = false, seed = 1 as number | string } = {},
): HttpRequest {
  const operation = contract.operations.find((each) => each.key === key)!;
  const made = sampleRequest(contract, operation, { seed, minimal });
  if (!made.ok) throw new Error(made.message);
  return made.request;
}

/** The request as text: a line for the target, one for each field, then the body. */
function shown({ method, path, query, headers, body }: HttpRequest): string[] {
  return [
    `${method} ${path}${query && `?${query}`}`,
    ...[...headers].map(([name, values]) => `${name}: ${values.join(" | ")}`),
    ...(body.length > 0 ? [text.decode(body)] : []),
  ];
}

const one = (value: unknown) => ({ schema: { const: value } });

const listOf = (value: number[]) => ({
  schema: { type: "array", items: { type: "integer" }, const: value },
});
const near = { type: "object", required: ["lat"], properties: { lat: { enum: [1.5] } } };

const everything = contractOf(
  {
    "/orders/{id}/{size}": {
      post: {
        parameters: [
          { name: "id", in: "path", required: true, ...one("a/b") },
          { name: "size", in: "path", required: true, style: "matrix", ...listOf([3, 4]) },
          { name: "tag", in: "query", ...one(["x", "y z"]) },
          { name: "near", in: "query", style: "deepObject", required: true, schema: near },
          { name: "X-Trace", in: "header", ...one("on") },
          { name: "X-Ids", in: "header", required: true, ...listOf([1, 2]) },
          { name: "theme", in: "cookie", ...one("dark") },
        ],
        requestBody: {
          content: {
            "text/plain": one("no"),
            "application/json": {
              schema: {
                type: "object",
                required: ["n"],
                properties: {
                  n: { const: 1 },
                  more: { const: true },
                  id: { const: 2, readOnly: true },
                },
              },
            },
          },
        },
        responses: {
          default: { description: "", content: { "application/problem+json": {} } },
          200: { description: "", content: { "text/csv": {}, "application/json": {} } },
        },
        security: [{ key: [] }],
      },
    },
  },
  {
    servers: [{ url: "https://a.test/v1/" }],
    components: { securitySchemes: { key: { type: "apiKey", in: "query", name: "api_key" } } },
  },
);

test("holds every declared part, as its style writes it", () => {
  expect(shown(requestOf(everything))).toEqual([
    "POST /v1/orders/a%2Fb/;size=3,4?tag=x&tag=y%20z&near%5Blat%5D=1.5&api_key=sample-key",
    "x-trace: on",
    "x-ids: 1,2",
    "accept: application/json, text/csv, application/problem+json",
    "content-type: application/json",
    "cookie: theme=dark",
    '{"n":1,"more":true}',
  ]);
});

test("minimal: only what is required", () => {
  expect(shown(requestOf(everything, { minimal: true }))).toEqual([
    "POST /v1/orders/a%2Fb/;size=3,4?near%5Blat%5D=1.5&api_key=sample-key",
    "x-ids: 1,2",
    "accept: application/json, text/csv, application/problem+json",
  ]);
});

const basic = { type: "http", scheme: "basic" };
const bearer = { type: "http", scheme: "Bearer" };
const header = { type: "apiKey", in: "header", name: "X-Key" };
const cookie = { type: "apiKey", in: "cookie", name: "sid" };
const flows = { clientCredentials: { tokenUrl: "https://a.test/token", scopes: {} } };
const oauth = { type: "oauth2", flows };
const certificate = { type: "mutualTLS" };
const schemes = { basic, bearer, header, cookie, oauth, certificate };

test.each<[what: string, security: object[], fields: string[]]>([
  ["none", [], []],
  ["nothing or a key", [{}, { header: [] }], []],
  // base64 of sample:password
  ["basic", [{ basic: [] }], ["authorization: Basic c2FtcGxlOnBhc3N3b3Jk"]],
  ["bearer", [{ bearer: [] }], ["authorization: Bearer sample-token"]],
  ["OAuth 2", [{ oauth: ["read"] }], ["authorization: Bearer sample-token"]],
  ["a key in a header", [{ header: [] }], ["x-key: sample-key"]],
  ["a key in a cookie", [{ cookie: [] }], ["cookie: sid=sample-key"]],
  [
    "two together",
    [{ basic: [], cookie: [] }],
    ["authorization: Basic c2FtcGxlOnBhc3N3b3Jk", "cookie: sid=sample-key"],
  ],
  // One Authorization header cannot hold both.
  ["the first that can be met", [{ basic: [], bearer: [] }, { header: [] }], ["x-key: sample-key"]],
  // What no request shows is taken only where there is no other way.
  ["what can be shown", [{ certificate: [] }, { header: [] }], ["x-key: sample-key"]],
  ["what cannot be shown", [{ certificate: [] }], []],
  [
    "a scheme that is not declared",
    [{ unknown: [] }, { bearer: [] }],
    ["authorization: Bearer sample-token"],
  ],
])("credentials: %s", (_, security, fields) => {
  const contract = contractOf(
    { "/a": { get: { security } } },
    { components: { securitySchemes: schemes } },
  );
  expect(shown(requestOf(contract))).toEqual(["GET /a", ...fields]);
});

test("an API key that is declared as a parameter too is sent once, as that parameter", () => {
  const parameters = [{ name: "x-key", in: "header", ...one("k-12") }];
  const contract = contractOf(
    { "/a": { get: { parameters, security: [{ header: [] }] } } },
    { components: { securitySchemes: schemes } },
  );
  expect(shown(requestOf(contract, { minimal: true }))).toEqual(["GET /a", "x-key: k-12"]);
});

test.each<[what: string, openapi: string, method: string, required: boolean, isSent: boolean]>([
  ["POST", "3.0.3", "post", false, true],
  ["DELETE in 3.0, where it is ignored", "3.0.3", "delete", true, false],
  ["DELETE in 3.1", "3.1.1", "delete", false, true],
  ["GET in 3.0, where it is ignored", "3.0.3", "get", true, false],
  ["GET in 3.1, required", "3.1.1", "get", true, true],
  ["GET in 3.1, optional", "3.1.1", "get", false, false],
])("a body of %s", (_, openapi, method, required, isSent) => {
  const requestBody = { required, content: { "application/json": { schema: { type: "null" } } } };
  const contract = contractOf({ "/a": { [method]: { requestBody } } }, { openapi });
  // 3.0 has no null: any value is one of an unknown type, so that it has a schema of its own.
  expect(requestOf(contractIn(contract, openapi)).body.length > 0).toBe(isSent);
});

function contractIn(contract: Contract, openapi: string): Contract {
  if (openapi.startsWith("3.1")) return contract;
  const document = JSON.stringify(contract.root.value).replace('"null"', '"boolean"');
  return readContractText(document);
}

test.each<[what: string, content: object, type: string, body: string]>([
  ["JSON before others", { "text/plain": one("a"), "a/b+json": one(1) }, "a/b+json", "1"],
  ["a range", { "*/*": one(1) }, "application/json", "1"],
  [
    "a form",
    {
      "application/x-www-form-urlencoded": {
        schema: {
          type: "object",
          properties: { a: { const: "1 2" } },
        },
      },
    },
    "application/x-www-form-urlencoded",
    "a=1+2",
  ],
  ["text", { "text/plain": one("hello") }, "text/plain", "hello"],
  [
    "an example, where nothing else is said",
    { "application/json": { example: [1] } },
    "application/json",
    "[1]",
  ],
  ["nothing said", { "application/json": {} }, "application/json", "{}"],
  [
    "another type, where the first has no value",
    { "application/json": { schema: false }, "text/plain": one("a") },
    "text/plain",
    "a",
  ],
])("a body: %s", (_, content, type, body) => {
  const request = requestOf(
    contractOf({ "/a": { post: { requestBody: { required: true, content } } } }),
  );
  expect([request.headers.get("content-type"), text.decode(request.body)]).toEqual([[type], body]);
});

test("what the path's key asks for beside the path", () => {
  const contract = contractOf({
    "/db?action=put#X-Target=Put": {
      post: {
        parameters: [
          { name: "X-Target", in: "header", schema: { type: "string" } },
          { name: "action", in: "query", schema: { type: "string" } },
          { name: "n", in: "query", ...one(1) },
        ],
      },
    },
  });
  expect(shown(requestOf(contract))).toEqual(["POST /db?n=1&action=put", "x-target: Put"]);
});

test("a path value that is another operation's path is not taken", () => {
  const paths = {
    "/users/{id}": {
      get: {
        parameters: [{ name: "id", in: "path", required: true, schema: { enum: ["me", "ada"] } }],
      },
    },
    "/users/me": { get: {} },
  };
  const contract = contractOf(paths);
  const targets = Array.from({ length: 20 }, (_, seed) => shown(requestOf(contract, { seed }))[0]);
  expect(new Set(targets)).toEqual(new Set(["GET /users/ada"]));
});

test("values that end too early in a shared segment are not taken", () => {
  const schema = { enum: ["a-b", "c"] };
  const parameters = ["from", "to"].map((name) => ({ name, in: "path", required: true, schema }));
  const contract = contractOf({ "/range/{from}-{to}": { get: { parameters } } });
  for (let seed = 0; seed < 20; seed += 1) {
    expect(requestOf(contract, { seed }).path).toMatch(/^\/range\/c-(a-b|c)$/);
  }
});

test("a path value of dots alone is not taken: RFC 3986 §6.2.2.3 takes them out of a path", () => {
  const schema = { enum: ["..", ".", "x"] };
  const parameters = [{ name: "n", in: "path", required: true, schema }];
  const contract = contractOf({ "/a/{n}": { get: { parameters } } });
  for (let seed = 0; seed < 20; seed += 1) {
    expect(shown(requestOf(contract, { seed }))).toEqual(["GET /a/x"]);
  }
});

test("a body that cannot be read back is made with less in it", () => {
  // XML 1.0 §2.2 has no character U+0001, nor a way to write it.
  const properties = { bad: { const: "\u0001" }, n: { type: "integer", const: 1 } };
  const schema = { type: "object", xml: { name: "a" }, required: ["n"], properties };
  const requestBody = { content: { "application/xml": { schema } } };
  const { body } = requestOf(contractOf({ "/a": { post: { requestBody } } }));
  expect(text.decode(body)).toMatch(/<a>\s*<n>1<\/n>\s*<\/a>\s*$/);
});

test("optional parameters that cannot be written are left out", () => {
  const schema = { type: "array", items: { const: "a,b" }, minItems: 1 };
  const contract = contractOf({
    "/a": {
      get: {
        parameters: [
          { name: "X-List", in: "header", schema },
          { name: "none", in: "query", schema: false },
          { name: "n", in: "query", ...one(1) },
        ],
      },
    },
  });
  expect(shown(requestOf(contract))).toEqual(["GET /a?n=1"]);
});

test.each<[what: string, operation: object, message: RegExp, pointer: string]>([
  [
    "a parameter without a value",
    { parameters: [{ name: "n", in: "query", required: true, schema: false }] },
    /^the query parameter n has no value: /,
    "/paths/~1a/post/parameters/0",
  ],
  [
    "a parameter that cannot be written",
    { parameters: [{ name: "X-N", in: "header", required: true, ...one("a\nb") }] },
    /^the header parameter X-N has no value that can be written$/,
    "/paths/~1a/post/parameters/0",
  ],
  [
    "a body without a value",
    { requestBody: { required: true, content: { "application/json": { schema: false } } } },
    /^the body has no value: /,
    "/paths/~1a/post/requestBody",
  ],
])("%s: says why there is no request", (_, operation, message, pointer) => {
  const contract = contractOf({ "/a": { post: operation } });
  const made = sampleRequest(contract, contract.operations[0]!, { seed: 1 });
  expect(made).toMatchObject({
    ok: false,
    message: expect.stringMatching(message),
    at: { pointer },
  });
});

test("a webhook has no path of the contract's own", () => {
  const requestBody = { content: { "application/json": one(1) } };
  const contract = contractOf({}, { webhooks: { made: { post: { requestBody } } } });
  const made = sampleRequest(contract, contract.webhooks[0]!, { seed: 1 });
  expect(made).toMatchObject({ ok: true, request: { method: "POST", path: "/made" } });
});

test("the same seed gives the same request, another one another", () => {
  const schema = { type: "object", properties: { id: { type: "string", format: "uuid" } } };
  const parameters = ["a", "b"].map((name) => ({ name, in: "query", schema: { type: "integer" } }));
  const requestBody = { content: { "application/json": { schema } } };
  const contract = contractOf({ "/a": { post: { parameters, requestBody } } });
  const of = (seed: number | string) => shown(requestOf(contract, { seed })).join("\n");
  expect([of(1), of("x")]).toEqual([of("1"), of("x")]);
  expect(new Set([1, 2, 3, 4, 5].map(of)).size).toBe(5);
  // Each parameter is drawn by itself.
  expect(of(1)).not.toMatch(/a=(\d+)&b=\1\b/);
});

test("a sampled request breaks nothing, where it is routed to", () => {
  const { method, path } = requestOf(everything);
  const match = routerOf(everything).match(method, path);
  if (match.kind !== "operation") throw new Error(match.kind);
  for (const minimal of [false, true]) {
    const request = requestOf(everything, { minimal });
    expect(checkRequest(everything, match.operation, request, match.pathValues)).toEqual([]);
  }
});
