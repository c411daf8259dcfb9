import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import type { Event } from "../../services/platform/event-bus.ts";
import type { OrderStatus } from "../../services/schemas/order.ts";
import { type Answer, CORRELATION_ID, type Running, startServices } from "./services-under-test.ts";

const SERVICE = "inventory-service";
const MINUTE = 60_000;

let system: Running;

beforeEach(async () => {
  system = await startServices();
});

interface Wanted {
  productId: string;
  quantity: number;
}

function reserve(items: Wanted[], options: { orderId?: string; key?: string } = {}) {
  return system.ask(SERVICE, "POST /inventory/reserve", {
    asService: true,
    headers: {
      "X-Correlation-ID": CORRELATION_ID,
      ...(options.key !== undefined && { "Idempotency-Key": options.key }),
    },
    body: { items, ...(options.orderId !== undefined && { orderId: options.orderId }) },
  });
}

function release(reservationId: string): Promise<Answer> {
  return system.ask(SERVICE, "POST /inventory/release", {
    asService: true,
    body: { reservationId },
  });
}

async function stockOf(productId: string): Promise<{ available: number; reserved: number }> {
  const { body } = await system.ask(SERVICE, `GET /inventory/${productId}`, { user: "u-2" });
  return { available: body.available, reserved: body.reserved };
}

describe("stock", () => {
  test.each([
    ["p-1", { available: 40, reserved: 0 }],
    // Three are set aside for the order o-2.
    ["p-2", { available: 200, reserved: 3 }],
    ["p-6", { available: 0, reserved: 0 }],
  ])("of %s at the start", async (productId, stock) => {
    expect(await stockOf(productId)).toEqual(stock);
  });

  test("of p-404 is unknown", async () => {
    const { status, body } = await system.ask(SERVICE, "GET /inventory/p-404", { user: "u-2" });
    expect(status).toBe(404);
    expect(body.error.code).toBe("PRODUCT_UNKNOWN");
  });
});

describe("reserving", () => {
  test("sets all items aside for a quarter of an hour, and tells so", async () => {
    const items = [
      { productId: "p-1", quantity: 2 },
      { productId: "p-3", quantity: 10 },
    ];
    const { status, body } = await reserve(items);
    expect(status).toBe(201);
    expect(body).toEqual({
      reservationId: "r-101",
      orderId: null,
      items,
      status: "RESERVED",
      createdAt: "2026-03-12T09:00:00.000Z",
      expiresAt: "2026-03-12T09:15:00.000Z",
    });
    expect(await stockOf("p-1")).toEqual({ available: 38, reserved: 2 });
    expect(await stockOf("p-3")).toEqual({ available: 0, reserved: 10 });
    expect(system.events).toEqual([
      {
        eventId: "evt-101",
        eventType: "inventory.reserved",
        source: "inventory-service",
        timestamp: "2026-03-12T09:00:00.000Z",
        correlationId: CORRELATION_ID,
        causationId: "5b0ad6ba-9d4d-4d7c-a1c1-0a1b2c3d4e5f",
        data: {
          eventId: "evt-101",
          eventType: "inventory.reserved",
          aggregateId: "r-101",
          timestamp: "2026-03-12T09:00:00.000Z",
          version: 1,
          reservation: body,
        },
        metadata: { requestId: "5b0ad6ba-9d4d-4d7c-a1c1-0a1b2c3d4e5f" },
      },
    ]);
  });

  test.each([
    {
      what: "the second of two products is short",
      items: [
        { productId: "p-1", quantity: 1 },
        { productId: "p-3", quantity: 11 },
      ],
      details: { productId: "p-3", available: 10, asked: 11 },
    },
    {
      what: "a product is asked for twice, and short together",
      items: [
        { productId: "p-3", quantity: 6 },
        { productId: "p-3", quantity: 5 },
      ],
      details: { productId: "p-3", available: 4, asked: 5 },
    },
    {
      what: "nothing is there",
      items: [{ productId: "p-6", quantity: 1 }],
      details: { productId: "p-6", available: 0, asked: 1 },
    },
  ])("sets nothing aside where $what", async ({ items, details }) => {
    const { status, body } = await reserve(items);
    expect(status).toBe(409);
    expect(body.error.code).toBe("OUT_OF_STOCK");
    expect(body.error.details).toEqual(details);
    expect(await stockOf("p-1")).toEqual({ available: 40, reserved: 0 });
    expect(await stockOf("p-3")).toEqual({ available: 10, reserved: 0 });
    expect(system.events).toEqual([]);
  });

  test.each([
    { items: [], code: "ITEMS_MISSING" },
    { items: [{ productId: "p-1", quantity: 0 }], code: "QUANTITY_INVALID" },
    { items: [{ productId: "p-1", quantity: -1 }], code: "QUANTITY_INVALID" },
    { items: [{ productId: "p-404", quantity: 1 }], code: "PRODUCT_UNKNOWN" },
  ])("refuses $items", async ({ items, code }) => {
    const { status, body } = await reserve(items);
    expect(status).toBe(422);
    expect(body.error.code).toBe(code);
  });

  test.each([
    { raw: '{"items":[{"productId":"p-1","quantity":1.5}]}', pointer: "/items/0/quantity" },
    { raw: '{"items":[{"productId":"p-1","quantity":4294967297}]}', pointer: "/items/0/quantity" },
    { raw: '{"items":[{"quantity":1}]}', pointer: "/items/0" },
    { raw: '{"items":[],"orderId":7}', pointer: "/orderId" },
  ])("does not understand $raw", async ({ raw, pointer }) => {
    const { status, body } = await system.ask(SERVICE, "POST /inventory/reserve", {
      asService: true,
      raw,
      wrong: true,
    });
    expect(status).toBe(400);
    expect(body.error.details).toEqual({ pointer });
  });

  test("of a hundred that want the last ten at once serves ten", async () => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => reserve([{ productId: "p-3", quantity: 1 }])),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(10);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(90);
    expect(await stockOf("p-3")).toEqual({ available: 0, reserved: 10 });
  });

  test("once more with the same key reserves nothing more", async () => {
    const items = [{ productId: "p-1", quantity: 2 }];
    const [first, again] = await Promise.all([
      reserve(items, { key: "k-1" }),
      reserve(items, { key: "k-1" }),
    ]);
    expect(again.status).toBe(201);
    expect(again.body).toEqual(first.body);
    expect(await stockOf("p-1")).toEqual({ available: 38, reserved: 2 });
    expect(system.eventTypes()).toEqual(["inventory.reserved"]);
    const other = await reserve([{ productId: "p-1", quantity: 3 }], { key: "k-1" });
    expect(other.status).toBe(422);
    expect(other.body.error.code).toBe("IDEMPOTENCY_KEY_REUSED");
  });
});

