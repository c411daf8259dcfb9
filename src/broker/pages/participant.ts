/** What the page of a service shows. */
import { pageAsked } from "../../pages/broker/pager.ts";
import type { ParticipantView, PresenceView } from "../../pages/broker/participant.ts";
import { detailsOf } from "../matrix/details.ts";
import { labelsOf } from "../store/labels.ts";
import type { Participant } from "../store/participants.ts";
import type { Store } from "../store/store.ts";
import { countVersions } from "../store/version-lists.ts";
import { listVersions } from "../store/versions.ts";
import { latestPairs } from "./pairs.ts";

const VERSIONS_A_PAGE = 30;

/** @param page of the versions, as asked for */
export function participantView(
  store: Store,
  participant: Participant,
  page: string | null,
): ParticipantView {
  const { name } = participant;
  const paging = pageAsked(page, VERSIONS_A_PAGE, countVersions(store, participant));
  const versions = listVersions(store, participant, {
    limit: paging.size,
    offset: (paging.page - 1) * paging.size,
  });
  const ids = versions.map(({ id }) => id);
  const details = detailsOf(store, ids);
  const presences = presencesOf(store, ids);
  const pairs = latestPairs(store, participant);
  return {
    name,
    displayName: participant.displayName,
    mainBranch: participant.mainBranch,
    repositoryUrl: participant.repositoryUrl,
    labels: labelsOf(store, participant).map((label) => label.name),
    createdAt: participant.createdAt,
    versions: versions.map(({ id, number, buildUrl, createdAt }) => ({
      number,
      branches: details(id).branches.map((branch) => branch.name),
      tags: details(id).tags.map((tag) => tag.name),
      environments: presences.get(id) ?? [],
      buildUrl,
      createdAt,
    })),
    paging,
    consumed: pairs.filter(({ consumer }) => consumer === name),
    provided: pairs.filter(({ provider }) => provider === name),
  };
}

interface PresenceRow extends PresenceView {
  versionId: number;
}

/** Where versions are now, production last. */
function presencesOf(
  store: Store,
  versionIds: readonly number[],
): ReadonlyMap<number, PresenceView[]> {
  const ids = JSON.stringify(versionIds);
  return Map.groupBy(store.all<PresenceRow>(PRESENCES, ids, ids), ({ versionId }) => versionId);
}

const PRESENCES = `WITH presence AS (
    SELECT version_id, environment_id, 'deployed' AS kind, target FROM deployed_version
      WHERE version_id IN (SELECT value FROM json_each(?)) AND undeployed_at IS NULL
    UNION ALL SELECT version_id, environment_id, 'released', '' FROM released_version
      WHERE version_id IN (SELECT value FROM json_each(?)) AND support_ended_at IS NULL)
  SELECT version_id AS versionId, environment.name AS environment, kind, target
  FROM presence JOIN environment ON environment.id = presence.environment_id
  ORDER BY environment.is_production, environment.name, kind, target`;
