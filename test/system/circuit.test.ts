/**
 * A backend that flaps: its circuit opens, nothing is sent meanwhile, one probe finds out.
 */
import { expect, test, vi } from "vitest";
import { answers, isGood, type Weather } from "./network.ts";
import { type ObservedSystem, START, startSystem } from "./observed-system.ts";

// The defaults: of at least 5 calls more than half have failed; 10 s open, 20 s after a bad probe.
const OPEN_MS = 10_000;

const fails: Weather = answers(500);

/** Every other call fails, until five have said that it is more than half. */
function flapping(): Weather {
  let count = 0;
  return (request, send) => {
    count += 1;
    return (count % 2 === 1 ? fails : isGood)(request, send);
  };
}

const credentials = { username: "ada", password: "correct horse" };

async function login(system: ObservedSystem): Promise<number> {
  return (await system.ask("POST /auth/login", { body: credentials })).status;
}

/** What the gateway sent to the user service. */
function sentCount({ sent }: ObservedSystem): number {
  return sent.filter(({ service }) => service === "user-service").length;
}

async function openCircuit(system: ObservedSystem): Promise<void> {
  system.weather("user-service", flapping());
  const statuses: number[] = [];
  for (let call = 0; call < 5; call += 1) statuses.push(await login(system));
  // Of a 500 the gateway's contract says nothing.
  expect(statuses).toEqual([502, 200, 502, 200, 502]);
}

test("three of five calls failed: the circuit opens, and nothing is sent", async () => {
  const system = await startSystem();
  await openCircuit(system);
  const { status, headers, body } = await system.ask("POST /auth/login", { body: credentials });
  expect(status).toBe(503);
  expect(body.error).toMatchObject({
    code: "CIRCUIT_BREAKER_OPEN",
    service: "user-service",
    retryAfter: 10,
  });
  expect(headers.get("Retry-After")).toBe("10");
  expect(await login(system)).toBe(503);
  expect(sentCount(system)).toBe(5);
});

test("the backend is back: one probe closes the circuit", async () => {
  const system = await startSystem();
  await openCircuit(system);
  system.weather("user-service", isGood);
  vi.setSystemTime(START.getTime() + OPEN_MS - 1);
  expect(await login(system)).toBe(503);
  vi.setSystemTime(START.getTime() + OPEN_MS);
  expect([await login(system), await login(system)]).toEqual([200, 200]);
  expect(sentCount(system)).toBe(7);
});

test("while the probe is under way, nobody else is sent", async () => {
  const system = await startSystem();
  await openCircuit(system);
  vi.setSystemTime(START.getTime() + OPEN_MS);
  const { promise, resolve } = Promise.withResolvers<void>();
  system.weather("user-service", async (request, send) => {
    await promise;
    return await send(request);
  });
  const probe = login(system);
  await system.reached("user-service", 6);
  expect(await login(system)).toBe(503);
  expect(sentCount(system)).toBe(6);
  resolve();
  expect(await probe).toBe(200);
  expect(await login(system)).toBe(200);
});

test("a probe that fails doubles the time", async () => {
  const system = await startSystem();
  await openCircuit(system);
  system.weather("user-service", fails);
  vi.setSystemTime(START.getTime() + OPEN_MS);
  expect(await login(system)).toBe(502);
  const { body } = await system.ask("POST /auth/login", { body: credentials });
  expect(body.error.retryAfter).toBe(20);
  expect(sentCount(system)).toBe(6);
});

test("an order at an open circuit is undone, and goes well when it has closed", async () => {
  const system = await startSystem();
  system.weather("payment-service", fails);
  for (let call = 0; call < 5; call += 1)
    expect((await system.order({ "p-1": 1 })).status).toBe(502);
  const { status, body } = await system.order({ "p-1": 1 });
  expect(status).toBe(503);
  expect(body.error).toMatchObject({
    code: "CIRCUIT_BREAKER_OPEN",
    service: "payment-service",
    retryAfter: 10,
    details: { step: "process-payment", undone: ["create-order", "reserve-inventory"] },
  });
  expect(await system.stock("p-1")).toEqual({ available: 40, reserved: 0 });
  system.weather("payment-service", isGood);
  vi.setSystemTime(START.getTime() + OPEN_MS);
  expect((await system.order({ "p-1": 1 })).status).toBe(201);
});
