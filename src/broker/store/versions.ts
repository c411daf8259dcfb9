/** Versions of applications, the branches they are on and the tags they have. */

import type { Participant } from "./participants.ts";
import { participantById, updateParticipant } from "./participants.ts";
import type { Store } from "./store.ts";
import { deleteUnpublishedContent } from "./unpublished-content.ts";

export interface Version {
  id: number;
  participantId: number;
  number: string;
  buildUrl: string | null;
  createdAt: string;
  updatedAt: string;
}

export interface Branch {
  id: number;
  participantId: number;
  name: string;
  createdAt: string;
  updatedAt: string;
}

const COLUMNS = `version.id, version.participant_id AS participantId, version.number,
  version.build_url AS buildUrl, version.created_at AS createdAt, version.updated_at AS updatedAt`;

const BRANCH_COLUMNS = `branch.id, branch.participant_id AS participantId, branch.name,
  branch.created_at AS createdAt, branch.updated_at AS updatedAt`;

/** Where no main branch is named, the first of these that a version is on becomes it. */
const MAIN_BRANCHES = ["develop", "main", "master"];

export function findVersion(
  store: Store,
  participant: Participant,
  number: string,
): Version | undefined {
  return store.get(
    `SELECT ${COLUMNS} FROM version WHERE participant_id = ? AND number = ?`,
    participant.id,
    number,
  );
}

export function versionById(store: Store, id: number): Version {
  return store.get<Version>(`SELECT ${COLUMNS} FROM version WHERE id = ?`, id)!;
}

