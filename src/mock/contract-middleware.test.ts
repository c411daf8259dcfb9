/**
 * An application held against its contract. What is expected of each exchange is read off the
 * contract below.
 */
import { contractMiddleware, type ExchangeViolation } from "concordat/middleware";
import { describe, expect, test } from "vitest";
import { readContractText } from "../../test/contract-text.ts";

const contract = readContractText(`
openapi: 3.1.0
info: { title: Orders, version: "1" }
servers: [{ url: https://orders.test/v1 }]
paths:
  /orders:
    post:
      requestBody:
        required: true
        content:
          application/json:
            schema: { $ref: "#/components/schemas/Order" }
      responses:
        "201":
          description: made
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Order" }
        "422": { description: refused }
  /orders/{orderId}:
    get:
      parameters:
        - { name: orderId, in: path, required: true, schema: { type: integer } }
      responses:
        "200":
          description: one
          headers: { X-Version: { required: true, schema: { type: integer } } }
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Order" }
  /feed:
    get:
      responses:
        "200": { description: events, content: { text/event-stream: { schema: { type: string } } } }
  /unread:
    get:
      responses:
        "200":
          description: one
          content: { application/json: { schema: { $ref: "#/components/schemas/Gone" } } }
components:
  schemas:
    Order: { type: object, required: [total], properties: { total: { type: number } } }
`);

const BASE = "https://orders.test/v1";

function post(body: unknown): Request {
  const headers = { "content-type": "application/json" };
  return new Request(`${BASE}/orders`, { method: "POST", headers, body: JSON.stringify(body) });
}

function get(path: string, method = "GET"): Request {
  return new Request(BASE + path, { method });
}

const answer =
  (status: number, body: unknown, headers: Record<string, string> = {}) =>
  () =>
    Response.json(body, { status, headers });

/** One line for each violation. */
function told(violations: readonly ExchangeViolation[]): string[] {
  return violations.map(
    ({ side, method, path, status, findings }) =>
      `${side} of ${method} ${path} -> ${status}: ${findings.map(({ code }) => code).join(", ")}`,
  );
}

const version = { "x-version": "1" };

test.each<[string, Request, () => Response, string[]]>([
  ["an exchange that fits", post({ total: 1 }), answer(201, { total: 1 }), []],
  [
    "a wrong request that is taken all the same",
    post({}),
    answer(201, { total: 1 }),
    ["request of POST /v1/orders -> 201: request.body.invalid"],
  ],
  [
    "a wrong request that is refused",
    post({}),
    () => new Response(null, { status: 422 }),
    ["request of POST /v1/orders -> 422: request.body.invalid"],
  ],
  [
    "a wrong answer",
    post({ total: 1 }),
    answer(201, { total: "1" }),
    ["response of POST /v1/orders -> 201: response.body.invalid"],
  ],
  [
    "a wrong request and a wrong answer",
    post({}),
    answer(500, {}),
    [
      "request of POST /v1/orders -> 500: request.body.invalid",
      "response of POST /v1/orders -> 500: response.status.undeclared",
    ],
  ],
  [
    "a header that is missing",
    get("/orders/7"),
    answer(200, { total: 1 }),
    ["response of GET /v1/orders/7 -> 200: response.header.missing"],
  ],
  [
    "a path that is not declared",
    get("/nothing"),
    () => new Response(null, { status: 404 }),
    ["request of GET /v1/nothing -> 404: request.path.unknown"],
  ],
  [
    "a method that is not declared",
    get("/orders/7", "DELETE"),
    () => new Response(null, { status: 405 }),
    ["request of DELETE /v1/orders/7 -> 405: request.method.undeclared"],
  ],
  ["HEAD, which is GET without the body", get("/orders/7", "HEAD"), headOf(200, version), []],
  ["OPTIONS, which asks about a path", get("/orders", "OPTIONS"), headOf(204), []],
])("%s is reported and let through", async (_, request, next, expected) => {
  const check = contractMiddleware(contract);
  const response = await check(request, next);
  expect(response.status).toBe(next().status);
  expect(await response.text()).toBe(await next().text());
  expect(told(check.violations())).toEqual(expected);
});

function headOf(status: number, headers: Record<string, string> = {}): () => Response {
  return () => new Response(null, { status, headers });
}

