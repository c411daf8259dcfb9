/**
 * What the service makes of events: the `receive` operations that contracts/events.asyncapi.yaml has
 * for it. An event that comes a second time is left aside.
 */
import type { Event, EventBus } from "../platform/event-bus.ts";
import { causedByEvent } from "../platform/publisher.ts";
import type { EventType } from "../schemas/events.ts";
import { orderPlaced, orderStatus, receipt, welcome } from "./messages.ts";
import type { Contact, NotificationRepository } from "./repository.ts";
import type { Draft, SendNotification } from "./send.ts";

export function subscribe(
  bus: EventBus,
  repository: NotificationRepository,
  send: SendNotification,
): void {
  const once = <Type extends EventType>(
    type: Type,
    handle: (event: Event<Type>) => Promise<void>,
  ): void => {
    bus.subscribe(type, async (event) => {
      if (await repository.noteEvent(event.eventId)) await handle(event);
    });
  };
  const tell = async (draft: Draft, event: Event): Promise<void> => {
    const cause = causedByEvent(event);
    const sent = await send(draft, cause);
    // Whom no email can reach still reads it in the application.
    if (sent === undefined) await send({ ...draft, channel: "IN_APP" }, cause);
  };

  once("user.created", async (event) => {
    const { id: userId, email, profile } = event.data.user;
    await repository.putContact(userId, { email, phoneNumber: profile.phoneNumber ?? null });
    const message = welcome(profile.firstName);
    await tell({ userId, message, type: "ACCOUNT", channel: "EMAIL" }, event);
  });

  once("user.updated", async ({ data: { userId, changes } }) => {
    await repository.putContact(userId, contactOf(changes));
  });

  once("order.created", async (event) => {
    const { id: orderId, userId } = event.data.order;
    await repository.putOrder(orderId, userId);
    const message = orderPlaced(orderId);
    await tell({ userId, message, type: "ORDER", channel: "IN_APP" }, event);
  });

  once("order.status_changed", async (event) => {
    const { orderId, newStatus } = event.data;
    // The event does not say whose order it is; `order.created` has.
    const userId = await repository.userOfOrder(orderId);
    if (userId === undefined) return;
    const message = orderStatus(orderId, newStatus);
    await tell({ userId, message, type: "ORDER", channel: "IN_APP" }, event);
  });

  once("payment.processed", async (event) => {
    const { orderId, userId, amount } = event.data.payment;
    const message = receipt(orderId, amount);
    await tell({ userId, message, type: "PAYMENT", channel: "EMAIL" }, event);
  });
}

/** What changed of where a user is reached. */
function contactOf({ email, profile }: Record<string, unknown>): Partial<Contact> {
  const contact: Partial<Contact> = {};
  if (typeof email === "string") contact.email = email;
  if (typeof profile === "object" && profile !== null && "phoneNumber" in profile) {
    const { phoneNumber } = profile;
    contact.phoneNumber = typeof phoneNumber === "string" ? phoneNumber : null;
  }
  return contact;
}
