/**
 * The same order, sent twice: `Idempotency-Key`.
 */
import { expect, test } from "vitest";
import { type ObservedSystem, startSystem } from "./observed-system.ts";

const headers = { "Idempotency-Key": "one-order" };

async function expectOneOrder(system: ObservedSystem): Promise<void> {
  expect((await system.repositories.order.list()).map(({ id }) => id)).toEqual([
    "o-101",
    "o-2",
    "o-1",
  ]);
  expect(await system.stock("p-1")).toEqual({ available: 38, reserved: 2 });
  expect(system.eventTypes().filter((type) => type === "payment.processed")).toHaveLength(1);
  const asked = system.linesOf(system.arrived);
  expect(asked.filter((line) => line === "payment-service POST /payments")).toHaveLength(1);
}

test("one after the other: one order, one payment, the same answer", async () => {
  const system = await startSystem();
  const first = await system.order({ "p-1": 2 }, { headers });
  const second = await system.order({ "p-1": 2 }, { headers });
  expect(first.status).toBe(201);
  expect(second.status).toBe(201);
  expect(second.body).toEqual(first.body);
  await expectOneOrder(system);
});

test("both at once, too", async () => {
  const system = await startSystem();
  const [first, second] = await Promise.all([
    system.order({ "p-1": 2 }, { headers }),
    system.order({ "p-1": 2 }, { headers }),
  ]);
  expect(first.status).toBe(201);
  expect(second.body).toEqual(first.body);
  await expectOneOrder(system);
});

test("another order with the key is refused, and nothing of it happens", async () => {
  const system = await startSystem();
  await system.order({ "p-1": 2 }, { headers });
  const { status, body } = await system.order({ "p-1": 3 }, { headers });
  expect(status).toBe(422);
  expect(body.error.code).toBe("IDEMPOTENCY_KEY_REUSED");
  await expectOneOrder(system);
});

test("another user's key is another key", async () => {
  const system = await startSystem();
  const first = await system.order({ "p-1": 2 }, { user: "u-1", headers });
  const second = await system.order({ "p-1": 2 }, { user: "u-2", headers });
  expect([first.body.id, second.body.id]).toEqual(["o-101", "o-102"]);
  expect(await system.stock("p-1")).toEqual({ available: 36, reserved: 4 });
});

test("a key is remembered until too many others have come", async () => {
  const system = await startSystem({ idempotencyKeys: 2 });
  const order = async (key: string): Promise<string> => {
    const { body } = await system.order({ "p-2": 1 }, { headers: { "Idempotency-Key": key } });
    return body.id;
  };
  expect([await order("a"), await order("b"), await order("a")]).toEqual([
    "o-101",
    "o-102",
    "o-101",
  ]);
  expect([await order("c"), await order("b"), await order("a")]).toEqual([
    "o-103",
    "o-102",
    "o-104",
  ]);
});

test("without a key they are two orders", async () => {
  const system = await startSystem();
  const first = await system.order({ "p-1": 2 });
  const second = await system.order({ "p-1": 2 });
  expect([first.body.id, second.body.id]).toEqual(["o-101", "o-102"]);
});

test("an order that failed may be tried again with its key", async () => {
  const system = await startSystem();
  expect((await system.order({ "p-3": 11 }, { headers })).status).toBe(422);
  const updatedAt = "2026-03-12T09:00:00Z";
  await system.repositories.inventory.reset([
    { productId: "p-3", available: 11, reserved: 0, updatedAt },
  ]);
  expect((await system.order({ "p-3": 11 }, { headers })).status).toBe(201);
});