test("the application gets the request with its body", async () => {
  const check = contractMiddleware(contract);
  const seen: unknown[] = [];
  await check(post({ total: 3 }), async (request) => {
    seen.push(await request.json());
    return Response.json({ total: 3 }, { status: 201 });
  });
  expect(seen).toEqual([{ total: 3 }]);
});

test("a stream that does not end is let through at once", async () => {
  const check = contractMiddleware(contract);
  const body = new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode("data: 1\n\n")),
  });
  const headers = { "content-type": "text/event-stream; charset=utf-8" };
  const response = await check(get("/feed"), () => new Response(body, { headers }));
  const { value } = await response.body!.getReader().read();
  expect(new TextDecoder().decode(value)).toBe("data: 1\n\n");
  expect(check.violations()).toEqual([]);
});

test("what cannot be checked is no violation", async () => {
  const check = contractMiddleware(contract);
  await check(get("/unread"), answer(200, {}));
  expect(check.violations()).toEqual([]);
});

test("what the application throws is thrown", async () => {
  const check = contractMiddleware(contract);
  const failing = check(post({ total: 1 }), () => {
    throw new Error("no database");
  });
  await expect(failing).rejects.toThrow("no database");
});

describe("refusing", () => {
  test.each<[string, Request, number]>([
    ["a body that is wrong", post({}), 422],
    ["a path that is not declared", get("/nothing"), 404],
    ["a method that is not declared", get("/orders/7", "DELETE"), 405],
    ["a parameter that is wrong", get("/orders/seven"), 400],
  ])("%s does not reach the application", async (_, request, status) => {
    let asked = 0;
    const check = contractMiddleware(contract, { onViolation: "refuse" });
    const response = await check(request, () => {
      asked += 1;
      return new Response(null);
    });
    expect([response.status, asked]).toEqual([status, 0]);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await response.json()).toMatchObject({ status, findings: [{}] });
    expect(check.violations()).toMatchObject([{ side: "request", status: undefined }]);
  });

  test("405 says what is allowed", async () => {
    const check = contractMiddleware(contract, { onViolation: "refuse" });
    const response = await check(get("/orders/7", "DELETE"), answer(200, {}));
    expect(response.headers.get("allow")).toBe("GET, HEAD, OPTIONS");
  });

  test("a wrong answer is 500 in its place, and tells none of it", async () => {
    const check = contractMiddleware(contract, { onViolation: "refuse" });
    const response = await check(get("/orders/7"), answer(200, { total: "many" }, version));
    expect(response.status).toBe(500);
    expect(told(check.violations())).toEqual([
      "response of GET /v1/orders/7 -> 200: response.body.invalid",
    ]);
  });
});

test("refused requests may be ignored, those that are taken are not", async () => {
  const check = contractMiddleware(contract, { refusedRequests: "ignore" });
  await check(post({}), () => new Response(null, { status: 422 }));
  expect(check.violations()).toEqual([]);
  await check(post({}), answer(201, { total: 1 }));
  expect(check.violations()).toHaveLength(1);
});

test("strictly, what is not declared is wrong too", async () => {
  const extra = answer(201, { total: 1, note: "x" });
  const lenient = contractMiddleware(contract);
  const strict = contractMiddleware(contract, { strict: true });
  for (const check of [lenient, strict]) await check(post({ total: 1 }), extra);
  expect([lenient, strict].map((check) => told(check.violations()))).toEqual([
    [],
    ["response of POST /v1/orders -> 201: response.body.undeclared"],
  ]);
});

test("each violation is told as it happens, and asserting tells them all and forgets", async () => {
  const heard: ExchangeViolation[] = [];
  const check = contractMiddleware(contract, { log: (violation) => heard.push(violation) });
  check.assertNoViolations();
  await check(post({ total: 1 }), answer(201, { total: "1" }));
  expect(told(heard)).toEqual(["response of POST /v1/orders -> 201: response.body.invalid"]);
  expect(() => check.assertNoViolations()).toThrow(
    /^POST \/v1\/orders breaks the contract Orders\n {2}.*total.*is the string "1"; the contract asks for a number/,
  );
  check.assertNoViolations();
});
