/**
 * `toMatchContract`, as a test uses it. Expected messages are written from the contract below.
 */
import "concordat/vitest";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { readContractText } from "../../test/contract-text.ts";

const contract = readContractText(`
openapi: 3.1.0
info: { title: Orders, version: "1" }
servers: [{ url: https://orders.test/v1 }]
security: []
paths:
  /orders:
    get:
      operationId: listOrders
      parameters:
        - { name: page, in: query, schema: { type: integer } }
      responses:
        "200": { description: some, content: { text/plain: {} } }
    post:
      operationId: createOrder
      requestBody:
        required: true
        content:
          application/json:
            schema: { $ref: "#/components/schemas/Order" }
      responses:
        "201": { description: made }
  /orders/{orderId}:
    get:
      operationId: getOrder
      parameters:
        - { name: orderId, in: path, required: true, schema: { type: integer } }
      responses:
        "200":
          description: one
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Order" }
  /orders/unread:
    get:
      operationId: unread
      responses:
        "200":
          description: one
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Gone" }
webhooks:
  orderMade:
    post:
      requestBody:
        required: true
        content:
          application/json:
            schema: { $ref: "#/components/schemas/Order" }
      responses: { "204": { description: taken } }
components:
  schemas:
    Order:
      type: object
      required: [id, lines]
      properties:
        id: { type: integer }
        lines:
          type: array
          maxItems: 3
          items:
            type: object
            properties:
              sku: { type: string }
              quantity: { type: integer }
`);

const good = { id: 7, lines: [{ sku: "a", quantity: 3 }] };

function answer(body: unknown, url = "", status = 200): Response {
  const response = Response.json(body, { status });
  Object.defineProperty(response, "url", { value: url });
  return response;
}

function request(method: string, target: string, body?: unknown): Request {
  return new Request(`https://orders.test${target}`, {
    method,
    ...(body !== undefined && {
      body: JSON.stringify(body),
      headers: { "content-type": "application/json" },
    }),
  });
}

/** What the failed assertion says, without its colours. */
async function messageOf(assertion: Promise<void>): Promise<string> {
  const error: unknown = await assertion.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Error);
  return stripVTControlCharacters((error as Error).message);
}

