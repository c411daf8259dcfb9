/**
 * Tagging a version: what else it means, as the official broker is configured by default.
 *
 * PACT-BROKER-API §2, §4: a first tag that comes with the version is its branch; a tag that is
 * called as an environment says that the version is there.
 */
import { findEnvironmentByName, recordDeployment } from "./environments.ts";
import type { Participant } from "./participants.ts";
import type { Store } from "./store.ts";
import {
  addTag,
  addToBranch,
  branchesOf,
  detectMainBranch,
  tagsOf,
  type Version,
} from "./versions.ts";

/** How long after the version was made its first tag is taken for its branch. */
const FIRST_TAG_MS = 10_000;

/** @returns whether the version did not have the tag before */
export function tagVersion(
  store: Store,
  participant: Participant,
  version: Version,
  name: string,
): boolean {
  return store.transaction(() => {
    if (isFirstTag(store, version) && branchesOf(store, version).length === 0) {
      addToBranch(store, participant, version, name);
    }
    const isNew = addTag(store, version, name);
    if (isNew) detectMainBranch(store, participant, name);
    return isNew;
  });
}

/** Where an environment has the name of the tag. */
export function deployByTag(store: Store, version: Version, tag: string): void {
  const environment = findEnvironmentByName(store, tag);
  if (environment !== undefined) recordDeployment(store, version, environment);
}

function isFirstTag(store: Store, version: Version): boolean {
  const ageMs = Date.parse(store.now()) - Date.parse(version.createdAt);
  return ageMs <= FIRST_TAG_MS && tagsOf(store, version).length === 0;
}
