/**
 * How services tell each other what has happened.
 */
import type { EventPayloads, EventType } from "../schemas/events.ts";

/**
 * An event on its way: the seed's `EventEnvelope` (contracts/shared/events.yaml).
 * `data` is the message of contracts/events.asyncapi.yaml; the rest would be properties and headers
 * of an AMQP message.
 */
export interface Event<Type extends EventType = EventType> {
  eventId: string;
  eventType: Type;
  /** The service that publishes it. */
  source: string;
  timestamp: string;
  correlationId: string | null;
  /** The request or the event that it follows from. */
  causationId: string | null;
  data: EventPayloads[Type];
  metadata: Record<string, string>;
}

export type EventHandler<Type extends EventType> = (event: Event<Type>) => Promise<void>;

/**
 * Delivers at least once, so handlers take an event that comes again as one that they know.
 * Another bus, such as one over AMQP, fills the same interface.
 */
export interface EventBus {
  /** Resolves when the bus has taken the event. A subscriber's failure is not the publisher's. */
  publish<Type extends EventType>(event: Event<Type>): Promise<void>;
  subscribe<Type extends EventType>(type: Type, handler: EventHandler<Type>): void;
}

/**
 * A bus within the process. Publishing resolves when every subscriber is done, so that whoever waits
 * for the answer to a request finds what its events have led to.
 *
 * @param options.onFailure told of a handler that rejects; the other handlers are called all the same
 */
export function createEventBus({
  onFailure,
}: {
  onFailure: (error: unknown, event: Event) => void;
}): EventBus {
  const handlers = new Map<EventType, ((event: Event) => Promise<void>)[]>();
  return {
    async publish(event) {
      // Subscribers get copies, as from a wire: none can change what another one sees.
      for (const handler of handlers.get(event.eventType) ?? []) {
        try {
          await handler(structuredClone(event) as Event);
        } catch (error) {
          onFailure(error, event as Event);
        }
      }
    },
    subscribe(type, handler) {
      const list = handlers.get(type) ?? [];
      list.push(handler as (event: Event) => Promise<void>);
      handlers.set(type, list);
    },
  };
}
