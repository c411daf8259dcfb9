/**
 * The catalogue that the service starts with. p-1 to p-3 are those of the contracts' examples.
 */
import type { Product, ProductStatus } from "../schemas/product.ts";
import type { CatalogueEntry } from "./repository.ts";

export const productSeed: readonly CatalogueEntry[] = [
  entry("p-1", "Desk lamp", "A lamp with a heavy foot", "Lighting", 29.99, { sold: 310 }),
  entry("p-2", "Notebook A5", "80 pages, squared", "Paper", 8.5, { sold: 540 }),
  entry("p-3", "Fountain pen", "Medium nib, blue ink", "Writing", 24.5, { sold: 720 }),
  // Dearer than what the payment service takes from a card.
  entry("p-4", "Standing desk", "Oak, with a motor", "Furniture", 1190, { sold: 12 }),
  entry("p-5", "Wall calendar", "Last year's", "Paper", 4.99, {
    sold: 95,
    status: "DISCONTINUED",
  }),
  // Nothing of it is in stock.
  entry("p-6", "Desk mat", "Grey felt", "Furniture", 34, { sold: 60 }),
];

function entry(
  id: string,
  name: string,
  description: string,
  category: string,
  amount: number,
  { sold, status = "ACTIVE" }: { sold: number; status?: ProductStatus },
): CatalogueEntry {
  const product: Product = {
    id,
    name,
    description,
    category,
    imageUrl: `https://images.example.com/${id}.jpg`,
    price: { amount, currency: "USD" },
    status,
    createdAt: "2026-01-10T09:00:00Z",
    updatedAt: "2026-02-20T14:30:00Z",
  };
  return { product, sold };
}
