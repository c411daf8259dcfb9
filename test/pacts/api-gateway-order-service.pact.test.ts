/**
 * What the gateway needs of the order service: the orders of a dashboard, and the order that its saga
 * makes, reads and cancels.
 */
import { PactV4 } from "@pact-foundation/pact";
import { interaction, variants } from "concordat/pact";
import { describe, expect, test } from "vitest";
import { pendingOrder, productUnknown, refusal } from "./answers.ts";
import { answer } from "./consumer.ts";
import {
  CANCEL,
  CREATE,
  DECLINED,
  linesAfter,
  ORDER_REQUEST,
  ORDERS,
  PAY,
  READ,
  RELEASE,
  startGateway,
} from "./gateway.ts";
import { AS_SERVICE, AS_USER, CORRELATED, exchange, ONCE, ofAnyLength } from "./pact-v4.ts";
import { pactsFolder } from "./pacts-folder.ts";
import { only } from "./places.ts";
import { contractOf } from "./provider-contracts.ts";
import { readsOf } from "./reads.ts";
import { stateOf } from "./variant-states.ts";

const contract = await contractOf("order-service");
const pact = new PactV4({
  consumer: "api-gateway",
  provider: "order-service",
  dir: pactsFolder,
  logLevel: "error",
});

const reads = (operation: string, status: number) =>
  readsOf("api-gateway", "order-service", operation, status);

const EXPIRED = "the token has expired";

describe("the orders of a dashboard", () => {
  const list = (status: number, fields?: unknown) =>
    interaction(contract, "GET /orders", {
      status,
      request: { headers: AS_USER, query: { userId: "u-1", limit: 5 } },
      response: { fields },
    });
  const found = variants(contract, "GET /orders", {
    status: 200,
    fields: reads("GET /orders", 200),
  });

  test.each(found)("are the newest: $name", async ({ name, fields }) => {
    const expectation = {
      given: stateOf("order-service GET /orders", name),
      receiving: `a request for the newest orders of a user, ${name}`,
      template: ofAnyLength(list(200, fields), "items"),
    };
    await exchange(pact, expectation, async (toPact) => {
      const { status, body } = await startGateway({ [ORDERS]: toPact }).dashboard();
      expect(status).toBe(200);
      expect((body as { recentOrders: unknown }).recentOrders).toEqual(
        (fields as { content: unknown }).content,
      );
    });
  });

  test("are none where there are none", async () => {
    const expectation = {
      given: "user u-1 has no orders",
      receiving: "a request for the newest orders of a user who has none",
      template: list(200, { content: [] }),
    };
    await exchange(pact, expectation, async (toPact) => {
      const { body } = await startGateway({ [ORDERS]: toPact }).dashboard();
      expect(body).toMatchObject({ recentOrders: [] });
    });
  });

  test("cannot be had when the token has run out meanwhile", async () => {
    const receiving = "a request for orders with an expired token";
    const template = list(401);
    await exchange(pact, { given: EXPIRED, receiving, template }, async (toPact) => {
      const outcome = await startGateway({ [ORDERS]: toPact }).dashboard();
      expect(outcome).toMatchObject({ status: 401, body: { error: { code: "TOKEN_INVALID" } } });
    });
  });
});

