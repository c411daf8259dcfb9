/**
 * Deployed versions: which version replaced which, in an environment, at an instance.
 *
 * PACT-BROKER-API §2, record-deployment and record-undeployment.
 */
import {
  currentlyDeployed,
  type DeployedVersion,
  environmentById,
  findDeployedVersion,
  findEnvironment,
  recordDeployment,
  undeploy,
} from "../store/environments.ts";
import { participantById } from "../store/participants.ts";
import { deploymentsOf } from "../store/standing.ts";
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

export function defineDeployments(define: DefineResource, { store }: BrokerContext): void {
  define("/pacticipants/:pacticipant/versions/:version/deployed-versions/environment/:uuid", {
    GET(call) {
      const found = findNamedVersion(store, call);
      const environment = findEnvironment(store, call.param("uuid"));
      if (found === undefined || environment === undefined) return notFound();
      const { version, participant } = found;
      const deployed = deploymentsOf(store, version).filter(
        ({ environmentId }) => environmentId === environment.id,
      );
      const self = call.link.to(
        [
          ...["pacticipants", participant.name, "versions", version.number],
          ...["deployed-versions", "environment", environment.uuid],
        ],
        { title: `Deployed versions for ${participant.displayName} version ${version.number}` },
      );
      return hal(deployedList(store, deployed.toReversed(), self, call.link));
    },
    // The same again is the same deployment; it is answered as if it was made now.
    async POST(call) {
      const body = await call.body();
      const target = body.applicationInstance ?? body.target ?? "";
      return store.transaction(() => {
        const found = findNamedVersion(store, call);
        const environment = findEnvironment(store, call.param("uuid"));
        if (found === undefined || environment === undefined) return notFound();
        const deployed = recordDeployment(store, found.version, environment, String(target));
        const location = call.link.to(["deployed-versions", deployed.uuid]).href;
        return hal(deployedBody(store, deployed, call.link), 201, { location });
      });
    },
  });

  define("/environments/:uuid/deployed-versions/currently-deployed", {
    GET(call) {
      const environment = findEnvironment(store, call.param("uuid"));
      if (environment === undefined) return notFound();
      const name = call.query.get("pacticipant");
      const target = call.query.get("applicationInstance") ?? call.query.get("target");
      const deployed = currentlyDeployed(store, environment).filter(
        (each) =>
          (name === null || participantById(store, each.participantId).name === name) &&
          (target === null || each.target === target),
      );
      const self = call.link.to(
        ["environments", environment.uuid, "deployed-versions", "currently-deployed"],
        { title: `Currently deployed versions for ${environment.displayName}` },
      );
      return hal(deployedList(store, deployed.toReversed(), self, call.link));
    },
  });

  define("/deployed-versions/:uuid", {
    GET(call) {
      const found = findDeployedVersion(store, call.param("uuid"));
      return found === undefined ? notFound() : hal(deployedBody(store, found, call.link));
    },
    async PATCH(call) {
      const { currentlyDeployed: isWanted } = await call.body();
      return store.transaction(() => {
        const found = findDeployedVersion(store, call.param("uuid"));
        if (found === undefined) return notFound();
        if (isWanted === true) return json({ errors: { currentlyDeployed: [NOT_AGAIN] } }, 422);
        if (isWanted === false && found.undeployedAt === null) undeploy(store, found);
        return hal(deployedBody(store, findDeployedVersion(store, found.uuid)!, call.link));
      });
    },
  });
}

const NOT_AGAIN =
  "The currentlyDeployed property cannot be set back to true. Please record a new deployment.";

function deployedList(
  store: Store,
  deployed: readonly DeployedVersion[],
  self: object,
  link: Linker,
): object {
  return {
    _embedded: { deployedVersions: deployed.map((each) => deployedBody(store, each, link)) },
    _links: { self },
  };
}

function deployedBody(store: Store, deployed: DeployedVersion, link: Linker): object {
  const { uuid, target, undeployedAt } = deployed;
  const participant = participantById(store, deployed.participantId);
  return {
    uuid,
    currentlyDeployed: undeployedAt === null,
    target: target === "" ? null : target,
    applicationInstance: target === "" ? null : target,
    ...timestampsOf(deployed),
    ...(undeployedAt !== null && { undeployedAt }),
    _embedded: {
      pacticipant: {
        name: participant.name,
        _links: { self: link.to(["pacticipants", participant.name]) },
      },
      version: embeddedVersion(store, versionById(store, deployed.versionId), participant, link),
      environment: environmentBody(environmentById(store, deployed.environmentId), link),
    },
    _links: { self: link.to(["deployed-versions", uuid]) },
  };
}
