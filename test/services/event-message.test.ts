/**
 * Events as messages of a broker, and back.
 */
import { expect, test } from "vitest";
import type { Event } from "../../services/platform/event-bus.ts";
import { eventOf, messageOf } from "../../services/platform/event-message.ts";

const data = {
  eventId: "evt-1",
  eventType: "user.updated",
  aggregateId: "u-1",
  timestamp: "2026-03-02T10:15:00Z",
  version: 1,
  userId: "u-1",
  changes: { email: "ada@example.org" },
};

const event: Event<"user.updated"> = {
  eventId: "evt-1",
  eventType: "user.updated",
  source: "user-service",
  timestamp: "2026-03-02T10:15:00Z",
  correlationId: "0f9b7d5e-2c4a-4b61-8f3e-6d5c4b3a2910",
  causationId: "5b0ad6ba-9d4d-4d7c-a1c1-0a1b2c3d4e5f",
  data,
  metadata: { traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01" },
};

test.each<[string, Event, Record<string, string>]>([
  [
    "with everything",
    event,
    {
      channel: "user.updated",
      eventId: "evt-1",
      source: "user-service",
      timestamp: "2026-03-02T10:15:00Z",
      correlationId: "0f9b7d5e-2c4a-4b61-8f3e-6d5c4b3a2910",
      causationId: "5b0ad6ba-9d4d-4d7c-a1c1-0a1b2c3d4e5f",
      traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    },
  ],
  [
    "that follows from nothing",
    { ...event, correlationId: null, causationId: null, metadata: {} },
    {
      channel: "user.updated",
      eventId: "evt-1",
      source: "user-service",
      timestamp: "2026-03-02T10:15:00Z",
    },
  ],
])("an event %s is a payload and its metadata", (_, given, metadata) => {
  expect(messageOf(given)).toEqual({ contents: data, metadata });
  expect(eventOf({ contents: data, metadata })).toEqual(given);
});
