/**
 * What the gateway needs of the product service: what to recommend, and whether products exist.
 */
import { variants } from "concordat/pact";
import { describe, expect, test } from "vitest";
import { productUnknown, tokenExpired, validated } from "./answers.ts";
import { ORDER_REQUEST, RECOMMENDATIONS, startGateway, VALIDATE } from "./gateway.ts";
import { contractOf } from "./provider-contracts.ts";
import { readsOf } from "./reads.ts";
import { recordProvider } from "./recorded-provider.ts";
import { stateOf } from "./variant-states.ts";

const contract = await contractOf("product-service");
const products = recordProvider("api-gateway", "product-service", contract);

const reads = (operation: string, status: number) =>
  readsOf("api-gateway", "product-service", operation, status);

const EXPIRED = "the token has expired";

describe("recommendations", () => {
  const LIST = "GET /products/recommendations";
  const found = variants(contract, LIST, { status: 200, fields: reads(LIST, 200) });

  test.each(found)("stand on the dashboard: $name", async ({ name, fields }) => {
    // The answer has what is read, and nothing else.
    const stated = { states: [stateOf(`product-service ${LIST}`, name)] };
    await products.interaction(`a request for recommendations, ${name}`, stated, async () => {
      const shop = startGateway(products.answers(RECOMMENDATIONS, 200, fields));
      const { status, body } = await shop.dashboard();
      expect(status).toBe(200);
      expect((body as { recommendations: unknown }).recommendations).toEqual(fields);
    });
  });

  test("are none where there are none", async () => {
    const stated = { states: ["there is nothing to recommend"] };
    await products.interaction("a request for recommendations without any", stated, async () => {
      const shop = startGateway(products.answers(RECOMMENDATIONS, 200, []));
      expect((await shop.dashboard()).body).toMatchObject({ recommendations: [] });
    });
  });

  test("cannot be had when the token has run out meanwhile", async () => {
    const stated = { states: [EXPIRED], fields: reads(LIST, 401) };
    const description = "a request for recommendations with an expired token";
    await products.interaction(description, stated, async () => {
      const shop = startGateway(products.answers(RECOMMENDATIONS, 401, tokenExpired));
      expect(await shop.dashboard()).toMatchObject({
        status: 401,
        body: { error: { code: "TOKEN_INVALID" } },
      });
    });
  });
});

describe("the products of an order", () => {
  const CHECK = "POST /products/validate";

  test("are known, and the next step is taken", async () => {
    const stated = { states: ["products p-1 and p-2 exist"], fields: reads(CHECK, 200) };
    await products.interaction("a request to validate known products", stated, async () => {
      const shop = startGateway(products.answers(VALIDATE, 200, validated));
      const [lamp] = ORDER_REQUEST.items;
      const items = [lamp!, { productId: "p-2", quantity: 1 }];
      expect(await shop.order({ ...ORDER_REQUEST, items })).toMatchObject({ status: 201 });
      expect(shop.calls[0]!.body).toEqual({ productIds: ["p-1", "p-2"] });
      expect(shop.calls).toHaveLength(5);
    });
  });

  test("are unknown, and no step is taken", async () => {
    const stated = { states: ["product p-404 is unknown"], fields: reads(CHECK, 422) };
    await products.interaction("a request to validate an unknown product", stated, async () => {
      const shop = startGateway(products.answers(VALIDATE, 422, productUnknown));
      const items = [{ productId: "p-404", quantity: 2 }];
      expect(await shop.order({ ...ORDER_REQUEST, items })).toMatchObject({
        status: 422,
        body: {
          error: {
            code: "PRODUCT_UNKNOWN",
            message: "Product p-404 is unknown",
            details: { unknownProductIds: ["p-404"], step: "validate-products", undone: [] },
          },
        },
      });
      expect(shop.calls).toHaveLength(1);
    });
  });

  test("cannot be validated when the token has run out meanwhile", async () => {
    const stated = { states: [EXPIRED], fields: reads(CHECK, 401) };
    const description = "a request to validate products with an expired token";
    await products.interaction(description, stated, async () => {
      const shop = startGateway(products.answers(VALIDATE, 401, tokenExpired));
      expect(await shop.order()).toMatchObject({
        status: 401,
        body: { error: { code: "TOKEN_INVALID" } },
      });
      expect(shop.calls).toHaveLength(1);
    });
  });
});
