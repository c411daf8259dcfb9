/**
 * What the order service needs of the product service.
 */
import path from "node:path";
import { MatchersV3, PactV4 } from "@pact-foundation/pact";
import { loadContract } from "concordat";
import { interaction } from "concordat/pact";
import { expect, test } from "vitest";
import { ProductServiceClient } from "./clients/product-service.ts";
import { contractsFolder, pactsFolder } from "./pacts-folder.ts";

const contract = await loadContract(path.join(contractsFolder, "product-service.openapi.yaml"), {
  root: contractsFolder,
});

const pact = new PactV4({
  consumer: "order-service",
  provider: "product-service",
  dir: pactsFolder,
  logLevel: "error",
});

const token = "user-token";
const requestId = "0f9b7d5e-2c4a-4b61-8f3e-6d5c4b3a2910";
const sentHeaders = {
  Authorization: MatchersV3.regex("^Bearer .+$", `Bearer ${token}`),
  "X-Request-ID": MatchersV3.uuid(requestId),
};

test("learns the prices when all products are known", async () => {
  const products = [
    { id: "p-1", name: "Desk lamp", price: { amount: 29.99, currency: "USD" } },
    { id: "p-2", name: "Notebook A5", price: { amount: 8.5, currency: "USD" } },
  ];
  const template = interaction(contract, "POST /products/validate", {
    status: 200,
    request: { body: { productIds: ["p-1", "p-2"] } },
    response: { fields: { products } },
  });
  await pact
    .addInteraction()
    .given("products p-1 and p-2 exist")
    .uponReceiving("a request to validate known products")
    .withRequest("POST", template.path, (builder) => {
      builder.headers(sentHeaders).jsonBody(template.body);
    })
    .willRespondWith(200, (builder) => {
      builder.jsonBody(template.response.body);
    })
    .executeTest(async ({ url }) => {
      const client = new ProductServiceClient(url, token);
      const outcome = await client.validateProducts(["p-1", "p-2"], requestId);
      expect(outcome).toEqual({ valid: true, products });
    });
});

test("learns which product is unknown", async () => {
  const template = interaction(contract, "POST /products/validate", {
    status: 422,
    request: { body: { productIds: ["p-1", "p-404"] } },
    response: { fields: { error: { details: { unknownProductIds: ["p-404"] } } } },
  });
  await pact
    .addInteraction()
    .given("product p-404 is unknown")
    .uponReceiving("a request to validate an unknown product")
    .withRequest("POST", template.path, (builder) => {
      builder.headers(sentHeaders).jsonBody(template.body);
    })
    .willRespondWith(422, (builder) => {
      builder.jsonBody(template.response.body);
    })
    .executeTest(async ({ url }) => {
      const client = new ProductServiceClient(url, token);
      const outcome = await client.validateProducts(["p-1", "p-404"], requestId);
      expect(outcome).toEqual({ valid: false, unknownProductIds: ["p-404"] });
    });
});
