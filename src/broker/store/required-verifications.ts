/**
 * Which provider versions should verify a pact that was published: the head of the main branch,
 * and what is deployed, or released and supported, as far as it never did.
 */
import type { Store } from "./store.ts";

export interface RequiredVerification {
  versionId: number;
  versionNumber: string;
  /** Why, for people: `latest version from main branch`, `currently deployed version (prod)`. */
  description: string;
}

/** In the order: main branch, deployed, released. */
export function requiredVerifications(
  store: Store,
  contentId: number,
  providerId: number,
): RequiredVerification[] {
  return store.all(
    `WITH candidate AS (
       SELECT 0 AS place, branch_version.version_id, 'latest version from main branch' AS why
       FROM participant
       JOIN branch ON branch.participant_id = participant.id AND branch.name = main_branch
       JOIN branch_version ON branch_version.id =
         (SELECT max(id) FROM branch_version WHERE branch_id = branch.id)
       WHERE participant.id = ?2
       UNION ALL
       SELECT 1, version_id, 'currently deployed version (' || environment.name || ')'
       FROM deployed_version JOIN environment ON environment.id = environment_id
       WHERE participant_id = ?2 AND undeployed_at IS NULL
       UNION ALL
       SELECT 2, version_id, 'currently released version (' || environment.name || ')'
       FROM released_version JOIN environment ON environment.id = environment_id
       WHERE participant_id = ?2 AND support_ended_at IS NULL)
     SELECT version.id AS versionId, version.number AS versionNumber, why AS description
     FROM candidate JOIN version ON version.id = candidate.version_id
     WHERE NOT EXISTS (SELECT 1 FROM result
       WHERE result.content_id = ?1 AND result.provider_version_id = version.id)
     ORDER BY place, version.id`,
    contentId,
    providerId,
  );
}
