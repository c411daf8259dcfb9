import { beforeEach, describe, expect, test } from "vitest";
import {
  type Answer,
  type AskOptions,
  CORRELATION_ID,
  type Running,
  startServices,
  tokenOf,
} from "./services-under-test.ts";

const SERVICE = "order-service";

const address = {
  street: "12 Hill Road",
  city: "Springfield",
  state: "IL",
  postalCode: "62704",
  country: "US",
};

/** What the contract's example of an order was asked for with. */
const asked = {
  userId: "u-1",
  items: [
    { productId: "p-1", quantity: 2, metadata: { giftWrap: true } },
    { productId: "p-2", quantity: 1, metadata: { giftWrap: false } },
  ],
  shippingAddress: address,
  notes: "Leave it with the neighbour",
};

let system: Running;

beforeEach(async () => {
  system = await startServices();
});

function order(body: object, options: AskOptions = {}): Promise<Answer> {
  return system.ask(SERVICE, "POST /orders", {
    user: "u-1",
    body: { ...asked, ...body },
    ...options,
  });
}

describe("an order", () => {
  test("takes names and prices from the product service, and tells of itself", async () => {
    const { status, body, headers } = await order(
      {},
      { headers: { "X-Correlation-ID": CORRELATION_ID } },
    );
    expect(status).toBe(201);
    expect(headers.get("Location")).toBe("/orders/o-101");
    expect(body).toEqual({
      id: "o-101",
      userId: "u-1",
      items: [
        {
          productId: "p-1",
          productName: "Desk lamp",
          quantity: 2,
          unitPrice: { amount: 29.99, currency: "USD" },
          totalPrice: { amount: 59.98, currency: "USD" },
          metadata: { giftWrap: true },
        },
        {
          productId: "p-2",
          productName: "Notebook A5",
          quantity: 1,
          unitPrice: { amount: 8.5, currency: "USD" },
          totalPrice: { amount: 8.5, currency: "USD" },
          metadata: { giftWrap: false },
        },
      ],
      shippingAddress: address,
      billingAddress: address,
      subtotal: { amount: 68.48, currency: "USD" },
      tax: { amount: 5.48, currency: "USD" },
      shipping: { amount: 4.99, currency: "USD" },
      total: { amount: 78.95, currency: "USD" },
      status: "PENDING",
      paymentId: null,
      trackingNumber: null,
      notes: "Leave it with the neighbour",
      createdAt: "2026-03-12T09:00:00.000Z",
      updatedAt: "2026-03-12T09:00:00.000Z",
    });
    const created = system.events[0]!;
    expect(created.eventType).toBe("order.created");
    expect(created.correlationId).toBe(CORRELATION_ID);
    expect(created.data).toMatchObject({ aggregateId: "o-101", order: body });
    const read = await system.ask(SERVICE, "GET /orders/o-101", { user: "u-1" });
    expect(read.body).toEqual(body);
  });

  test("has a billing address of its own where one is given", async () => {
    const billingAddress = { ...address, street: "1 Valley Road" };
    const { body } = await order({ billingAddress });
    expect(body.billingAddress).toEqual(billingAddress);
    expect(body.shippingAddress).toEqual(address);
  });

  test.each([
    {
      items: [{ productId: "p-404", quantity: 1 }],
      code: "PRODUCT_UNKNOWN",
      message: "Product p-404 is unknown",
      details: { unknownProductIds: ["p-404"] },
    },
    {
      items: [{ productId: "p-5", quantity: 1 }],
      code: "PRODUCT_UNAVAILABLE",
      message: "Products that are not sold any more: p-5",
      details: { productIds: ["p-5"] },
    },
    {
      items: [{ productId: "p-1", quantity: 0 }],
      code: "QUANTITY_INVALID",
      message: "The quantity of p-1 has to be from 1 to 999",
      details: { productId: "p-1", quantity: 0 },
    },
    {
      items: [{ productId: "p-1", quantity: 1000 }],
      code: "QUANTITY_INVALID",
      message: "The quantity of p-1 has to be from 1 to 999",
      details: { productId: "p-1", quantity: 1000 },
    },
    { items: [], code: "ITEMS_INVALID", message: "An order has from 1 to 100 items" },
  ])("of $items is refused", async ({ items, ...error }) => {
    const { status, body } = await order({ items });
    expect(status).toBe(422);
    expect(body.error).toEqual(error);
    expect(system.events).toEqual([]);
  });

  test.each([
    { body: { items: undefined }, pointer: "" },
    { body: { items: [{ productId: "p-1", quantity: "2" }] }, pointer: "/items/0/quantity" },
    {
      body: { shippingAddress: { ...address, country: "CH" } },
      pointer: "/shippingAddress/country",
    },
    { body: { billingAddress: { street: "1" } }, pointer: "/billingAddress" },
    { body: { notes: 5 }, pointer: "/notes" },
    {
      body: { items: [{ productId: "p-1", quantity: 1, metadata: [] }] },
      pointer: "/items/0/metadata",
    },
  ])("is not understood with $body", async ({ body, pointer }) => {
    const answer = await order(body, { wrong: true });
    expect(answer.status).toBe(400);
    expect(answer.body.error.details).toEqual({ pointer });
  });

  test("of another user is refused, unless an administrator orders", async () => {
    const { status, body } = await order({ userId: "u-2" });
    expect(status).toBe(400);
    expect(body.error.code).toBe("USER_FOREIGN");
    expect((await order({ userId: "u-2" }, { user: "u-3" })).status).toBe(201);
  });

  test("needs the product service", async () => {
    system = await startServices({ broken: ["product-service"] });
    const { status, body } = await order({});
    expect(status).toBe(503);
    expect(body.error.code).toBe("PRODUCT_SERVICE_UNAVAILABLE");
  });
});

