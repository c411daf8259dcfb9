/**
 * That the system tests can fail: what their watch says of services that do not keep a contract.
 */
import { describe, expect, test } from "vitest";
import { createEventBus, type Event } from "../../services/platform/event-bus.ts";
import type { Service } from "../../services/platform/service.ts";
import { watchContracts } from "./contract-watch.ts";

const health = { status: "UP", version: "1.0.0", timestamp: "2026-03-12T09:00:00Z" };

/** A payment service that answers like this, whatever it is asked. */
function answering(body: unknown, status = 200): Service {
  return { name: "payment-service", fetch: async () => Response.json(body, { status }) };
}

async function violations(service: Service, line: string, init?: RequestInit) {
  const watch = watchContracts();
  const [method, path] = line.split(" ") as [string, string];
  const request = new Request(`http://${service.name}${path}`, { method, ...init });
  await watch.around(service).fetch(request);
  expect(watch.seen()).toBe(1);
  return watch.violations();
}

describe("an exchange", () => {
  test("that keeps the contract is fine", async () => {
    const service = answering({ ...health, service: "payment-service" });
    expect(await violations(service, "GET /health")).toEqual([]);
  });

  test.each([
    [
      "a wrong value",
      { ...health, service: "order-service" },
      200,
      'service is the string "order-service"',
    ],
    ["a missing member", health, 200, 'no property "service"'],
    ["a member too many", { ...health, service: "payment-service", uptime: 7 }, 200, "/uptime"],
    ["a status that is not declared", health, 418, "the status is 418"],
  ])("with %s in its answer is told", async (_, body, status, what) => {
    const told = await violations(answering(body, status), "GET /health");
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/^payment-service GET \/health \(response, \d+\): /);
    expect(told[0]).toContain(what);
  });

  test("with a wrong request is told, also where it is refused", async () => {
    const error = { code: "X", message: "No" };
    const refusal = {
      error,
      traceId: "t-1",
      timestamp: "2026-03-12T09:00:00Z",
      service: "payment-service",
    };
    const told = await violations(answering(refusal, 400), "POST /payments", {
      headers: {
        "Content-Type": "application/json",
        "X-API-Key": "key",
        "X-Request-ID": "5b0ad6ba-9d4d-4d7c-a1c1-0a1b2c3d4e5f",
      },
      body: JSON.stringify({ orderId: 7, userId: "u-1", amount: { amount: 1, currency: "USD" } }),
    });
    expect(told).toHaveLength(1);
    expect(told[0]).toContain("orderId");
    expect(told[0]).toContain("(request, 400)");
  });

  test("that has no path in the contract is told", async () => {
    expect(await violations(answering({}), "GET /cards")).toHaveLength(1);
  });
});

describe("an event", () => {
  const head = {
    eventId: "evt-1",
    eventType: "user.updated",
    timestamp: "2026-03-12T09:00:00Z",
  } as const;
  const event: Event<"user.updated"> = {
    ...head,
    source: "user-service",
    correlationId: null,
    causationId: null,
    data: {
      ...head,
      aggregateId: "u-1",
      version: 1,
      userId: "u-1",
      changes: { email: "new@example.com" },
    },
    metadata: {},
  };

  async function published(changes: object): Promise<readonly string[]> {
    const watch = watchContracts();
    const bus = createEventBus({ onFailure: () => undefined });
    const heard: Event[] = [];
    bus.subscribe("user.updated", async (event) => {
      heard.push(event);
    });
    watch.watch(bus);
    await bus.publish({ ...event, ...changes });
    return watch.violations();
  }

  test("as the catalogue has it is fine", async () => {
    expect(await published({})).toEqual([]);
  });

  test.each<[string, object, string]>([
    ["whose message is another", { data: { ...event.data, userId: 7 } }, "/userId"],
    ["that another service sends", { source: "order-service" }, "order-service does not send it"],
    ["that nobody knows", { eventType: "user.deleted" }, "no such event is in the catalogue"],
    ["without a time in its envelope", { timestamp: undefined }, "timestamp"],
    ["with a number in its envelope's metadata", { metadata: { tries: 3 } }, "/metadata/tries"],
  ])("%s is told", async (_, changes, what) => {
    const told = await published(changes);
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(what);
  });
});
