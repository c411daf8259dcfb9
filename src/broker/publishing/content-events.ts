/**
 * What happened when a pact was published, and why that is so.
 *
 * Content has changed with regard to the last version with the same tag, for each tag, or to the
 * last one without tags: that is what tells whether a provider has seen it. The sentences are the
 * official broker's.
 */
import type { BrokerEvent } from "../api/context.ts";
import { latestPactVersion } from "../store/pact-lists.ts";
import type { PactRow } from "../store/pacts.ts";
import type { Participant } from "../store/participants.ts";
import { requiredVerifications } from "../store/required-verifications.ts";
import type { Store } from "../store/store.ts";
import { tagsOf, type Version } from "../store/versions.ts";

export interface DetectedEvent extends BrokerEvent {
  comment?: string;
}

export interface Published {
  consumer: Participant;
  version: Version;
  provider: Participant;
  pact: PactRow;
  /** What the version had published for this provider before. */
  previous: PactRow | undefined;
}

export function contentEvents(store: Store, published: Published): DetectedEvent[] {
  const { consumer, provider, version, pact } = published;
  const subject = {
    consumerId: consumer.id,
    providerId: provider.id,
    consumerVersionId: version.id,
    contentId: pact.contentId,
  };
  const { changed, unchanged } = explain(store, published);
  const comment = unchanged === undefined ? {} : { comment: unchanged };
  const events: DetectedEvent[] = [{ name: "contract_published", ...subject, ...comment }];
  if (requiredVerifications(store, pact.contentId, provider.id).length > 0) {
    events.push({ name: "contract_requiring_verification_published", ...subject, ...comment });
  }
  if (changed !== undefined) {
    events.push({ name: "contract_content_changed", ...subject, comment: changed });
  }
  return events;
}

/** In what the content has changed, or how it is known that it has not. */
function explain(
  store: Store,
  { consumer, provider, version, pact, previous }: Published,
): { changed?: string; unchanged?: string } {
  if (previous !== undefined) {
    return previous.contentId === pact.contentId
      ? {}
      : {
          changed: `pact content modified since previous publication for ${consumer.name} version ${version.number}`,
        };
  }
  // In the order in which they came.
  const tags = tagsOf(store, version)
    .toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : 0))
    .map(({ name }) => name);
  const before = { before: version.id };
  if (tags.length === 0) {
    const last = latestPactVersion(store, consumer, provider, { isUntagged: true, ...before });
    if (last === undefined) return { changed: "first time untagged pact published" };
    if (last.contentId !== pact.contentId) {
      return { changed: "pact content has changed since previous untagged version" };
    }
  }
  const changes = tags.flatMap((tag) => {
    const last = latestPactVersion(store, consumer, provider, { tag, ...before });
    if (last?.contentId === pact.contentId) return [];
    return last === undefined
      ? `first time any pact published for this consumer with consumer version tagged ${tag}`
      : `pact content has changed since the last consumer version tagged with ${tag}`;
  });
  if (changes.length > 0) return { changed: changes.join(", ") };
  const versions = tags.length === 1 ? "version with tag" : "versions with tags";
  return {
    unchanged: `pact content is the same as previous ${versions} ${tags.join(", ")} and no new tags were applied`,
  };
}
