/**
 * Requests held to what an operation accepts. Expected codes and pointers are from OpenAPI 3.1
 * #security-requirement-object, #parameter-object, #request-body-object, RFC 7235 §2.1 and
 * RFC 9110 §11.1.
 */
import { expect, test } from "vitest";
import { readContractText } from "../../test/contract-text.ts";
import { checkRequest } from "./check-request.ts";
import { type HttpRequest, readFields } from "./exchange.ts";

const contract = readContractText(`
openapi: 3.1.0
security: [{ bearer: [] }]
components:
  securitySchemes:
    bearer: { type: http, scheme: Bearer }
    basic: { type: http, scheme: basic }
    header: { type: apiKey, in: header, name: X-API-Key }
    query: { type: apiKey, in: query, name: api key }
    cookie: { type: apiKey, in: cookie, name: session }
    oauth: { type: oauth2, flows: {} }
    openid: { type: openIdConnect, openIdConnectUrl: https://a.test }
    tls: { type: mutualTLS }
paths:
  /default: { get: {} }
  /none: { get: { security: [] } }
  /optional: { get: { security: [{}, { bearer: [] }] } }
  /basic: { get: { security: [{ basic: [] }] } }
  /both: { get: { security: [{ bearer: [], header: [] }] } }
  /either: { get: { security: [{ bearer: [] }, { header: [] }] } }
  /query: { get: { security: [{ query: [] }] } }
  /cookie: { get: { security: [{ cookie: [] }] } }
  /oauth: { get: { security: [{ oauth: [read] }] } }
  /openid: { get: { security: [{ openid: [] }] } }
  /tls: { get: { security: [{ tls: [] }] } }
  /undeclared: { get: { security: [{ nobody: [] }] } }
  /parameters:
    get:
      security: []
      parameters:
        - { name: page, in: query, required: true, schema: { type: integer, minimum: 1 } }
        - { name: tags, in: query, schema: { type: array, items: { enum: [a, b] } } }
        - { name: a/b, in: header, required: true, schema: { type: string } }
        - { name: Authorization, in: header, required: true, schema: { type: string } }
  /body:
    post:
      security: []
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [id, secret]
              properties:
                id: { type: integer, readOnly: true }
                secret: { type: string, writeOnly: true }
          application/x-www-form-urlencoded:
            schema:
              type: object
              required: [n]
              properties: { n: { type: integer }, list: { type: array, items: { type: integer } } }
          text/*: { schema: { type: string, maxLength: 3 } }
          image/png: {}
  /maybe: { post: { security: [], requestBody: { content: { application/json: { schema: {} } } } } }
  /no-body: { post: { security: [] } }
`);

interface Sent {
  query?: string;
  headers?: Record<string, string>;
  body?: string;
}

function check(path: string, { query = "", headers = {}, body = "" }: Sent): string[] {
  const operation = contract.operations.find((operation) => operation.path === path)!;
  const request: HttpRequest = {
    method: operation.method,
    path,
    query,
    headers: readFields(Object.entries(headers)),
    body: new TextEncoder().encode(body),
  };
  return checkRequest(contract, operation, request, new Map()).map(
    ({ code, at }) => `${code} ${at.pointer}`,
  );
}

const bearer = { Authorization: "Bearer t" };
const key = { "x-api-key": "k" };

