/**
 * A service that goes away in the middle of its work, on real ports, and comes back.
 */
import { expect, test, vi } from "vitest";
import { listenAll, type RunningSystem } from "../../services/listen.ts";

const NAME = "inventory-service";
const address = { street: "12 Hill Road", city: "Springfield", postalCode: "62704", country: "US" };

/** The service does what it is asked first, and is gone before it can say so. */
async function startCrashing(): Promise<{ running: RunningSystem; events: string[] }> {
  const events: string[] = [];
  let isDue = true;
  const running = await listenAll(
    {
      secret: "a secret of thirty-two bytes, or more",
      apiKey: "key",
      around: (service) => ({
        name: service.name,
        async fetch(request) {
          const response = await service.fetch(request);
          if (isDue && service.name === NAME && request.method === "POST") {
            isDue = false;
            void running.crash(NAME);
          }
          return response;
        },
      }),
      gateway: {
        log: ({ event }) => events.push(event),
        random: () => 0,
        recoveryDelayMs: 1,
        maxRecoveryDelayMs: 5,
        openMs: 0,
      },
    },
    () => 0,
  );
  return { running, events };
}

async function order({ urls, system }: RunningSystem): Promise<Response> {
  const token = await system.tokens.issue({ sub: "u-1", roles: ["user"] }, 3600);
  return await fetch(`${urls.get("api-gateway")}/orders`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${token}` },
    body: JSON.stringify({
      userId: "u-1",
      items: [{ productId: "p-1", quantity: 2 }],
      shippingAddress: address,
    }),
  });
}

/** What was set aside of the lamps. */
async function reservations({ system }: RunningSystem): Promise<string[]> {
  return await system.repositories.inventory.transact((shelves) =>
    shelves
      .reservations()
      .map(({ reservation }) => reservation)
      .filter(({ items }) => items.some(({ productId }) => productId === "p-1"))
      .map(({ status }) => status),
  );
}

test("its callers lose their connections, and what it did unheard is undone", async () => {
  const { running, events } = await startCrashing();
  try {
    const url = running.urls.get(NAME);
    const response = await order(running);
    expect(response.status).toBe(502);
    const { error } = (await response.json()) as { error: { details: object } };
    expect(error.details).toMatchObject({ outcomeUnknown: "reserve-inventory", undone: [] });
    await expect(fetch(`${url}/health`)).rejects.toThrow("fetch failed");
    expect(await reservations(running)).toEqual(["RESERVED"]);

    await running.restart(NAME);
    expect((await fetch(`${url}/health`)).status).toBe(200);
    await vi.waitFor(() => expect(events).toContain("saga.undone-later"), { interval: 5 });
    expect(await reservations(running)).toEqual(["RELEASED"]);
    expect((await order(running)).status).toBe(201);
  } finally {
    await running.close();
  }
});

test("nobody tells the registry, and nothing is left when all stop", async () => {
  const { running } = await startCrashing();
  try {
    await running.crash(NAME);
    // Once more is nothing.
    await running.crash(NAME);
    const statuses = (await running.registry.all()).map(({ status }) => status);
    expect(statuses).toEqual(Array(7).fill("UP"));
  } finally {
    await running.close();
  }
  expect(await running.registry.all()).toEqual([]);
});
