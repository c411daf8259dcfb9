/**
 * Released versions: those that are out there until their support ends, many at a time.
 *
 * PACT-BROKER-API §2, record-release and record-support-ended.
 */
import {
  currentlySupported,
  endSupport,
  environmentById,
  findEnvironment,
  findReleasedVersion,
  type ReleasedVersion,
  recordRelease,
} from "../store/environments.ts";
import { participantById } from "../store/participants.ts";
import { releasesOf } from "../store/standing.ts";
import type { Store } from "../store/store.ts";
import { versionById } from "../store/versions.ts";
import { hal, json, notFound } from "./answer.ts";
import type { BrokerContext } from "./context.ts";
import { environmentBody } from "./environments.ts";
import type { Linker } from "./hal.ts";
import type { DefineResource } from "./resource.ts";
import { timestampsOf } from "./timestamps.ts";
import { embeddedVersion } from "./version-body.ts";
import { findNamedVersion } from "./versions.ts";

export function defineReleases(define: DefineResource, { store }: BrokerContext): void {
  define("/pacticipants/:pacticipant/versions/:version/released-versions/environment/:uuid", {
    GET(call) {
      const found = findNamedVersion(store, call);
      const environment = findEnvironment(store, call.param("uuid"));
      if (found === undefined || environment === undefined) return notFound();
      const { version, participant } = found;
      const released = releasesOf(store, version).filter(
        ({ environmentId }) => environmentId === environment.id,
      );
      const self = call.link.to(
        [
          ...["pacticipants", participant.name, "versions", version.number],
          ...["released-versions", "environment", environment.uuid],
        ],
        {
          title: `Released versions for ${participant.displayName} version ${version.number} in ${environment.displayName}`,
        },
      );
      return hal(releasedList(store, released, self, call.link));
    },
    // 201 once, 200 from then on, even where support had ended between.
    async POST(call) {
      await call.body();
      return store.transaction(() => {
        const found = findNamedVersion(store, call);
        const environment = findEnvironment(store, call.param("uuid"));
        if (found === undefined || environment === undefined) return notFound();
        const { released, isNew } = recordRelease(store, found.version, environment);
        const location = call.link.to(["released-versions", released.uuid]).href;
        return hal(releasedBody(store, released, call.link), isNew ? 201 : 200, { location });
      });
    },
  });

  define("/environments/:uuid/released-versions/currently-supported", {
    GET(call) {
      const environment = findEnvironment(store, call.param("uuid"));
      if (environment === undefined) return notFound();
      const name = call.query.get("pacticipant");
      const number = call.query.get("version");
      const released = currentlySupported(store, environment).filter(
        (each) =>
          (name === null || participantById(store, each.participantId).name === name) &&
          (number === null || versionById(store, each.versionId).number === number),
      );
      const self = call.link.to(
        ["environments", environment.uuid, "released-versions", "currently-supported"],
        { title: `Currently supported versions in ${environment.displayName}` },
      );
      return hal(releasedList(store, released, self, call.link));
    },
  });

  define("/released-versions/:uuid", {
    GET(call) {
      const found = findReleasedVersion(store, call.param("uuid"));
      return found === undefined ? notFound() : hal(releasedBody(store, found, call.link));
    },
    async PATCH(call) {
      const { currentlySupported: isWanted } = await call.body();
      return store.transaction(() => {
        const found = findReleasedVersion(store, call.param("uuid"));
        if (found === undefined) return notFound();
        if (isWanted === true) return json({ errors: { currentlySupported: [NOT_AGAIN] } }, 422);
        if (isWanted === false && found.supportEndedAt === null) endSupport(store, found);
        return hal(releasedBody(store, findReleasedVersion(store, found.uuid)!, call.link));
      });
    },
  });
}

const NOT_AGAIN =
  "The currentlySupported property cannot be set back to true. Please record a new release.";

function releasedList(
  store: Store,
  released: readonly ReleasedVersion[],
  self: object,
  link: Linker,
): object {
  return {
    _embedded: { releasedVersions: released.map((each) => releasedBody(store, each, link)) },
    _links: { self },
  };
}

function releasedBody(store: Store, released: ReleasedVersion, link: Linker): object {
  const { uuid, supportEndedAt } = released;
  const participant = participantById(store, released.participantId);
  return {
    uuid,
    currentlySupported: supportEndedAt === null,
    ...timestampsOf(released),
    ...(supportEndedAt !== null && { supportEndedAt }),
    _embedded: {
      pacticipant: {
        name: participant.name,
        _links: { self: link.to(["pacticipants", participant.name]) },
      },
      version: embeddedVersion(store, versionById(store, released.versionId), participant, link),
      environment: environmentBody(environmentById(store, released.environmentId), link),
    },
    _links: { self: link.to(["released-versions", uuid]) },
  };
}