describe("a response", () => {
  test("that fits passes, by operationId and by key, and can still be read", async () => {
    const response = answer(good);
    await expect(response).toMatchContract(contract, "getOrder");
    await expect(response).toMatchContract(contract, "GET /orders/{orderId}");
    await expect(response).toMatchContract(contract, { operation: "getOrder" });
    expect(await response.json()).toEqual(good);
  });

  test("that does not fit fails with the place, what is wanted and what was sent", async () => {
    const response = answer({ id: 7, lines: [{ sku: "a", quantity: "3" }] });
    expect(await messageOf(expect(response).toMatchContract(contract, "getOrder"))).toBe(
      `expect(received).toMatchContract(contract, "getOrder")

The response to GET /orders/{orderId} breaks the contract Orders:

  /body/lines/0/quantity  response.body.invalid
    lines.0.quantity is the string "3"; the contract asks for an integer
    openapi.yaml:66:33  /components/schemas/Order/properties/lines/items/properties/quantity/type
        {
          "sku": "a",
  -       "quantity": an integer
  +       "quantity": "3"
        }
      ]`,
    );
    expect(await response.text()).toContain('"3"');
  });

  test("that lacks a property shows where it belongs", async () => {
    const message = await messageOf(
      expect(answer({ lines: [] })).toMatchContract(contract, "getOrder"),
    );
    expect(message).toContain(`
    the body has no property "id"; the contract asks for it
    openapi.yaml:56:17  /components/schemas/Order/required
    {
  -   "id": …
      "lines": []
    }`);
  });

  test("is cut where the value is long", async () => {
    const lines = Array.from({ length: 4 }, () => ({ sku: "a".repeat(200) }));
    const message = await messageOf(
      expect(answer({ id: 7, lines })).toMatchContract(contract, "getOrder"),
    );
    const excerpt = message.split("\n").filter((line) => /^ {2}[-+] /.test(line));
    expect(excerpt).toEqual([
      '  -   "lines": 3 elements or less',
      '  +   "lines": [',
      "  +     {",
      `  +       "sku": "${"a".repeat(99 - 18)}…`,
      "  +     },",
      "  +     {",
      `  +       "sku": "${"a".repeat(99 - 18)}…`,
      "  +   …",
    ]);
  });

  test("of a status or media type that is not declared fails", async () => {
    const message = await messageOf(
      expect(answer(good, "", 404)).toMatchContract(contract, "getOrder"),
    );
    expect(message).toContain("  /status  response.status.undeclared\n    the status is 404; ");
    await expect(new Response("hi")).not.toMatchContract(contract, "getOrder");
  });

  test("has the operation of its URL where the path has one only", async () => {
    await expect(answer(good, "https://orders.test/v1/orders/7")).toMatchContract(contract);
    await expect(answer({}, "http://127.0.0.1:8080/orders/7")).not.toMatchContract(contract);
  });

  test.each([
    [
      "",
      "a response without a URL does not tell its operation; name one of listOrders, createOrder, getOrder, unread",
    ],
    [
      "https://orders.test/v1/orders",
      "a response does not tell its method; name the operation of /v1/orders, one of listOrders, createOrder",
    ],
    [
      "https://orders.test/v2/gone",
      "no path of the contract matches /v2/gone; name the operation, one of listOrders, createOrder, getOrder, unread",
    ],
  ])("of the URL %j needs an operation", async (url, message) => {
    expect(await messageOf(expect(answer(good, url)).toMatchContract(contract))).toBe(message);
    // It is no answer to the question, so its contrary is none either.
    expect(await messageOf(expect(answer(good, url)).not.toMatchContract(contract))).toBe(message);
  });

  test("whose schema is not understood passes, unless strict", async () => {
    await expect(answer(good)).toMatchContract(contract, "unread");
    const strict = expect(answer(good)).toMatchContract(contract, {
      operation: "unread",
      strict: true,
    });
    expect(await messageOf(strict)).toContain("schema.unresolved");
  });
});

describe("what the contract does not declare passes, unless strict", () => {
  test("a property of a response", async () => {
    const more = { ...good, note: "x" };
    await expect(answer(more)).toMatchContract(contract, "getOrder");
    const strict = expect(answer(more)).toMatchContract(contract, {
      operation: "getOrder",
      strict: true,
    });
    expect(await messageOf(strict)).toContain("response.body.undeclared");
  });

  test("a query parameter", async () => {
    const sent = request("GET", "/orders?pages=2");
    await expect(sent).toMatchContract(contract);
    const strict = expect(sent).toMatchContract(contract, { strict: true });
    expect(await messageOf(strict)).toContain("request.parameter.undeclared");
  });
});

describe("a request", () => {
  test("that fits passes by its method and path, and can still be read", async () => {
    const sent = request("POST", "/v1/orders", good);
    await expect(sent).toMatchContract(contract);
    await expect(sent).toMatchContract(contract, "createOrder");
    expect(await sent.json()).toEqual(good);
    await expect(request("GET", "/orders?page=2")).toMatchContract(contract);
  });

  test("that does not fit fails", async () => {
    const message = await messageOf(
      expect(request("POST", "/orders", { id: "7", lines: [] })).toMatchContract(contract),
    );
    expect(message).toContain("The request POST /orders breaks the contract Orders:\n");
    expect(message).toContain('  -   "id": an integer\n  +   "id": "7",\n      "lines": []');
    await expect(request("GET", "/orders/seven")).not.toMatchContract(contract);
    await expect(request("GET", "/orders?page=two")).not.toMatchContract(contract);
    await expect(request("POST", "/orders")).not.toMatchContract(contract);
  });

  test.each([
    ["PUT", "/orders", undefined, "/method", "/orders has GET, POST, not PUT"],
    ["GET", "/gone", undefined, "/path", "no path of the contract matches /gone"],
    [
      "GET",
      "/orders",
      "createOrder",
      "/method",
      "the request is GET /orders, which is GET /orders; the test asks for POST /orders",
    ],
    [
      "GET",
      "/orders/7",
      "listOrders",
      "/path",
      "the request is GET /orders/7, which is GET /orders/{orderId}; the test asks for GET /orders",
    ],
    [
      "POST",
      "/gone",
      "createOrder",
      "/path",
      "the request is POST /gone; the test asks for POST /orders",
    ],
    [
      "PUT",
      "/anywhere",
      "POST orderMade",
      "/method",
      "the request is PUT /anywhere; the test asks for POST orderMade",
    ],
  ])("%s %s does not match %s", async (method, target, operation, pointer, text) => {
    const message = await messageOf(
      expect(request(method, target)).toMatchContract(contract, operation),
    );
    expect(message).toContain(
      `  ${pointer}  request.${pointer === "/path" ? "path.unknown" : "method.undeclared"}\n    ${text}\n`,
    );
  });

  test("of a webhook goes anywhere", async () => {
    await expect(request("POST", "/hook", good)).toMatchContract(contract, "POST orderMade");
    await expect(request("POST", "/hook", {})).not.toMatchContract(contract, "POST orderMade");
  });
});

