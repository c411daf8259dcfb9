/**
 * What the notification service remembers of events.
 */
import { expect, test } from "vitest";
import { createNotificationRepository } from "../../services/notification-service/repository.ts";

test("of very many events the latest are known when they come again", async () => {
  const repository = createNotificationRepository({ maxEvents: 2 });
  expect(await repository.noteEvent("evt-1")).toBe(true);
  expect(await repository.noteEvent("evt-2")).toBe(true);
  expect(await repository.noteEvent("evt-1")).toBe(false);
  expect(await repository.noteEvent("evt-3")).toBe(true);
  expect(await repository.noteEvent("evt-2")).toBe(false);
  expect(await repository.noteEvent("evt-1")).toBe(true);
});
