/**
 * Templates for PactV4, made of a contract.
 */
import { describe, expect, test } from "vitest";
import { ConcordatError } from "../../src/findings/concordat-error.ts";
import { interaction } from "../../src/pact/interaction.ts";
import { readContractText } from "../contract-text.ts";

const contract = readContractText(`
openapi: 3.1.0
info: { title: Orders, version: "1" }
paths:
  /orders/{orderId}:
    get:
      operationId: getOrder
      parameters: [{ name: orderId, in: path, required: true, schema: { type: string } }]
      responses:
        "200":
          description: the order
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Order" }
              example: { id: o-9, lines: [{ sku: s-9, quantity: 9 }], total: 5 }
        "404": { description: none }
    delete:
      responses: { "404": { description: none } }
  /names:
    get:
      operationId: listNames
      responses:
        "206": { description: some names }
        "200":
          description: names
          content: { application/json: { schema: { type: array, items: { type: string } } } }
components:
  schemas:
    Order:
      type: object
      required: [id]
      properties:
        id: { type: string, pattern: "^o-", enum: [o-1, o-9] }
        paid: { type: boolean }
        total: { type: number }
        payment:
          oneOf:
            - { type: object, properties: { iban: { type: string } } }
            - { type: object, properties: { card: { type: integer } } }
        lines:
          type: array
          items:
            type: object
            properties: { sku: { type: string }, quantity: { type: integer } }
`);

function fieldsOf(fields: unknown, operation = "getOrder"): unknown {
  const request = { path: { orderId: "o-1" } };
  return interaction(contract, operation, { request, response: { fields } }).response.body;
}

const matcher = (type: string, value: unknown) => ({ "pact:matcher:type": type, value });

describe("matchers", () => {
  test.each([
    // fields                                    body of the pact
    [{ id: "o-1" }, { id: matcher("type", "o-1") }],
    [{ paid: true }, { paid: matcher("boolean", true) }],
    [{ total: 3 }, { total: matcher("number", 3) }],
    [{ unknown: 3 }, { unknown: matcher("number", 3) }],
    [{ unknown: null }, { unknown: { "pact:matcher:type": "null" } }],
    [{ payment: { card: 1 } }, { payment: { card: matcher("integer", 1) } }],
    [{ payment: {} }, { payment: matcher("type", {}) }],
    [
      { lines: [{ sku: "s", quantity: 2 }] },
      {
        lines: {
          ...matcher("type", [{ sku: matcher("type", "s"), quantity: matcher("integer", 2) }]),
          min: 1,
        },
      },
    ],
    [{ lines: [] }, { lines: matcher("type", []) }],
    [
      { id: { "pact:matcher:type": "regex", regex: "o", value: "o" } },
      { id: { "pact:matcher:type": "regex", regex: "o", value: "o" } },
    ],
  ])("%j", (fields, body) => {
    expect(fieldsOf(fields)).toEqual(body);
  });
});

describe("fields by name", () => {
  test.each([
    // names                          body of the pact
    [["id"], { id: matcher("type", "o-9") }],
    [
      ["/lines/*/sku", "/lines/0/quantity"],
      {
        lines: {
          ...matcher("type", [{ sku: matcher("type", "s-9"), quantity: matcher("integer", 9) }]),
          min: 1,
        },
      },
    ],
    [["sum"], { sum: matcher("type", "sum") }],
    [["/a/0/b"], { a: { ...matcher("type", [{ b: matcher("type", "b") }]), min: 1 } }],
  ])("%j", (names, body) => {
    expect(fieldsOf(names)).toEqual(body);
  });

  test("a list of texts is the answer itself where that may be one", () => {
    expect(fieldsOf(["Ada"], "listNames")).toEqual({
      ...matcher("type", [matcher("type", "Ada")]),
      min: 1,
    });
  });
});

test("without a status it is the lowest declared 2xx", () => {
  expect(interaction(contract, "listNames").response.status).toBe(200);
});

test("the request is as the test states it", () => {
  const template = interaction(contract, "GET /orders/{orderId}", {
    status: 404,
    request: {
      path: { orderId: "o 1/2" },
      query: { page: 2, tag: ["a", "b"] },
      headers: { A: "b" },
    },
  });
  expect(template).toEqual({
    method: "GET",
    path: "/orders/o%201%2F2",
    query: { page: "2", tag: ["a", "b"] },
    headers: { A: "b" },
    body: undefined,
    response: { status: 404, headers: {}, body: undefined },
  });
});

test.each([
  // operation                    options                                 the error says
  [
    "getOrders",
    {},
    'the contract Orders has no operation "getOrders"; it declares getOrder, DELETE /orders/{orderId}, listNames',
  ],
  ["PUT /orders", {}, "PUT /orders declares no 2xx; name the status: it declares none"],
  [
    "DELETE /orders/{orderId}",
    {},
    "DELETE /orders/{orderId} declares no 2xx; name the status: it declares 404",
  ],
  ["getOrder", {}, "GET /orders/{orderId} needs a value for orderId in request.path"],
])("%s %j", (operation, options, message) => {
  const attempt = () => interaction(contract, operation, options);
  expect(attempt).toThrow(ConcordatError);
  expect(attempt).toThrow(message);
});

test.each([
  // what the test states and the contract does not declare is written all the same
  ["an operation", "PUT /orders/{orderId}", 200, { id: "o-1" }],
  ["a status", "getOrder", 201, { id: "o-1" }],
])("%s the contract does not know", (_, operation, status, fields) => {
  const template = interaction(contract, operation, {
    status,
    request: { path: { orderId: "o-1" } },
    response: { fields },
  });
  expect(template).toMatchObject({
    path: "/orders/o-1",
    response: { status, body: { id: matcher("type", "o-1") } },
  });
});
