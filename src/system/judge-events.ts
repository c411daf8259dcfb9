/**
 * Events without publisher, subscriber or schema.
 *
 * AsyncAPI 3.0 #operationObject, #messageObject.
 */
import { createFinding, type Finding, type Location } from "../findings/finding.ts";
import { isResolved, reference, type Schema } from "../schema/schema.ts";
import { inside, locationOf } from "../source/documents.ts";
import { type EventChannel, eventChannels } from "./event-edges.ts";
import type { System } from "./system.ts";

/** In the order of the catalogue; then what its operations say of those of services. */
export function judgeEvents(system: System): Finding[] {
  return [...channelFindings(system), ...operationFindings(system)];
}

function operationFindings(system: System): Finding[] {
  return (system.events?.eventOperations ?? []).flatMap(({ name, service, publishedBy, place }) => {
    const contract = service === undefined ? undefined : system.services.get(service)?.contract;
    if (contract === undefined || publishedBy === undefined) return [];
    const ids = contract.operations.flatMap(({ id }) => id ?? []);
    if (ids.includes(publishedBy)) return [];
    return createFinding({
      code: "event.operation.undeclared",
      message: `${name} is published by ${publishedBy}, which is no operation of ${service}`,
      at: locationOf(inside(place, "x-operation")!),
      because: locationOf(contract.root),
      service: service!,
      operation: name,
      identity: [publishedBy],
    });
  });
}

function channelFindings(system: System): Finding[] {
  return eventChannels(system).flatMap((event) => {
    const at = event.channel ? locationOf(event.channel.place) : event.publishers[0]!.at;
    return [
      ...schemaFindings(event, at),
      ...(event.publishers.length === 0
        ? [eventFinding("event.publisher.missing", `nobody publishes ${event.address}`, at, event)]
        : []),
      ...(event.subscribers.length === 0
        ? [
            eventFinding(
              "event.subscriber.missing",
              `nobody subscribes to ${event.address}`,
              at,
              event,
            ),
          ]
        : []),
      ...unknownParties(system, event),
    ];
  });
}

function schemaFindings(event: EventChannel, at: Location): Finding[] {
  if (event.channel === undefined) {
    const [publisher] = event.publishers;
    const message = `${publisher!.service} publishes ${event.address}, which is no channel of the event catalogue`;
    return [eventFinding("event.schema.missing", message, at, event)];
  }
  const { messages } = event.channel;
  if (messages.length === 0) {
    return [eventFinding("event.schema.missing", `${event.address} has no message`, at, event)];
  }
  return messages
    .filter(({ payload }) => payload === undefined || !leadsSomewhere(payload))
    .map(({ name, place }) => {
      const message = `the message ${name} of ${event.address} has no payload schema that can be read`;
      return eventFinding("event.schema.missing", message, locationOf(place), event, [name]);
    });
}

function leadsSomewhere(schema: Schema): boolean {
  const seen = new Set<Schema>();
  let current = schema;
  while (!seen.has(current)) {
    seen.add(current);
    const target = reference(current);
    if (target === undefined) return true;
    if (!isResolved(target)) return false;
    current = target;
  }
  return false;
}

function unknownParties(system: System, event: EventChannel): Finding[] {
  return [...event.publishers, ...event.subscribers]
    .filter(({ service }) => !system.services.has(service))
    .map(({ service, at }) =>
      createFinding({
        code: "service.missing",
        message: `${service} takes part in ${event.address} and has no contract here`,
        at,
        service,
        identity: [event.address],
      }),
    );
}

function eventFinding(
  code: Finding["code"],
  message: string,
  at: Location,
  event: EventChannel,
  identity: readonly string[] = [],
): Finding {
  return createFinding({ code, message, at, operation: event.address, identity });
}
