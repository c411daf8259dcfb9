/** Versions of a participant that are on a branch, or have a tag. */
import type { Participant } from "./participants.ts";
import type { Store } from "./store.ts";
import { type Branch, type Version, versionById } from "./versions.ts";

interface Range {
  /** -1: all. */
  limit: number;
  offset: number;
}

export function countVersions(store: Store, { id }: Participant): number {
  return store.get<{ n: number }>("SELECT count(*) AS n FROM version WHERE participant_id = ?", id)!
    .n;
}

/** Newest first; the total is that of all pages. */
export function versionsOfBranch(
  store: Store,
  { id }: Branch,
  { limit, offset }: Range,
): { versions: Version[]; total: number } {
  const ids = store.all<{ id: number }>(
    `SELECT version_id AS id FROM branch_version WHERE branch_id = ?
     ORDER BY version_id DESC LIMIT ? OFFSET ?`,
    id,
    limit,
    offset,
  );
  const { n } = store.get<{ n: number }>(
    "SELECT count(*) AS n FROM branch_version WHERE branch_id = ?",
    id,
  )!;
  return { versions: ids.map((row) => versionById(store, row.id)), total: n };
}

/** Newest first; the total is that of all pages. */
export function versionsWithTag(
  store: Store,
  { id }: Participant,
  tag: string,
  { limit, offset }: Range,
): { versions: Version[]; total: number } {
  const from = `FROM tag JOIN version ON version.id = tag.version_id
    WHERE version.participant_id = ? AND tag.name = ?`;
  const ids = store.all<{ id: number }>(
    `SELECT version.id ${from} ORDER BY version.id DESC LIMIT ? OFFSET ?`,
    id,
    tag,
    limit,
    offset,
  );
  const { n } = store.get<{ n: number }>(`SELECT count(*) AS n ${from}`, id, tag)!;
  return { versions: ids.map((row) => versionById(store, row.id)), total: n };
}
