import { beforeEach, describe, expect, test } from "vitest";
import { orderSeed } from "../../services/order-service/seed.ts";
import { ORDER_STATUSES, type OrderStatus } from "../../services/schemas/order.ts";
import {
  type Answer,
  CORRELATION_ID,
  type Running,
  startServices,
  tokenOf,
} from "./services-under-test.ts";

const SERVICE = "order-service";

let system: Running;

beforeEach(async () => {
  system = await startServices();
});

async function orderIn(status: OrderStatus): Promise<void> {
  await system.repositories.order.reset([{ ...orderSeed[0]!, status, paymentId: null }]);
}

function patch(body: object, id = "o-1"): Promise<Answer> {
  return system.ask(SERVICE, `PATCH /orders/${id}`, { user: "u-3", body });
}

function cancel(options: { body?: object; user?: string; id?: string } = {}): Promise<Answer> {
  const { body, user = "u-1", id = "o-1" } = options;
  return system.ask(SERVICE, `POST /orders/${id}/cancel`, { user, body });
}

async function statusOf(id: string): Promise<OrderStatus | undefined> {
  return (await system.repositories.order.find(id))?.status;
}

describe("the state machine of orders", () => {
  // Row: from. Column: to, in the same order. Written out, so that a change of the table shows.
  const matrix = [
    //             PEN CON PRO SHI DEL CAN REF
    ["PENDING", "   .   x   .   .   .   x   .  "],
    ["CONFIRMED", " .   .   x   .   .   x   .  "],
    ["PROCESSING", ".   .   .   x   .   x   .  "],
    ["SHIPPED", "   .   .   .   .   x   .   .  "],
    ["DELIVERED", " .   .   .   .   .   .   x  "],
    ["CANCELLED", " .   .   .   .   .   .   .  "],
    ["REFUNDED", "  .   .   .   .   .   .   .  "],
  ] as const;
  const pairs = matrix.flatMap(([from, row]) =>
    row
      .trim()
      .split(/ +/)
      .map((mark, index) => ({ from, to: ORDER_STATUSES[index]!, isAllowed: mark === "x" })),
  );

  test("names every pair of statuses", () => {
    expect(pairs).toHaveLength(49);
    expect(matrix.map(([from]) => from)).toEqual([...ORDER_STATUSES]);
  });

  test.each(pairs)("$from -> $to: $isAllowed", async ({ from, to, isAllowed }) => {
    await orderIn(from);
    const { status, body } = await patch({ status: to, reason: "Because" });
    const changes = system.events.filter(({ eventType }) => eventType === "order.status_changed");
    if (isAllowed) {
      expect(status).toBe(200);
      expect(body).toMatchObject({ status: to, updatedAt: "2026-03-12T09:00:00.000Z" });
      expect(changes.map(({ data }) => data)).toEqual([
        expect.objectContaining({
          aggregateId: "o-1",
          orderId: "o-1",
          previousStatus: from,
          newStatus: to,
          reason: "Because",
        }),
      ]);
    } else {
      expect(status).toBe(409);
      expect(body.error).toEqual({
        code: "STATUS_TRANSITION_INVALID",
        message: `Order o-1 is ${from} and cannot become ${to}`,
        details: { from, to },
      });
      expect(await statusOf("o-1")).toBe(from);
      expect(changes).toEqual([]);
    }
  });

  test("lets one of two that change the same order at once", async () => {
    await orderIn("PENDING");
    const answers = await Promise.all([
      patch({ status: "CONFIRMED" }),
      patch({ status: "CONFIRMED" }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    // The same without anything in between that could keep them apart.
    await orderIn("PENDING");
    const confirm = (): Promise<unknown> =>
      system.repositories.order.update("o-1", (order) => {
        if (order.status !== "PENDING") throw new Error(`it is ${order.status}`);
        return { ...order, status: "CONFIRMED" };
      });
    const outcomes = await Promise.allSettled([confirm(), confirm()]);
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
  });
});

describe("changing the status", () => {
  test("keeps the tracking number of a shipped order", async () => {
    const { status, body } = await patch({ status: "SHIPPED", trackingNumber: "TRK-9" }, "o-2");
    expect(status).toBe(200);
    expect(body.trackingNumber).toBe("TRK-9");
  });

  test("takes no tracking number of an order that is not", async () => {
    const { status, body } = await patch({ status: "CANCELLED", trackingNumber: "TRK-9" }, "o-2");
    expect(status).toBe(400);
    expect(body.error.code).toBe("TRACKING_NUMBER_EARLY");
    expect(await statusOf("o-2")).toBe("PROCESSING");
  });

  test.each([{ status: "LOST" }, { reason: "none" }, { status: "SHIPPED", reason: 5 }])(
    "does not understand %s",
    async (body) => {
      const answer = await system.ask(SERVICE, "PATCH /orders/o-2", {
        user: "u-3",
        body,
        wrong: true,
      });
      expect(answer.status).toBe(400);
    },
  );
});

describe("cancelling", () => {
  test.each<[OrderStatus, number]>([
    ["PENDING", 200],
    ["CONFIRMED", 200],
    ["PROCESSING", 200],
    ["SHIPPED", 409],
    ["DELIVERED", 409],
    ["CANCELLED", 200],
    ["REFUNDED", 409],
  ])("an order that is %s gets %i", async (from, status) => {
    await orderIn(from);
    const answer = await cancel({ body: { reason: "The saga was undone" } });
    expect(answer.status).toBe(status);
    expect(await statusOf("o-1")).toBe(status === 200 ? "CANCELLED" : from);
    const changes = system.events.filter(({ eventType }) => eventType === "order.status_changed");
    expect(changes).toHaveLength(status === 200 && from !== "CANCELLED" ? 1 : 0);
  });

  test("twice at once tells of it once", async () => {
    const answers = await Promise.all([cancel({ id: "o-2" }), cancel({ id: "o-2" })]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const changes = system.events.filter(({ eventType }) => eventType === "order.status_changed");
    expect(changes).toHaveLength(1);
  });

  test("gives back the stock, and tells the user", async () => {
    await cancel({ id: "o-2" });
    const stock = await system.ask("inventory-service", "GET /inventory/p-2", { user: "u-1" });
    expect(stock.body).toMatchObject({ available: 203, reserved: 0 });
    const told = await system.ask("notification-service", "GET /notifications?userId=u-1&limit=1", {
      user: "u-1",
    });
    expect(told.body[0].message).toBe("Your order o-2 has been cancelled");
  });

  test("is for services, too, whoever's the order is", async () => {
    const line = "POST /orders/o-2/cancel";
    const { status, body } = await system.ask(SERVICE, line, { asService: true });
    expect(status).toBe(200);
    expect(body).toMatchObject({ userId: "u-1", status: "CANCELLED" });
  });

  test("undoes a saga whose user's token runs out on the way", async () => {
    system.bus.subscribe("order.created", async () => system.advance(60_000));
    const token = await tokenOf(system, "u-1", 60);
    const { status, body } = await system.ask("api-gateway", "POST /orders", {
      headers: { Authorization: `Bearer ${token}` },
      body: {
        userId: "u-1",
        items: [{ productId: "p-1", quantity: 2 }],
        shippingAddress: orderSeed[0]!.shippingAddress,
      },
    });
    expect(status).toBe(401);
    expect(body.error.details).toMatchObject({
      step: "process-payment",
      undone: ["create-order", "reserve-inventory"],
    });
    expect(body.error.details).not.toHaveProperty("notUndone");
    expect(await statusOf("o-101")).toBe("CANCELLED");
    const stock = await system.ask("inventory-service", "GET /inventory/p-1", { user: "u-1" });
    expect(stock.body).toMatchObject({ available: 40, reserved: 0 });
  });

  test.each([
    { id: "o-2", user: "u-2" },
    { id: "o-404", user: "u-1" },
  ])("order $id by $user finds none", async ({ id, user }) => {
    expect((await cancel({ id, user })).status).toBe(404);
  });
});

describe("a payment", () => {
  const total = { amount: 78.95, currency: "USD" };

  async function pay(body: object): Promise<void> {
    const whole = { orderId: "o-1", userId: "u-1", amount: total, ...body };
    await system.repositories.payment.reset([]);
    await system.ask("payment-service", "POST /payments", {
      asService: true,
      headers: { "X-Correlation-ID": CORRELATION_ID },
      body: whole,
    });
  }

  test.each([
    // what is paid                                             status       paymentId
    { body: {}, status: "CONFIRMED", paymentId: "pay-101" },
    { body: { method: "BANK_TRANSFER" }, status: "PENDING", paymentId: null },
    { body: { amount: { amount: 78.94, currency: "USD" } }, status: "PENDING", paymentId: null },
    { body: { amount: { amount: 78.95, currency: "EUR" } }, status: "PENDING", paymentId: null },
    { body: { userId: "u-2" }, status: "PENDING", paymentId: null },
    { body: { orderId: "o-404" }, status: "PENDING", paymentId: null },
  ])("of $body leaves the order $status", async ({ body, status, paymentId }) => {
    await orderIn("PENDING");
    await pay(body);
    expect(await system.repositories.order.find("o-1")).toMatchObject({ status, paymentId });
  });

  test("confirms the order once, in the payment's errand", async () => {
    await orderIn("PENDING");
    await pay({});
    const processed = system.events.find(({ eventType }) => eventType === "payment.processed")!;
    await system.bus.publish(processed);
    const changes = system.events.filter(({ eventType }) => eventType === "order.status_changed");
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject({
      correlationId: CORRELATION_ID,
      causationId: processed.eventId,
      data: { previousStatus: "PENDING", newStatus: "CONFIRMED" },
    });
  });

  test("does not bring back an order that was cancelled meanwhile", async () => {
    await orderIn("CANCELLED");
    await pay({});
    expect(await statusOf("o-1")).toBe("CANCELLED");
  });
});

test("stock that was set aside before the order is noted to be the order's", async () => {
  const headers = { "X-Correlation-ID": CORRELATION_ID };
  await system.ask("inventory-service", "POST /inventory/reserve", {
    asService: true,
    headers,
    body: { items: [{ productId: "p-1", quantity: 1 }] },
  });
  await system.ask(SERVICE, "POST /orders", {
    user: "u-1",
    headers,
    body: {
      userId: "u-1",
      items: [{ productId: "p-1", quantity: 1 }],
      shippingAddress: orderSeed[0]!.shippingAddress,
    },
  });
  const noted = await system.repositories.order.stockOf("o-101");
  expect(noted.map(({ reservationId }) => reservationId)).toEqual(["r-101"]);
  expect(await system.repositories.order.stockOf("o-2")).toEqual([]);
});