test.each<[path: string, sent: Sent, isEnough: boolean]>([
  ["/default", { headers: bearer }, true],
  ["/default", { headers: { authorization: "bEARER t" } }, true],
  ["/default", { headers: { Authorization: "Basic dTpw" } }, false],
  ["/default", { headers: { Authorization: "Bearer" } }, false],
  ["/default", { headers: { Authorization: "Bearertoken t" } }, false],
  ["/default", {}, false],
  ["/none", {}, true],
  ["/optional", {}, true],
  ["/basic", { headers: { Authorization: "Basic dTpw" } }, true],
  ["/basic", { headers: bearer }, false],
  ["/both", { headers: { ...bearer, ...key } }, true],
  ["/both", { headers: bearer }, false],
  ["/both", { headers: key }, false],
  ["/either", { headers: bearer }, true],
  ["/either", { headers: key }, true],
  ["/either", {}, false],
  ["/query", { query: "a=1&api%20key=k" }, true],
  ["/query", { query: "api+key=k" }, true],
  ["/query", { query: "api=k&%zz=1" }, false],
  ["/cookie", { headers: { Cookie: "a=1; session=s" } }, true],
  ["/cookie", { headers: { Cookie: "a=session" } }, false],
  ["/oauth", { headers: bearer }, true],
  ["/oauth", {}, false],
  ["/openid", { headers: bearer }, true],
  ["/openid", {}, false],
  // Settled before HTTP begins.
  ["/tls", {}, true],
  // What the document does not declare cannot be looked for.
  ["/undeclared", {}, true],
])("credentials of %s in %j: %s", (path, sent, isEnough) => {
  expect(check(path, sent)).toEqual(isEnough ? [] : ["request.security.missing /headers"]);
});

test.each<[sent: Sent, expected: string[]]>([
  [{ query: "page=1&tags=a&tags=b", headers: { "A/B": "" } }, []],
  [{}, ["request.parameter.missing /query/page", "request.parameter.missing /header/a~1b"]],
  [{ query: "page=0", headers: { "a/b": "x" } }, ["request.parameter.invalid /query/page"]],
  [{ query: "page=%zz", headers: { "a/b": "x" } }, ["request.parameter.invalid /query/page"]],
  [
    { query: "page=1&tags=a&tags=c", headers: { "a/b": "x" } },
    ["request.parameter.invalid /query/tags/1"],
  ],
])("parameters in %j", (sent, expected) => {
  expect(check("/parameters", sent)).toEqual(expected);
});

const typed = (type: string, body: string): Sent => ({ headers: { "Content-Type": type }, body });
const form = "application/x-www-form-urlencoded";

test.each<[path: string, sent: Sent, expected: string[]]>([
  // What is readOnly is not the sender's to send.
  ["/body", typed("application/json", '{"secret":"s"}'), []],
  ["/body", typed("application/json; charset=utf-8", '{"secret":"s"}'), []],
  ["/body", typed("application/json", "{}"), ["request.body.invalid /body"]],
  ["/body", typed("application/json", '{"secret":1}'), ["request.body.invalid /body/secret"]],
  ["/body", typed("application/json", "{"), ["request.body.malformed /body"]],
  ["/body", typed("application/json", '\ufeff{"secret":"s"}'), []],
  ["/body", typed("application/json", ""), ["request.body.missing /body"]],
  ["/body", {}, ["request.body.missing /body"]],
  ["/body", { body: "x" }, ["request.body.media-type /headers/content-type"]],
  ["/body", typed("application/xml", "<a/>"), ["request.body.media-type /headers/content-type"]],
  ["/body", typed(form, "n=1&list=1&list=2"), []],
  ["/body", typed(form, "n=one"), ["request.body.invalid /body/n"]],
  ["/body", typed(form, "n=1&list=1&list=x"), ["request.body.invalid /body/list/1"]],
  ["/body", typed(form, "n=%zz"), ["request.body.malformed /body"]],
  ["/body", typed("text/plain", "abc"), []],
  ["/body", typed("text/csv", "abcd"), ["request.body.invalid /body"]],
  ["/body", typed("image/png", "\u0089PNG"), []],
  ["/maybe", {}, []],
  ["/maybe", typed("application/json", "nonsense"), ["request.body.malformed /body"]],
  ["/no-body", typed("application/json", "nonsense"), []],
])("the body of %s: %j", (path, sent, expected) => {
  expect(check(path, sent)).toEqual(expected);
});
