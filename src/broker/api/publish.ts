/**
 * Publishing contracts: `/contracts/publish`.
 *
 * PACT-BROKER-API §2, publish. All contracts of one request are taken, or none.
 */
import { identify } from "../content/identity.ts";
import { mergePacts } from "../content/merge.ts";
import {
  type Conflict,
  changed,
  changedContent,
  doubtfulNames,
  publishedText,
} from "../publishing/conflicts.ts";
import {
  type Announced,
  conflictNotices,
  logsOf,
  type Notice,
  pactNotices,
  versionNotices,
} from "../publishing/notices.ts";
import { type PublishedPact, publishPact } from "../publishing/publish-pact.ts";
import { findOrCreateParticipant, type Participant } from "../store/participants.ts";
import type { Store } from "../store/store.ts";
import { tagVersion } from "../store/tagging.ts";
import { addToBranch, findOrCreateVersion, type Version } from "../store/versions.ts";
import { conflict, hal } from "./answer.ts";
import type { BrokerContext } from "./context.ts";
import type { Linker } from "./hal.ts";
import { pactName, pactPath } from "./pact-body.ts";
import { type PublishRequest, readPublishRequest } from "./publish-request.ts";
import type { DefineResource } from "./resource.ts";

export function definePublish(define: DefineResource, { store, announce }: BrokerContext): void {
  define("/contracts/publish", {
    async POST(call) {
      const request = readPublishRequest(await call.body());
      const outcome = store.transaction(() => publish(store, request, call.link.base));
      if ("conflicts" in outcome) {
        const notices = conflictNotices(outcome.conflicts);
        const contracts = outcome.conflicts.map(({ message }) => message);
        return conflict({ notices, errors: { contracts } });
      }
      const notices = versionNotices({
        isNew: outcome.isNew,
        name: outcome.consumer.name,
        number: outcome.version.number,
        branch: request.branch,
        tags: request.tags,
      });
      for (const [index, published] of outcome.pacts.entries()) {
        const announced: Announced = {
          published,
          isMerged: request.contracts[index]!.isMerged,
          triggered: published.events.flatMap((event) =>
            (announce(event) ?? []).map((webhook) => ({ ...webhook, event: event.name })),
          ),
          url: call.link.to(pactPath(published)).href,
        };
        notices.push(...pactNotices(store, announced));
      }
      return hal(publishedBody(outcome, request, notices, call.link));
    },
  });
}

interface Outcome {
  consumer: Participant;
  version: Version;
  isNew: boolean;
  pacts: PublishedPact[];
}

function publish(
  store: Store,
  request: PublishRequest,
  baseUrl: string,
): Outcome | { conflicts: Conflict[] } {
  const conflicts = [
    ...contentConflicts(store, request),
    ...doubtfulNames(
      store,
      [request.consumerName, ...request.contracts.map(({ providerName }) => providerName)],
      baseUrl,
    ),
  ];
  if (conflicts.length > 0) return { conflicts };
  const { buildUrl, branch, versionNumber } = request;
  const consumer = findOrCreateParticipant(store, request.consumerName);
  const { version, isNew } = findOrCreateVersion(store, consumer, versionNumber, {
    ...(buildUrl !== undefined && { buildUrl }),
  });
  if (branch !== undefined) addToBranch(store, consumer, version, branch);
  for (const tag of request.tags) tagVersion(store, consumer, version, tag);
  const pacts = request.contracts.map(({ providerName, text, isMerged }) =>
    publishPact(store, { consumer, version, providerName, text, isMerged }),
  );
  return { consumer, version, isNew, pacts };
}

/** With what was published before, and with what stands earlier in the same request. */
function contentConflicts(store: Store, request: PublishRequest): Conflict[] {
  const { consumerName, versionNumber } = request;
  const earlier = new Map<string, { sha: string; text: string }>();
  return request.contracts.flatMap(({ providerName, text, sha, isMerged }) => {
    const intended = { consumerName, versionNumber, providerName, text };
    const before = earlier.get(providerName);
    if (isMerged) {
      const known = before ?? publishedText(store, intended);
      const merged = known === undefined ? text : mergePacts(known.text, text);
      earlier.set(providerName, { text: merged, sha: identify(merged)!.sha });
      return [];
    }
    earlier.set(providerName, { text, sha });
    if (before === undefined) return changedContent(store, intended) ?? [];
    return before.sha === sha ? [] : changed(intended, before.text);
  });
}

function publishedBody(
  { consumer, version, pacts }: Outcome,
  { tags }: PublishRequest,
  notices: readonly Notice[],
  link: Linker,
): object {
  const participantPath = ["pacticipants", consumer.name];
  const versionPath = [...participantPath, "versions", version.number];
  return {
    logs: logsOf(notices),
    notices,
    _embedded: {
      pacticipant: { name: consumer.name, _links: { self: link.to(participantPath) } },
      version: {
        number: version.number,
        ...(version.buildUrl !== null && { buildUrl: version.buildUrl }),
        _links: { self: link.to(versionPath, { title: "Version", name: version.number }) },
      },
    },
    _links: {
      "pb:pacticipant": link.to(participantPath, { title: "Pacticipant", name: consumer.name }),
      "pb:pacticipant-version": link.to(versionPath, {
        title: "Pacticipant version",
        name: version.number,
      }),
      "pb:pacticipant-version-tags": tags.map((name) =>
        link.to([...versionPath, "tags", name], { title: "Tag", name }),
      ),
      "pb:contracts": pacts.map((published) =>
        link.to(pactPath(published), { title: "Pact", name: pactName(published) }),
      ),
    },
  };
}
