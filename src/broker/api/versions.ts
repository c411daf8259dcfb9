/**
 * Versions of participants: `/pacticipants/:pacticipant/versions`, `latest-version`.
 *
 * PACT-BROKER-API §2, tags, branches, versions.
 */
import {
  findOrCreateParticipant,
  findParticipant,
  type Participant,
} from "../store/participants.ts";
import type { Store } from "../store/store.ts";
import { countVersions } from "../store/version-lists.ts";
import {
  addTag,
  deleteVersion,
  findLatestVersion,
  findOrCreateVersion,
  findVersion,
  listVersions,
  removeTag,
  tagsOf,
  type Version,
} from "../store/versions.ts";
import { hal, notFound, nothing } from "./answer.ts";
import type { BrokerContext } from "./context.ts";
import { createFieldReader } from "./fields.ts";
import { rangeOf, requestedPage } from "./pagination.ts";
import type { Call, DefineResource } from "./resource.ts";
import { pathOf, versionBody } from "./version-body.ts";
import { versionList } from "./version-list.ts";

export function defineVersions(define: DefineResource, { store }: BrokerContext): void {
  define("/pacticipants/:pacticipant/versions", {
    GET(call) {
      const participant = findParticipant(store, call.param("pacticipant"));
      if (participant === undefined) return notFound();
      const page = requestedPage(call);
      return hal(
        versionList(store, participant, call, {
          versions: listVersions(store, participant, rangeOf(page)),
          total: countVersions(store, participant),
          page,
          path: ["pacticipants", participant.name, "versions"],
          title: `All application versions of ${participant.name}`,
        }),
      );
    },
  });

  define("/pacticipants/:pacticipant/versions/:version", {
    GET(call) {
      const found = findNamedVersion(store, call);
      if (found === undefined) return notFound();
      return hal(versionBody(store, found.version, found.participant, call.link));
    },
    PUT: (call) => write(call, { isWhole: true }),
    PATCH: (call) => write(call, { isWhole: false }),
    DELETE(call) {
      return store.transaction(() => {
        const found = findNamedVersion(store, call);
        if (found === undefined) return notFound();
        deleteVersion(store, found.version);
        return nothing();
      });
    },
  });

  define("/pacticipants/:pacticipant/latest-version", {
    GET: (call) => latest(call, ["latest-version"]),
  });
  define("/pacticipants/:pacticipant/latest-version/:tag", {
    GET: (call) => latest(call, ["latest-version", call.param("tag")], call.param("tag")),
  });

  /** @param options.isWhole what is left out is taken away; tags stay where none are named */
  async function write(call: Call, { isWhole }: { isWhole: boolean }): Promise<Response> {
    const { buildUrl = isWhole ? null : undefined, tags } = readVersion(await call.body());
    return store.transaction(() => {
      const participant = findOrCreateParticipant(store, call.param("pacticipant"));
      const { version, isNew } = findOrCreateVersion(
        store,
        participant,
        call.param("version"),
        buildUrl === undefined ? {} : { buildUrl },
      );
      if (tags !== undefined) replaceTags(store, version, tags);
      const body = versionBody(store, version, participant, call.link);
      if (!isNew) return hal(body);
      return hal(body, 201, { location: call.link.to(pathOf(participant, version)).href });
    });
  }

  function latest(call: Call, path: readonly string[], tag?: string): Response {
    const participant = findParticipant(store, call.param("pacticipant"));
    const version = participant && findLatestVersion(store, participant, tag);
    if (participant === undefined || version === undefined) return notFound();
    const self = ["pacticipants", participant.name, ...path];
    return hal(versionBody(store, version, participant, call.link, self));
  }
}

/** The version that the path of a request names. */
export function findNamedVersion(
  store: Store,
  call: Call,
): { participant: Participant; version: Version } | undefined {
  const participant = findParticipant(store, call.param("pacticipant"));
  const version = participant && findVersion(store, participant, call.param("version"));
  return version && { participant: participant!, version };
}

/** @throws {BadRequest} */
function readVersion(body: Record<string, unknown>): {
  buildUrl: string | null | undefined;
  tags: string[] | undefined;
} {
  const reader = createFieldReader(body);
  const buildUrl = reader.text("buildUrl");
  const embedded = body._embedded as { tags?: unknown } | null | undefined;
  const tags = body.tags ?? embedded?.tags;
  const names = Array.isArray(tags)
    ? tags.map((tag: { name?: unknown } | null) => tag?.name)
    : undefined;
  if (tags !== undefined && !names?.every((name) => typeof name === "string" && name !== "")) {
    reader.refuse("tags", "must be a list of objects with a name");
  }
  reader.finish();
  return { buildUrl, tags: names as string[] | undefined };
}

function replaceTags(store: Store, version: Version, names: readonly string[]): void {
  for (const { name } of tagsOf(store, version)) removeTag(store, version, name);
  for (const name of names) addTag(store, version, name);
}
