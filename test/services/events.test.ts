/**
 * Who publishes and who receives which event: the services as they run against the catalogue.
 */
import { expect, test } from "vitest";
import { createInventoryService } from "../../services/inventory-service/application.ts";
import { createNotificationService } from "../../services/notification-service/application.ts";
import { createOrderService } from "../../services/order-service/application.ts";
import { orderSeed } from "../../services/order-service/seed.ts";
import { createPaymentService } from "../../services/payment-service/application.ts";
import { systemClock } from "../../services/platform/clock.ts";
import { createEventBus, type Event, type EventBus } from "../../services/platform/event-bus.ts";
import { countedIds } from "../../services/platform/ids.ts";
import type { Service, Surroundings } from "../../services/platform/service.ts";
import { createTokens } from "../../services/platform/tokens.ts";
import { createProductService } from "../../services/product-service/application.ts";
import { createUserService } from "../../services/user-service/application.ts";
import { type AskOptions, catalogue, SERVICES, startServices } from "./services-under-test.ts";

const factories: Record<(typeof SERVICES)[number], (surroundings: Surroundings) => Service> = {
  "user-service": createUserService,
  "product-service": createProductService,
  "order-service": createOrderService,
  "payment-service": createPaymentService,
  "notification-service": createNotificationService,
  "inventory-service": createInventoryService,
};

function subscribedTypes(service: (typeof SERVICES)[number]): string[] {
  const types: string[] = [];
  const bus: EventBus = { publish: async () => undefined, subscribe: (type) => types.push(type) };
  factories[service]({
    clock: systemClock,
    ids: countedIds(),
    bus,
    tokens: createTokens("a secret of thirty-two bytes, or more", systemClock),
    apiKey: "key",
    connect: () => async () => new Response(),
  });
  return types.sort();
}

test.each(SERVICES)("%s receives what the catalogue has it receive", (service) => {
  const received = catalogue.eventOperations
    .filter((operation) => operation.action === "receive" && operation.service === service)
    .map(({ channel }) => channel.name);
  expect(subscribedTypes(service)).toEqual(received.sort());
});

const order = {
  userId: "u-1",
  items: [{ productId: "p-1", quantity: 1 }],
  shippingAddress: orderSeed[0]!.shippingAddress,
};
const profile = { firstName: "Eve", lastName: "Ward" };
const user = { username: "eve", email: "eve@example.com", password: "battery staple", profile };

/** One request for each operation that publishes. */
const requests: Record<string, { service: string; line: string; options: AskOptions }> = {
  createUser: { service: "user-service", line: "POST /users", options: { body: user } },
  updateUser: {
    service: "user-service",
    line: "PATCH /users/u-1",
    options: { user: "u-1", body: { email: "new@example.com" } },
  },
  createOrder: {
    service: "order-service",
    line: "POST /orders",
    options: { user: "u-1", body: order },
  },
  updateOrderStatus: {
    service: "order-service",
    line: "PATCH /orders/o-2",
    options: { user: "u-3", body: { status: "SHIPPED" } },
  },
  cancelOrder: {
    service: "order-service",
    line: "POST /orders/o-2/cancel",
    options: { user: "u-1" },
  },
  createPayment: {
    service: "payment-service",
    line: "POST /payments",
    options: {
      asService: true,
      body: { orderId: "o-9", userId: "u-1", amount: { amount: 5, currency: "USD" } },
    },
  },
  reserveInventory: {
    service: "inventory-service",
    line: "POST /inventory/reserve",
    options: { asService: true, body: { items: [{ productId: "p-1", quantity: 1 }] } },
  },
  sendNotification: {
    service: "notification-service",
    line: "POST /notifications",
    options: {
      asService: true,
      body: { userId: "u-1", message: "Hello", type: "ACCOUNT", channel: "IN_APP" },
    },
  },
};

const sends = catalogue.eventOperations.filter(({ action }) => action === "send");

test("every operation that publishes is asked for here", () => {
  const operations = sends.map(({ publishedBy }) => publishedBy);
  expect(operations.toSorted()).toEqual(Object.keys(requests).sort());
});

test.each(sends)("$service publishes $channel.name by $publishedBy", async (operation) => {
  const system = await startServices();
  const { service, line, options } = requests[operation.publishedBy!]!;
  expect((await system.ask(service, line, options)).status).toBeLessThan(300);
  const event = system.events.find(({ eventType }) => eventType === operation.channel.name);
  expect(event?.source).toBe(operation.service);
  // The request stood at the beginning, so its own id ties everything together.
  expect(new Set(system.events.map(({ correlationId }) => correlationId))).toEqual(
    new Set(["5b0ad6ba-9d4d-4d7c-a1c1-0a1b2c3d4e5f"]),
  );
});

test("a subscriber that fails is told of, and hinders neither the publisher nor the others", async () => {
  const failures: unknown[] = [];
  const heard: Event[] = [];
  const bus = createEventBus({ onFailure: (error) => failures.push(error) });
  bus.subscribe("user.updated", async () => {
    throw new Error("out of order");
  });
  bus.subscribe("user.updated", async (event) => {
    event.data.changes.email = "changed by a subscriber";
  });
  bus.subscribe("user.updated", async (event) => {
    heard.push(event);
  });
  const head = { eventId: "evt-1", eventType: "user.updated", timestamp: "2026-03-12T09:00:00Z" };
  const changes = { email: "new@example.com" };
  await bus.publish({
    ...head,
    eventType: "user.updated",
    source: "user-service",
    correlationId: null,
    causationId: null,
    data: { ...head, aggregateId: "u-1", version: 1, userId: "u-1", changes },
    metadata: {},
  });
  expect(failures).toEqual([new Error("out of order")]);
  expect(heard.map(({ data }) => data)).toMatchObject([{ changes: { email: "new@example.com" } }]);
});
