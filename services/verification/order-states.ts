/**
 * The order service in the states that its pacts name.
 */
import { orderSeed } from "../order-service/seed.ts";
import type { Address } from "../schemas/common.ts";
import type { Order, OrderItem } from "../schemas/order.ts";
import { asSeeded, EXPIRED, type SetUp, type States } from "./provider-state.ts";

/** Of user u-1, with all that an order can have; o-1 has been shipped. */
const [shipped] = orderSeed as readonly [Order, ...Order[]];
const confirmed: Order = { ...shipped, status: "CONFIRMED" };

export const orderStates: States = {
  [EXPIRED]: asSeeded,
  "user u-1 has orders": asSeeded,
  "user u-1 has orders without what they may lack": orders(...orderSeed.map(withoutOptional)),
  "user u-1 has orders with null where they may have it": orders(...orderSeed.map(withNull)),
  "user u-1 has no orders": orders(),
  "the products exist": asSeeded,
  "product p-404 is unknown": asSeeded,
  "the product service does not answer": ({ down }) => down.add("product-service"),
  "order o-1 is confirmed": orders(confirmed),
  "order o-1 is confirmed and lacks what it may": orders(withoutOptional(confirmed)),
  "order o-1 is confirmed and has null where it may": orders(withNull(confirmed)),
  "order o-1 is unknown": orders(),
  "order o-1 can be cancelled": orders({ ...confirmed, status: "PENDING" }),
  "order o-1 has been shipped": asSeeded,
};

function orders(...given: readonly Order[]): SetUp {
  return ({ repositories }) => repositories.order.reset(given);
}

function withoutOptional(order: Order): Order {
  const { paymentId: _p, trackingNumber: _t, notes: _n, ...others } = order;
  const stateless = ({ state: _, ...address }: Address): Address => address;
  return {
    ...others,
    items: order.items.map(({ metadata: _, ...item }: OrderItem): OrderItem => item),
    shippingAddress: stateless(order.shippingAddress),
    billingAddress: stateless(order.billingAddress),
  };
}

function withNull(order: Order): Order {
  return {
    ...order,
    shippingAddress: { ...order.shippingAddress, state: null },
    billingAddress: { ...order.billingAddress, state: null },
    paymentId: null,
    trackingNumber: null,
    notes: null,
  };
}
