/**
 * What is found of parameters that are not as declared: the deepest place, the value seen and the
 * value asked for, and the line of the rule. Expected from OpenAPI 3.1 #parameter-object.
 */
import { describe, expect, test } from "vitest";
import type { Finding } from "../../src/findings/finding.ts";
import { checkRequest } from "../../src/http/check-request.ts";
import { type HttpRequest, readFields } from "../../src/http/exchange.ts";
import { readContractText } from "../contract-text.ts";
import { operationWith } from "./exchange-of.ts";

const contract = readContractText(`openapi: 3.1.1
components:
  securitySchemes: { key: { type: apiKey, in: query, name: key }, token: { type: apiKey, in: header, name: X-Token } }
paths:
  /required:
    get:
      parameters:
        - { name: page, in: query, required: true, schema: { type: integer } }
        - { name: a/b, in: header, required: true, schema: { type: string } }
        - { name: sid, in: cookie, required: true, schema: { type: string } }
        - { name: Authorization, in: header, required: true, schema: { type: string } }
        - { name: accept, in: header, required: true, schema: { type: string } }
        - { name: Content-Type, in: header, required: true, schema: { type: string } }
  /empty:
    get:
      parameters:
        - { name: page, in: query, required: true, allowEmptyValue: true, schema: { type: integer } }
        - { name: size, in: query, schema: { type: integer } }
        - { name: q, in: query, schema: { type: string, minLength: 1 } }
  /filter/{id}:
    get:
      parameters:
        - name: id
          in: path
          style: label
          required: true
          schema:
            type: array
            items:
              type: integer
        - name: filter
          in: query
          style: deepObject
          explode: true
          schema:
            type: object
            properties:
              ids:
                type: array
                items:
                  type: integer
              at: { type: object, properties: { x: { type: integer, minimum: 1 } } }
        - name: tags
          in: query
          schema:
            type: array
            items:
              enum: [a, b]
        - name: where
          in: query
          content:
            application/json:
              schema:
                properties:
                  x:
                    type: integer
        - name: X-Count
          in: header
          schema:
            type: integer
        - name: sid
          in: cookie
          schema:
            minLength: 3
        - { name: free, in: query, schema: { type: object, additionalProperties: { type: integer } } }
  /xml:
    get:
      parameters:
        - { name: a, in: query, content: { application/xml: { schema: { type: object } } } }
        - { name: b, in: query, content: { application/xml: {} } }
  /strict:
    get:
      security: [{ key: [] }, { token: [] }]
      parameters:
        - { name: page, in: query, schema: { type: integer } }
        - { name: filter, in: query, style: deepObject, explode: true, schema: { type: object } }
        - { name: range, in: query, schema: { type: object, properties: { from: {} } } }
        - { name: X-Count, in: header, schema: { type: integer } }
        - { name: sid, in: cookie, schema: { type: string } }
        - { name: pair, in: cookie, schema: { type: object, properties: { left: {} } } }
  /free:
    get:
      parameters:
        - { name: free, in: query, schema: { type: object, additionalProperties: true } }
`);

interface Sent {
  id?: string;
  query?: string;
  headers?: Record<string, string>;
}

function check(
  path: string,
  { id = ".1", query = "", headers = {} }: Sent,
  strict = false,
): Finding[] {
  const operation = contract.operations.find((operation) => operation.path === path)!;
  const request: HttpRequest = {
    method: "GET",
    path,
    query,
    headers: readFields(Object.entries(headers)),
    body: new Uint8Array(),
  };
  return checkRequest(contract, operation, request, new Map([["id", id]]), { strict });
}

const pointers = (findings: Finding[]) => findings.map(({ code, at }) => `${code} ${at.pointer}`);

