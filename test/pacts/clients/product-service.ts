/**
 * How the order service asks the product service whether products exist.
 */

/** What an order takes over from a product. */
export interface PricedProduct {
  id: string;
  name: string;
  price: { amount: number; currency: string };
}

export type ValidationOutcome =
  | { valid: true; products: PricedProduct[] }
  | { valid: false; unknownProductIds: string[] };

export class ProductServiceClient {
  readonly #url: string;
  readonly #token: string;

  constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  async validateProducts(productIds: string[], requestId: string): Promise<ValidationOutcome> {
    const response = await fetch(`${this.#url}/products/validate`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${this.#token}`,
        "content-type": "application/json",
        "x-request-id": requestId,
      },
      body: JSON.stringify({ productIds }),
    });
    if (response.status === 422) {
      const { error } = (await response.json()) as {
        error: { details: { unknownProductIds: string[] } };
      };
      return { valid: false, unknownProductIds: error.details.unknownProductIds };
    }
    if (!response.ok) throw new Error(`the product service answered ${response.status}`);
    const { products } = (await response.json()) as { products: PricedProduct[] };
    return { valid: true, products };
  }
}
