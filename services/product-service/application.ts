/**
 * The product service: contracts/product-service.openapi.yaml.
 */
import { createApplication } from "../platform/application.ts";
import { list, member, readBody, text } from "../platform/body.ts";
import { createGuard } from "../platform/guard.ts";
import { pageOf, readPageRequest } from "../platform/page.ts";
import { integer, requiredText } from "../platform/query.ts";
import { Refusal } from "../platform/refusal.ts";
import type { Service, Surroundings } from "../platform/service.ts";
import type { Product, ValidateProductsResponse } from "../schemas/product.ts";
import { recommend } from "./recommend.ts";
import { createProductRepository, type ProductRepository } from "./repository.ts";

const NAME = "product-service";

export function createProductService(
  surroundings: Surroundings,
  repository: ProductRepository = createProductRepository(),
): Service {
  const app = createApplication(NAME, surroundings);
  const guard = createGuard(surroundings);

  app.get("/products", async (context) => {
    const { headers, url } = context.req.raw;
    await guard.user(headers);
    const query = new URL(url).searchParams;
    const page = readPageRequest(query);
    const category = query.get("category");
    const products = (await repository.list())
      .map(({ product }) => product)
      .filter((product) => category === null || product.category === category);
    return context.json(pageOf(products, page));
  });

  // Before /products/{productId}, which would take the word for an id.
  app.get("/products/recommendations", async (context) => {
    const { headers, url } = context.req.raw;
    await guard.user(headers);
    const query = new URL(url).searchParams;
    const userId = requiredText(query, "userId");
    const limit = integer(query, "limit", { minimum: 1, maximum: 100 });
    return context.json(recommend(await repository.list(), userId).slice(0, limit));
  });

  app.get("/products/:productId", async (context) => {
    await guard.user(context.req.raw.headers);
    const productId = context.req.param("productId");
    const product = await repository.find(productId);
    if (product === undefined) {
      throw new Refusal(404, "PRODUCT_UNKNOWN", `Product ${productId} is unknown`);
    }
    return context.json(product);
  });

  app.post("/products/validate", async (context) => {
    await guard.userOrService(context.req.raw.headers);
    const productIds = await readBody(context.req.raw, (body) =>
      member(body, "productIds", list(text)),
    );
    const found = await Promise.all(productIds.map((id) => repository.find(id)));
    const unknown = [...new Set(productIds.filter((_, index) => found[index] === undefined))];
    if (unknown.length > 0) throw unknownProducts(unknown);
    const answer: ValidateProductsResponse = { products: found as Product[] };
    return context.json(answer);
  });

  return { name: NAME, fetch: async (request) => await app.fetch(request) };
}

function unknownProducts(unknownProductIds: string[]): Refusal {
  const message =
    unknownProductIds.length === 1
      ? `Product ${unknownProductIds[0]} is unknown`
      : `Products ${unknownProductIds.join(", ")} are unknown`;
  return new Refusal(422, "PRODUCT_UNKNOWN", message, { unknownProductIds });
}
