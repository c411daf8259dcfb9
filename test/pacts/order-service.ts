/**
 * The order service as a consumer: its own code, behind its own door.
 */
import { createOrderService } from "../../services/order-service/application.ts";
import { createEventBus } from "../../services/platform/event-bus.ts";
import * as answers from "./answers.ts";
import {
  type Answers,
  API_KEY,
  answer,
  ask,
  type Call,
  clock,
  connectTo,
  ids,
  type Outcome,
  tokens,
} from "./consumer.ts";

export const VALIDATE = "product-service POST /products/validate";

export interface OrderService {
  /** Of the user u-1. */
  order(productIds: readonly string[]): Promise<Outcome>;
  calls: Call[];
}

/** @param others what answers otherwise than that the product is known */
export function startOrderService(others: Answers = {}): OrderService {
  const calls: Call[] = [];
  const service = createOrderService({
    connect: connectTo({ [VALIDATE]: answer(200, answers.validated), ...others }, calls),
    clock,
    ids: ids(),
    tokens,
    apiKey: API_KEY,
    // Whoever listens to its events is no part of this.
    bus: createEventBus({ onFailure: () => undefined }),
  });
  return {
    order(productIds) {
      const items = productIds.map((productId) => ({ productId, quantity: 2 }));
      const shippingAddress = answers.user.profile.address;
      const body = { userId: "u-1", items, shippingAddress };
      return ask(service, "POST", "/orders", { user: "u-1", body });
    },
    calls,
  };
}
