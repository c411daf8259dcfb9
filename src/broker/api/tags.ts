/**
 * Tags of versions: `/pacticipants/:pacticipant/versions/:version/tags/:tag`.
 *
 * PACT-BROKER-API §2: makes the participant and the version where there are none; §4: a tag that
 * is called as an environment also records a deployment.
 */
import {
  findOrCreateParticipant,
  findParticipant,
  type Participant,
} from "../store/participants.ts";
import { deployByTag, tagVersion } from "../store/tagging.ts";
import { versionsWithTag } from "../store/version-lists.ts";
import {
  findOrCreateVersion,
  findTag,
  removeTag,
  type Tag,
  type Version,
} from "../store/versions.ts";
import { hal, notFound, nothing } from "./answer.ts";
import type { BrokerContext } from "./context.ts";
import type { Linker } from "./hal.ts";
import { rangeOf, requestedPage } from "./pagination.ts";
import type { DefineResource } from "./resource.ts";
import { pathOf } from "./version-body.ts";
import { versionList } from "./version-list.ts";
import { findNamedVersion } from "./versions.ts";

export function defineTags(define: DefineResource, { store }: BrokerContext): void {
  define("/pacticipants/:pacticipant/versions/:version/tags/:tag", {
    GET(call) {
      const found = findNamedVersion(store, call);
      const tag = found && findTag(store, found.version, call.param("tag"));
      if (found === undefined || tag === undefined) return notFound();
      return hal(tagBody(tag, found.version, found.participant, call.link));
    },
    async PUT(call) {
      await call.body();
      const name = call.param("tag");
      return store.transaction(() => {
        const participant = findOrCreateParticipant(store, call.param("pacticipant"));
        const { version } = findOrCreateVersion(store, participant, call.param("version"));
        const isNew = tagVersion(store, participant, version, name);
        deployByTag(store, version, name);
        const body = tagBody(findTag(store, version, name)!, version, participant, call.link);
        if (!isNew) return hal(body);
        const path = [...pathOf(participant, version), "tags", name];
        return hal(body, 201, { location: call.link.to(path).href });
      });
    },
    DELETE(call) {
      return store.transaction(() => {
        const found = findNamedVersion(store, call);
        if (found === undefined) return notFound();
        return removeTag(store, found.version, call.param("tag")) ? nothing() : notFound();
      });
    },
  });

  define("/pacticipants/:pacticipant/tags/:tag/versions", {
    GET(call) {
      const participant = findParticipant(store, call.param("pacticipant"));
      if (participant === undefined) return notFound();
      const tag = call.param("tag");
      const page = requestedPage(call);
      const { versions, total } = versionsWithTag(store, participant, tag, rangeOf(page));
      if (total === 0) return notFound();
      return hal(
        versionList(store, participant, call, {
          versions,
          total,
          page,
          path: ["pacticipants", participant.name, "tags", tag, "versions"],
          title: `Versions of ${participant.name} with tag ${tag}`,
        }),
      );
    },
  });
}

function tagBody(
  { name, createdAt }: Tag,
  version: Version,
  participant: Participant,
  link: Linker,
): object {
  const path = pathOf(participant, version);
  return {
    name,
    createdAt,
    _links: {
      self: link.to([...path, "tags", name], { title: "Tag", name }),
      version: link.to(path, { title: "Version", name: version.number }),
      pacticipant: link.to(["pacticipants", participant.name], {
        title: "Pacticipant",
        name: participant.name,
      }),
    },
  };
}