/** @returns the version, and whether it was made now */
export function findOrCreateVersion(
  store: Store,
  participant: Participant,
  number: string,
  fields: { buildUrl?: string | null } = {},
): { version: Version; isNew: boolean } {
  const { changes } = store.run(
    `INSERT INTO version (participant_id, number, build_url, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    participant.id,
    number,
    fields.buildUrl ?? null,
    store.now(),
    store.now(),
  );
  const isNew = changes > 0;
  if (!isNew && fields.buildUrl !== undefined) {
    store.run(
      "UPDATE version SET build_url = ?, updated_at = ? WHERE participant_id = ? AND number = ?",
      fields.buildUrl,
      store.now(),
      participant.id,
      number,
    );
  }
  return { version: findVersion(store, participant, number)!, isNew };
}

/** The version made last; with a tag, of those that have it. */
export function findLatestVersion(
  store: Store,
  participant: Participant,
  tag?: string,
): Version | undefined {
  return tag === undefined
    ? store.get(
        `SELECT ${COLUMNS} FROM version WHERE participant_id = ? ORDER BY id DESC LIMIT 1`,
        participant.id,
      )
    : store.get(
        `SELECT ${COLUMNS} FROM version JOIN tag ON tag.version_id = version.id
         WHERE participant_id = ? AND tag.name = ? ORDER BY version.id DESC LIMIT 1`,
        participant.id,
        tag,
      );
}

/** Newest first. */
export function listVersions(
  store: Store,
  participant: Participant,
  { limit, offset }: { limit: number; offset: number },
): Version[] {
  return store.all(
    `SELECT ${COLUMNS} FROM version WHERE participant_id = ? ORDER BY id DESC LIMIT ? OFFSET ?`,
    participant.id,
    limit,
    offset,
  );
}

/** With its pacts, its results, and what of them nobody else needs. */
export function deleteVersion(store: Store, { id, participantId }: Version): void {
  store.transaction(() => {
    store.run("DELETE FROM version WHERE id = ?", id);
    deleteUnpublishedContent(store, participantId);
  });
}

export function findBranch(
  store: Store,
  participant: Participant,
  name: string,
): Branch | undefined {
  return store.get(
    `SELECT ${BRANCH_COLUMNS} FROM branch WHERE participant_id = ? AND name = ?`,
    participant.id,
    name,
  );
}

/** Those updated last first. */
export function listBranches(store: Store, participant: Participant): Branch[] {
  return store.all(
    `SELECT ${BRANCH_COLUMNS} FROM branch WHERE participant_id = ? ORDER BY updated_at DESC, id DESC`,
    participant.id,
  );
}

/** In the order in which the version was put on them. */
export function branchesOf(store: Store, version: Version): Branch[] {
  return store.all(
    `SELECT ${BRANCH_COLUMNS} FROM branch JOIN branch_version ON branch_version.branch_id = branch.id
     WHERE branch_version.version_id = ? ORDER BY branch_version.id`,
    version.id,
  );
}

export function isOnBranch(store: Store, version: Version, branch: Branch): boolean {
  const found = store.get(
    "SELECT 1 FROM branch_version WHERE branch_id = ? AND version_id = ?",
    branch.id,
    version.id,
  );
  return found !== undefined;
}

/** The version that was put on the branch last. */
export function findBranchHead(store: Store, branch: Branch): Version | undefined {
  return store.get(
    `SELECT ${COLUMNS} FROM version JOIN branch_version ON branch_version.version_id = version.id
     WHERE branch_version.branch_id = ? ORDER BY branch_version.id DESC LIMIT 1`,
    branch.id,
  );
}

/**
 * Puts a version on a branch, which is made where there is none. A participant without a main
 * branch gets this one, if it is called `develop`, `main` or `master`.
 *
 * @returns whether it was not on it before
 */
export function addToBranch(
  store: Store,
  participant: Participant,
  version: Version,
  name: string,
): boolean {
  const now = store.now();
  store.run(
    `INSERT INTO branch (participant_id, name, created_at, updated_at) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET updated_at = excluded.updated_at`,
    participant.id,
    name,
    now,
    now,
  );
  const branch = findBranch(store, participant, name)!;
  const { changes } = store.run(
    `INSERT INTO branch_version (branch_id, version_id, created_at) VALUES (?, ?, ?)
     ON CONFLICT DO NOTHING`,
    branch.id,
    version.id,
    now,
  );
  detectMainBranch(store, participant, name);
  return changes > 0;
}

/** A participant without a main branch gets this one, if it is called as main branches are. */
export function detectMainBranch(store: Store, { id }: Participant, name: string): void {
  if (!MAIN_BRANCHES.includes(name)) return;
  const participant = participantById(store, id);
  if (participant.mainBranch === null) updateParticipant(store, participant, { mainBranch: name });
}

/** Its versions stay. */
export function deleteBranch(store: Store, { id }: Branch): void {
  store.run("DELETE FROM branch WHERE id = ?", id);
}

export function removeFromBranch(store: Store, version: Version, branch: Branch): boolean {
  const { changes } = store.run(
    "DELETE FROM branch_version WHERE branch_id = ? AND version_id = ?",
    branch.id,
    version.id,
  );
  return changes > 0;
}

export interface Tag {
  name: string;
  createdAt: string;
}

/** In the order of their names. */
export function tagsOf(store: Store, version: Version): Tag[] {
  return store.all(
    "SELECT name, created_at AS createdAt FROM tag WHERE version_id = ? ORDER BY name",
    version.id,
  );
}

export function findTag(store: Store, version: Version, name: string): Tag | undefined {
  return store.get(
    "SELECT name, created_at AS createdAt FROM tag WHERE version_id = ? AND name = ?",
    version.id,
    name,
  );
}

/** @returns whether the version did not have it before */
export function addTag(store: Store, version: Version, name: string): boolean {
  const { changes } = store.run(
    "INSERT INTO tag (version_id, name, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
    version.id,
    name,
    store.now(),
  );
  return changes > 0;
}

export function removeTag(store: Store, version: Version, name: string): boolean {
  const { changes } = store.run(
    "DELETE FROM tag WHERE version_id = ? AND name = ?",
    version.id,
    name,
  );
  return changes > 0;
}
