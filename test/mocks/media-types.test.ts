/**
 * A mock's answers in every kind of media type, held to the contract that they are made from.
 */
import { describe, expect, test } from "vitest";
import { checkResponse } from "../../src/http/check-response.ts";
import { type HttpRequest, readFields } from "../../src/http/exchange.ts";
import { createResponder } from "../../src/mock/responder.ts";
import { readContractText } from "../contract-text.ts";

const address = {
  type: "object",
  required: ["city", "zip"],
  properties: { city: { type: "string" }, zip: { type: "integer", minimum: 10, maximum: 99 } },
};
const order = {
  type: "object",
  required: ["id", "items"],
  properties: {
    id: { type: "integer", xml: { attribute: true } },
    note: { type: "string", minLength: 1 },
    paid: { type: "boolean" },
    address,
    items: {
      type: "array",
      minItems: 2,
      items: { ...address, xml: { name: "item" } },
      xml: { wrapped: true },
    },
    tags: { type: "array", minItems: 1, items: { enum: ["a", "b"] } },
    file: { type: "string", format: "binary", minLength: 3, maxLength: 9 },
  },
};

function answer(response: object, accept?: string, prefer?: string) {
  const responses = { 200: { description: "", ...response } };
  const document = { openapi: "3.1.1", paths: { "/": { get: { responses } } } };
  const contract = readContractText(JSON.stringify(document));
  const request: HttpRequest = {
    method: "GET",
    path: "/",
    query: "",
    headers: readFields([
      ...(accept === undefined ? [] : [["accept", accept] as const]),
      ...(prefer === undefined ? [] : [["prefer", prefer] as const]),
    ]),
    body: new Uint8Array(),
  };
  const answered = createResponder(contract).respond(request);
  const { response: made } = answered;
  return {
    ...answered,
    text: new TextDecoder().decode(made.body),
    type: made.headers.get("content-type")?.[0],
    // What is not taken apart is named, and is no fault.
    faults: checkResponse(contract, contract.operations[0]!, made, { strict: true }).filter(
      ({ severity }) => severity !== "info",
    ),
  };
}

test.each([
  "application/json",
  "application/vnd.order+json; version=2",
  "application/x-www-form-urlencoded",
  "multipart/form-data",
  "multipart/mixed",
  "application/xml",
  "text/xml; charset=iso-8859-1",
  "application/atom+xml",
  "text/csv",
  "text/event-stream",
  "application/x-ndjson",
  "application/octet-stream",
  "application/pdf",
  "application/*",
  "*/*",
])("a sample of an object as %s is what the contract says", (type) => {
  const { faults, response, warnings } = answer({ content: { [type]: { schema: order } } });
  expect({ faults, status: response.status, warnings }).toEqual({
    faults: [],
    status: 200,
    warnings: [],
  });
  expect(response.body.length).toBeGreaterThan(0);
});

test.each([
  ["text/plain", { type: "string", minLength: 5, pattern: "^[a-z]+$" }],
  ["text/plain", { type: "integer", minimum: 7 }],
  ["text/html", { type: "string" }],
  ["text/csv", { type: "array", minItems: 1, items: address }],
  ["text/*", { type: "string", const: "é" }],
  ["image/png", { type: "string", format: "binary", minLength: 4 }],
  ["image/*", {}],
  ["application/octet-stream", undefined],
  ["text/plain", undefined],
  ["application/xml", undefined],
  ["application/xml", { type: "string", minLength: 3 }],
  ["application/xml", { type: "array", minItems: 2, items: address }],
  ["multipart/mixed", { type: "array", minItems: 2, items: address }],
])("a sample as %s of %j is too", (type, schema) => {
  const { faults, response, warnings } = answer({ content: { [type]: { schema } } });
  expect({ faults, status: response.status, warnings }).toEqual({
    faults: [],
    status: 200,
    warnings: [],
  });
});

