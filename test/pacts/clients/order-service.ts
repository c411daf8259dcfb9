/**
 * How the gateway calls the order service.
 */
export interface Caller {
  /** The user's token, passed on. */
  token: string;
  /** For tracing; the gateway makes one where its own caller sent none. */
  requestId: string;
}

export interface Money {
  amount: number;
  currency: string;
}

/** What the gateway reads of an order. */
export interface OrderSummary {
  id: string;
  status: string;
  total: Money;
}

/** An answer that is declared and is no success. */
export class OrderServiceError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export class OrderServiceClient {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /** @throws {OrderServiceError} 422 when a product is unknown */
  createOrder(order: unknown, caller: Caller): Promise<OrderSummary> {
    return this.#call("POST", "/orders", caller, order) as Promise<OrderSummary>;
  }

  /**
   * The newest orders of a user.
   *
   * @throws {OrderServiceError} 401 when the token has expired
   */
  async listOrders(userId: string, limit: number, caller: Caller): Promise<OrderSummary[]> {
    const query = new URLSearchParams({ userId, limit: String(limit) });
    const page = await this.#call("GET", `/orders?${query}`, caller);
    return (page as { content: OrderSummary[] }).content;
  }

  async #call(method: string, path: string, caller: Caller, body?: unknown): Promise<unknown> {
    const response = await fetch(this.#url + path, {
      method,
      headers: {
        authorization: `Bearer ${caller.token}`,
        "x-request-id": caller.requestId,
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const answer = (await response.json()) as { error?: { code: string; message: string } };
    if (response.ok) return answer;
    const { code = "UNKNOWN", message = response.statusText } = answer.error ?? {};
    throw new OrderServiceError(response.status, code, message);
  }
}
