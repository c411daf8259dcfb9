/**
 * The product catalogue: contracts/shared/product.yaml.
 */
import type { Money } from "./common.ts";

export type ProductStatus = "ACTIVE" | "INACTIVE" | "DISCONTINUED";

export interface Product {
  id: string;
  name: string;
  description?: string | null;
  category?: string | null;
  imageUrl?: string | null;
  price: Money;
  status: ProductStatus;
  createdAt: string;
  updatedAt: string;
}

export interface ValidateProductsResponse {
  products: Product[];
}
