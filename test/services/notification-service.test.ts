import { beforeEach, describe, expect, test } from "vitest";
import { orderSeed } from "../../services/order-service/seed.ts";
import type { Event } from "../../services/platform/event-bus.ts";
import { countedIds } from "../../services/platform/ids.ts";
import { createPublish } from "../../services/platform/publisher.ts";
import type { EventPayloads, EventType } from "../../services/schemas/events.ts";
import { userSeed } from "../../services/user-service/seed.ts";
import { CORRELATION_ID, type Running, START, startServices } from "./services-under-test.ts";

const SERVICE = "notification-service";

let system: Running;

beforeEach(async () => {
  system = await startServices();
});

const draft = { userId: "u-1", message: "Hello", type: "PROMOTION", channel: "EMAIL" };

async function outboxOf(userId: string) {
  const deliveries = await system.repositories.notification.listByUser(userId);
  return deliveries.map(({ notification: { message, type, channel }, address }) => ({
    message,
    type,
    channel,
    address,
  }));
}

describe("sending", () => {
  test("accepts a notification, sends it and tells so", async () => {
    const { status, body, headers } = await system.ask(SERVICE, "POST /notifications", {
      asService: true,
      body: draft,
    });
    expect(status).toBe(202);
    expect(headers.get("Location")).toBe("/notifications/n-101");
    expect(body).toEqual({
      id: "n-101",
      ...draft,
      read: false,
      createdAt: "2026-03-12T09:00:00.000Z",
    });
    expect(system.eventTypes()).toEqual(["notification.sent"]);
    expect(await system.repositories.user.contacts("u-1")).toEqual([body]);
    const read = await system.ask(SERVICE, "GET /notifications/n-101", { user: "u-1" });
    expect(read.body).toEqual(body);
  });

  test.each([
    // user and channel                        status  address
    { userId: "u-1", channel: "EMAIL", status: 202, address: "ada@example.com" },
    { userId: "u-1", channel: "SMS", status: 202, address: "+1 217 555 0142" },
    { userId: "u-1", channel: "IN_APP", status: 202, address: null },
    { userId: "u-2", channel: "SMS", status: 422, address: undefined },
    { userId: "u-404", channel: "EMAIL", status: 422, address: undefined },
    { userId: "u-404", channel: "IN_APP", status: 202, address: null },
  ])("to $userId by $channel gets $status", async ({ userId, channel, status, address }) => {
    const answer = await system.ask(SERVICE, "POST /notifications", {
      asService: true,
      body: { ...draft, userId, channel },
    });
    expect(answer.status).toBe(status);
    const sent = (await outboxOf(userId)).find(({ message }) => message === "Hello");
    expect(sent?.address).toBe(address);
  });

  test("to somebody else is refused", async () => {
    const { status, body } = await system.ask(SERVICE, "POST /notifications", {
      user: "u-2",
      body: draft,
    });
    expect(status).toBe(422);
    expect(body.error.code).toBe("USER_FOREIGN");
  });

  test.each([
    { body: { ...draft, channel: "FAX" }, pointer: "/channel" },
    { body: { ...draft, type: "order" }, pointer: "/type" },
    { body: { userId: "u-1" }, pointer: "" },
  ])("does not understand $body", async ({ body, pointer }) => {
    const answer = await system.ask(SERVICE, "POST /notifications", {
      asService: true,
      body,
      wrong: true,
    });
    expect(answer.status).toBe(400);
    expect(answer.body.error.details).toEqual({ pointer });
  });
});

describe("reading", () => {
  beforeEach(async () => {
    for (const message of ["first", "second"]) {
      await system.ask(SERVICE, "POST /notifications", {
        asService: true,
        body: { ...draft, message },
      });
    }
  });

  test.each([
    ["u-1", "userId=u-1", ["n-102", "n-101", "n-1"]],
    ["u-1", "userId=u-1&limit=2", ["n-102", "n-101"]],
    ["u-3", "userId=u-1&limit=1", ["n-102"]],
    // Who may not see them finds none.
    ["u-2", "userId=u-1", []],
    ["u-2", "userId=u-2", []],
  ])("%s asks for %s", async (user, query, ids) => {
    const { status, body } = await system.ask(SERVICE, `GET /notifications?${query}`, { user });
    expect(status).toBe(200);
    expect(body.map(({ id }: { id: string }) => id)).toEqual(ids);
  });

  test.each(["limit=1", "userId=u-1&limit=0", "userId=u-1&limit=101", "userId=u-1&limit=ten"])(
    "is refused for %s",
    async (query) => {
      const answer = await system.ask(SERVICE, `GET /notifications?${query}`, {
        user: "u-1",
        wrong: true,
      });
      expect(answer.status).toBe(400);
    },
  );

  test.each([
    ["n-1", "u-1", 200],
    ["n-1", "u-3", 200],
    ["n-1", "u-2", 404],
    ["n-404", "u-1", 404],
  ])("%s is shown to %s with %i", async (id, user, status) => {
    expect((await system.ask(SERVICE, `GET /notifications/${id}`, { user })).status).toBe(status);
  });
});

