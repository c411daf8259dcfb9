/**
 * What the services answer although their contracts declare no such answer: where a request can be
 * refused for a reason, and the operation has no status for it. Each is an `ErrorResponse`.
 *
 * When a contract comes to declare the answer, its row here fails, and moves to the service's tests.
 */
import { describe, expect, test } from "vitest";
import { type AskOptions, startServices } from "./services-under-test.ts";

interface Row {
  service: string;
  line: string;
  options?: AskOptions;
  status: number;
}

const noToken: AskOptions = { wrong: true };
const admin: AskOptions = { user: "u-3" };

const rows: Row[] = [
  { service: "user-service", line: "GET /users/u-1", options: noToken, status: 401 },
  { service: "user-service", line: "GET /users", options: noToken, status: 401 },
  {
    service: "user-service",
    line: "GET /users?page=x",
    options: { ...admin, wrong: true },
    status: 400,
  },
  {
    service: "user-service",
    line: "GET /users?status=ILL",
    options: { ...admin, wrong: true },
    status: 400,
  },
  { service: "user-service", line: "POST /auth/refresh", options: noToken, status: 401 },
  {
    service: "user-service",
    line: "POST /auth/refresh",
    options: { headers: { Cookie: "refreshToken=guessed" } },
    status: 401,
  },
  { service: "order-service", line: "GET /orders/o-1", options: noToken, status: 401 },
  {
    service: "order-service",
    line: "GET /internal/orders/user/u-1",
    options: noToken,
    status: 401,
  },
  {
    service: "order-service",
    line: "PATCH /orders/o-1",
    options: { body: { status: "DELIVERED" }, wrong: true },
    status: 401,
  },
  {
    service: "order-service",
    line: "PATCH /orders/o-1",
    options: { user: "u-1", body: { status: "DELIVERED" } },
    status: 403,
  },
  {
    service: "order-service",
    line: "PATCH /orders/o-404",
    options: { ...admin, body: { status: "DELIVERED" } },
    status: 404,
  },
  {
    service: "order-service",
    line: "POST /orders/o-2/cancel",
    options: { user: "u-1", body: { reason: 5 }, wrong: true },
    status: 400,
  },
  {
    service: "payment-service",
    line: "POST /payments/pay-1/refund",
    options: { asService: true, body: { reason: 5 }, wrong: true },
    status: 400,
  },
];

describe("no contract declares", () => {
  test.each(rows)(
    "$status of $service for $line $options",
    async ({ service, line, options, status }) => {
      const system = await startServices();
      const answer = await system.ask(service, line, { ...options, undeclared: true });
      expect(answer.status).toBe(status);
      expect(answer.body.service).toBe(service);
    },
  );

  test("500 of a service in which something breaks, nor does it tell what", async () => {
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
});
