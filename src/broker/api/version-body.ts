/**
 * A version as a resource, and as others carry it.
 *
 * PACT-BROKER-API §2: the links to record deployments and releases are lists, one link for each
 * environment.
 */
import {
  type DeployedVersion,
  type Environment,
  environmentById,
  listEnvironments,
  type ReleasedVersion,
} from "../store/environments.ts";
import type { Participant } from "../store/participants.ts";
import { deploymentsOf, providersOf, releasesOf } from "../store/standing.ts";
import type { Store } from "../store/store.ts";
import { branchesOf, findBranchHead, tagsOf, type Version } from "../store/versions.ts";
import type { Link, Linker, Links } from "./hal.ts";
import { timestampsOf } from "./timestamps.ts";

/** @param self where it was asked for; default: under its number */
export function versionBody(
  store: Store,
  version: Version,
  participant: Participant,
  link: Linker,
  self: readonly string[] = pathOf(participant, version),
): object {
  const { number } = version;
  const path = pathOf(participant, version);
  const environments = listEnvironments(store);
  const record = (kind: "deployed" | "released", what: string): Link[] =>
    environments.map(({ uuid, name, displayName }) =>
      link.to([...path, `${kind}-versions`, "environment", uuid], {
        title: `Record ${what} to ${displayName}`,
        name,
      }),
    );
  return {
    number,
    ...(version.buildUrl !== null && { buildUrl: version.buildUrl }),
    ...timestampsOf(version),
    _embedded: embeddedInVersion(store, version, participant, link),
    _links: {
      self: link.to(self, { title: "Version", name: number }),
      "pb:pacticipant": link.to(["pacticipants", participant.name], {
        title: "Pacticipant",
        name: participant.name,
      }),
      "pb:tag": {
        href: `${link.to(path).href}/tags/{tag}`,
        title: "A tag of this version",
        templated: true,
      },
      "pb:latest-verification-results-where-pacticipant-is-consumer": link.to(
        ["verification-results", "consumer", participant.name, "version", number, "latest"],
        { title: "Latest verification results of its pacts" },
      ),
      "pb:pact-versions": pactLinks(store, version, participant, link),
      "pb:deployed-environments": deploymentsOf(store, version).map((deployed) =>
        deployedLink(environmentById(store, deployed.environmentId), deployed, link),
      ),
      "pb:released-environments": releasesOf(store, version).map((released) =>
        releasedLink(environmentById(store, released.environmentId), released, link),
      ),
      "pb:record-deployment": record("deployed", "deployment"),
      "pb:record-release": record("released", "release"),
      curies: [{ name: "pb", href: `${link.base}/doc/{rel}?context=version`, templated: true }],
    },
  };
}

/** As others carry it in `_embedded`. */
export function embeddedVersion(
  store: Store,
  version: Version,
  participant: Participant,
  link: Linker,
): object {
  const { number, buildUrl } = version;
  return {
    number,
    ...(buildUrl !== null && { buildUrl }),
    _embedded: embeddedInVersion(store, version, participant, link),
    _links: {
      self: link.to(pathOf(participant, version), { title: "Version", name: number }),
    } satisfies Links,
  };
}

export function pathOf({ name }: Participant, { number }: Version): readonly string[] {
  return ["pacticipants", name, "versions", number];
}

function embeddedInVersion(
  store: Store,
  version: Version,
  participant: Participant,
  link: Linker,
): object {
  const branches = branchesOf(store, version).map((branch) => ({
    name: branch.name,
    latest: findBranchHead(store, branch)?.id === version.id,
    _links: {
      self: link.to(
        ["pacticipants", participant.name, "branches", branch.name, "versions", version.number],
        { title: "Branch version", name: branch.name },
      ),
    },
  }));
  const tags = tagsOf(store, version).map(({ name }) => ({
    name,
    _links: {
      self: link.to([...pathOf(participant, version), "tags", name], { title: "Tag", name }),
    },
  }));
  return { branches, branchVersions: branches, tags };
}

function pactLinks(
  store: Store,
  version: Version,
  { name: consumer }: Participant,
  link: Linker,
): Link[] {
  return providersOf(store, version).map((provider) =>
    link.to(["pacts", "provider", provider, "consumer", consumer, "version", version.number], {
      title: "Pact",
      name: `Pact between ${consumer} (${version.number}) and ${provider}`,
    }),
  );
}

function deployedLink(
  { displayName }: Environment,
  { uuid, target, undeployedAt }: DeployedVersion,
  link: Linker,
): object {
  return {
    ...link.to(["deployed-versions", uuid], { title: `Version deployed to ${displayName}` }),
    name: displayName,
    currently_deployed: undeployedAt === null,
    ...(target !== "" && { application_instance: target }),
  };
}

function releasedLink(
  { displayName }: Environment,
  { uuid, supportEndedAt }: ReleasedVersion,
  link: Linker,
): object {
  return {
    ...link.to(["released-versions", uuid], { title: `Version released to ${displayName}` }),
    name: displayName,
    currently_supported: supportEndedAt === null,
  };
}
