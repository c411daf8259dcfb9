/**
 * Answers held to what an operation declares. Expected codes and pointers are from OpenAPI 3.1
 * #responses-object, #response-object, #header-object.
 */
import { expect, test } from "vitest";
import { readContractText } from "../../test/contract-text.ts";
import { checkResponse } from "./check-response.ts";
import { type HttpResponse, readFields } from "./exchange.ts";

const contract = readContractText(`
openapi: 3.1.0
info: { title: Pets, version: "1" }
paths:
  /pets:
    get:
      responses:
        "200":
          description: a pet
          headers:
            X-Count: { required: true, schema: { type: integer } }
            X-Tags: { schema: { type: array, items: { type: string, maxLength: 3 } } }
          content:
            application/json:
              schema:
                type: object
                required: [id, secret]
                properties:
                  id: { type: integer }
                  secret: { type: string, writeOnly: true }
        4XX:
          description: refused
          content:
            text/plain: { schema: { type: string, maxLength: 5 } }
        "204": { description: nothing }
`);
const operation = contract.operations[0]!;

function answer(status: number, headers: Record<string, string>, body = ""): HttpResponse {
  return {
    status,
    headers: readFields(Object.entries(headers)),
    body: new TextEncoder().encode(body),
  };
}

const json = { "Content-Type": "application/json; charset=utf-8", "x-count": "1" };

test.each<[string, HttpResponse, string[]]>([
  ["fits; writeOnly is not required in an answer", answer(200, json, '{"id":1}'), []],
  [
    "a header of the wrong type",
    answer(200, { ...json, "x-count": "one" }, '{"id":1}'),
    ["response.header.invalid /headers/x-count"],
  ],
  [
    "an item of a header's list",
    answer(200, { ...json, "X-Tags": "a, long" }, '{"id":1}'),
    ["response.header.invalid /headers/x-tags/1"],
  ],
  [
    "a required header missing",
    answer(200, { "content-type": "application/json" }, '{"id":1}'),
    ["response.header.missing /headers/x-count"],
  ],
  [
    "a body that breaks its schema",
    answer(200, json, '{"id":"1"}'),
    ["response.body.invalid /body/id"],
  ],
  ["a body that is not JSON", answer(200, json, "{"), ["response.body.malformed /body"]],
  ["no body", answer(200, json), ["response.body.missing /body"]],
  [
    "an undeclared media type",
    answer(200, { ...json, "Content-Type": "text/html" }, "<p>"),
    ["response.media-type.undeclared /body"],
  ],
  [
    "no media type",
    answer(200, { "x-count": "1" }, "{}"),
    ["response.media-type.undeclared /body"],
  ],
  ["a status of a range", answer(404, { "content-type": "text/plain" }, "gone"), []],
  [
    "text that breaks its schema",
    answer(404, { "content-type": "text/plain" }, "nobody"),
    ["response.body.invalid /body"],
  ],
  ["a status without content", answer(204, {}), []],
  ["an undeclared status", answer(500, {}), ["response.status.undeclared /status"]],
])("%s", (_, response, expected) => {
  const findings = checkResponse(contract, operation, response);
  expect(findings.map(({ code, at }) => `${code} ${at.pointer}`)).toEqual(expected);
});

test("a finding says where the contract has its rule", () => {
  const [finding] = checkResponse(contract, operation, answer(200, json, '{"id":"1"}'));
  expect(finding).toMatchObject({
    message: 'id is the string "1"; the contract asks for an integer',
    because: { file: "openapi.yaml", line: 19, column: 31 },
    witness: "1",
  });
});
