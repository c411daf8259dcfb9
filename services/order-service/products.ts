/**
 * Asks the product service: the callback `validateProducts` of `createOrder`.
 */
import { type Connect, serviceUrl } from "../platform/connect.ts";
import { Refusal } from "../platform/refusal.ts";
import { type Trace, traceHeaders } from "../platform/tracing.ts";
import type { ErrorResponse } from "../schemas/common.ts";
import type { Product, ValidateProductsResponse } from "../schemas/product.ts";

const PROVIDER = "product-service";

/**
 * The products, in the order asked for.
 *
 * @param caller.token the user's, which is passed on
 * @throws {Refusal} 422 where one is unknown or cannot be bought; 503 where there is no answer
 */
export async function validateProducts(
  connect: Connect,
  productIds: readonly string[],
  { token, trace }: { token: string; trace: Trace },
): Promise<Product[]> {
  const request = new Request(serviceUrl(PROVIDER, "/products/validate"), {
    method: "POST",
    headers: {
      ...traceHeaders(trace),
      Authorization: `Bearer ${token}`,
      "Content-Type": "application/json",
      Accept: "application/json",
    },
    body: JSON.stringify({ productIds }),
  });
  const response = await connect(PROVIDER)(request).catch(() => undefined);
  if (response?.status === 422) throw unknownProducts((await response.json()) as ErrorResponse);
  if (response?.status !== 200) {
    const message = "The product service does not answer";
    throw new Refusal(503, "PRODUCT_SERVICE_UNAVAILABLE", message);
  }
  const { products } = (await response.json()) as ValidateProductsResponse;
  const unavailable = products.filter(({ status }) => status !== "ACTIVE").map(({ id }) => id);
  if (unavailable.length > 0) {
    const message = `Products that are not sold any more: ${unavailable.join(", ")}`;
    throw new Refusal(422, "PRODUCT_UNAVAILABLE", message, { productIds: unavailable });
  }
  return products;
}

/** What the product service says of them is passed on; it names the products. */
function unknownProducts({ error: { message, details } }: ErrorResponse): Refusal {
  return new Refusal(422, "PRODUCT_UNKNOWN", message, details ?? undefined);
}
