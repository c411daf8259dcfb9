/** Publications in lists: of a pair, of a provider, of everybody. */
import type { Participant } from "./participants.ts";
import type { Parameter, Store } from "./store.ts";

export interface ListedPact {
  consumerName: string;
  providerName: string;
  versionId: number;
  versionNumber: string;
  contentId: number;
  sha: string;
  createdAt: string;
}

const COLUMNS = `consumer.name AS consumerName, provider.name AS providerName,
  version.id AS versionId, version.number AS versionNumber, pact.content_id AS contentId,
  pact_content.sha, pact.created_at AS createdAt`;

const TABLES = `pact JOIN participant AS consumer ON consumer.id = pact.consumer_id
  JOIN participant AS provider ON provider.id = pact.provider_id
  JOIN version ON version.id = pact.consumer_version_id
  JOIN pact_content ON pact_content.id = pact.content_id`;

const BY_NAME =
  "consumer.name COLLATE NOCASE, provider.name COLLATE NOCASE, consumer.id, provider.id";

/** Of each pair the pact of the newest version that has one. */
export function latestPacts(store: Store): ListedPact[] {
  return store.all(
    `SELECT ${COLUMNS} FROM ${TABLES}
     JOIN (SELECT consumer_id, provider_id, max(consumer_version_id) AS version_id FROM pact
       GROUP BY consumer_id, provider_id) AS latest
       ON latest.version_id = pact.consumer_version_id AND latest.provider_id = pact.provider_id
     WHERE pact.is_latest = 1 ORDER BY ${BY_NAME}`,
  );
}

/** Which of the versions of a consumer are meant. */
export interface PactFilter {
  consumer?: Participant | undefined;
  tag?: string | undefined;
  /** True: each consumer's main branch. */
  branch?: string | true | undefined;
}

/** Every pact of a provider, by consumer, in the order of versions. */
export function listPacts(
  store: Store,
  provider: Participant,
  { consumer, tag, branch }: PactFilter = {},
): ListedPact[] {
  const conditions: string[] = [];
  const parameters: Parameter[] = [];
  if (consumer !== undefined) {
    conditions.push("AND pact.consumer_id = ?");
    parameters.push(consumer.id);
  }
  if (tag !== undefined) {
    conditions.push("AND EXISTS (SELECT 1 FROM tag WHERE version_id = version.id AND name = ?)");
    parameters.push(tag);
  }
  if (branch !== undefined) {
    conditions.push(
      `AND EXISTS (SELECT 1 FROM branch_version JOIN branch ON branch.id = branch_version.branch_id
         WHERE branch_version.version_id = version.id
           AND branch.name = ${branch === true ? "consumer.main_branch" : "?"})`,
    );
    if (branch !== true) parameters.push(branch);
  }
  return store.all(
    `SELECT ${COLUMNS} FROM ${TABLES}
     WHERE pact.provider_id = ? AND pact.is_latest = 1 ${conditions.join(" ")}
     ORDER BY ${BY_NAME}, version.id`,
    provider.id,
    ...parameters,
  );
}

/** The number of the newest version of a pair that has a pact; with a tag, or without any. */
export function latestPactVersion(
  store: Store,
  consumer: Participant,
  provider: Participant,
  which: { tag?: string | undefined; isUntagged?: boolean | undefined; before?: number } = {},
): { versionId: number; versionNumber: string; contentId: number } | undefined {
  return store.get(
    `SELECT version.id AS versionId, version.number AS versionNumber,
       pact.content_id AS contentId
     FROM pact JOIN version ON version.id = pact.consumer_version_id
     WHERE pact.consumer_id = ? AND pact.provider_id = ? AND pact.is_latest = 1
       AND pact.consumer_version_id < ?
       ${which.tag === undefined ? "" : "AND EXISTS (SELECT 1 FROM tag WHERE version_id = version.id AND name = ?)"}
       ${which.isUntagged === true ? "AND NOT EXISTS (SELECT 1 FROM tag WHERE version_id = version.id)" : ""}
     ORDER BY pact.consumer_version_id DESC LIMIT 1`,
    consumer.id,
    provider.id,
    which.before ?? Number.MAX_SAFE_INTEGER,
    ...(which.tag === undefined ? [] : [which.tag]),
  );
}

/** The content of the newest earlier version of the pair that expects something else. */
export function previousDistinctPact(
  store: Store,
  pact: { consumerId: number; providerId: number; consumerVersionId: number; contentId: number },
): { versionNumber: string; contentId: number } | undefined {
  return store.get(
    `SELECT version.number AS versionNumber, pact.content_id AS contentId
     FROM pact JOIN version ON version.id = pact.consumer_version_id
     WHERE pact.consumer_id = ? AND pact.provider_id = ? AND pact.is_latest = 1
       AND pact.consumer_version_id < ? AND pact.content_id <> ?
     ORDER BY pact.consumer_version_id DESC LIMIT 1`,
    pact.consumerId,
    pact.providerId,
    pact.consumerVersionId,
    pact.contentId,
  );
}

/** The newest of all, of one party, or of a pair. */
export function latestPactOf(
  store: Store,
  { consumerId, providerId }: { consumerId?: number | undefined; providerId?: number | undefined },
):
  | { consumerId: number; providerId: number; consumerVersionId: number; contentId: number }
  | undefined {
  return store.get(
    `SELECT consumer_id AS consumerId, provider_id AS providerId,
       consumer_version_id AS consumerVersionId, content_id AS contentId
     FROM pact WHERE is_latest = 1
       ${consumerId === undefined ? "" : "AND consumer_id = ?"}
       ${providerId === undefined ? "" : "AND provider_id = ?"}
     ORDER BY consumer_version_id DESC, id DESC LIMIT 1`,
    ...(consumerId === undefined ? [] : [consumerId]),
    ...(providerId === undefined ? [] : [providerId]),
  );
}