test.each<[sent: Sent, expected: string[]]>([
  [
    {},
    [
      "request.parameter.missing /query/page",
      "request.parameter.missing /headers/a~1b",
      "request.parameter.missing /cookies/sid",
    ],
  ],
  [{ query: "page=1", headers: { "A/B": "", Cookie: "sid=s" } }, []],
  [
    { query: "page=x", headers: { "a/b": "x", Cookie: "sid=" } },
    ["request.parameter.invalid /query/page"],
  ],
  [
    { query: "page=%zz", headers: { "a/b": "x", Cookie: "sid=" } },
    ["request.parameter.invalid /query/page"],
  ],
])("what is required, in %j", (sent, expected) => {
  expect(pointers(check("/required", sent))).toEqual(expected);
});

test.each<[query: string, expected: string[]]>([
  ["page=", []],
  ["page=1", []],
  ["", ["request.parameter.missing /query/page"]],
  ["page=1&size=", ["request.parameter.invalid /query/size"]],
  ["page=&page=", ["request.parameter.invalid /query/page"]],
  ["page=1&q=", ["request.parameter.invalid /query/q"]],
])("an empty value is one where it is allowed: %s", (query, expected) => {
  expect(pointers(check("/empty", { query }))).toEqual(expected);
});

test.each<[sent: Sent, pointer: string, message: string, rule: string, witness: unknown]>([
  [
    { id: ".1,two" },
    "/path/id/1",
    'the path parameter id[1] is the string "two"; the contract asks for an integer',
    "0/schema/items/type",
    "two",
  ],
  [
    { id: "1" },
    "/path/id",
    "the path parameter id cannot be read: 1 does not begin with ., as style label asks",
    "0/style",
    "1",
  ],
  [
    { id: ".1,%zz" },
    "/path/id/1",
    "the path parameter id[1] cannot be read: %zz is not percent-encoded correctly",
    "0/style",
    "%zz",
  ],
  [
    { query: "filter[ids]=1&filter[ids]=x" },
    "/query/filter/ids/1",
    'the query parameter filter.ids[1] is the string "x"; the contract asks for an integer',
    "1/schema/properties/ids/items/type",
    "x",
  ],
  [
    { query: "filter[at][x]=0" },
    "/query/filter/at/x",
    "the query parameter filter.at.x is the number 0; the contract asks for 1 or more",
    "1/schema/properties/at/properties/x/minimum",
    0,
  ],
  [
    { query: "filter[at][x]=1&filter[at][x]=2" },
    "/query/filter/at/x",
    "the query parameter filter.at.x cannot be read: it is sent twice, and is one value",
    "1/schema/properties/at/properties/x/type",
    ["1", "2"],
  ],
  [
    { query: "filter[at=1" },
    "/query/filter",
    "the query parameter filter cannot be read: filter[at is not written as filter[name]",
    "1/style",
    "filter[at",
  ],
  [
    { query: "tags=a&tags=c" },
    "/query/tags/1",
    'the query parameter tags[1] is the string "c"; the contract asks for one of "a", "b"',
    "2/schema/items/enum",
    "c",
  ],
  [
    { query: "where=%7B%22x%22:%221%22%7D" },
    "/query/where/x",
    'the query parameter where.x is the string "1"; the contract asks for an integer',
    "3/content/application~1json/schema/properties/x/type",
    "1",
  ],
  [
    { query: "where=%7B" },
    "/query/where",
    "the query parameter where cannot be read: { is not application/json",
    "3",
    "{",
  ],
  [
    { headers: { "X-Count": "1, 2" } },
    "/headers/x-count",
    'the header parameter X-Count is the string "1, 2"; the contract asks for an integer',
    "4/schema/type",
    "1, 2",
  ],
  [
    { headers: { Cookie: "sid=ab" } },
    "/cookies/sid",
    'the cookie parameter sid is the string "ab"; the contract asks for 3 characters or more',
    "5/schema/minLength",
    "ab",
  ],
  [
    { headers: { Cookie: "sid=abc; sid=abcd; sid=abcde" } },
    "/cookies/sid",
    "the cookie parameter sid cannot be read: it is sent 3 times, and is one value",
    "5/schema",
    ["abc", "abcd", "abcde"],
  ],
  [
    { query: "other=x" },
    "/query/free/other",
    'the query parameter free.other is the string "x"; the contract asks for an integer',
    "6/schema/additionalProperties/type",
    "x",
  ],
])("in %j, at %s: %s", (sent, pointer, message, rule, witness) => {
  const findings = check("/filter/{id}", sent);
  expect(findings.map(({ code, at }) => [code, at.pointer])).toEqual([
    ["request.parameter.invalid", pointer],
  ]);
  expect(findings[0]!.message).toBe(message);
  expect(findings[0]!.because!.pointer).toBe(`/paths/~1filter~1{id}/get/parameters/${rule}`);
  expect(findings[0]!.witness).toEqual(witness);
});

