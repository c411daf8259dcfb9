/**
 * Who publishes which event, and who receives it.
 *
 * AsyncAPI 3.0 #operationObject: `send` and `receive`, with `x-service` where a catalogue is
 * shared; OpenAPI callbacks to `amqp:` URLs publish too.
 */
import type { Callback, Channel, MediaType } from "../contract/contract.ts";
import { locationOf } from "../source/documents.ts";
import type { Edge, Party } from "./edge.ts";
import type { System } from "./system.ts";

/** Everything that is known about one event. */
export interface EventChannel {
  address: string;
  /** Undefined where somebody publishes what the catalogue does not have. */
  channel: Channel | undefined;
  publishers: readonly Party[];
  subscribers: readonly Party[];
}

/** In the catalogue's order, then those that only callbacks name. */
export function eventChannels(system: System): EventChannel[] {
  const byAddress = new Map<string, EventChannel & { publishers: Party[]; subscribers: Party[] }>();
  const entry = (address: string, channel?: Channel) => {
    const known = byAddress.get(address);
    if (known !== undefined) return known;
    const made = { address, channel, publishers: [], subscribers: [] };
    byAddress.set(address, made);
    return made;
  };
  for (const channel of system.events?.channels ?? []) entry(channel.address, channel);
  for (const operation of system.events?.eventOperations ?? []) {
    const { service, channel, messages, place } = operation;
    if (service === undefined) continue;
    const event = entry(channel.address, channel);
    const parties = operation.action === "send" ? event.publishers : event.subscribers;
    note(parties, { service, at: locationOf(place), messages, payloads: [] });
  }
  for (const { name, contract } of system.services.values()) {
    for (const { callbacks } of contract?.operations ?? []) {
      for (const callback of callbacks) {
        const address = eventAddress(callback.expression);
        if (address === undefined) continue;
        const at = locationOf(callback.place);
        const payloads = payloadsOf(callback);
        note(entry(address).publishers, { service: name, at, messages: [], payloads });
      }
    }
  }
  return [...byAddress.values()];
}

function payloadsOf({ operations }: Callback): MediaType[] {
  return operations.flatMap(({ requestBody }) => requestBody?.content ?? []);
}

/** One edge for each subscriber of each publisher: the subscriber is the consumer. */
export function eventEdges(system: System): Edge[] {
  return eventChannels(system).flatMap(({ address, publishers, subscribers }) =>
    publishers.flatMap((publisher) =>
      subscribers.map((subscriber) => ({
        consumer: subscriber.service,
        consumerOperation: undefined,
        provider: publisher.service,
        method: "EVENT",
        path: address,
        source: "event" as const,
        declaredAt: subscriber.at,
        target: undefined,
        event: { publisher, subscriber },
      })),
    ),
  );
}

// `amqp://exchange/routing.key`: the key is the channel's address.
function eventAddress(expression: string): string | undefined {
  return /^amqps?:\/\/[^/]+\/([^?#]+)/.exec(expression)?.[1];
}

// Several operations of one service may publish one event.
function note(parties: Party[], party: Party): void {
  const index = parties.findIndex(({ service }) => service === party.service);
  const known = parties[index];
  if (known === undefined) {
    parties.push(party);
    return;
  }
  parties[index] = {
    ...known,
    messages: [...new Set([...known.messages, ...party.messages])],
    payloads: [...known.payloads, ...party.payloads],
  };
}