test("not, where it does match, fails and says so", async () => {
  const message = await messageOf(expect(answer(good)).not.toMatchContract(contract, "getOrder"));
  expect(message).toBe(
    `expect(received).not.toMatchContract(contract, "getOrder")

The response to GET /orders/{orderId} fits the contract Orders, and should not.`,
  );
});

test("a promise's value is taken with resolves", async () => {
  await expect(Promise.resolve(answer(good))).resolves.toMatchContract(contract, "getOrder");
});

test("more than ten findings are counted", async () => {
  const many = readContractText(`
openapi: 3.1.0
paths:
  /a:
    get:
      responses:
        "200": { description: a, content: { application/json: { schema: { items: { type: integer } } } } }
`);
  const message = await messageOf(
    expect(answer(Array(12).fill("x"))).toMatchContract(many, "GET /a"),
  );
  expect(message.match(/response\.body\.invalid/g)).toHaveLength(10);
  expect(message).toMatch(/\n\nand 2 more$/);
});

describe("what cannot be checked is said", () => {
  const takes = "toMatchContract takes a Fetch Request or Response; this is";
  test.each([
    [undefined, `${takes} undefined`],
    [null, `${takes} null`],
    ["text", `${takes} "text"`],
    [[], `${takes} an array`],
    [{ status: 200, headers: {}, data: {} }, `${takes} an object (Object)`],
    [Promise.resolve(answer(good)), `${takes} a promise of something`],
    [() => answer(good), `${takes} a function`],
  ])("of %j", async (received, message) => {
    expect(await messageOf(expect(received).toMatchContract(contract, "getOrder"))).toBe(message);
    expect(await messageOf(expect(received).not.toMatchContract(contract, "getOrder"))).toBe(
      message,
    );
  });

  test("of a body that has been read", async () => {
    const response = answer(good);
    await response.text();
    expect(await messageOf(expect(response).toMatchContract(contract, "getOrder"))).toBe(
      "the body of the response has been read already",
    );
    const sent = request("POST", "/orders", good);
    sent.body?.getReader();
    expect(await messageOf(expect(sent).toMatchContract(contract))).toBe(
      "the body of the request has been read already",
    );
  });

  test("of an operation that is not there", async () => {
    expect(await messageOf(expect(answer(good)).toMatchContract(contract, "getOrders"))).toBe(
      'the contract Orders has no operation "getOrders"; it declares listOrders, createOrder, getOrder, unread, POST orderMade',
    );
  });

  test("of what is no contract", async () => {
    const wrong = (value: unknown) =>
      messageOf(expect(answer(good)).toMatchContract(value as never, "getOrder"));
    expect(await wrong(undefined)).toBe("toMatchContract takes a contract; this is undefined");
    expect(await wrong(Promise.resolve(contract))).toBe(
      "toMatchContract takes a contract; this is a promise of something",
    );
    const events = readContractText("asyncapi: 3.0.0\ninfo: { title: Events, version: '1' }\n");
    expect(await wrong(events)).toBe(
      "the contract Events is an AsyncAPI document, which has no HTTP operations",
    );
  });
});
