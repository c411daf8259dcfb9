/**
 * Callers who ask too often.
 */
import { expect, test, vi } from "vitest";
import { START, startSystem } from "./observed-system.ts";

const WINDOW_MS = 3_600_000;
const login = { body: { username: "ada", password: "correct horse" } };

test("a user who has asked too often waits for the next window; others do not", async () => {
  const system = await startSystem({ gateway: { authenticatedLimit: 2 } });
  expect((await system.order({ "p-1": 1 })).status).toBe(201);
  expect((await system.ask("GET /dashboard", { user: "u-1" })).status).toBe(200);
  const sent = system.sent.length;
  vi.setSystemTime(START.getTime() + 600_000);
  const { status, headers, body } = await system.order({ "p-1": 1 });
  expect(status).toBe(429);
  expect(body.error.code).toBe("TOO_MANY_REQUESTS");
  // The window began with the first request.
  expect(headers.get("Retry-After")).toBe("3000");
  expect(system.sent).toHaveLength(sent);
  expect((await system.order({ "p-1": 1 }, { user: "u-2" })).status).toBe(201);
  vi.setSystemTime(START.getTime() + WINDOW_MS);
  expect((await system.order({ "p-1": 1 })).status).toBe(201);
  expect(await system.stock("p-1")).toEqual({ available: 37, reserved: 3 });
});

test("of anonymous callers each address has its own window", async () => {
  const system = await startSystem({ gateway: { anonymousLimit: 1 } });
  const from = (address: string) => ({ ...login, headers: { "X-Forwarded-For": address } });
  expect((await system.ask("POST /auth/login", from("192.0.2.1"))).status).toBe(200);
  const refused = await system.ask("POST /auth/login", from("192.0.2.1"));
  expect(refused.status).toBe(429);
  expect(refused.headers.get("Retry-After")).toBe("3600");
  expect((await system.ask("POST /auth/login", from("192.0.2.2"))).status).toBe(200);
  vi.setSystemTime(START.getTime() + WINDOW_MS);
  expect((await system.ask("POST /auth/login", from("192.0.2.1"))).status).toBe(200);
});

test("the limits of the contract hold where nothing else is said", async () => {
  const system = await startSystem();
  // `x-gateway-config`: 1,000 requests of an anonymous caller. Wrong ones count as well.
  const statuses = new Set<number>();
  for (let count = 0; count < 1000; count += 1) {
    statuses.add((await system.ask("GET /dashboard")).status);
  }
  expect([...statuses]).toEqual([401]);
  expect((await system.ask("GET /dashboard")).status).toBe(429);
});
