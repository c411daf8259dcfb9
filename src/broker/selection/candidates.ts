/**
 * The pacts of one provider that a selector finds, each asked for with one statement whatever the
 * number of consumers and versions.
 *
 * CROSS JOIN keeps the order of tables: SQLite has no statistics of a young file, and guesses.
 *
 * A head is the latest version, not the latest pact: where that version has no pact with this
 * provider, nothing is found (the consumer no longer calls it).
 */
import { findParticipant, type Participant } from "../store/participants.ts";
import type { Parameter, Store } from "../store/store.ts";
import type { Selector } from "./selector.ts";

/** A publication that was found, and where. */
export interface Candidate {
  consumerId: number;
  consumerName: string;
  mainBranch: string | null;
  versionId: number;
  versionNumber: string;
  contentId: number;
  sha: string;
  publishedAt: string;
  /** The branch or the tag that it is the head of. */
  head: string | null;
  environment: string | null;
  isProduction: 0 | 1 | null;
  /** The application instance it is deployed to. */
  target: string | null;
}

const COLUMNS = `consumer.id AS consumerId, consumer.name AS consumerName,
  consumer.main_branch AS mainBranch, version.id AS versionId, version.number AS versionNumber,
  pact.content_id AS contentId, pact_content.sha AS sha, pact.created_at AS publishedAt`;

const NOWHERE = "NULL AS environment, NULL AS isProduction, NULL AS target";

const DETAILS = `CROSS JOIN version ON version.id = pact.consumer_version_id
  CROSS JOIN participant AS consumer ON consumer.id = pact.consumer_id
  CROSS JOIN pact_content ON pact_content.id = pact.content_id`;

const CONSUMERS = "(SELECT DISTINCT consumer_id FROM pact WHERE provider_id = ?)";

/** In the order of versions. A consumer that does not exist has no pacts. */
export function findCandidates(
  store: Store,
  provider: Participant,
  selector: Selector,
): Candidate[] {
  const consumerId =
    selector.consumer === undefined ? undefined : findParticipant(store, selector.consumer)?.id;
  if (selector.consumer !== undefined && consumerId === undefined) return [];
  const found = candidatesOf(store, provider, selector);
  return consumerId === undefined
    ? found
    : found.filter((candidate) => candidate.consumerId === consumerId);
}

function candidatesOf(store: Store, provider: Participant, selector: Selector): Candidate[] {
  switch (selector.kind) {
    case "latest":
      return overallLatest(store, provider);
    case "main-branch":
      return branchHeads(store, provider, "AND consumer.main_branch = branch.name");
    case "branch":
      return branchHeads(store, provider, "AND branch.name = ?", selector.branch);
    case "each-branch":
      return branchHeads(store, provider);
    case "latest-tagged":
      return tagHeads(store, provider, selector.tag);
    case "tagged":
      return tagged(store, provider, selector.tag);
    case "deployed":
      return deployed(store, provider, selector.environment);
    case "released":
      return released(store, provider, selector.environment);
    case "environment": {
      const there = deployed(store, provider, selector.environment);
      // A version that is both is there once, unless it is deployed to a named instance.
      const known = new Set(there.map(({ versionId, target }) => `${versionId} ${target}`));
      return [
        ...there,
        ...released(store, provider, selector.environment).filter(
          ({ versionId }) => !known.has(`${versionId} `),
        ),
      ];
    }
  }
}

function overallLatest(store: Store, provider: Participant): Candidate[] {
  return store.all(
    `SELECT ${COLUMNS}, NULL AS head, ${NOWHERE}
     FROM (SELECT max(consumer_version_id) AS version_id FROM pact WHERE provider_id = ?
       GROUP BY consumer_id) AS latest
     CROSS JOIN pact ON pact.consumer_version_id = latest.version_id
     ${DETAILS} WHERE pact.provider_id = ? AND pact.is_latest = 1 ORDER BY version.id`,
    provider.id,
    provider.id,
  );
}

/** @param condition on `branch` and `consumer` */
export function branchHeads(
  store: Store,
  provider: Participant,
  condition = "",
  ...parameters: Parameter[]
): Candidate[] {
  return store.all(
    `SELECT ${COLUMNS}, latest.name AS head, ${NOWHERE}
     FROM (SELECT branch.id, branch.name, (SELECT max(branch_version.id) FROM branch_version
         WHERE branch_version.branch_id = branch.id) AS branch_version_id
       FROM branch JOIN participant AS consumer ON consumer.id = branch.participant_id
       WHERE consumer.id IN ${CONSUMERS} ${condition}) AS latest
     CROSS JOIN branch_version ON branch_version.id = latest.branch_version_id
     CROSS JOIN pact ON pact.consumer_version_id = branch_version.version_id
     ${DETAILS} WHERE pact.provider_id = ? AND pact.is_latest = 1
     ORDER BY version.id, latest.id`,
    provider.id,
    ...parameters,
    provider.id,
  );
}

/** @param name default: of every tag */
export function tagHeads(store: Store, provider: Participant, name?: string): Candidate[] {
  return store.all(
    `SELECT ${COLUMNS}, latest.name AS head, ${NOWHERE}
     FROM (SELECT tag.name AS name, max(tag.version_id) AS version_id
       FROM tag JOIN version ON version.id = tag.version_id
       WHERE version.participant_id IN ${CONSUMERS} ${name === undefined ? "" : "AND tag.name = ?"}
       GROUP BY version.participant_id, tag.name) AS latest
     CROSS JOIN pact ON pact.consumer_version_id = latest.version_id
     ${DETAILS} WHERE pact.provider_id = ? AND pact.is_latest = 1
     ORDER BY version.id, latest.name`,
    provider.id,
    ...(name === undefined ? [] : [name]),
    provider.id,
  );
}

function tagged(store: Store, provider: Participant, name: string): Candidate[] {
  return store.all(
    `SELECT ${COLUMNS}, tag.name AS head, ${NOWHERE}
     FROM tag CROSS JOIN pact ON pact.consumer_version_id = tag.version_id
     ${DETAILS} WHERE tag.name = ? AND pact.provider_id = ? AND pact.is_latest = 1
     ORDER BY version.id`,
    name,
    provider.id,
  );
}

const PLACE = `NULL AS head, environment.name AS environment,
  environment.is_production AS isProduction`;

function deployed(store: Store, provider: Participant, environment?: string): Candidate[] {
  return store.all(
    `SELECT ${COLUMNS}, ${PLACE}, there.target AS target
     FROM environment CROSS JOIN deployed_version AS there ON there.environment_id = environment.id
     CROSS JOIN pact ON pact.consumer_version_id = there.version_id
     ${DETAILS} WHERE there.undeployed_at IS NULL AND pact.provider_id = ? AND pact.is_latest = 1
       ${environment === undefined ? "" : "AND environment.name = ?"}
     ORDER BY version.id, there.id`,
    provider.id,
    ...(environment === undefined ? [] : [environment]),
  );
}

function released(store: Store, provider: Participant, environment?: string): Candidate[] {
  return store.all(
    `SELECT ${COLUMNS}, ${PLACE}, NULL AS target
     FROM environment CROSS JOIN released_version AS there ON there.environment_id = environment.id
     CROSS JOIN pact ON pact.consumer_version_id = there.version_id
     ${DETAILS} WHERE there.support_ended_at IS NULL AND pact.provider_id = ? AND pact.is_latest = 1
       ${environment === undefined ? "" : "AND environment.name = ?"}
     ORDER BY version.id, there.id`,
    provider.id,
    ...(environment === undefined ? [] : [environment]),
  );
}
