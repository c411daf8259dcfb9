/**
 * What a user may like.
 */
import type { Product } from "../schemas/product.ts";
import type { CatalogueEntry } from "./repository.ts";

/** How many of the best sellers everybody sees first. */
const BEST_SELLERS = 1;

/**
 * The products that can be bought, best first: the best seller, then the others in an order of the
 * user's own, so that every product is somebody's second choice. The service learns nothing of what
 * users buy; the same user always sees the same order.
 */
export function recommend(catalogue: readonly CatalogueEntry[], userId: string): Product[] {
  const active = catalogue
    .filter(({ product }) => product.status === "ACTIVE")
    .sort((a, b) => b.sold - a.sold)
    .map(({ product }) => product);
  const others = active.slice(BEST_SELLERS);
  const turn = others.length === 0 ? 0 : hash(userId) % others.length;
  return [...active.slice(0, BEST_SELLERS), ...others.slice(turn), ...others.slice(0, turn)];
}

/** FNV-1a, 32 bits, over UTF-16 code units. */
function hash(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}
