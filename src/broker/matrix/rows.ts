/**
 * The rows of the matrix: each pact of the consumer versions that were selected, with each result
 * of the provider versions that were selected; a pact without such a result has one row without.
 */
import type { Store } from "../store/store.ts";
import type { Selected } from "./select.ts";

export interface Row {
  consumerId: number;
  consumerVersionId: number;
  providerId: number;
  /** null: no result. */
  providerVersionId: number | null;
  pactId: number;
  /** The content of the pact. */
  contentId: number;
  revision: number;
  pactCreatedAt: string;
  resultId: number | null;
  resultNumber: number | null;
  success: boolean | null;
  verifiedAt: string | null;
}

/**
 * @param isEvery also the revisions and the results that were overtaken
 * @returns those in which something happened last first
 */
export function rowsOf(store: Store, selected: readonly Selected[], isEvery: boolean): Row[] {
  // One selector alone means all that it was ever verified with; several mean each other.
  const rows =
    selected.length === 1
      ? rowsOfOne(store, selected[0]!, isEvery)
      : rowsBetween(store, selected, isEvery);
  return rows.sort(byLastAction);
}

function rowsOfOne(store: Store, selected: Selected, isEvery: boolean): Row[] {
  const { participantId, versionId } = selected;
  const pacts = pactsOf(
    store,
    versionId === undefined
      ? { consumerIds: [participantId], versionIds: [] }
      : { consumerIds: [], versionIds: [versionId] },
    isEvery,
  );
  const asConsumer = joined(pacts, resultsOf(store, contentsOf(pacts), undefined, isEvery));
  const verified = resultsOfProvider(store, participantId, versionId, isEvery);
  const asProvider = joined(pactsWith(store, contentsOf(verified), isEvery), verified).filter(
    ({ resultId }) => resultId !== null,
  );
  const known = new Set(asConsumer.map(keyOf));
  return [...asConsumer, ...asProvider.filter((row) => !known.has(keyOf(row)))];
}

function rowsBetween(store: Store, selected: readonly Selected[], isEvery: boolean): Row[] {
  const participants = new Set(selected.map(({ participantId }) => participantId));
  const specified = new Set(
    selected.filter(({ kind }) => kind === "specified").map(({ participantId }) => participantId),
  );
  const wholes = new Set(
    selected
      .filter(({ versionId }) => versionId === undefined)
      .map(({ participantId }) => participantId),
  );
  const versionIds = selected.flatMap(({ versionId }) => versionId ?? []);
  const pacts = pactsOf(store, { consumerIds: [...wholes], versionIds }, isEvery).filter(
    ({ consumerId, providerId }) =>
      participants.has(providerId) && (specified.has(consumerId) || specified.has(providerId)),
  );
  const [ofWholes, others] = [true, false].map((isWhole) =>
    contentsOf(pacts.filter(({ providerId }) => wholes.has(providerId) === isWhole)),
  ) as [number[], number[]];
  return joined(pacts, [
    ...resultsOf(store, ofWholes, undefined, isEvery),
    ...resultsOf(store, others, versionIds, isEvery),
  ]);
}

interface PactPart {
  pactId: number;
  consumerId: number;
  consumerVersionId: number;
  providerId: number;
  contentId: number;
  revision: number;
  pactCreatedAt: string;
}

interface ResultPart {
  contentId: number;
  providerVersionId: number;
  resultId: number;
  resultNumber: number;
  success: 0 | 1;
  verifiedAt: string;
}

const PACT = `SELECT id AS pactId, consumer_id AS consumerId,
    consumer_version_id AS consumerVersionId, provider_id AS providerId,
    content_id AS contentId, revision, created_at AS pactCreatedAt
  FROM pact WHERE (is_latest = 1 OR ?)`;