describe("examples", () => {
  test.each<[type: string, example: unknown, text: string, contentType: string]>([
    ["application/json", { id: 1, items: [] }, "", "application/json"],
    [
      "application/xml",
      "<order id='1'><items><item><city>a</city><zip>11</zip></item><item><city>b</city><zip>22</zip></item></items></order>",
      "<order id='1'><items>",
      "application/xml",
    ],
    [
      "application/x-www-form-urlencoded",
      'id=1&items={"city":"a","zip":11}&items={"city":"b","zip":22}',
      "id=1&",
      "application/x-www-form-urlencoded",
    ],
    [
      "multipart/form-data",
      '--xx\r\nContent-Disposition: form-data; name="id"\r\n\r\n1\r\n--xx\r\nContent-Disposition: form-data; name="items"\r\n\r\n{"city":"a","zip":11}\r\n--xx\r\nContent-Disposition: form-data; name="items"\r\n\r\n{"city":"b","zip":22}\r\n--xx--\r\n',
      "--xx\r\n",
      'multipart/form-data; boundary="xx"',
    ],
    ["text/csv", "id,items\r\n1,2\r\n", "id,items\r\n1,2\r\n", "text/csv"],
    ["application/pdf", "%PDF-1.7", "%PDF-1.7", "application/pdf"],
    [
      "application/xml",
      {
        id: 5,
        items: [
          { city: "a", zip: 11 },
          { city: "b", zip: 22 },
        ],
      },
      '<?xml version="1.0" encoding="UTF-8"?>\n<root id="5"><items><item><city>a</city>',
      "application/xml",
    ],
  ])("as %s: a document or a value", (type, example, text, contentType) => {
    const made = answer({ content: { [type]: { schema: order, example } } });
    expect(made.faults).toEqual([]);
    expect(made.text.slice(0, text.length)).toBe(text);
    expect(made.type).toBe(contentType);
  });

  test.each([
    [
      "application/xml",
      "<order id='x'><items/></order>",
      'the example is skipped: /id is the string "x"; the contract asks for an integer',
    ],
    [
      "application/xml",
      "<order",
      "the example is skipped: it is not XML: it ends at line 1, column 7, where an attribute, > or /> of <order should be",
    ],
    [
      "application/x-www-form-urlencoded",
      "id=1",
      'the example is skipped: it has no property "items"; the contract asks for it',
    ],
  ])("as %s: %s is skipped, and says why", (type, example, message) => {
    const { warnings, faults } = answer({ content: { [type]: { schema: order, example } } });
    expect(warnings.map(({ code, message }) => ({ code, message }))).toMatchObject([
      { code: "mock.example-invalid", message: expect.stringContaining(message) },
    ]);
    expect(faults).toEqual([]);
  });
});

test("what no document can say is no answer", () => {
  const schema = { type: "object", required: ["a"], properties: { a: { const: "\u0000" } } };
  const { response, warnings } = answer({ content: { "application/xml": { schema } } });
  expect([response.status, warnings.map(({ code }) => code)]).toEqual([
    500,
    ["mock.sample-failed"],
  ]);
});

describe("headers", () => {
  test("every declared header is there, whatever says what it is", () => {
    const { faults, response } = answer({
      headers: {
        "X-Count": { required: true, schema: { type: "integer", minimum: 3 } },
        "X-Optional": { schema: { type: "string", pattern: "^[a-f]{4}$" } },
        "X-List": { schema: { type: "array", minItems: 2, items: { type: "integer" } } },
        "X-Object": {
          explode: true,
          schema: { type: "object", required: ["a"], properties: { a: { type: "integer" } } },
        },
        "X-Json": { content: { "application/json": { schema: { const: { é: 1 } } } } },
        "Set-Cookie": { schema: { type: "array", minItems: 2, items: { enum: ["id=1; Path=/"] } } },
        ETag: { schema: { type: "string" }, example: '"abc"' },
        "X-Named": {
          schema: { type: "integer" },
          examples: { bad: { value: "x" }, good: { value: 12 } },
        },
        "X-Text": { schema: { type: "array", items: { type: "integer" } }, example: "4,5" },
        "Content-Type": { schema: { type: "string", const: "never" } },
      },
    });
    expect(faults).toEqual([]);
    const lines = (name: string) => response.headers.get(name);
    expect(lines("x-json")).toEqual(['{"\\u00e9":1}']);
    expect(lines("set-cookie")).toEqual(["id=1; Path=/", "id=1; Path=/"]);
    expect([lines("etag"), lines("x-named"), lines("x-text")]).toEqual([
      ['"abc"'],
      ["12"],
      ["4,5"],
    ]);
    expect([...response.headers.keys()].sort()).toEqual([
      "content-length",
      "etag",
      "set-cookie",
      "x-count",
      "x-json",
      "x-list",
      "x-named",
      "x-object",
      "x-optional",
      "x-text",
    ]);
  });
});