describe("a token", () => {
  test("that has expired is refused, as the contract's example says", async () => {
    const token = await tokenOf(system, "u-1", 60);
    system.advance(60_000);
    const { status, body } = await system.ask(SERVICE, "GET /orders?userId=u-1&limit=5", {
      headers: { Authorization: `Bearer ${token}` },
    });
    expect(status).toBe(401);
    expect(body.error).toEqual({
      code: "TOKEN_EXPIRED",
      message: "The token has expired",
      details: { expiredAt: "2026-03-12T09:01:00.000Z" },
    });
  });
});

describe("the same order sent again with its idempotency key", () => {
  const keyed = (key: string): AskOptions => ({ headers: { "Idempotency-Key": key } });

  test("is made once", async () => {
    const [first, ...others] = await Promise.all([1, 2, 3].map(() => order({}, keyed("k-1"))));
    for (const other of others) {
      expect(other.status).toBe(201);
      expect(other.body).toEqual(first!.body);
    }
    expect(system.eventTypes().filter((type) => type === "order.created")).toHaveLength(1);
  });

  test("is another order with another key, or without one", async () => {
    const answers = [
      await order({}, keyed("k-1")),
      await order({}, keyed("k-2")),
      await order({}),
      await order({}),
    ];
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(4);
  });

  test("is refused when something else is ordered with it", async () => {
    await order({}, keyed("k-1"));
    const { status, body } = await order({ notes: "Ring twice" }, keyed("k-1"));
    expect(status).toBe(422);
    expect(body.error.code).toBe("IDEMPOTENCY_KEY_REUSED");
  });

  test("has nothing to do with another user's key", async () => {
    const first = await order({}, keyed("k-1"));
    const other = await order({ userId: "u-2" }, { user: "u-2", ...keyed("k-1") });
    expect(other.status).toBe(201);
    expect(other.body.id).not.toBe(first.body.id);
  });

  test("may try again after it was refused", async () => {
    const late = { items: [{ productId: "p-7", quantity: 1 }] };
    expect((await order(late, keyed("k-1"))).status).toBe(422);
    const catalogue = await system.repositories.product.list();
    const [lamp] = catalogue;
    const arrived = { ...lamp!, product: { ...lamp!.product, id: "p-7" } };
    await system.repositories.product.reset([...catalogue, arrived]);
    expect((await order(late, keyed("k-1"))).status).toBe(201);
  });
});

describe("a list of orders", () => {
  beforeEach(async () => {
    await order({ userId: "u-2" }, { user: "u-2" });
  });

  test.each([
    // who, query                                        orders
    ["u-1", "", ["o-2", "o-1"]],
    ["u-2", "", ["o-101"]],
    ["u-3", "", ["o-101", "o-2", "o-1"]],
    ["u-3", "userId=u-1", ["o-2", "o-1"]],
    ["u-2", "userId=u-1", []],
    ["u-1", "userId=u-1&limit=5", ["o-2", "o-1"]],
    ["u-1", "userId=u-1&limit=1", ["o-2"]],
    ["u-3", "size=2&page=2", ["o-1"]],
    ["u-3", "status=SHIPPED", ["o-1"]],
    ["u-3", "status=SHIPPED&status=PENDING", ["o-101", "o-1"]],
    ["u-3", "createdAfter=2026-03-02T10:15:00Z", ["o-101", "o-2"]],
    ["u-3", "createdAfter=2026-03-09T19:40:00%2B02:00", ["o-101", "o-2"]],
  ])("of %s for %s", async (user, query, ids) => {
    const { status, body } = await system.ask(SERVICE, `GET /orders?${query}`, { user });
    expect(status).toBe(200);
    expect(body.content.map(({ id }: { id: string }) => id)).toEqual(ids);
  });

  test("is a page of what the limit leaves", async () => {
    const { body } = await system.ask(SERVICE, "GET /orders?limit=2&size=1", { user: "u-3" });
    expect(body).toMatchObject({
      page: 1,
      size: 1,
      totalElements: 2,
      totalPages: 2,
      first: true,
      last: false,
    });
  });

  test.each([
    "status=LOST",
    "status=SHIPPED&status=LOST",
    "createdAfter=yesterday",
    "createdAfter=2026-02-30T10:15:00Z",
    "createdAfter=2026-03-02",
    "page=one",
    "limit=0",
    "limit=101",
  ])("is refused for %s", async (query) => {
    const answer = await system.ask(SERVICE, `GET /orders?${query}`, { user: "u-1", wrong: true });
    expect(answer.status).toBe(400);
    expect(answer.body.error.code).toBe("PARAMETER_INVALID");
  });

  test.each([
    ["u-1", ["o-2", "o-1"]],
    ["u-2", ["o-101"]],
    ["u-404", []],
  ])("for other services has every order of %s", async (userId, ids) => {
    const { status, body } = await system.ask(SERVICE, `GET /internal/orders/user/${userId}`, {
      asService: true,
    });
    expect(status).toBe(200);
    expect(body.map(({ id }: { id: string }) => id)).toEqual(ids);
  });
});

test.each([
  ["o-1", "u-1", 200],
  ["o-1", "u-3", 200],
  ["o-1", "u-2", 404],
  ["o-404", "u-1", 404],
])("order %s is shown to %s with %i", async (id, user, status) => {
  expect((await system.ask(SERVICE, `GET /orders/${id}`, { user })).status).toBe(status);
});
