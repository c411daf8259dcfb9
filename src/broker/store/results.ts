/** Verification results: what came of a pact version when a provider version was held against it. */
import type { Store } from "./store.ts";

export interface ResultRow {
  id: number;
  contentId: number;
  providerVersionId: number;
  /** Of the consumer version whose pact was fetched, where the client said so. */
  consumerVersionId: number | null;
  /** Counts all results of the file from 1, so that none is ever taken for another. */
  number: number;
  success: 0 | 1;
  isWip: 0 | 1;
  buildUrl: string | null;
  /** JSON. */
  testResults: string | null;
  /** JSON. */
  verifiedBy: string | null;
  createdAt: string;
}

export interface NewResult {
  contentId: number;
  providerVersionId: number;
  consumerVersionId?: number | undefined;
  success: boolean;
  isWip?: boolean;
  buildUrl?: string | undefined;
  testResults?: unknown;
  verifiedBy?: unknown;
}

const COLUMNS = `result.id, result.content_id AS contentId,
  result.provider_version_id AS providerVersionId,
  result.consumer_version_id AS consumerVersionId, result.number, result.success,
  result.is_wip AS isWip, result.build_url AS buildUrl, result.test_results AS testResults,
  result.verified_by AS verifiedBy, result.created_at AS createdAt`;

/** Nothing is overwritten: of several for one provider version the latest counts. */
export function addResult(store: Store, result: NewResult): ResultRow {
  const { id } = store.run(
    `INSERT INTO result (content_id, provider_version_id, consumer_version_id, number, success,
       is_wip, build_url, test_results, verified_by, created_at)
     VALUES (?, ?, ?, 1 + coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'result'), 0),
       ?, ?, ?, ?, ?, ?)`,
    result.contentId,
    result.providerVersionId,
    result.consumerVersionId ?? null,
    result.success ? 1 : 0,
    result.isWip === true ? 1 : 0,
    result.buildUrl ?? null,
    result.testResults === undefined ? null : JSON.stringify(result.testResults),
    result.verifiedBy === undefined ? null : JSON.stringify(result.verifiedBy),
    store.now(),
  );
  return store.get<ResultRow>(`SELECT ${COLUMNS} FROM result WHERE id = ?`, id)!;
}

export function findResult(store: Store, contentId: number, number: number): ResultRow | undefined {
  return store.get(
    `SELECT ${COLUMNS} FROM result WHERE content_id = ? AND number = ?`,
    contentId,
    number,
  );
}

export function resultById(store: Store, id: number): ResultRow | undefined {
  return store.get(`SELECT ${COLUMNS} FROM result WHERE id = ?`, id);
}

/** The latest of a pact version by a version on the provider's main branch. */
export function findMainBranchResult(
  store: Store,
  contentId: number,
  providerId: number,
): ResultRow | undefined {
  return store.get(
    `SELECT ${COLUMNS} FROM result
     JOIN branch_version ON branch_version.version_id = result.provider_version_id
     JOIN branch ON branch.id = branch_version.branch_id
     JOIN participant ON participant.id = branch.participant_id
     WHERE result.content_id = ? AND participant.id = ? AND branch.name = participant.main_branch
     ORDER BY result.id DESC LIMIT 1`,
    contentId,
    providerId,
  );
}

/** The latest of a pact version, whoever the provider version. */
export function findLatestResult(store: Store, contentId: number): ResultRow | undefined {
  return store.get(
    `SELECT ${COLUMNS} FROM result WHERE content_id = ? ORDER BY id DESC LIMIT 1`,
    contentId,
  );
}

export function deleteResult(store: Store, { id }: ResultRow): void {
  store.run("DELETE FROM result WHERE id = ?", id);
}

/** Whether anybody ever verified what the one expects of the other. */
export function hasResults(store: Store, consumerId: number, providerId: number): boolean {
  const found = store.get(
    `SELECT 1 FROM result JOIN pact_content ON pact_content.id = result.content_id
     WHERE pact_content.consumer_id = ? AND pact_content.provider_id = ? LIMIT 1`,
    consumerId,
    providerId,
  );
  return found !== undefined;
}
