/**
 * Sends a notification: puts it into the outbox with the address that it goes to, and tells so.
 */
import type { Cause, Publish } from "../platform/publisher.ts";
import type { Surroundings } from "../platform/service.ts";
import type { Notification, NotificationChannel } from "../schemas/notification.ts";
import type { NotificationRepository } from "./repository.ts";

/** A notification before it has been sent. */
export type Draft = Pick<Notification, "userId" | "message" | "type" | "channel">;

/** Undefined where the channel needs an address and none is known of the user. */
export type SendNotification = (draft: Draft, cause: Cause) => Promise<Notification | undefined>;

export function createSendNotification(
  repository: NotificationRepository,
  publish: Publish,
  { clock, ids }: Pick<Surroundings, "clock" | "ids">,
): SendNotification {
  return async (draft, cause) => {
    const address = await addressOf(repository, draft.userId, draft.channel);
    if (address === undefined) return undefined;
    const notification: Notification = {
      id: ids.next("n"),
      ...draft,
      read: false,
      createdAt: clock.now().toISOString(),
    };
    await repository.add({ notification, address });
    await publish("notification.sent", notification.id, { notification }, cause);
    return notification;
  };
}

/** Null where the channel needs none. */
async function addressOf(
  repository: NotificationRepository,
  userId: string,
  channel: NotificationChannel,
): Promise<string | null | undefined> {
  if (channel === "IN_APP") return null;
  const contact = await repository.contact(userId);
  const address = channel === "EMAIL" ? contact?.email : contact?.phoneNumber;
  return address ?? undefined;
}