function pactsOf(
  store: Store,
  { consumerIds, versionIds }: { consumerIds: readonly number[]; versionIds: readonly number[] },
  isEvery: boolean,
): PactPart[] {
  const every = Number(isEvery);
  const found = store.all<PactPart>(
    `${PACT} AND consumer_version_id IN (SELECT value FROM json_each(?))`,
    every,
    JSON.stringify(versionIds),
  );
  if (consumerIds.length === 0) return found;
  const known = new Set(found.map(({ pactId }) => pactId));
  const wholes = store.all<PactPart>(
    `${PACT} AND consumer_id IN (SELECT value FROM json_each(?))`,
    every,
    JSON.stringify(consumerIds),
  );
  return [...found, ...wholes.filter(({ pactId }) => !known.has(pactId))];
}

function pactsWith(store: Store, contentIds: readonly number[], isEvery: boolean): PactPart[] {
  return store.all(
    `${PACT} AND content_id IN (SELECT value FROM json_each(?))`,
    Number(isEvery),
    JSON.stringify(contentIds),
  );
}

/** The latest of each content and provider version is the one with the highest id. */
const LATEST_RESULT = `SELECT content_id AS contentId, provider_version_id AS providerVersionId,
    max(id) AS resultId, number AS resultNumber, success, created_at AS verifiedAt FROM result`;

const EVERY_RESULT = LATEST_RESULT.replace("max(id)", "id");

/** @param versionIds undefined: of whatever version */
function resultsOf(
  store: Store,
  contentIds: readonly number[],
  versionIds: readonly number[] | undefined,
  isEvery: boolean,
): ResultPart[] {
  if (contentIds.length === 0) return [];
  const contents = JSON.stringify(contentIds);
  const ofContents = "content_id IN (SELECT value FROM json_each(?))";
  if (versionIds === undefined) return results(store, ofContents, [contents], isEvery);
  const ofVersions = "provider_version_id IN (SELECT value FROM json_each(?))";
  const versions = JSON.stringify(versionIds);
  return results(store, `${ofContents} AND ${ofVersions}`, [contents, versions], isEvery);
}

function resultsOfProvider(
  store: Store,
  participantId: number,
  versionId: number | undefined,
  isEvery: boolean,
): ResultPart[] {
  return versionId === undefined
    ? results(
        store,
        "content_id IN (SELECT id FROM pact_content WHERE provider_id = ?)",
        [participantId],
        isEvery,
      )
    : results(store, "provider_version_id = ?", [versionId], isEvery);
}

function results(
  store: Store,
  where: string,
  parameters: (string | number)[],
  isEvery: boolean,
): ResultPart[] {
  return isEvery
    ? store.all(`${EVERY_RESULT} WHERE ${where}`, ...parameters)
    : store.all(
        `${LATEST_RESULT} WHERE ${where} GROUP BY content_id, provider_version_id`,
        ...parameters,
      );
}

function joined(pacts: readonly PactPart[], found: readonly ResultPart[]): Row[] {
  const byContent = Map.groupBy(found, ({ contentId }) => contentId);
  return pacts.flatMap((pact): Row[] => {
    const verified = byContent.get(pact.contentId);
    if (verified === undefined) return [withoutResult(pact)];
    return verified.map((result) => ({ ...pact, ...result, success: result.success === 1 }));
  });
}

function withoutResult(pact: PactPart): Row {
  return {
    ...pact,
    providerVersionId: null,
    resultId: null,
    resultNumber: null,
    success: null,
    verifiedAt: null,
  };
}

function contentsOf(parts: readonly { contentId: number }[]): number[] {
  return [...new Set(parts.map(({ contentId }) => contentId))];
}

export function keyOf({ pactId, resultId }: Row): string {
  return `${pactId}/${resultId}`;
}

function byLastAction(a: Row, b: Row): number {
  const [left, right] = [lastAction(a), lastAction(b)];
  if (left !== right) return left < right ? 1 : -1;
  return b.pactId - a.pactId || (b.resultId ?? 0) - (a.resultId ?? 0);
}

/** RFC 3339 in UTC: texts in order are times in order. */
function lastAction({ verifiedAt, pactCreatedAt }: Row): string {
  return verifiedAt !== null && verifiedAt > pactCreatedAt ? verifiedAt : pactCreatedAt;
}