test.each<[schema: unknown, query: string, expected: string[]]>([
  [{ oneOf: [{ enum: ["all"] }, { type: "array", items: { type: "integer" } }] }, "a=all", []],
  [{ oneOf: [{ enum: ["all"] }, { type: "array", items: { type: "integer" } }] }, "a=1", []],
  [{ oneOf: [{ enum: ["all"] }, { type: "array", items: { type: "integer" } }] }, "a=1&a=2", []],
  [
    { oneOf: [{ enum: ["all"] }, { type: "array", items: { type: "integer" } }] },
    "a=x",
    ["request.parameter.invalid /query/a"],
  ],
  [{ properties: { b: { type: "integer" } } }, "b=1", []],
  [{ properties: { b: { type: "integer" } } }, "b=x", ["request.parameter.invalid /query/a/b"]],
])("of several readings of %j the first that is accepted: %s", (schema, query, expected) => {
  const { contract, operation } = operationWith([{ name: "a", in: "query", schema }]);
  const request = { method: "GET", path: "/", query, headers: new Map(), body: new Uint8Array() };
  expect(pointers(checkRequest(contract, operation, request, new Map()))).toEqual(expected);
});

test("a document of a media type that is not read is told, not passed", () => {
  const findings = check("/xml", { query: "a=%3Ca/%3E&b=%3Cb/%3E" });
  expect(findings).toMatchObject([
    {
      code: "schema.unresolved",
      severity: "warning",
      at: { pointer: "/query/a" },
      message: "the query parameter a was not checked: application/xml is not read",
    },
  ]);
});

describe("what is not declared", () => {
  const sent: Sent = {
    query: "page=1&other=2&other=3&filter[a]=1&from=4&range=&filters=5&__proto__=6",
    headers: {
      "X-Token": "t",
      "X-Count": "1",
      "X-Other": "2",
      Traceparent: "00",
      Accept: "*/*",
      "Sec-Fetch-Mode": "cors",
      Cookie: "sid=s; left=l; right=r; constructor=c",
    },
  };
  test("is ignored", () => {
    expect(check("/strict", sent)).toEqual([]);
  });

  test("is an error where everything has to be declared", () => {
    const findings = check("/strict", sent, true);
    expect(pointers(findings)).toEqual([
      "request.parameter.undeclared /query/other",
      "request.parameter.undeclared /query/filters",
      "request.parameter.undeclared /query/__proto__",
      "request.parameter.undeclared /headers/x-other",
      "request.parameter.undeclared /headers/traceparent",
      "request.parameter.undeclared /cookies/right",
      "request.parameter.undeclared /cookies/constructor",
    ]);
    expect(findings[0]).toMatchObject({
      severity: "error",
      message:
        "the request sends the query parameter other; the contract declares page, filter, range",
    });
  });

  test("credentials are declared by their schemes", () => {
    expect(check("/strict", { query: "key=k" }, true)).toEqual([]);
    expect(pointers(check("/free", { query: "key=k", headers: { "X-Token": "t" } }, true))).toEqual(
      ["request.parameter.undeclared /headers/x-token"],
    );
  });

  test("a free-form object has every name", () => {
    expect(check("/free", { query: "a=1&b=2" }, true)).toEqual([]);
  });
});