describe("releasing", () => {
  test("gives back what was set aside, once", async () => {
    const { body } = await reserve([{ productId: "p-1", quantity: 2 }]);
    const answers = await Promise.all([1, 2, 3].map(() => release(body.reservationId)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(answers.map((answer) => answer.body.status)).toEqual([
      "RELEASED",
      "RELEASED",
      "RELEASED",
    ]);
    expect(await stockOf("p-1")).toEqual({ available: 40, reserved: 0 });
  });

  test("does not know r-404", async () => {
    const { status, body } = await release("r-404");
    expect(status).toBe(404);
    expect(body.error.code).toBe("RESERVATION_UNKNOWN");
  });

  test("is too late when the order has been shipped", async () => {
    await reserve([{ productId: "p-1", quantity: 2 }], { orderId: "o-9" });
    await change("o-9", "SHIPPED");
    const { status, body } = await release("r-101");
    expect(status).toBe(409);
    expect(body.error.code).toBe("RESERVATION_COMMITTED");
  });
});

describe("time", () => {
  test.each([
    { ms: 15 * MINUTE - 1, stock: { available: 38, reserved: 2 }, status: "RELEASED" },
    { ms: 15 * MINUTE, stock: { available: 40, reserved: 0 }, status: "EXPIRED" },
  ])("gives a reservation back after a quarter of an hour: $ms ms", async (row) => {
    await reserve([{ productId: "p-1", quantity: 2 }]);
    system.advance(row.ms);
    expect(await stockOf("p-1")).toEqual(row.stock);
    expect((await release("r-101")).body.status).toBe(row.status);
    expect(await stockOf("p-1")).toEqual({ available: 40, reserved: 0 });
  });

  test("lets others reserve what has been given back", async () => {
    await reserve([{ productId: "p-3", quantity: 10 }]);
    expect((await reserve([{ productId: "p-3", quantity: 1 }])).status).toBe(409);
    system.advance(15 * MINUTE);
    expect((await reserve([{ productId: "p-3", quantity: 10 }])).status).toBe(201);
  });

  test("leaves a confirmed order its stock for a month", async () => {
    await reserve([{ productId: "p-1", quantity: 2 }]);
    await change("o-9", "CONFIRMED");
    system.advance(30 * 24 * 60 * MINUTE - 1);
    expect(await stockOf("p-1")).toEqual({ available: 38, reserved: 2 });
    system.advance(1);
    expect(await stockOf("p-1")).toEqual({ available: 40, reserved: 0 });
  });
});

/** An order's status changes in the errand that its stock was reserved in, or in another one. */
async function change(
  orderId: string,
  newStatus: OrderStatus,
  correlationId: string | null = CORRELATION_ID,
): Promise<void> {
  const timestamp = "2026-03-12T09:00:00.000Z";
  const eventType = "order.status_changed";
  const head = { eventId: `evt-${orderId}-${newStatus}`, eventType, timestamp } as const;
  const data = { ...head, aggregateId: orderId, version: 1, orderId, newStatus };
  const event: Event<"order.status_changed"> = {
    ...head,
    source: "order-service",
    correlationId,
    causationId: null,
    data: { ...data, previousStatus: "PENDING" },
    metadata: {},
  };
  await system.bus.publish(event);
}

describe("an order's stock", () => {
  const other = "1c9e6679-7425-40de-944b-e07fc1f90ae7";
  test.each([
    // reserved for, then the order's statuses       available reserved
    { orderId: "o-9", statuses: ["CANCELLED"], stock: { available: 40, reserved: 0 } },
    { orderId: "o-9", statuses: ["SHIPPED"], stock: { available: 38, reserved: 0 } },
    { orderId: "o-9", statuses: ["CONFIRMED"], stock: { available: 38, reserved: 2 } },
    { orderId: undefined, statuses: ["CANCELLED"], stock: { available: 40, reserved: 0 } },
    { orderId: undefined, statuses: ["CONFIRMED"], stock: { available: 38, reserved: 2 } },
    {
      orderId: undefined,
      statuses: ["CONFIRMED", "PROCESSING", "SHIPPED", "SHIPPED"],
      stock: { available: 38, reserved: 0 },
    },
    {
      orderId: "o-8",
      statuses: ["CANCELLED"],
      stock: { available: 38, reserved: 2 },
    },
  ])("reserved for $orderId is settled when o-9 is $statuses", async (row) => {
    await reserve([{ productId: "p-1", quantity: 2 }], { orderId: row.orderId });
    for (const status of row.statuses) await change("o-9", status as OrderStatus);
    expect(await stockOf("p-1")).toEqual(row.stock);
  });

  test("stays the order's when a later errand ships it", async () => {
    await reserve([{ productId: "p-1", quantity: 2 }]);
    await change("o-9", "CONFIRMED");
    await change("o-9", "SHIPPED", other);
    expect(await stockOf("p-1")).toEqual({ available: 38, reserved: 0 });
  });

  test.each([other, null])("is not touched by an order of the errand %s", async (errand) => {
    await reserve([{ productId: "p-1", quantity: 2 }]);
    await change("o-9", "CANCELLED", errand);
    expect(await stockOf("p-1")).toEqual({ available: 38, reserved: 2 });
  });
});

test("whatever is reserved, released and let expire, nothing is lost or oversold", async () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant("reserve" as const), quantity: fc.integer({ min: 1, max: 6 }) }),
    fc.record({ kind: fc.constant("release" as const), index: fc.nat({ max: 9 }) }),
    fc.record({ kind: fc.constant("wait" as const), minutes: fc.integer({ min: 1, max: 20 }) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      await system.repositories.inventory.reset();
      const made: string[] = [];
      for (const step of steps) {
        if (step.kind === "wait") system.advance(step.minutes * MINUTE);
        if (step.kind === "reserve") {
          const { status, body } = await reserve([{ productId: "p-3", quantity: step.quantity }]);
          if (status === 201) made.push(body.reservationId);
        }
        const id = step.kind === "release" ? made[step.index] : undefined;
        if (id !== undefined) await release(id);
        const { available, reserved } = await stockOf("p-3");
        expect(available + reserved).toBe(10);
        expect(available).toBeGreaterThanOrEqual(0);
        expect(reserved).toBeGreaterThanOrEqual(0);
      }
    }),
    { numRuns: 30, seed: 7 },
  );
});
