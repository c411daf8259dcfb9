/**
 * Orders that are under way at the same time.
 */
import { expect, test } from "vitest";
import { isGood } from "./network.ts";
import { type ObservedSystem, startSystem } from "./observed-system.ts";

// A caller may give everything that it does the same one.
const headers = { "X-Correlation-ID": "0f9b7d5e-2c4a-4b61-8f3e-6d5c4b3a2910" };

/** Nothing is paid before `count` orders want to. */
function holdPayments(system: ObservedSystem, count: number): void {
  const { promise, resolve } = Promise.withResolvers<void>();
  let waiting = 0;
  system.weather("payment-service", async (request, send) => {
    waiting += 1;
    if (waiting === count) resolve();
    await promise;
    return await isGood(request, send);
  });
}

test.each([
  ["after", ["p-1", "p-4"]],
  ["before", ["p-4", "p-1"]],
])("an order keeps its stock when another of its errand fails %s it", async (_, products) => {
  const system = await startSystem();
  holdPayments(system, 2);
  // A lamp can be paid, a desk cannot.
  const answers = await Promise.all(
    products.map((product) => system.order({ [product]: 1 }, { headers })),
  );
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 422]);
  const made = answers.find(({ status }) => status === 201)!.body;
  expect(await system.stock("p-1")).toEqual({ available: 39, reserved: 1 });
  expect(await system.stock("p-4")).toEqual({ available: 5, reserved: 0 });
  const lamp = (await system.reservations()).find(({ items }) => items[0]!.productId === "p-1");
  expect(lamp).toMatchObject({ status: "RESERVED", orderId: made.id });
});

test("fifty orders of one errand add up", async () => {
  const system = await startSystem();
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      system.order({ "p-2": 1 + (index % 3), ...(index % 5 === 0 && { "p-4": 1 }) }, { headers }),
    ),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(40);
  const orders = await system.repositories.order.list();
  const confirmed = orders.filter(({ status }) => status === "CONFIRMED");
  expect(confirmed).toHaveLength(40);
  const sold = confirmed
    .flatMap(({ items }) => items)
    .reduce((sum, { quantity }) => sum + quantity, 0);
  // Three notebooks were set aside before.
  expect(await system.stock("p-2")).toEqual({ available: 200 - sold, reserved: 3 + sold });
  expect(await system.stock("p-4")).toEqual({ available: 5, reserved: 0 });
  const held = (await system.reservations()).filter(({ status }) => status === "RESERVED");
  expect(new Set(held.map(({ orderId }) => orderId))).toEqual(
    new Set(["o-2", ...confirmed.map(({ id }) => id)]),
  );
});
