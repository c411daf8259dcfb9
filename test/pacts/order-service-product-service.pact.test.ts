/**
 * What the order service needs of the product service: names and prices of what is ordered.
 */
import { MatchersV3, PactV4 } from "@pact-foundation/pact";
import { interaction } from "concordat/pact";
import { expect, test } from "vitest";
import { productUnknown } from "./answers.ts";
import { startOrderService, VALIDATE } from "./order-service.ts";
import { AS_USER, CORRELATED, exchange } from "./pact-v4.ts";
import { pactsFolder } from "./pacts-folder.ts";
import { only } from "./places.ts";
import { contractOf } from "./provider-contracts.ts";
import { readsOf } from "./reads.ts";

const contract = await contractOf("product-service");
const pact = new PactV4({
  consumer: "order-service",
  provider: "product-service",
  dir: pactsFolder,
  logLevel: "error",
});

const reads = (status: number) =>
  readsOf("order-service", "product-service", "POST /products/validate", status);

const validate = (status: number, productIds: readonly string[], fields?: unknown) =>
  interaction(contract, "POST /products/validate", {
    status,
    request: { headers: { ...AS_USER, ...CORRELATED }, body: { productIds } },
    response: { fields },
  });

const lamp = {
  id: "p-1",
  name: "Desk lamp",
  price: { amount: 29.99, currency: "USD" },
  status: "ACTIVE",
};
const notebook = {
  id: "p-2",
  name: "Notebook A5",
  price: { amount: 8.5, currency: "USD" },
  status: "ACTIVE",
};

test("an order has the names and prices of its products", async () => {
  const fields = { products: [lamp, notebook] };
  const expectation = {
    given: "products p-1 and p-2 exist",
    receiving: "a request to validate known products",
    template: validate(200, ["p-1", "p-2"], fields),
  };
  // The table of what is read is about every product.
  expect(only(fields, reads(200))).toEqual(fields);
  await exchange(pact, expectation, async (toPact) => {
    const { status, body } = await startOrderService({ [VALIDATE]: toPact }).order(["p-1", "p-2"]);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      items: [
        { productName: "Desk lamp", unitPrice: lamp.price, totalPrice: { amount: 59.98 } },
        { productName: "Notebook A5", unitPrice: notebook.price, totalPrice: { amount: 17 } },
      ],
      subtotal: { amount: 76.98, currency: "USD" },
    });
  });
});

test("no order has a product that is not sold any more", async () => {
  // That one that is not sold is validated, and says so, is what the order service relies on.
  const status = MatchersV3.equal("DISCONTINUED");
  const calendar = {
    id: "p-5",
    name: "Wall calendar",
    price: { amount: 4.99, currency: "USD" },
    status,
  };
  const expectation = {
    given: "product p-5 is discontinued",
    receiving: "a request to validate a product that is not sold any more",
    template: validate(200, ["p-5"], { products: [calendar] }),
  };
  await exchange(pact, expectation, async (toPact) => {
    expect(await startOrderService({ [VALIDATE]: toPact }).order(["p-5"])).toMatchObject({
      status: 422,
      body: { error: { code: "PRODUCT_UNAVAILABLE", details: { productIds: ["p-5"] } } },
    });
  });
});

test("no order has a product that is unknown, and the caller learns which", async () => {
  const expectation = {
    given: "product p-404 is unknown",
    receiving: "a request to validate an unknown product",
    template: validate(422, ["p-1", "p-404"], only(productUnknown, reads(422))),
  };
  await exchange(pact, expectation, async (toPact) => {
    expect(await startOrderService({ [VALIDATE]: toPact }).order(["p-1", "p-404"])).toMatchObject({
      status: 422,
      body: {
        error: {
          code: "PRODUCT_UNKNOWN",
          message: productUnknown.error.message,
          details: { unknownProductIds: ["p-404"] },
        },
      },
    });
  });
});

test("there is no order when the token has run out meanwhile", async () => {
  const expectation = {
    given: "the token has expired",
    receiving: "a request to validate products with an expired token",
    template: validate(401, ["p-1"]),
  };
  await exchange(pact, expectation, async (toPact) => {
    expect(await startOrderService({ [VALIDATE]: toPact }).order(["p-1"])).toMatchObject({
      status: 503,
      body: { error: { code: "PRODUCT_SERVICE_UNAVAILABLE" } },
    });
  });
});
