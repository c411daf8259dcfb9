/**
 * What the gateway needs of the inventory service: setting stock aside, and giving it back.
 */
import { describe, expect, test } from "vitest";
import { refusal, reservation, tokenExpired } from "./answers.ts";
import {
  CANCEL,
  DECLINED,
  linesAfter,
  ORDER_REQUEST,
  PAY,
  RELEASE,
  RESERVE,
  startGateway,
} from "./gateway.ts";
import { contractOf } from "./provider-contracts.ts";
import { readsOf } from "./reads.ts";
import { recordProvider } from "./recorded-provider.ts";

const contract = await contractOf("inventory-service");
const inventory = recordProvider("api-gateway", "inventory-service", contract);

const reads = (operation: string, status: number) =>
  readsOf("api-gateway", "inventory-service", operation, status);

describe("reserving stock", () => {
  const operation = "POST /inventory/reserve";
  const orderOf = (productId: string) => ({
    ...ORDER_REQUEST,
    items: [{ productId, quantity: 2 }],
  });

  test("gives what the stock is released by", async () => {
    const stated = { states: ["product p-1 is in stock"], fields: reads(operation, 201) };
    await inventory.interaction("a request to reserve stock", stated, async () => {
      const answers = inventory.answers(RESERVE, 201, { ...reservation, reservationId: "r-7" });
      const shop = startGateway({ ...answers, [PAY]: DECLINED });
      expect(await shop.order(orderOf("p-1"))).toMatchObject({ status: 422 });
      expect(shop.calls.find(({ line }) => line === RELEASE)?.body).toEqual({
        reservationId: "r-7",
      });
    });
  });

  test.each([
    {
      what: "what is out of stock",
      state: "product p-6 is out of stock",
      productId: "p-6",
      answered: 409,
      refused: refusal("OUT_OF_STOCK", "Product p-6 is out of stock"),
      wanted: [422, "OUT_OF_STOCK"] as const,
    },
    {
      what: "an unknown product",
      state: "product p-404 is unknown",
      productId: "p-404",
      answered: 422,
      refused: refusal("PRODUCT_UNKNOWN", "Product p-404 is unknown"),
      wanted: [422, "PRODUCT_UNKNOWN"] as const,
    },
    {
      what: "stock with an expired token",
      state: "the token has expired",
      productId: "p-1",
      answered: 401,
      refused: tokenExpired,
      wanted: [401, "TOKEN_INVALID"] as const,
    },
  ])("of $what ends the order", async ({ what, state, productId, answered, refused, wanted }) => {
    const stated = { states: [state], fields: reads(operation, answered) };
    await inventory.interaction(`a request to reserve ${what}`, stated, async () => {
      const shop = startGateway(inventory.answers(RESERVE, answered, refused));
      const [status, code] = wanted;
      expect(await shop.order(orderOf(productId))).toMatchObject({
        status,
        body: { error: { code, details: { step: "reserve-inventory", undone: [] } } },
      });
      expect(linesAfter(shop, RESERVE)).toEqual([]);
    });
  });
});

describe("releasing stock when the payment is declined", () => {
  const operation = "POST /inventory/release";
  const act = async (state: string, answered: number, body: object, details: object) => {
    const stated = { states: [state], fields: reads(operation, answered) };
    await inventory.interaction(`a request to release stock when ${state}`, stated, async () => {
      const shop = startGateway({
        ...inventory.answers(RELEASE, answered, body),
        [PAY]: DECLINED,
      });
      expect(await shop.order()).toMatchObject({
        status: 422,
        body: { error: { code: "PAYMENT_DECLINED", details } },
      });
      expect(linesAfter(shop, PAY)).toEqual([CANCEL, RELEASE]);
    });
  };

  test("is told", async () => {
    const released = { ...reservation, status: "RELEASED" };
    const details = { undone: ["create-order", "reserve-inventory"] };
    await act("reservation r-1 is set aside", 200, released, details);
  });

  test.each([
    [404, "reservation r-1 is unknown", "RESERVATION_UNKNOWN"],
    [409, "the stock of reservation r-1 has been taken", "RESERVATION_COMMITTED"],
  ])("cannot be done: %i, which is told and logged", async (answered, state, code) => {
    const left = {
      step: "reserve-inventory",
      service: "inventory-service",
      reason: `inventory-service answered ${answered}`,
    };
    const details = { undone: ["create-order"], notUndone: [left] };
    await act(state, answered, refusal(code, state), details);
  });
});
