/**
 * The bodies of requests held to what an operation accepts. Expected codes and pointers are from
 * OpenAPI 3.1 #request-body-object. Parameters and credentials have tables in test/http/.
 */
import { expect, test } from "vitest";
import { readContractText } from "../../test/contract-text.ts";
import { checkRequest } from "./check-request.ts";
import { type HttpRequest, readFields } from "./exchange.ts";

const contract = readContractText(`
openapi: 3.1.0
paths:
  /body:
    post:
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
  /maybe: { post: { requestBody: { content: { application/json: { schema: {} } } } } }
  /no-body: { post: {} }
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
  ["/body", typed(form, "n=%zz"), ["request.body.malformed /body/n"]],
  ["/body", typed("text/plain", "abc"), []],
  ["/body", typed("text/csv", "abcd"), ["request.body.invalid /body"]],
  ["/body", typed("image/png", "\u0089PNG"), []],
  ["/maybe", {}, []],
  ["/maybe", typed("application/json", "nonsense"), ["request.body.malformed /body"]],
  ["/no-body", typed("application/json", "nonsense"), []],
])("the body of %s: %j", (path, sent, expected) => {
  expect(check(path, sent)).toEqual(expected);
});
