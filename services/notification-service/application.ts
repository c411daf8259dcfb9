/**
 * The notification service: contracts/notification-service.openapi.yaml.
 */
import { createApplication } from "../platform/application.ts";
import { member, oneOf, readBody, text } from "../platform/body.ts";
import { createGuard, mayActFor } from "../platform/guard.ts";
import { causedByRequest, createPublish } from "../platform/publisher.ts";
import { integer, requiredText } from "../platform/query.ts";
import { Refusal } from "../platform/refusal.ts";
import type { Service, Surroundings } from "../platform/service.ts";
import { NOTIFICATION_CHANNELS, NOTIFICATION_TYPES } from "../schemas/notification.ts";
import { createNotificationRepository, type NotificationRepository } from "./repository.ts";
import { createSendNotification, type Draft } from "./send.ts";
import { subscribe } from "./subscriptions.ts";

const NAME = "notification-service";

export function createNotificationService(
  surroundings: Surroundings,
  repository: NotificationRepository = createNotificationRepository(),
): Service {
  const app = createApplication(NAME, surroundings);
  const guard = createGuard(surroundings);
  const publish = createPublish(NAME, surroundings);
  const send = createSendNotification(repository, publish, surroundings);
  subscribe(surroundings.bus, repository, send);

  app.post("/notifications", async (context) => {
    const caller = await guard.userOrService(context.req.raw.headers);
    const draft = await readBody(
      context.req.raw,
      (body): Draft => ({
        userId: member(body, "userId", text),
        message: member(body, "message", text),
        type: member(body, "type", oneOf(NOTIFICATION_TYPES)),
        channel: member(body, "channel", oneOf(NOTIFICATION_CHANNELS)),
      }),
    );
    const { userId, channel } = draft;
    if (!mayActFor(caller, userId)) {
      throw new Refusal(422, "USER_FOREIGN", "A user notifies itself only");
    }
    const notification = await send(draft, causedByRequest(context.get("trace")));
    if (notification === undefined) {
      const message = `User ${userId} has no address for ${channel}`;
      throw new Refusal(422, "ADDRESS_UNKNOWN", message, { userId, channel });
    }
    return context.json(notification, 202, { Location: `/notifications/${notification.id}` });
  });

  app.get("/notifications", async (context) => {
    const { headers, url } = context.req.raw;
    const caller = await guard.user(headers);
    const query = new URL(url).searchParams;
    const userId = requiredText(query, "userId");
    const limit = integer(query, "limit", { minimum: 1, maximum: 100 });
    // The contract has no 403: who asks for what it may not see finds nothing there.
    const deliveries = mayActFor(caller, userId) ? await repository.listByUser(userId) : [];
    return context.json(deliveries.slice(0, limit).map(({ notification }) => notification));
  });

  app.get("/notifications/:notificationId", async (context) => {
    const caller = await guard.user(context.req.raw.headers);
    const notificationId = context.req.param("notificationId");
    const notification = (await repository.find(notificationId))?.notification;
    if (notification === undefined || !mayActFor(caller, notification.userId)) {
      const message = `Notification ${notificationId} is unknown`;
      throw new Refusal(404, "NOTIFICATION_UNKNOWN", message);
    }
    return context.json(notification);
  });

  return { name: NAME, fetch: async (request) => await app.fetch(request) };
}
