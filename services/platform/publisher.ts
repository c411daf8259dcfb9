/**
 * Publishes a service's events with what every event carries.
 */
import type { DomainEvent } from "../schemas/common.ts";
import type { EventPayloads, EventType } from "../schemas/events.ts";
import type { Event } from "./event-bus.ts";
import type { Surroundings } from "./service.ts";
import type { Trace } from "./tracing.ts";

/** What an event follows from. */
export interface Cause {
  correlationId: string | null;
  causationId: string | null;
  traceparent: string | undefined;
  /** Of the request at whose beginning it stands; events that follow from events keep it. */
  requestId?: string | undefined;
}

export function causedByRequest({ requestId, correlationId, traceparent }: Trace): Cause {
  return { correlationId, causationId: requestId, traceparent, requestId };
}

export function causedByEvent({ eventId, correlationId, metadata }: Event): Cause {
  const { traceparent, requestId } = metadata;
  return { correlationId, causationId: eventId, traceparent, requestId };
}

/** The part of an event that its type alone has. */
type Content<Type extends EventType> = Omit<EventPayloads[Type], keyof DomainEvent>;

export type Publish = <Type extends EventType>(
  type: Type,
  aggregateId: string,
  content: Content<Type>,
  cause: Cause,
) => Promise<void>;

/** @param source the service that publishes */
export function createPublish(
  source: string,
  { bus, clock, ids }: Pick<Surroundings, "bus" | "clock" | "ids">,
): Publish {
  return async (eventType, aggregateId, content, cause) => {
    const { correlationId, causationId, traceparent, requestId } = cause;
    const eventId = ids.next("evt");
    const timestamp = clock.now().toISOString();
    const head: DomainEvent = { eventId, eventType, aggregateId, timestamp, version: 1 };
    await bus.publish({
      eventId,
      eventType,
      source,
      timestamp,
      correlationId,
      causationId,
      data: { ...head, ...content } as unknown as EventPayloads[typeof eventType],
      metadata: {
        ...(traceparent !== undefined && { traceparent }),
        ...(requestId !== undefined && { requestId }),
      },
    });
  };
}
