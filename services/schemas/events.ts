/**
 * The seven events: contracts/events.asyncapi.yaml.
 */
import type { InventoryReservedEvent } from "./inventory.ts";
import type { NotificationSentEvent } from "./notification.ts";
import type { OrderCreatedEvent, OrderStatusChangedEvent } from "./order.ts";
import type { PaymentProcessedEvent } from "./payment.ts";
import type { UserCreatedEvent, UserUpdatedEvent } from "./user.ts";

/** Channel to message. */
export interface EventPayloads {
  "user.created": UserCreatedEvent;
  "user.updated": UserUpdatedEvent;
  "order.created": OrderCreatedEvent;
  "order.status_changed": OrderStatusChangedEvent;
  "payment.processed": PaymentProcessedEvent;
  "inventory.reserved": InventoryReservedEvent;
  "notification.sent": NotificationSentEvent;
}

export type EventType = keyof EventPayloads;