describe("events", () => {
  const ids = countedIds(500);
  const clock = { now: () => new Date(START) };

  /** As the other service would. */
  async function publish<Type extends EventType>(
    type: Type,
    content: Omit<
      EventPayloads[Type],
      "eventId" | "eventType" | "aggregateId" | "timestamp" | "version"
    >,
  ): Promise<Event> {
    const taken: Event[] = [];
    const bus = {
      ...system.bus,
      publish: async (event: Event) => {
        taken.push(event);
        await system.bus.publish(event);
      },
    };
    const cause = { correlationId: CORRELATION_ID, causationId: null, traceparent: undefined };
    await createPublish("test", { bus, clock, ids } as never)(type, "x-1", content as never, cause);
    return taken[0]!;
  }

  const newUser = {
    ...userSeed[1]!.user,
    id: "u-9",
    email: "eve@example.com",
    profile: { firstName: "Eve", lastName: "Ward", phoneNumber: "+44 20 7946 0000" },
  };
  const order = { ...orderSeed[0]!, id: "o-9", userId: "u-1" };

  test("of a new user are answered by a welcome", async () => {
    await publish("user.created", { user: newUser });
    expect(await outboxOf("u-9")).toEqual([
      { message: "Welcome, Eve", type: "ACCOUNT", channel: "EMAIL", address: "eve@example.com" },
    ]);
  });

  test.each([
    { changes: { email: "new@example.com" }, email: "new@example.com", phone: "+1 217 555 0142" },
    {
      changes: { profile: { firstName: "Ada", lastName: "Lane", phoneNumber: "+49 30 1234" } },
      email: "ada@example.com",
      phone: "+49 30 1234",
    },
    {
      changes: { profile: { firstName: "Ada", lastName: "Lane" } },
      email: "ada@example.com",
      phone: "+1 217 555 0142",
    },
    {
      changes: { profile: { firstName: "Ada", lastName: "Lane", phoneNumber: null } },
      email: "ada@example.com",
      phone: null,
    },
  ])("of $changes change where notifications go", async ({ changes, email, phone }) => {
    await publish("user.updated", { userId: "u-1", changes });
    const contact = await system.repositories.notification.contact("u-1");
    expect(contact).toEqual({ email, phoneNumber: phone });
  });

  test("of an order and its status reach the user who placed it", async () => {
    await publish("order.created", { order });
    await publish("order.status_changed", {
      orderId: "o-9",
      previousStatus: "PENDING",
      newStatus: "CANCELLED",
    });
    expect((await outboxOf("u-1")).slice(0, 2)).toEqual([
      {
        message: "Your order o-9 has been cancelled",
        type: "ORDER",
        channel: "IN_APP",
        address: null,
      },
      {
        message: "Your order o-9 has been placed",
        type: "ORDER",
        channel: "IN_APP",
        address: null,
      },
    ]);
  });

  test("of an order that nobody has told of reach nobody", async () => {
    await publish("order.status_changed", {
      orderId: "o-77",
      previousStatus: "PENDING",
      newStatus: "CANCELLED",
    });
    expect(system.eventTypes()).toEqual(["order.status_changed"]);
  });

  test.each([
    ["u-1", "EMAIL", "ada@example.com"],
    // No address is known of it, so it reads its receipt in the application.
    ["u-77", "IN_APP", null],
  ])("of a payment of %s send a receipt by %s", async (userId, channel, address) => {
    await publish("payment.processed", {
      payment: {
        id: "pay-9",
        orderId: "o-9",
        userId,
        amount: { amount: 8.5, currency: "USD" },
        status: "COMPLETED",
        method: "CARD",
        createdAt: START,
        updatedAt: START,
      },
    });
    expect((await outboxOf(userId))[0]).toEqual({
      message: "We have received 8.50 USD for your order o-9",
      type: "PAYMENT",
      channel,
      address,
    });
  });

  test("that come a second time send nothing more", async () => {
    const event = await publish("user.created", { user: newUser });
    await system.bus.publish(event);
    expect(await outboxOf("u-9")).toHaveLength(1);
  });

  test("lead to notification.sent in the same errand", async () => {
    const event = await publish("order.created", { order });
    const sent = system.events.find(({ eventType }) => eventType === "notification.sent");
    expect(sent?.correlationId).toBe(CORRELATION_ID);
    expect(sent?.causationId).toBe(event.eventId);
  });
});
