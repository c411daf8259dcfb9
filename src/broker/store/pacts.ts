/** Pacts: what versions of consumers expect of providers. */
import { identify } from "../content/identity.ts";
import type { Participant } from "./participants.ts";
import type { Store } from "./store.ts";
import { deleteUnpublishedContent } from "./unpublished-content.ts";
import type { Version } from "./versions.ts";

/** A pact version: content that many consumer versions may share. */
export interface PactContentRow {
  id: number;
  consumerId: number;
  providerId: number;
  sha: string;
  /** As it was published. */
  text: string;
  createdAt: string;
}

/** A pact publication: one consumer version and one provider; the latest revision. */
export interface PactRow {
  id: number;
  consumerVersionId: number;
  consumerId: number;
  providerId: number;
  contentId: number;
  revision: number;
  createdAt: string;
}

const CONTENT = `id, consumer_id AS consumerId, provider_id AS providerId, sha, text,
  created_at AS createdAt`;

const PACT = `pact.id, pact.consumer_version_id AS consumerVersionId,
  pact.consumer_id AS consumerId, pact.provider_id AS providerId, pact.content_id AS contentId,
  pact.revision, pact.created_at AS createdAt`;

export function findPact(
  store: Store,
  consumerVersion: Version,
  provider: Participant,
): PactRow | undefined {
  return store.get(
    `SELECT ${PACT} FROM pact WHERE consumer_version_id = ? AND provider_id = ? AND is_latest = 1`,
    consumerVersion.id,
    provider.id,
  );
}

export function contentById(store: Store, id: number): PactContentRow {
  return store.get<PactContentRow>(`SELECT ${CONTENT} FROM pact_content WHERE id = ?`, id)!;
}

export function findContent(
  store: Store,
  consumer: Participant,
  provider: Participant,
  sha: string,
): PactContentRow | undefined {
  return store.get(
    `SELECT ${CONTENT} FROM pact_content WHERE consumer_id = ? AND provider_id = ? AND sha = ?`,
    consumer.id,
    provider.id,
    sha,
  );
}

/** A version that published this content: the newest, or the newest of those that are named. */
export function findPublication(
  store: Store,
  content: PactContentRow,
  versionNumbers: readonly string[] = [],
): PactRow | undefined {
  const newest = `ORDER BY pact.consumer_version_id DESC, pact.revision DESC LIMIT 1`;
  if (versionNumbers.length > 0) {
    const named = store.get<PactRow>(
      `SELECT ${PACT} FROM pact JOIN version ON version.id = pact.consumer_version_id
       WHERE pact.content_id = ? AND version.number IN (SELECT value FROM json_each(?)) ${newest}`,
      content.id,
      JSON.stringify(versionNumbers),
    );
    if (named !== undefined) return named;
  }
  return store.get(`SELECT ${PACT} FROM pact WHERE pact.content_id = ? ${newest}`, content.id);
}

export interface Publication {
  consumer: Participant;
  version: Version;
  provider: Participant;
  /** JSON text of the pact. */
  text: string;
  /** Of its content, where it is known. */
  sha?: string;
}

/**
 * Stores what a consumer version expects. A version that expects something else already gets
 * another revision: who may not change it asks `findPact` first, in the same transaction.
 *
 * @returns the publication, and whether content, publication and revision are new
 */
export function storePact(
  store: Store,
  { consumer, version, provider, text, sha = identify(text)!.sha }: Publication,
): { pact: PactRow; isNewContent: boolean; isNewPact: boolean } {
  const now = store.now();
  const { changes } = store.run(
    `INSERT INTO pact_content (consumer_id, provider_id, sha, text, created_at)
     VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    consumer.id,
    provider.id,
    sha,
    text,
    now,
  );
  const content = findContent(store, consumer, provider, sha)!;
  const before = findPact(store, version, provider);
  if (before?.contentId === content.id) {
    return { pact: before, isNewContent: false, isNewPact: false };
  }
  store.run(
    "UPDATE pact SET is_latest = 0 WHERE consumer_version_id = ? AND provider_id = ?",
    version.id,
    provider.id,
  );
  store.run(
    `INSERT INTO pact (consumer_version_id, consumer_id, provider_id, content_id, revision,
       is_latest, created_at)
     VALUES (?, ?, ?, ?, ?, 1, ?)`,
    version.id,
    consumer.id,
    provider.id,
    content.id,
    (before?.revision ?? 0) + 1,
    now,
  );
  const pact = findPact(store, version, provider)!;
  return { pact, isNewContent: changes > 0, isNewPact: before === undefined };
}

/** Content that no publication has any more goes, too, with its results. */
export function deletePact(
  store: Store,
  { consumerVersionId, consumerId, providerId }: PactRow,
): void {
  store.run(
    "DELETE FROM pact WHERE consumer_version_id = ? AND provider_id = ?",
    consumerVersionId,
    providerId,
  );
  deleteUnpublishedContent(store, consumerId);
}
