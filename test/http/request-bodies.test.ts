/**
 * Which body a request has, and whether it is due: OpenAPI 3.0.4 and 3.1.1 #request-body-object,
 * #operation-request-body, RFC 9110 §8.3, §8.6 and §9.3. Expected values are written from them.
 */
import { expect, test } from "vitest";
import { checkRequest } from "../../src/http/check-request.ts";
import { readFields } from "../../src/http/exchange.ts";
import { readContractText } from "../contract-text.ts";
import { bytesOf, messagesOf, requestBodyOf } from "./one-body.ts";

const json = "application/json";
const form = "application/x-www-form-urlencoded";

interface Sent {
  openapi?: string;
  method?: string;
  requestBody?: unknown;
  type?: string;
  body?: string;
  strict?: boolean;
}

function check({
  openapi = "3.1.1",
  method = "post",
  requestBody,
  type,
  body = "",
  strict = false,
}: Sent) {
  const document = { openapi, paths: { "/": { [method]: { requestBody, responses: {} } } } };
  const contract = readContractText(JSON.stringify(document));
  const operation = contract.operations[0]!;
  const headers = readFields(type === undefined ? [] : [["Content-Type", type]]);
  const request = { method: operation.method, path: "/", query: "", headers, body: bytesOf(body) };
  return checkRequest(contract, operation, request, new Map(), { strict }).map(
    ({ code, at, severity }) => `${severity} ${code} ${at.pointer}`,
  );
}

const missing = ["error request.body.missing /body"];
const refused = ["error request.body.media-type /headers/content-type"];
const content = { [json]: { schema: { type: "object", required: ["a"] } } };
const required = { required: true, content };
const optional = { content };

test.each<[what: string, sent: Sent, expected: string[]]>([
  ["sent", { requestBody: required, type: json, body: '{"a":1}' }, []],
  ["required and not sent", { requestBody: required }, missing],
  ["Content-Length: 0 under a Content-Type", { requestBody: required, type: json }, missing],
  ["optional and not sent", { requestBody: optional }, []],
  [
    "optional and sent wrong",
    { requestBody: optional, type: json, body: "{}" },
    ["error request.body.invalid /body"],
  ],
  ["without a Content-Type", { requestBody: required, body: '{"a":1}' }, refused],
  ["with an empty one", { requestBody: required, type: "", body: '{"a":1}' }, refused],
  ["of another type", { requestBody: required, type: "text/plain", body: "x" }, refused],
  [
    "of another type where the body is optional",
    { requestBody: optional, type: form, body: "x" },
    refused,
  ],
  // An empty form is a form; where the body is optional, it is none.
  [
    "curl -d ''",
    { requestBody: { required: true, content: { [form]: content[json] } }, type: form },
    ["error request.body.invalid /body"],
  ],
  ["curl -d '', optional", { requestBody: { content: { [form]: content[json] } }, type: form }, []],
  // RFC 9110 §9.3: no meaning is defined. 3.0 has it ignored, 3.1 permits it.
  ["GET in 3.0, not sent", { openapi: "3.0.4", method: "get", requestBody: required }, []],
  ["DELETE in 3.0, not sent", { openapi: "3.0.4", method: "delete", requestBody: required }, []],
  [
    "DELETE in 3.0, sent wrong",
    { openapi: "3.0.4", method: "delete", requestBody: required, type: json, body: "{}" },
    ["error request.body.invalid /body"],
  ],
  ["PATCH in 3.0, not sent", { openapi: "3.0.4", method: "patch", requestBody: required }, missing],
  ["DELETE in 3.1, not sent", { method: "delete", requestBody: required }, missing],
  ["GET in 3.1, sent", { method: "get", requestBody: required, type: json, body: '{"a":1}' }, []],
  ["none declared", { type: json, body: "{}" }, []],
  [
    "none declared, strict",
    { type: json, body: "{}", strict: true },
    ["warning request.body.undeclared /body"],
  ],
  ["none declared and none sent, strict", { method: "get", strict: true }, []],
  [
    "no content declared",
    { requestBody: { required: true, content: {} }, type: json, body: "{}" },
    refused,
  ],
])("%s", (_, sent, expected) => {
  expect(check(sent)).toEqual(expected);
});

test("a refused media type is told with those that are declared, and not at length", () => {
  const one = requestBodyOf(json, {});
  expect(messagesOf(one, "x", "text/plain")).toEqual([
    "the body's Content-Type is text/plain; the contract declares application/json",
  ]);
  const many = Object.fromEntries(
    Array.from({ length: 500 }, (_, index) => [`text/x${index}`, {}]),
  );
  const contract = readContractText(
    JSON.stringify({
      openapi: "3.1.1",
      paths: { "/": { post: { requestBody: { content: many } } } },
    }),
  );
  const [message] = messagesOf(
    { ...one, contract, operation: contract.operations[0]! },
    "x",
    "a/b",
  );
  expect(message).toMatch(/declares text\/x0, .*, text\/x9, 490 more$/);
});

test("what was sent is shown at no length, wherever it stands", () => {
  const long = "x".repeat(50_000);
  const properties = { a: { type: "integer" }, list: { type: "array", items: {} } };
  const schema = { type: "object", xml: { name: "root" }, properties };
  const boundary = "multipart/form-data; boundary=B";
  const part = (fields: string) =>
    `--B\r\nContent-Disposition: form-data; name="a"${fields}\r\n\r\nx\r\n--B--\r\n`;
  const encoding = { a: { contentType: "text/plain" } };
  for (const [type, contentType, body] of [
    [form, form, `a=%${long}`],
    [form, form, `a=${long}`],
    ["multipart/form-data", boundary, part(`\r\nContent-Type: a/${"x".repeat(10_000)}`)],
    ["multipart/form-data", boundary, part(`\r\n${"x".repeat(10_000)}`)],
    ["application/xml", "application/xml", `<${long}/>`],
    ["application/xml", "application/xml", `<root>${long}`],
    ["text/plain", `text/plain; charset=${long}`, "x"],
  ] as const) {
    const messages = messagesOf(requestBodyOf(type, { schema, encoding }), body, contentType);
    expect(messages).not.toEqual([]);
    for (const message of messages) expect(message.length).toBeLessThan(350);
  }
});
