/**
 * What the gateway needs of the order service.
 */
import path from "node:path";
import { MatchersV3, PactV4 } from "@pact-foundation/pact";
import { loadContract } from "concordat";
import { interaction } from "concordat/pact";
import { expect, test } from "vitest";
import { OrderServiceClient } from "./clients/order-service.ts";
import { contractsFolder, pactsFolder } from "./pacts-folder.ts";

const contract = await loadContract(path.join(contractsFolder, "order-service.openapi.yaml"), {
  root: contractsFolder,
});

const pact = new PactV4({
  consumer: "api-gateway",
  provider: "order-service",
  dir: pactsFolder,
  logLevel: "error",
});

const caller = { token: "user-token", requestId: "5b0ad6ba-9d4d-4d7c-a1c1-0a1b2c3d4e5f" };
const sentHeaders = {
  Authorization: MatchersV3.regex("^Bearer .+$", `Bearer ${caller.token}`),
  "X-Request-ID": MatchersV3.uuid(caller.requestId),
};

const address = { street: "1 Main St", city: "Springfield", postalCode: "12345", country: "US" };

function orderOf(productId: string) {
  return { userId: "u-1", items: [{ productId, quantity: 2 }], shippingAddress: address };
}

const summary = {
  id: "o-1",
  status: "PENDING",
  total: { amount: 59.98, currency: "USD" },
};

test("creates an order", async () => {
  const template = interaction(contract, "POST /orders", {
    status: 201,
    request: { body: orderOf("p-1") },
    response: { fields: summary },
  });
  await pact
    .addInteraction()
    .given("the products exist")
    .uponReceiving("a request to create an order")
    .withRequest("POST", template.path, (builder) => {
      builder.headers(sentHeaders).jsonBody(template.body);
    })
    .willRespondWith(201, (builder) => {
      builder.jsonBody(template.response.body);
    })
    .executeTest(async ({ url }) => {
      const order = await new OrderServiceClient(url).createOrder(orderOf("p-1"), caller);
      expect(order).toEqual(summary);
    });
});

test("learns that a product of an order is unknown", async () => {
  const template = interaction(contract, "POST /orders", {
    status: 422,
    request: { body: orderOf("p-404") },
    response: {
      fields: { error: { code: "PRODUCT_UNKNOWN", message: "Product p-404 is unknown" } },
    },
  });
  await pact
    .addInteraction()
    .given("product p-404 is unknown")
    .uponReceiving("a request to create an order of an unknown product")
    .withRequest("POST", template.path, (builder) => {
      builder.headers(sentHeaders).jsonBody(template.body);
    })
    .willRespondWith(422, (builder) => {
      builder.jsonBody(template.response.body);
    })
    .executeTest(async ({ url }) => {
      const answer = new OrderServiceClient(url).createOrder(orderOf("p-404"), caller);
      await expect(answer).rejects.toMatchObject({ status: 422, code: "PRODUCT_UNKNOWN" });
    });
});

test("lists the newest orders of a user", async () => {
  const template = interaction(contract, "GET /orders", {
    status: 200,
    request: { query: { userId: "u-1", limit: 5 } },
    response: { fields: { content: [summary] } },
  });
  await pact
    .addInteraction()
    .given("user u-1 has orders")
    .uponReceiving("a request for the newest orders of a user")
    .withRequest("GET", template.path, (builder) => {
      builder.headers(sentHeaders).query(template.query);
    })
    .willRespondWith(200, (builder) => {
      builder.jsonBody(template.response.body);
    })
    .executeTest(async ({ url }) => {
      const orders = await new OrderServiceClient(url).listOrders("u-1", 5, caller);
      expect(orders).toEqual([summary]);
    });
});

test("learns that the token has expired", async () => {
  const template = interaction(contract, "GET /orders", {
    status: 401,
    request: { query: { userId: "u-1", limit: 5 } },
    response: { fields: { error: { code: "TOKEN_EXPIRED", message: "The token has expired" } } },
  });
  await pact
    .addInteraction()
    .given("the token has expired")
    .uponReceiving("a request for orders with an expired token")
    .withRequest("GET", template.path, (builder) => {
      builder.headers(sentHeaders).query(template.query);
    })
    .willRespondWith(401, (builder) => {
      builder.jsonBody(template.response.body);
    })
    .executeTest(async ({ url }) => {
      const answer = new OrderServiceClient(url).listOrders("u-1", 5, caller);
      await expect(answer).rejects.toMatchObject({ status: 401, code: "TOKEN_EXPIRED" });
    });
});
