/**
 * The order service: contracts/order-service.openapi.yaml.
 */
import { createApplication, type ServiceContext } from "../platform/application.ts";
import { member, oneOf, optionals, readBody, readOptionalBody, text } from "../platform/body.ts";
import { type Caller, createGuard, isTrusted, mayActFor } from "../platform/guard.ts";
import { createIdempotency, idempotencyKeyOf } from "../platform/idempotency.ts";
import { pageOf, readPageRequest } from "../platform/page.ts";
import { causedByRequest, createPublish } from "../platform/publisher.ts";
import { Refusal } from "../platform/refusal.ts";
import type { Service, Surroundings } from "../platform/service.ts";
import { ORDER_STATUSES, type Order } from "../schemas/order.ts";
import { createChangeStatus, unknownOrder } from "./change-status.ts";
import { createOrder, readOrderRequest } from "./create-order.ts";
import { readOrderFilter, visibleOrders } from "./list-orders.ts";
import { createOrderRepository, type OrderRepository } from "./repository.ts";
import { subscribe } from "./subscriptions.ts";

const NAME = "order-service";

export function createOrderService(
  surroundings: Surroundings,
  repository: OrderRepository = createOrderRepository(),
): Service {
  const app = createApplication(NAME, surroundings);
  const guard = createGuard(surroundings);
  const publish = createPublish(NAME, surroundings);
  const changeStatus = createChangeStatus(repository, publish, surroundings.clock);
  const idempotency = createIdempotency<Order>({ capacity: surroundings.idempotencyKeys });
  subscribe(surroundings.bus, repository, changeStatus);

  app.post("/orders", async (context) => {
    const { headers } = context.req.raw;
    const caller = await guard.user(headers);
    const asked = await readBody(context.req.raw, readOrderRequest);
    if (!mayActFor(caller, asked.userId)) {
      throw new Refusal(400, "USER_FOREIGN", "A user orders for itself only");
    }
    const key = idempotencyKeyOf(headers, caller.userId);
    const order = await idempotency.once(key, asked, () =>
      createOrder(
        asked,
        { token: caller.token, trace: context.get("trace") },
        { repository, publish, surroundings },
      ),
    );
    return context.json(order, 201, { Location: `/orders/${order.id}` });
  });

  app.get("/orders", async (context) => {
    const { headers, url } = context.req.raw;
    const caller = await guard.user(headers);
    const query = new URL(url).searchParams;
    const page = readPageRequest(query);
    const orders = visibleOrders(await repository.list(), readOrderFilter(query), caller);
    return context.json(pageOf(orders, page));
  });

  app.get("/orders/:orderId", async (context) => {
    const caller = await guard.user(context.req.raw.headers);
    return context.json(await ownOrder(context, caller));
  });

  app.patch("/orders/:orderId", async (context) => {
    const caller = await guard.user(context.req.raw.headers);
    if (!isTrusted(caller)) {
      throw new Refusal(
        403,
        "ADMIN_REQUIRED",
        "Customers cancel orders, and change them no further",
      );
    }
    const { status, reason, trackingNumber } = await readBody(context.req.raw, (body) => ({
      status: member(body, "status", oneOf(ORDER_STATUSES)),
      ...optionals(body, ["reason", "trackingNumber"], text),
    }));
    if (trackingNumber !== undefined && status !== "SHIPPED") {
      throw new Refusal(400, "TRACKING_NUMBER_EARLY", "Only a shipped order has a tracking number");
    }
    const also = trackingNumber === undefined ? {} : { trackingNumber };
    const cause = causedByRequest(context.get("trace"));
    const orderId = context.req.param("orderId");
    return context.json(await changeStatus(orderId, { status, reason, also }, cause));
  });

  app.post("/orders/:orderId/cancel", async (context) => {
    // A saga cancels in the name of the service that runs it: the user's token may have run out.
    const order = await ownOrder(context, await guard.userOrService(context.req.raw.headers));
    const { reason } =
      (await readOptionalBody(context.req.raw, (body) => optionals(body, ["reason"], text))) ?? {};
    const cause = causedByRequest(context.get("trace"));
    // A saga that is not sure whether it was heard asks again.
    const change = { status: "CANCELLED", reason, isRepeatable: true } as const;
    return context.json(await changeStatus(order.id, change, cause));
  });

  app.get("/internal/orders/user/:userId", async (context) => {
    await guard.service(context.req.raw.headers);
    const userId = context.req.param("userId");
    return context.json((await repository.list()).filter((order) => order.userId === userId));
  });

  /** The order of the path. Another user's is unknown, since the contract has no 403. */
  async function ownOrder(context: ServiceContext, caller: Caller): Promise<Order> {
    const orderId = context.req.param("orderId")!;
    const order = await repository.find(orderId);
    if (order === undefined || !mayActFor(caller, order.userId)) throw unknownOrder(orderId);
    return order;
  }

  return { name: NAME, fetch: async (request) => await app.fetch(request) };
}
