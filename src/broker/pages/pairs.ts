/** The latest pact of each pair of services, and what came of it. */
import type { PairView } from "../../pages/broker/network-view.ts";
import { statusOf } from "../../pages/broker/status-mark.ts";
import { detailsOf } from "../matrix/details.ts";
import type { Participant } from "../store/participants.ts";
import type { Store } from "../store/store.ts";

interface PairRow {
  consumer: string;
  provider: string;
  versionId: number;
  version: string;
  publishedAt: string;
  providerVersion: string | null;
  success: 0 | 1 | null;
  verifiedAt: string | null;
}

/** In the order of their names; of one participant, where one is named. */
export function latestPairs(store: Store, participant?: Participant): PairView[] {
  const id = participant?.id ?? null;
  const rows = store.all<PairRow>(LATEST_PAIRS, id, id, id);
  const details = detailsOf(store, [...new Set(rows.map(({ versionId }) => versionId))]);
  return rows.map((row) => ({
    consumer: row.consumer,
    provider: row.provider,
    version: row.version,
    branches: details(row.versionId).branches.map(({ name }) => name),
    publishedAt: row.publishedAt,
    status: statusOf(row.success === null ? undefined : row.success === 1),
    result:
      row.providerVersion === null || row.verifiedAt === null
        ? undefined
        : { providerVersion: row.providerVersion, at: row.verifiedAt },
  }));
}

// The latest pact is that of the newest version that has one, the latest result the one that came
// last, whichever provider version it is of.
const LATEST_PAIRS = `WITH latest AS (
    SELECT consumer_id, provider_id, max(consumer_version_id) AS version_id FROM pact
    WHERE ? IS NULL OR consumer_id = ? OR provider_id = ?
    GROUP BY consumer_id, provider_id)
  SELECT consumer.name AS consumer, provider.name AS provider, version.id AS versionId,
    version.number AS version, pact.created_at AS publishedAt,
    provider_version.number AS providerVersion, result.success, result.created_at AS verifiedAt
  FROM latest
  JOIN pact ON pact.consumer_version_id = latest.version_id
    AND pact.provider_id = latest.provider_id AND pact.is_latest = 1
  JOIN participant AS consumer ON consumer.id = pact.consumer_id
  JOIN participant AS provider ON provider.id = pact.provider_id
  JOIN version ON version.id = pact.consumer_version_id
  LEFT JOIN result ON result.id = (SELECT max(id) FROM result AS any_result
    WHERE any_result.content_id = pact.content_id)
  LEFT JOIN version AS provider_version ON provider_version.id = result.provider_version_id
  ORDER BY consumer.name COLLATE NOCASE, consumer.name, provider.name COLLATE NOCASE, provider.name`;
