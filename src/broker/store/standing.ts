/** What one version has to do with others: the environments it came to, the providers it expects. */
import {
  type DeployedVersion,
  findDeployedVersion,
  findReleasedVersion,
  type ReleasedVersion,
} from "./environments.ts";
import type { Store } from "./store.ts";
import type { Version } from "./versions.ts";

/** Past ones, too, in the order in which they came. */
export function deploymentsOf(store: Store, { id }: Version): DeployedVersion[] {
  return store
    .all<{ uuid: string }>("SELECT uuid FROM deployed_version WHERE version_id = ? ORDER BY id", id)
    .map(({ uuid }) => findDeployedVersion(store, uuid)!);
}

/** Those that are no longer supported, too, in the order in which they came. */
export function releasesOf(store: Store, { id }: Version): ReleasedVersion[] {
  return store
    .all<{ uuid: string }>("SELECT uuid FROM released_version WHERE version_id = ? ORDER BY id", id)
    .map(({ uuid }) => findReleasedVersion(store, uuid)!);
}

/** Names of the providers that it has pacts with, in their order. */
export function providersOf(store: Store, { id }: Version): string[] {
  return store
    .all<{ name: string }>(
      `SELECT name FROM participant JOIN pact ON pact.provider_id = participant.id
       WHERE pact.consumer_version_id = ? AND pact.is_latest = 1
       ORDER BY name COLLATE NOCASE, name`,
      id,
    )
    .map(({ name }) => name);
}
