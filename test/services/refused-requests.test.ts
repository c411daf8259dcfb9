/**
 * Requests that a service refuses because of who sends them, or for what no schema lets through, as
 * its contract declares; and the one answer that no operation declares.
 */
import { describe, expect, test } from "vitest";
import { type AskOptions, startServices } from "./services-under-test.ts";

interface Row {
  service: string;
  line: string;
  options?: AskOptions;
  status: number;
  code: string;
}

const noToken: AskOptions = { wrong: true };
const admin: AskOptions = { user: "u-3" };
const delivered = { status: "DELIVERED" };

const rows: Row[] = [
  {
    service: "user-service",
    line: "GET /users/u-1",
    options: noToken,
    status: 401,
    code: "TOKEN_MISSING",
  },
  {
    service: "user-service",
    line: "GET /users",
    options: noToken,
    status: 401,
    code: "TOKEN_MISSING",
  },
  {
    service: "user-service",
    line: "GET /users?page=x",
    options: { ...admin, wrong: true },
    status: 400,
    code: "PARAMETER_INVALID",
  },
  {
    service: "user-service",
    line: "GET /users?status=ILL",
    options: { ...admin, wrong: true },
    status: 400,
    code: "PARAMETER_INVALID",
  },
  {
    service: "user-service",
    line: "POST /auth/refresh",
    options: noToken,
    status: 401,
    code: "REFRESH_TOKEN_INVALID",
  },
  {
    service: "user-service",
    line: "POST /auth/refresh",
    options: { headers: { Cookie: "refreshToken=guessed" } },
    status: 401,
    code: "REFRESH_TOKEN_INVALID",
  },
  {
    service: "order-service",
    line: "GET /orders/o-1",
    options: noToken,
    status: 401,
    code: "TOKEN_MISSING",
  },
  {
    service: "order-service",
    line: "GET /internal/orders/user/u-1",
    options: noToken,
    status: 401,
    code: "API_KEY_MISSING",
  },
  {
    service: "order-service",
    line: "PATCH /orders/o-1",
    options: { body: delivered, wrong: true },
    status: 401,
    code: "TOKEN_MISSING",
  },
  {
    service: "order-service",
    line: "PATCH /orders/o-1",
    options: { user: "u-1", body: delivered },
    status: 403,
    code: "ADMIN_REQUIRED",
  },
  {
    service: "order-service",
    line: "PATCH /orders/o-404",
    options: { ...admin, body: delivered },
    status: 404,
    code: "ORDER_UNKNOWN",
  },
  {
    service: "order-service",
    line: "POST /orders/o-2/cancel",
    options: noToken,
    status: 401,
    code: "TOKEN_MISSING",
  },
  {
    service: "order-service",
    line: "POST /orders/o-2/cancel",
    options: { headers: { "X-API-Key": "guessed" } },
    status: 401,
    code: "API_KEY_INVALID",
  },
  {
    service: "order-service",
    line: "POST /orders/o-2/cancel",
    options: { user: "u-1", body: { reason: 5 }, wrong: true },
    status: 400,
    code: "BODY_INVALID",
  },
  {
    service: "payment-service",
    line: "POST /payments/pay-1/refund",
    options: { asService: true, body: { reason: 5 }, wrong: true },
    status: 400,
    code: "BODY_INVALID",
  },
];

test.each(rows)(
  "$status $code of $service for $line $options",
  async ({ service, line, options, status, code }) => {
    const system = await startServices();
    const answer = await system.ask(service, line, options);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ service, error: { code } });
  },
);

describe("an idempotency key", () => {
  const items = [{ productId: "p-1", quantity: 1 }];
  const shippingAddress = { street: "1", city: "Springfield", postalCode: "62704", country: "US" };
  const amount = { amount: 78.95, currency: "USD" };
  const requests: [service: string, line: string, body: object][] = [
    ["api-gateway", "POST /orders", { userId: "u-1", items, shippingAddress }],
    ["order-service", "POST /orders", { userId: "u-1", items, shippingAddress }],
    ["inventory-service", "POST /inventory/reserve", { items }],
    ["payment-service", "POST /payments", { orderId: "o-9", userId: "u-1", amount }],
  ];

  test.each(requests)("of %s %s has from 1 to 255 characters", async (service, line, body) => {
    const system = await startServices();
    const ask = (key: string, wrong?: true) => {
      const headers = { "Idempotency-Key": key };
      return system.ask(service, line, { user: "u-1", headers, body, ...(wrong && { wrong }) });
    };
    for (const key of ["", "k".repeat(256)]) {
      const refused = await ask(key, true);
      expect(refused.status).toBe(400);
      expect(refused.body.error.code).toBe("IDEMPOTENCY_KEY_INVALID");
    }
    expect(system.events).toEqual([]);
    expect((await ask("k".repeat(255))).status).toBe(201);
  });
});

test("500 of a service in which something breaks is declared nowhere, and tells nothing", async () => {
  const system = await startServices();
  system.repositories.order.find = async () => {
    throw new Error("the disk is full");
  };
  const asking = system.ask("order-service", "GET /orders/o-1", {
    user: "u-1",
    undeclared: true,
  });
  // The test's own check that nothing broke inside.
  await expect(asking).rejects.toThrow();
  expect(system.faults).toEqual([new Error("the disk is full")]);
  const token = await system.tokens.issue({ sub: "u-1", roles: ["user"] }, 60);
  const response = await system.services.get("order-service")!.fetch(
    new Request("https://service.example.com/orders/o-1", {
      headers: { Authorization: `Bearer ${token}` },
    }),
  );
  expect(response.status).toBe(500);
  expect(await response.json()).toMatchObject({
    error: { code: "INTERNAL_ERROR", message: "Something went wrong" },
  });
});
