/** One pact, stored for one consumer version: the common part of every way to publish. */
import { identify } from "../content/identity.ts";
import { mergePacts } from "../content/merge.ts";
import { contentById, findPact, storePact } from "../store/pacts.ts";
import { findOrCreateParticipant, type Participant } from "../store/participants.ts";
import type { Store } from "../store/store.ts";
import type { Version } from "../store/versions.ts";
import { contentEvents, type DetectedEvent, type Published } from "./content-events.ts";

export interface PactToPublish {
  consumer: Participant;
  version: Version;
  providerName: string;
  text: string;
  /** What the version published before is kept, and this added to it. */
  isMerged: boolean;
}

export interface PublishedPact extends Published {
  events: DetectedEvent[];
}

/** Within a transaction; that the content may be changed was asked before. */
export function publishPact(store: Store, pact: PactToPublish): PublishedPact {
  const { consumer, version } = pact;
  const provider = findOrCreateParticipant(store, pact.providerName);
  const previous = findPact(store, version, provider);
  const text =
    pact.isMerged && previous !== undefined
      ? mergePacts(contentById(store, previous.contentId).text, pact.text)
      : pact.text;
  const { sha } = identify(text)!;
  const stored = storePact(store, { consumer, version, provider, text, sha });
  const published: Published = { consumer, version, provider, pact: stored.pact, previous };
  return { ...published, events: contentEvents(store, published) };
}
