/**
 * The ids that tie a request to everything that follows from it.
 */
import { describe, expect, test } from "vitest";
import { readContractText } from "../contract-text.ts";
import { json, refuses, type Started, startGateway } from "./gateway-and-backends.ts";
import { ORDER_REQUEST, PAY, SHOP } from "./gateway-shop.ts";

const REQUEST = "11111111-2222-4333-8444-555555555555";
const CORRELATION = "7f3f1c9e-52a8-4f0e-9b1c-0a6a3c1d2e4f";
const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const TRACEPARENT = `00-${TRACE}-00f067aa0ba902b7-01`;

function order(gateway: Started, headers: Record<string, string>) {
  return gateway.send("POST", "/orders", { user: "u-1", body: ORDER_REQUEST, headers });
}

/** The values of a field over all calls, each once. */
function valuesOf(gateway: Started, name: string): (string | null)[] {
  return [...new Set(gateway.sent.map(({ headers }) => headers.get(name)))];
}

describe("every call of a saga, what undoes it included,", () => {
  const failing = { ...SHOP, [PAY]: refuses(402, "PAYMENT_DECLINED") };

  test("has the ids and the trace of the request", async () => {
    const gateway = startGateway(failing);
    await order(gateway, {
      "X-Request-ID": REQUEST,
      "X-Correlation-ID": CORRELATION,
      traceparent: TRACEPARENT,
    });
    expect(gateway.sent).toHaveLength(6);
    expect(valuesOf(gateway, "X-Request-ID")).toEqual([REQUEST]);
    expect(valuesOf(gateway, "X-Correlation-ID")).toEqual([CORRELATION]);
    expect(valuesOf(gateway, "traceparent")).toEqual([TRACEPARENT]);
  });

  test("has an id made here where the caller has none", async () => {
    const gateway = startGateway(failing);
    await order(gateway, {});
    const [requestId, ...others] = valuesOf(gateway, "X-Request-ID");
    expect(others).toEqual([]);
    expect(requestId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(valuesOf(gateway, "X-Correlation-ID")).toEqual([requestId]);
    expect(valuesOf(gateway, "traceparent")).toEqual([null]);
  });

  test("has an id made here where the caller's is no UUID, which the services refuse", async () => {
    const gateway = startGateway(failing);
    await order(gateway, { "X-Request-ID": "mine", "X-Correlation-ID": CORRELATION });
    expect(valuesOf(gateway, "X-Request-ID")).not.toContain("mine");
    expect(valuesOf(gateway, "X-Correlation-ID")).toEqual([CORRELATION]);
  });
});

test("two requests have two ids", async () => {
  const gateway = startGateway({ "user-service POST /auth/login": refuses(401, "X") });
  const body = { username: "ada", password: "?" };
  await gateway.send("POST", "/auth/login", { body });
  await gateway.send("POST", "/auth/login", { body });
  expect(valuesOf(gateway, "X-Request-ID")).toHaveLength(2);
});

test("a request that is passed on has them, too", async () => {
  const gateway = startGateway({ "user-service POST /auth/login": refuses(401, "X") });
  await gateway.send("POST", "/auth/login", {
    body: { username: "ada", password: "?" },
    headers: { "X-Request-ID": REQUEST, traceparent: TRACEPARENT },
  });
  expect(valuesOf(gateway, "X-Request-ID")).toEqual([REQUEST]);
  expect(valuesOf(gateway, "X-Correlation-ID")).toEqual([REQUEST]);
  expect(valuesOf(gateway, "traceparent")).toEqual([TRACEPARENT]);
});

describe("a refusal's traceId", () => {
  test.each([
    ["is the trace's", { "X-Request-ID": REQUEST, traceparent: TRACEPARENT }, TRACE],
    ["is the request's without one", { "X-Request-ID": REQUEST }, REQUEST],
  ])("%s", async (_, headers, expected) => {
    const response = await startGateway({}).send("GET", "/dashboard", { headers });
    expect(await response.json()).toMatchObject({ traceId: expected });
  });
});

describe("an answer", () => {
  const contractOf = (headers: string) =>
    readContractText(`
openapi: 3.1.0
info: { title: Gateway, version: "1" }
paths:
  /things:
    get:
      x-gateway-backend: { service: things, path: /things }
      responses:
        "200": { description: Done, headers: ${headers} }
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key }
`);

  test.each([
    ["{}", null, null],
    ["{ x-request-id: { schema: { type: string } } }", REQUEST, null],
    [
      "{ X-Request-ID: { required: true }, X-Correlation-ID: { required: true } }",
      REQUEST,
      CORRELATION,
    ],
  ])("with the headers %s declared has them", async (headers, requestId, correlationId) => {
    const gateway = startGateway(
      { "things GET /things": json({}) },
      { contract: contractOf(headers), contractless: true },
    );
    const response = await gateway.send("GET", "/things", {
      headers: { "X-Request-ID": REQUEST, "X-Correlation-ID": CORRELATION },
    });
    expect(response.headers.get("X-Request-ID")).toBe(requestId);
    expect(response.headers.get("X-Correlation-ID")).toBe(correlationId);
  });
});
