/**
 * Makes an order of what a customer asks for.
 */
import { readAddress } from "../platform/address.ts";
import {
  int32,
  list,
  member,
  nullable,
  optional,
  optionals,
  type Place,
  record,
  text,
} from "../platform/body.ts";
import { causedByRequest, type Publish } from "../platform/publisher.ts";
import { Refusal } from "../platform/refusal.ts";
import type { Surroundings } from "../platform/service.ts";
import type { Trace } from "../platform/tracing.ts";
import type { CreateOrderRequest, Order, OrderItemRequest } from "../schemas/order.ts";
import { validateProducts } from "./products.ts";
import type { OrderRepository } from "./repository.ts";
import { costsOf } from "./totals.ts";

/** Larger orders are made by telephone; up to here, every sum is exact. */
const MAX_ITEMS = 100;
const MAX_QUANTITY = 999;

/** Reads the contract's `CreateOrderRequest`. */
export function readOrderRequest(body: Place): CreateOrderRequest {
  return {
    userId: member(body, "userId", text),
    items: member(body, "items", list(readItem)),
    shippingAddress: member(body, "shippingAddress", readAddress),
    ...optionals(body, ["billingAddress"], nullable(readAddress)),
    ...optionals(body, ["notes"], nullable(text)),
  };
}

/** @throws {Refusal} 422 for items that cannot be ordered, 503 without the product service */
export async function createOrder(
  asked: CreateOrderRequest,
  { token, trace }: { token: string; trace: Trace },
  {
    repository,
    publish,
    surroundings,
  }: {
    repository: OrderRepository;
    publish: Publish;
    surroundings: Surroundings;
  },
): Promise<Order> {
  checkItems(asked.items);
  const { clock, ids, connect } = surroundings;
  const productIds = asked.items.map(({ productId }) => productId);
  const products = await validateProducts(connect, productIds, { token, trace });
  const now = clock.now().toISOString();
  const order: Order = {
    id: ids.next("o"),
    userId: asked.userId,
    ...costsOf(asked.items, products),
    shippingAddress: asked.shippingAddress,
    billingAddress: asked.billingAddress ?? asked.shippingAddress,
    status: "PENDING",
    paymentId: null,
    trackingNumber: null,
    notes: asked.notes ?? null,
    createdAt: now,
    updatedAt: now,
  };
  await repository.add(order, trace.correlationId);
  await publish("order.created", order.id, { order }, causedByRequest(trace));
  return order;
}

function readItem(item: Place): OrderItemRequest {
  return {
    productId: member(item, "productId", text),
    quantity: member(item, "quantity", int32),
    metadata: optional(item, "metadata", record) ?? {},
  };
}

function checkItems(items: readonly OrderItemRequest[]): void {
  if (items.length === 0 || items.length > MAX_ITEMS) {
    throw new Refusal(422, "ITEMS_INVALID", `An order has from 1 to ${MAX_ITEMS} items`);
  }
  for (const { productId, quantity } of items) {
    if (quantity >= 1 && quantity <= MAX_QUANTITY) continue;
    const message = `The quantity of ${productId} has to be from 1 to ${MAX_QUANTITY}`;
    throw new Refusal(422, "QUANTITY_INVALID", message, { productId, quantity });
  }
}
