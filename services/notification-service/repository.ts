/**
 * The outbox: what has been sent to whom and where, and what the service has learned of events.
 */
import type { Notification } from "../schemas/notification.ts";
import { notificationSeed } from "./seed.ts";

/** Where a user's notifications go. */
export interface Contact {
  email: string | null;
  phoneNumber: string | null;
}

export interface Delivery {
  notification: Notification;
  /** An email address or a phone number; null for what is read in the application. */
  address: string | null;
}

export interface Outbox {
  /** By user. */
  contacts: [string, Contact][];
  /** Order to user. */
  orders: [string, string][];
  /** Oldest first. */
  deliveries: Delivery[];
}

export interface NotificationRepository {
  add(delivery: Delivery): Promise<void>;
  find(notificationId: string): Promise<Delivery | undefined>;
  /** Newest first. */
  listByUser(userId: string): Promise<Delivery[]>;
  contact(userId: string): Promise<Contact | undefined>;
  /** Keeps what is stated of a contact, and leaves the rest. */
  putContact(userId: string, contact: Partial<Contact>): Promise<void>;
  userOfOrder(orderId: string): Promise<string | undefined>;
  putOrder(orderId: string, userId: string): Promise<void>;
  /**
   * Notes an event. False where it was noted before: it has come a second time. Of very many the
   * latest are remembered; a bus delivers again soon, or never.
   */
  noteEvent(eventId: string): Promise<boolean>;
  /** Forgets everything but `outbox`; default the seed. */
  reset(outbox?: Outbox): Promise<void>;
}

/** @param options.maxEvents how many events are remembered; default 10,000 */
export function createNotificationRepository({
  maxEvents = 10_000,
}: {
  maxEvents?: number;
} = {}): NotificationRepository {
  let contacts = new Map<string, Contact>();
  let orders = new Map<string, string>();
  let deliveries: Delivery[] = [];
  const events = new Set<string>();
  const fill = (outbox: Outbox): void => {
    const copy = structuredClone(outbox);
    contacts = new Map(copy.contacts);
    orders = new Map(copy.orders);
    deliveries = copy.deliveries;
    events.clear();
  };
  fill(notificationSeed);
  return {
    async add(delivery) {
      deliveries.push(structuredClone(delivery));
    },
    find: async (id) =>
      structuredClone(deliveries.find(({ notification }) => notification.id === id)),
    listByUser: async (userId) =>
      structuredClone(
        deliveries.filter(({ notification }) => notification.userId === userId).reverse(),
      ),
    contact: async (userId) => structuredClone(contacts.get(userId)),
    async putContact(userId, contact) {
      const known = contacts.get(userId) ?? { email: null, phoneNumber: null };
      contacts.set(userId, { ...known, ...contact });
    },
    userOfOrder: async (orderId) => orders.get(orderId),
    async putOrder(orderId, userId) {
      orders.set(orderId, userId);
    },
    async noteEvent(eventId) {
      if (events.has(eventId)) return false;
      events.add(eventId);
      // A set keeps the order in which events came.
      if (events.size > maxEvents) events.delete(events.values().next().value!);
      return true;
    },
    reset: async (outbox = notificationSeed) => fill(outbox),
  };
}
