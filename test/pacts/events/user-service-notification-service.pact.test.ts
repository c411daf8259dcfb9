/**
 * What the user service needs of the notification service's events: what its users were told.
 */
import { expect, test } from "vitest";
import { notifications } from "../answers.ts";
import { startUserService } from "./subscribers.ts";
import { subscription } from "./subscription.ts";

const expectEvent = subscription("user-service", "notification-service");

test("the history of what a user was told", async () => {
  const [notification] = notifications;
  await expectEvent({
    channel: "notification.sent",
    given: "user u-1 is told something",
    receiving: "a notification has been sent",
    fields: { notification },
    subscriber: startUserService,
    leadsTo({ contacts }, published) {
      expect(contacts).toEqual([notification]);
      expect(published).toEqual([]);
    },
  });
});
