/**
 * Which contents a provider has verified already, for a branch or a tag of its own.
 *
 * A new branch inherits: what another branch verified before this one began counts for it, too.
 * Otherwise every pact would become optional on every new branch.
 */
import type { Participant } from "../store/participants.ts";
import type { Parameter, Store } from "../store/store.ts";
import { findBranch } from "../store/versions.ts";

export interface VerifiedOptions {
  /** Results of pacts that were included as work in progress do not count. Default false. */
  isWipIgnored?: boolean;
  /** When the branch began, null where it has not yet; default: as the store knows. */
  since?: string | null;
}

/**
 * @param branch default: verified by whatever version
 * @returns those of `contents` that were verified with success
 */
export function contentsVerified(
  store: Store,
  provider: Participant,
  contents: readonly number[],
  branch?: string,
  options: VerifiedOptions = {},
): Set<number> {
  if (branch === undefined) return verified(store, contents, options, "", "1 = 1");
  const began = options.since === undefined ? branchBegan(store, provider, branch) : options.since;
  const join = `JOIN branch_version ON branch_version.version_id = result.provider_version_id
    JOIN branch ON branch.id = branch_version.branch_id`;
  return began === null
    ? verified(store, contents, options, join, "branch.participant_id = ?", provider.id)
    : verified(
        store,
        contents,
        options,
        join,
        "branch.participant_id = ? AND (branch.name = ? OR result.created_at < ?)",
        provider.id,
        branch,
        began,
      );
}

function branchBegan(store: Store, provider: Participant, name: string): string | null {
  return findBranch(store, provider, name)?.createdAt ?? null;
}

/** @returns for each of `contents` those of `tags` that it was not verified for, in their order */
export function pendingTags(
  store: Store,
  provider: Participant,
  contents: readonly number[],
  tags: readonly string[],
): Map<number, string[]> {
  const pending = new Map(contents.map((content): [number, string[]] => [content, []]));
  for (const tag of tags) {
    const done = contentsVerifiedForTag(store, provider, contents, tag);
    for (const content of contents) {
      if (!done.has(content)) pending.get(content)!.push(tag);
    }
  }
  return pending;
}

/** @returns those of `contents` that a version with `tag` verified, or one with another before */
export function contentsVerifiedForTag(
  store: Store,
  provider: Participant,
  contents: readonly number[],
  tag: string,
  options: VerifiedOptions = {},
): Set<number> {
  const { began } = store.get<{ began: string | null }>(
    `SELECT min(tag.created_at) AS began FROM tag JOIN version ON version.id = tag.version_id
     WHERE tag.name = ? AND version.participant_id = ?`,
    tag,
    provider.id,
  )!;
  const join = "JOIN tag ON tag.version_id = result.provider_version_id";
  return began === null
    ? verified(store, contents, options, join, "1 = 1")
    : verified(
        store,
        contents,
        options,
        join,
        "(tag.name = ? OR result.created_at < ?)",
        tag,
        began,
      );
}

/** Each content is looked up until one result is found, so that long histories cost nothing. */
function verified(
  store: Store,
  contents: readonly number[],
  { isWipIgnored = false }: VerifiedOptions,
  join: string,
  condition: string,
  ...parameters: Parameter[]
): Set<number> {
  const rows = store.all<{ id: number }>(
    `SELECT chosen.value AS id FROM json_each(?) AS chosen WHERE EXISTS (
       SELECT 1 FROM result ${join} WHERE result.content_id = chosen.value AND result.success = 1
         ${isWipIgnored ? "AND result.is_wip = 0" : ""} AND ${condition})`,
    JSON.stringify(contents),
    ...parameters,
  );
  return new Set(rows.map(({ id }) => id));
}
