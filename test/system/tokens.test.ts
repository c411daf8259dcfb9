/**
 * Who may ask: tokens that are missing, run out, forged, or somebody else's.
 */
import { describe, expect, test, vi } from "vitest";
import { createTokens } from "../../services/platform/tokens.ts";
import { type ObservedSystem, START, startSystem, tokenOf } from "./observed-system.ts";

const LINES = ["GET /dashboard", "POST /orders"];

async function expectUntouched(system: ObservedSystem): Promise<void> {
  expect(system.sent).toEqual([]);
  expect(system.events).toEqual([]);
}

/** What the gateway answers to both that want a user. */
async function refusals(system: ObservedSystem, token: string | undefined) {
  return await Promise.all(
    LINES.map(async (line) => {
      const options = {
        ...(token !== undefined && { token }),
        ...(line.startsWith("POST") && order),
      };
      const { status, headers, body } = await system.ask(line, options);
      return [status, body.error.code, headers.get("WWW-Authenticate")];
    }),
  );
}

const order = {
  body: {
    userId: "u-1",
    items: [{ productId: "p-1", quantity: 1 }],
    shippingAddress: {
      street: "12 Hill Road",
      city: "Springfield",
      postalCode: "62704",
      country: "US",
    },
  },
};

describe("nothing is done", () => {
  test("without a token", async () => {
    const system = await startSystem();
    expect(await refusals(system, undefined)).toEqual(
      Array(2).fill([401, "TOKEN_MISSING", "Bearer"]),
    );
    await expectUntouched(system);
  });

  test("with one that has run out", async () => {
    const system = await startSystem();
    const token = await tokenOf(system, "u-1", 60);
    vi.setSystemTime(START.getTime() + 60_000);
    expect(await refusals(system, token)).toEqual(Array(2).fill([401, "TOKEN_EXPIRED", "Bearer"]));
    await expectUntouched(system);
  });

  test("with one that somebody else has signed", async () => {
    const system = await startSystem();
    const forger = createTokens("a secret of somebody else's choosing", { now: () => new Date() });
    const token = await forger.issue({ sub: "u-1", roles: ["user", "admin"] }, 3600);
    expect(await refusals(system, token)).toEqual(Array(2).fill([401, "TOKEN_INVALID", "Bearer"]));
    await expectUntouched(system);
  });
});

test("another user's order is refused, and what was set aside for it given back", async () => {
  const system = await startSystem();
  const { status, body } = await system.ask("POST /orders", { user: "u-2", ...order });
  // The contract has no 403; the order service refuses, and the saga is undone.
  expect(status).toBe(422);
  expect(body.error).toMatchObject({
    code: "USER_FOREIGN",
    service: "order-service",
    details: { step: "create-order", undone: ["reserve-inventory"] },
  });
  expect(await system.repositories.order.list()).toHaveLength(2);
  expect(await system.stock("p-1")).toEqual({ available: 40, reserved: 0 });
  expect(system.eventTypes()).toEqual(["inventory.reserved"]);
});

test("a dashboard is its user's own, whoever the caller says it is", async () => {
  const system = await startSystem();
  const { status, body } = await system.ask("GET /dashboard", {
    user: "u-2",
    headers: { "X-User-ID": "u-1" },
  });
  expect(status).toBe(200);
  expect(body.user.id).toBe("u-2");
  expect(body.recentOrders).toEqual([]);
});

test("the API key of the services opens nothing at the gateway", async () => {
  const system = await startSystem();
  const headers = { "X-API-Key": "key-of-the-services" };
  expect((await system.ask("GET /dashboard", { headers })).status).toBe(401);
  await expectUntouched(system);
});

test("a token that runs out between two steps is 401, and what was done is undone", async () => {
  const system = await startSystem();
  const token = await tokenOf(system, "u-1", 60);
  system.weather("payment-service", async (request, send) => {
    vi.setSystemTime(START.getTime() + 60_000);
    return await send(request);
  });
  const { status, body } = await system.ask("POST /orders", { token, ...order });
  expect(status).toBe(401);
  expect(body.error.details.undone).toEqual(["create-order", "reserve-inventory"]);
  expect((await system.repositories.order.find("o-101"))?.status).toBe("CANCELLED");
  expect(await system.stock("p-1")).toEqual({ available: 40, reserved: 0 });
});

test("whoever logs in can order, until the token runs out", async () => {
  const system = await startSystem();
  const login = await system.ask("POST /auth/login", {
    body: { username: "ada", password: "correct horse" },
  });
  const token: string = login.body.accessToken;
  const seconds: number = login.body.expiresIn;
  vi.setSystemTime(START.getTime() + (seconds - 1) * 1000);
  expect((await system.ask("POST /orders", { token, ...order })).status).toBe(201);
  vi.setSystemTime(START.getTime() + seconds * 1000);
  expect((await system.ask("POST /orders", { token, ...order })).status).toBe(401);
});