describe("making the order", () => {
  const create = (status: number, body: object, fields?: unknown) =>
    interaction(contract, "POST /orders", {
      status,
      request: { headers: { ...AS_USER, ...CORRELATED, ...ONCE }, body },
      response: { fields },
    });

  test("the payment is for what it costs, and it is answered where it cannot be read again", async () => {
    const fields = only(pendingOrder, reads("POST /orders", 201));
    const expectation = {
      given: "the products exist",
      receiving: "a request to create an order",
      template: ofAnyLength(create(201, ORDER_REQUEST, fields), "items"),
    };
    await exchange(pact, expectation, async (toPact) => {
      const shop = startGateway({ [CREATE]: toPact, [READ]: answer(500, {}) });
      const { status, body } = await shop.order();
      expect(status).toBe(201);
      expect(body).toEqual(fields);
      const { id, userId, total } = pendingOrder;
      expect(shop.calls.find(({ line }) => line === PAY)?.body).toEqual({
        orderId: id,
        userId,
        amount: total,
      });
    });
  });

  // An order that is new has no payment yet and no parcel: no state of the provider has them.
  const found = variants(contract, "POST /orders", {
    status: 201,
    fields: reads("POST /orders", 201),
  });
  test.each(found)("it is answered as it is: $name", async ({ fields }) => {
    const others = { [CREATE]: answer(201, fields), [READ]: answer(500, {}) };
    const { status, body } = await startGateway(others).order();
    expect(status).toBe(201);
    expect(body).toEqual(fields);
  });

  const OF_P_404 = { ...ORDER_REQUEST, items: [{ productId: "p-404", quantity: 2 }] };
  const OF_ANOTHER = { ...ORDER_REQUEST, userId: "u-2" };

  test.each([
    {
      what: "of an unknown product",
      given: "product p-404 is unknown",
      request: OF_P_404,
      answered: 422,
      refused: productUnknown,
      wanted: [422, "PRODUCT_UNKNOWN"] as const,
    },
    {
      what: "for somebody else",
      given: "the products exist",
      request: OF_ANOTHER,
      answered: 400,
      refused: refusal("USER_FOREIGN", "A user orders for itself only"),
      wanted: [422, "USER_FOREIGN"] as const,
    },
    {
      what: "with an expired token",
      given: EXPIRED,
      request: ORDER_REQUEST,
      answered: 401,
      refused: undefined,
      wanted: [401, "TOKEN_INVALID"] as const,
    },
    {
      what: "while the products cannot be looked up",
      given: "the product service does not answer",
      request: ORDER_REQUEST,
      answered: 503,
      refused: undefined,
      wanted: [502, "BAD_GATEWAY"] as const,
    },
  ])("$what is undone", async ({ what, given, request, answered, refused, wanted }) => {
    const fields = refused && only(refused, reads("POST /orders", answered));
    const template = create(answered, request, fields);
    const receiving = `a request to create an order ${what}`;
    await exchange(pact, { given, receiving, template }, async (toPact) => {
      const shop = startGateway({ [CREATE]: toPact });
      const [status, code] = wanted;
      expect(await shop.order(request)).toMatchObject({
        status,
        body: { error: { code, details: { step: "create-order", undone: ["reserve-inventory"] } } },
      });
      expect(linesAfter(shop, CREATE)).toEqual([RELEASE]);
    });
  });
});

describe("the order as the payment leaves it", () => {
  const read = (status: number, fields?: unknown) =>
    interaction(contract, "GET /orders/{orderId}", {
      status,
      request: { headers: AS_USER, path: { orderId: "o-1" } },
      response: { fields },
    });
  const found = variants(contract, "GET /orders/{orderId}", {
    status: 200,
    fields: reads("GET /orders/{orderId}", 200),
  });

  test.each(found)("is answered: $name", async ({ name, fields: some }) => {
    // Another status is no error: the gateway reads again, and then answers what there is.
    const fields = { ...(some as object), status: "CONFIRMED" };
    const expectation = {
      given: stateOf("order-service GET /orders/{orderId}", name),
      receiving: `a request for the order that was paid, ${name}`,
      template: ofAnyLength(read(200, fields), "items"),
    };
    await exchange(pact, expectation, async (toPact) => {
      const shop = startGateway({ [READ]: toPact });
      const { status, body } = await shop.order();
      expect(status).toBe(201);
      expect(body).toEqual(fields);
      expect(shop.log).toEqual([]);
    });
  });

  test.each([
    [401, EXPIRED],
    [404, "order o-1 is unknown"],
  ])("cannot be read: %i, and the order is answered as it was made", async (answered, given) => {
    const receiving = `a request for the order that was paid when ${given}`;
    await exchange(pact, { given, receiving, template: read(answered) }, async (toPact) => {
      const shop = startGateway({ [READ]: toPact });
      expect(await shop.order()).toMatchObject({ status: 201, body: pendingOrder });
      const reason = `order-service answered ${answered}`;
      expect(shop.log).toMatchObject([{ event: "saga.not-settled", reason }]);
    });
  });
});

describe("cancelling the order when the payment is declined", () => {
  const cancel = (status: number) =>
    interaction(contract, "POST /orders/{orderId}/cancel", {
      status,
      request: {
        headers: { ...AS_SERVICE, ...CORRELATED },
        path: { orderId: "o-1" },
        body: { reason: "The saga was undone" },
      },
    });
  const act = async (given: string, answered: number, details: object) => {
    const receiving = `a request to cancel an order when ${given}`;
    await exchange(pact, { given, receiving, template: cancel(answered) }, async (toPact) => {
      const shop = startGateway({ [CANCEL]: toPact, [PAY]: DECLINED });
      const { status, body } = await shop.order();
      expect(status).toBe(422);
      expect(body).toMatchObject({ error: { code: "PAYMENT_DECLINED", details } });
      expect(linesAfter(shop, PAY)).toEqual([CANCEL, RELEASE]);
    });
  };

  test("is told", async () => {
    await act("order o-1 can be cancelled", 200, { undone: ["create-order", "reserve-inventory"] });
  });

  test.each([
    [404, "order o-1 is unknown"],
    [409, "order o-1 has been shipped"],
  ])("cannot be done: %i, and the rest is undone all the same", async (answered, given) => {
    await act(given, answered, {
      undone: ["reserve-inventory"],
      notUndone: [
        {
          step: "create-order",
          service: "order-service",
          reason: `order-service answered ${answered}`,
        },
      ],
    });
  });
});
