/**
 * What ties an errand together: ids that go to every service and into every event.
 */
import { describe, expect, test } from "vitest";
import { losesAnswers } from "./network.ts";
import { type ObservedSystem, startSystem } from "./observed-system.ts";

const REQUEST = "5b0ad6ba-9d4d-4d7c-a1c1-0a1b2c3d4e5f";
const CORRELATION = "0f9b7d5e-2c4a-4b61-8f3e-6d5c4b3a2910";
// W3C Trace Context #examples-of-http-traceparent-headers
const TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

/** What arrived behind the gateway. */
function behind({ arrived }: ObservedSystem) {
  return arrived.filter(({ service }) => service !== "api-gateway");
}

function fieldsOf(system: ObservedSystem, name: string): (string | null)[] {
  return [...new Set(behind(system).map(({ headers }) => headers.get(name)))];
}

describe("an order", () => {
  const headers = { "X-Request-ID": REQUEST, "X-Correlation-ID": CORRELATION };

  test("carries one correlation id to every service and into every event", async () => {
    const system = await startSystem();
    await system.order({ "p-1": 1 }, { headers });
    expect(behind(system)).toHaveLength(6);
    expect(fieldsOf(system, "X-Correlation-ID")).toEqual([CORRELATION]);
    expect(system.events).toHaveLength(7);
    expect(new Set(system.events.map(({ correlationId }) => correlationId))).toEqual(
      new Set([CORRELATION]),
    );
  });

  test("that is undone carries it there, too", async () => {
    const system = await startSystem();
    await system.order({ "p-4": 1 }, { headers });
    const undone = system.linesOf(behind(system)).slice(-2);
    expect(undone).toEqual([
      "order-service POST /orders/o-101/cancel",
      "inventory-service POST /inventory/release",
    ]);
    expect(fieldsOf(system, "X-Correlation-ID")).toEqual([CORRELATION]);
    expect(new Set(system.events.map(({ correlationId }) => correlationId))).toEqual(
      new Set([CORRELATION]),
    );
  });

  test("that failed says it to its caller and to the operators", async () => {
    const system = await startSystem({ gateway: { attempts: 1 } });
    system.weather("payment-service", losesAnswers);
    const { body } = await system.order({ "p-1": 1 }, { headers });
    expect(body.error.details.correlationId).toBe(CORRELATION);
    expect(system.log[0]).toMatchObject({ correlationId: CORRELATION, requestId: REQUEST });
  });
});

describe("X-Request-ID", () => {
  test("is kept where the caller sends one", async () => {
    const system = await startSystem();
    await system.order({ "p-1": 1 }, { headers: { "X-Request-ID": REQUEST } });
    expect(fieldsOf(system, "X-Request-ID")).toEqual([REQUEST]);
    expect(system.events.map(({ metadata }) => metadata.requestId)).toEqual(Array(7).fill(REQUEST));
    // The request stands at the beginning, and correlates by its own id.
    expect(fieldsOf(system, "X-Correlation-ID")).toEqual([REQUEST]);
  });

  test.each([
    ["none", {}],
    ["what is no UUID", { "X-Request-ID": "42" }],
  ])("is made where the caller sends %s", async (_, headers: Record<string, string>) => {
    const system = await startSystem();
    await system.order({ "p-1": 1 }, { headers });
    await system.order({ "p-1": 1 }, { headers });
    const ids = fieldsOf(system, "X-Request-ID");
    // One for each order, the same for all that it takes.
    expect(ids).toHaveLength(2);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });
});

describe("traceparent", () => {
  test("is passed to every service and into every event", async () => {
    const system = await startSystem();
    await system.order({ "p-1": 1 }, { headers: { traceparent: TRACEPARENT } });
    expect(fieldsOf(system, "traceparent")).toEqual([TRACEPARENT]);
    expect(system.events.map(({ metadata }) => metadata.traceparent)).toEqual(
      Array(7).fill(TRACEPARENT),
    );
  });

  test("names the trace of an error", async () => {
    const system = await startSystem();
    const { body } = await system.order({ "p-6": 1 }, { headers: { traceparent: TRACEPARENT } });
    expect(body.traceId).toBe("4bf92f3577b34da6a3ce929d0e0e4736");
  });

  test("is not made up", async () => {
    const system = await startSystem();
    await system.order({ "p-1": 1 });
    expect(fieldsOf(system, "traceparent")).toEqual([null]);
    expect(system.events.filter(({ metadata }) => "traceparent" in metadata)).toEqual([]);
  });
});

test("each event says what it follows from", async () => {
  const system = await startSystem();
  await system.order({ "p-1": 1 }, { headers: { "X-Request-ID": REQUEST } });
  const [reserved, created, placed, paid, confirmed, toldConfirmed, receipt] = system.events;
  expect([reserved, created, paid].map((event) => event!.causationId)).toEqual(
    Array(3).fill(REQUEST),
  );
  expect(placed!.causationId).toBe(created!.eventId);
  expect(confirmed!.causationId).toBe(paid!.eventId);
  expect(toldConfirmed!.causationId).toBe(confirmed!.eventId);
  expect(receipt!.causationId).toBe(paid!.eventId);
});

test("the dashboard's four services learn of one request", async () => {
  const system = await startSystem();
  const headers = { "X-Request-ID": REQUEST, "X-Correlation-ID": CORRELATION };
  await system.ask("GET /dashboard", { user: "u-1", headers });
  expect(behind(system)).toHaveLength(4);
  expect(fieldsOf(system, "X-Request-ID")).toEqual([REQUEST]);
  expect(fieldsOf(system, "X-Correlation-ID")).toEqual([CORRELATION]);
});
