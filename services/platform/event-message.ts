/**
 * An event as it goes over a broker: a message of contracts/events.asyncapi.yaml, and beside it what
 * else the seed's envelope has, as the properties and headers of an AMQP message.
 */
import type { Event } from "./event-bus.ts";

export interface EventMessage {
  /** The payload. */
  contents: unknown;
  /** `channel` is where it travels: the event's type. */
  metadata: Readonly<Record<string, unknown>>;
}

/** What the envelope has no value for is left out. */
export function messageOf(event: Event): EventMessage {
  const { eventType, data, metadata, ...envelope } = event;
  const stated = Object.entries(envelope).filter(([, value]) => value !== null);
  return {
    contents: data,
    metadata: { ...metadata, ...Object.fromEntries(stated), channel: eventType },
  };
}

/**
 * Takes the message at its word: a pact says what of it its consumer needs, and there may be nothing
 * else in it.
 */
export function eventOf({ contents, metadata: stated }: EventMessage): Event {
  const { channel, eventId, source, timestamp, ...others } = stated;
  const { correlationId = null, causationId = null, ...metadata } = others;
  return {
    eventId,
    eventType: channel,
    source,
    timestamp,
    correlationId,
    causationId,
    data: contents,
    metadata,
  } as unknown as Event;
}
