/**
 * Services that find each other by the registry: who is not heard of any more is not called.
 */
import { expect, test, vi } from "vitest";
import { connectByRegistry } from "../../services/platform/connect.ts";
import { createRegistry, type Registry } from "../../services/platform/registry.ts";
import { SERVICES } from "./contract-watch.ts";
import { type ObservedSystem, START, startSystem } from "./observed-system.ts";

const TIME_TO_LIVE_MS = 30_000;

interface Registered {
  system: ObservedSystem;
  registry: Registry;
  register(service: string): Promise<void>;
  /** All of them are heard of but those. */
  heartbeats(except?: string): Promise<void>;
}

/** Each service has one instance, on a port of its own. */
async function startRegistered(): Promise<Registered> {
  const registry = createRegistry({ now: () => new Date() });
  const portOf = (service: string) => 7001 + (SERVICES as readonly string[]).indexOf(service);
  const connect = connectByRegistry(registry, {
    async send(request) {
      const service = SERVICES[Number(new URL(request.url).port) - 7001]!;
      return await system.services.get(service)!.fetch(request);
    },
  });
  const system = await startSystem({ connect });
  const register = async (service: string): Promise<void> => {
    const instance = { serviceId: service, instanceId: `${service}-1`, host: "127.0.0.1" };
    await registry.register({ ...instance, port: portOf(service) });
  };
  for (const service of SERVICES) await register(service);
  return {
    system,
    registry,
    register,
    async heartbeats(except) {
      for (const service of SERVICES) {
        if (service !== except) await registry.heartbeat(`${service}-1`);
      }
    },
  };
}

/** What did arrive at the inventory service. */
function arrivedThere({ arrived }: ObservedSystem): number {
  return arrived.filter(({ service }) => service === "inventory-service").length;
}

test("a service whose heartbeat ends is not called, until it registers again", async () => {
  const { system, register, heartbeats } = await startRegistered();
  expect((await system.order({ "p-1": 1 })).status).toBe(201);
  expect(arrivedThere(system)).toBe(1);

  vi.setSystemTime(START.getTime() + TIME_TO_LIVE_MS);
  await heartbeats("inventory-service");
  expect((await system.order({ "p-1": 1 })).status).toBe(201);
  expect(arrivedThere(system)).toBe(2);

  // It would still answer, but nobody has heard of it for too long.
  vi.setSystemTime(START.getTime() + TIME_TO_LIVE_MS + 1);
  const { status, body } = await system.order({ "p-1": 1 });
  expect(status).toBe(502);
  expect(body.error).toMatchObject({
    code: "BAD_GATEWAY",
    service: "inventory-service",
    details: { step: "reserve-inventory", undone: [] },
  });
  expect(arrivedThere(system)).toBe(2);
  // Nothing was sent, so nothing is unknown.
  expect(system.log).toEqual([]);

  // Three failures of five calls have opened its circuit besides, for 10 s.
  vi.setSystemTime(START.getTime() + TIME_TO_LIVE_MS + 1 + 10_000);
  await register("inventory-service");
  expect((await system.order({ "p-1": 1 })).status).toBe(201);
  expect(arrivedThere(system)).toBe(3);
  expect(await system.stock("p-1")).toEqual({ available: 37, reserved: 3 });
});

test("a heartbeat brings back who was away for less than three times as long", async () => {
  const { system, registry, heartbeats } = await startRegistered();
  vi.setSystemTime(START.getTime() + 3 * TIME_TO_LIVE_MS);
  await heartbeats("inventory-service");
  expect((await system.order({ "p-1": 1 })).status).toBe(502);
  expect(await registry.heartbeat("inventory-service-1")).toBe(true);
  expect((await system.order({ "p-1": 1 })).status).toBe(201);
});

test("who was away for longer is forgotten, and has to register", async () => {
  const { system, registry, register, heartbeats } = await startRegistered();
  vi.setSystemTime(START.getTime() + TIME_TO_LIVE_MS);
  await heartbeats("inventory-service");
  vi.setSystemTime(START.getTime() + 3 * TIME_TO_LIVE_MS + 1);
  for (const service of SERVICES) if (service !== "inventory-service") await register(service);
  expect(await registry.heartbeat("inventory-service-1")).toBe(false);
  expect((await system.order({ "p-1": 1 })).status).toBe(502);
  await register("inventory-service");
  expect((await system.order({ "p-1": 1 })).status).toBe(201);
});

test("the order service misses the product service, too", async () => {
  const { system, registry } = await startRegistered();
  // It goes away between the gateway's question and the order service's.
  system.weather("product-service", async (request, send) => {
    const response = await send(request);
    await registry.deregister("product-service-1");
    return response;
  });
  const { status, body } = await system.order({ "p-1": 1 });
  expect(status).toBe(502);
  expect(body.error).toMatchObject({
    service: "order-service",
    details: { step: "create-order", undone: ["reserve-inventory"] },
  });
  expect(await system.stock("p-1")).toEqual({ available: 40, reserved: 0 });
});
