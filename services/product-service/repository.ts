/**
 * Where the catalogue is kept.
 */
import type { Product } from "../schemas/product.ts";
import { productSeed } from "./seed.ts";

export interface CatalogueEntry {
  product: Product;
  /** How often it was bought. */
  sold: number;
}

export interface ProductRepository {
  find(productId: string): Promise<Product | undefined>;
  /** By id. */
  list(): Promise<CatalogueEntry[]>;
  /** Forgets everything but `entries`; default the seed. */
  reset(entries?: readonly CatalogueEntry[]): Promise<void>;
}

export function createProductRepository(): ProductRepository {
  const entries = new Map<string, CatalogueEntry>();
  const fill = (given: readonly CatalogueEntry[]): void => {
    entries.clear();
    for (const entry of given) entries.set(entry.product.id, structuredClone(entry));
  };
  fill(productSeed);
  return {
    find: async (productId) => structuredClone(entries.get(productId)?.product),
    list: async () => structuredClone([...entries.values()]),
    reset: async (given = productSeed) => fill(given),
  };
}
