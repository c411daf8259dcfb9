/**
 * The services as subscribers: their own code, behind a bus that only the test publishes on.
 */
import { createInventoryService } from "../../../services/inventory-service/application.ts";
import {
  createInventoryRepository,
  type ReservationRecord,
  type Stock,
} from "../../../services/inventory-service/repository.ts";
import { createNotificationService } from "../../../services/notification-service/application.ts";
import {
  createNotificationRepository,
  type Outbox,
} from "../../../services/notification-service/repository.ts";
import { createOrderService } from "../../../services/order-service/application.ts";
import { createOrderRepository } from "../../../services/order-service/repository.ts";
import { createEventBus, type Event } from "../../../services/platform/event-bus.ts";
import { type EventMessage, eventOf } from "../../../services/platform/event-message.ts";
import type { Surroundings } from "../../../services/platform/service.ts";
import type { Reservation } from "../../../services/schemas/inventory.ts";
import type { Order } from "../../../services/schemas/order.ts";
import { createUserService } from "../../../services/user-service/application.ts";
import { createUserRepository } from "../../../services/user-service/repository.ts";
import { API_KEY, clock, connectTo, ids, tokens } from "../consumer.ts";

export interface Subscriber<Kept = unknown> {
  /** Delivers a message as a broker would. Rejects with what the service's handler rejects with. */
  receive(message: EventMessage): Promise<void>;
  /** What the service keeps, as far as events change it. */
  kept(): Promise<Kept>;
  /** What it has published. */
  published: Event[];
}

/**
 * @param known what it has learned before; default nothing
 * @param about the user and the order that the test looks at
 */
export function startNotificationService(
  known: Partial<Outbox> = {},
  { user = "u-1", order = "o-1" } = {},
) {
  const repository = createNotificationRepository();
  return start(
    (surroundings) => createNotificationService(surroundings, repository),
    () => repository.reset({ contacts: [], orders: [], deliveries: [], ...known }),
    async () => ({
      deliveries: await repository.listByUser(user),
      contact: await repository.contact(user),
      userOfOrder: await repository.userOfOrder(order),
    }),
  );
}

/** @param order the one order that there is, and the errand that it was made in */
export function startOrderService(order: Order, correlationId: string | null = null) {
  const repository = createOrderRepository();
  return start(
    (surroundings) => createOrderService(surroundings, repository),
    async () => {
      await repository.reset([]);
      await repository.add(order, correlationId);
    },
    async () => ({
      order: await repository.find(order.id),
      stock: await repository.stockOf(order.id),
    }),
  );
}

/**
 * @param reservation of the product p-1
 * @param made in which errand, and by which of its requests; default none
 */
export function startInventoryService(
  reservation: Reservation,
  made: Omit<ReservationRecord, "reservation"> = { correlationId: null, requestId: null },
) {
  const repository = createInventoryRepository();
  const quantity = reservation.items.reduce((sum, item) => sum + item.quantity, 0);
  const updatedAt = clock.now().toISOString();
  const stock: Stock = {
    productId: "p-1",
    available: 40 - quantity,
    reserved: quantity,
    updatedAt,
  };
  // Set aside since, of another product: by somebody else, and by another request of the same errand.
  const items = [{ productId: "p-2", quantity: 1 }];
  const others: ReservationRecord[] = [
    { ...made, correlationId: "another-errand" },
    { ...made, requestId: "another-request" },
  ].map((by, index) => ({
    ...by,
    reservation: { ...reservation, reservationId: `r-${index + 8}`, orderId: null, items },
  }));
  return start(
    (surroundings) => createInventoryService(surroundings, repository),
    async () => {
      await repository.reset([stock], []);
      await repository.transact((shelves) => {
        for (const record of [{ ...made, reservation }, ...others]) shelves.putReservation(record);
      });
    },
    () =>
      repository.transact((shelves) => ({
        stock: shelves.stock("p-1"),
        reservation: shelves.reservation(reservation.reservationId)?.reservation,
      })),
  );
}

/** @param user whose history the test looks at */
export function startUserService(user = "u-1") {
  const repository = createUserRepository();
  return start(
    (surroundings) => createUserService(surroundings, repository),
    () => repository.reset(),
    async () => ({ contacts: await repository.contacts(user) }),
  );
}

async function start<Kept>(
  create: (surroundings: Surroundings) => unknown,
  reset: () => Promise<void>,
  kept: () => Promise<Kept>,
): Promise<Subscriber<Kept>> {
  const failures: unknown[] = [];
  const published: Event[] = [];
  const broker = createEventBus({ onFailure: (error) => failures.push(error) });
  await reset();
  create({
    clock,
    ids: ids(),
    tokens,
    apiKey: API_KEY,
    connect: connectTo({}, []),
    // What the service tells others is kept here: nobody else is there to hear it.
    bus: {
      subscribe: broker.subscribe,
      publish: async (event) => {
        published.push(structuredClone(event) as Event);
      },
    },
  });
  return {
    kept,
    published,
    async receive(message) {
      await broker.publish(eventOf(message));
      if (failures.length > 0) throw failures.pop();
    },
  };
}
