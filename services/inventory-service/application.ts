/**
 * The inventory service: contracts/inventory-service.openapi.yaml.
 */
import { createApplication } from "../platform/application.ts";
import {
  int32,
  list,
  member,
  nullable,
  optional,
  type Place,
  readBody,
  text,
} from "../platform/body.ts";
import { createGuard, userIdOf } from "../platform/guard.ts";
import { createIdempotency, idempotencyKeyOf } from "../platform/idempotency.ts";
import { causedByRequest, createPublish } from "../platform/publisher.ts";
import { Refusal } from "../platform/refusal.ts";
import type { Service, Surroundings } from "../platform/service.ts";
import type { Reservation, ReservationItem } from "../schemas/inventory.ts";
import { createInventoryRepository, type InventoryRepository } from "./repository.ts";
import { expire, release, reserve } from "./reserve.ts";
import { settle } from "./settle.ts";

const NAME = "inventory-service";

export function createInventoryService(
  surroundings: Surroundings,
  repository: InventoryRepository = createInventoryRepository(),
): Service {
  const { bus, clock, ids } = surroundings;
  const app = createApplication(NAME, surroundings);
  const guard = createGuard(surroundings);
  const publish = createPublish(NAME, surroundings);
  const idempotency = createIdempotency<Reservation>({ capacity: surroundings.idempotencyKeys });

  bus.subscribe("order.status_changed", (event) => settle(repository, event, clock.now()));

  app.post("/inventory/reserve", async (context) => {
    const { headers } = context.req.raw;
    const caller = await guard.userOrService(headers);
    const { items, orderId } = await readBody(context.req.raw, readReserveRequest);
    checkQuantities(items);
    const trace = context.get("trace");
    const key = idempotencyKeyOf(headers, userIdOf(caller));
    const reservation = await idempotency.once(key, { items, orderId }, async () => {
      const wanted = { reservationId: ids.next("r"), orderId, items };
      const made = await repository.transact((shelves) =>
        reserve(shelves, wanted, {
          now: clock.now(),
          correlationId: trace.correlationId,
          requestId: trace.requestId,
        }),
      );
      const content = { reservation: made };
      await publish("inventory.reserved", made.reservationId, content, causedByRequest(trace));
      return made;
    });
    return context.json(reservation, 201);
  });

  app.post("/inventory/release", async (context) => {
    await guard.userOrService(context.req.raw.headers);
    const reservationId = await readBody(context.req.raw, (body) =>
      member(body, "reservationId", text),
    );
    const reservation = await repository.transact((shelves) =>
      release(shelves, reservationId, clock.now()),
    );
    return context.json(reservation);
  });

  app.get("/inventory/:productId", async (context) => {
    await guard.user(context.req.raw.headers);
    const productId = context.req.param("productId");
    const stock = await repository.transact((shelves) => {
      expire(shelves, clock.now());
      return shelves.stock(productId);
    });
    if (stock === undefined) {
      throw new Refusal(404, "PRODUCT_UNKNOWN", `Product ${productId} is unknown`);
    }
    return context.json(stock);
  });

  return { name: NAME, fetch: async (request) => await app.fetch(request) };
}

function readReserveRequest(body: Place): { items: ReservationItem[]; orderId: string | null } {
  return {
    orderId: optional(body, "orderId", nullable(text)) ?? null,
    items: member(
      body,
      "items",
      list((item) => ({
        productId: member(item, "productId", text),
        quantity: member(item, "quantity", int32),
      })),
    ),
  };
}

function checkQuantities(items: readonly ReservationItem[]): void {
  if (items.length === 0) throw new Refusal(422, "ITEMS_MISSING", "There is nothing to reserve");
  const wrong = items.find(({ quantity }) => quantity < 1);
  if (wrong === undefined) return;
  const { productId, quantity } = wrong;
  throw new Refusal(422, "QUANTITY_INVALID", `${quantity} of ${productId} cannot be reserved`, {
    productId,
    quantity,
  });
}
