/**
 * The product service in the states that its pacts name.
 */
import type { CatalogueEntry } from "../product-service/repository.ts";
import { productSeed } from "../product-service/seed.ts";
import { asSeeded, EXPIRED, type SetUp, type States } from "./provider-state.ts";

export const productStates: States = {
  [EXPIRED]: asSeeded,
  "products p-1 and p-2 exist": asSeeded,
  "product p-404 is unknown": asSeeded,
  "product p-5 is discontinued": asSeeded,
  "there are products to recommend": asSeeded,
  "the products to recommend lack what they may": catalogue(
    ...productSeed.map(({ product, sold }) => {
      const { description: _d, category: _c, imageUrl: _i, ...others } = product;
      return { product: others, sold };
    }),
  ),
  "the products to recommend have null where they may": catalogue(
    ...productSeed.map(({ product, sold }) => ({
      product: { ...product, description: null, category: null, imageUrl: null },
      sold,
    })),
  ),
  "there is nothing to recommend": catalogue(),
};

function catalogue(...entries: readonly CatalogueEntry[]): SetUp {
  return ({ repositories }) => repositories.product.reset(entries);
}
