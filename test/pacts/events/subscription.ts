/**
 * One message of a pact with PactV4, from a template of the catalogue: what it says is delivered to
 * the subscriber's own code, twice.
 */
import { PactV4 } from "@pact-foundation/pact";
import { message } from "concordat/pact";
import { expect } from "vitest";
import type { Event } from "../../../services/platform/event-bus.ts";
import { pactsFolder } from "../pacts-folder.ts";
import { only } from "../places.ts";
import { catalogue } from "./catalogue.ts";
import { envelope } from "./payloads.ts";
import { eventReadsOf } from "./reads.ts";
import type { Subscriber } from "./subscribers.ts";

export interface ExpectedEvent<Kept> {
  channel: string;
  /** A provider state; it also says what comes to pass in it. */
  given: string;
  /** What the message is called. */
  receiving: string;
  /** What the subscriber reads of the payload: values, among which matchers may stand. */
  fields: unknown;
  subscriber: () => Promise<Subscriber<Kept>>;
  /** Looks at what has come of it. */
  leadsTo: (kept: Kept, published: readonly Event[]) => void;
}

export type Expect = <Kept>(expected: ExpectedEvent<Kept>) => Promise<void>;

/** For the events that `consumer` receives from `provider`. */
export function subscription(consumer: string, provider: string): Expect {
  const pact = new PactV4({ consumer, provider, dir: pactsFolder, logLevel: "error" });
  return async ({ channel, given, receiving, fields, subscriber, leadsTo }) => {
    const reads = eventReadsOf(consumer, provider, channel);
    // Nothing else is asked for.
    expect(only(fields, reads.fields)).toEqual(fields);
    const stated = Object.entries(envelope).filter(([name]) => reads.metadata.includes(name));
    const template = message(catalogue, channel, { fields, metadata: Object.fromEntries(stated) });
    await pact
      .addAsynchronousInteraction()
      .given(given)
      .expectsToReceive(receiving, (builder) => {
        builder.withJSONContent(template.contents).withMetadata(template.metadata);
      })
      .executeTest(async ({ contents: { content }, metadata }) => {
        const received = { contents: content, metadata: { ...metadata } };
        const { receive, kept, published } = await subscriber();
        await receive(received);
        const before = { kept: await kept(), published: [...published] };
        leadsTo(before.kept, before.published);
        await receive(received);
        expect({ kept: await kept(), published }).toEqual(before);
      });
  };
}
