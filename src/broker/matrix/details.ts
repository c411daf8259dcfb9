/** What rows tell of each version besides its number: branches, tags, and where it is. */
import type { Store } from "../store/store.ts";

export interface VersionDetails {
  /** In the order in which the version came to them. */
  branches: Mark[];
  /** In the order in which it got them. */
  tags: Mark[];
  environments: Place[];
}

export interface Mark {
  name: string;
  /** Whether no version of the participant has it since. */
  isLatest: boolean;
}

export interface Place {
  uuid: string;
  name: string;
  displayName: string | null;
  isProduction: boolean;
  createdAt: string;
  updatedAt: string;
  /** The application instance of a deployment; undefined for the only one, and for a release. */
  instance: string | undefined;
}

interface MarkRow {
  versionId: number;
  name: string;
  isLatest: 0 | 1;
}

interface PlaceRow extends Omit<Place, "isProduction" | "instance"> {
  versionId: number;
  isProduction: 0 | 1;
  target: string;
}

/** Of every version in `versionIds`, in four queries however many there are. */
export function detailsOf(
  store: Store,
  versionIds: readonly number[],
): (versionId: number) => VersionDetails {
  const ids = JSON.stringify(versionIds);
  const details = new Map<number, VersionDetails>(
    versionIds.map((id) => [id, { branches: [], tags: [], environments: [] }]),
  );
  for (const { versionId, name, isLatest } of store.all<MarkRow>(BRANCHES, ids)) {
    details.get(versionId)!.branches.push({ name, isLatest: isLatest === 1 });
  }
  for (const { versionId, name, isLatest } of store.all<MarkRow>(TAGS, ids)) {
    details.get(versionId)!.tags.push({ name, isLatest: isLatest === 1 });
  }
  for (const { versionId, target, isProduction, ...place } of store.all<PlaceRow>(
    PLACES,
    ids,
    ids,
  )) {
    const instance = target === "" ? undefined : target;
    const { environments } = details.get(versionId)!;
    environments.push({ ...place, isProduction: isProduction === 1, instance });
  }
  return (versionId) => details.get(versionId)!;
}

const BRANCHES = `SELECT branch_version.version_id AS versionId, branch.name,
    branch_version.id = (SELECT max(other.id) FROM branch_version AS other
      WHERE other.branch_id = branch_version.branch_id) AS isLatest
  FROM branch_version JOIN branch ON branch.id = branch_version.branch_id
  WHERE branch_version.version_id IN (SELECT value FROM json_each(?))
  ORDER BY branch_version.id`;

const TAGS = `SELECT tag.version_id AS versionId, tag.name,
    tag.version_id = (SELECT other.id FROM version AS other
      WHERE other.participant_id = version.participant_id AND EXISTS
        (SELECT 1 FROM tag AS same WHERE same.version_id = other.id AND same.name = tag.name)
      ORDER BY other.id DESC LIMIT 1) AS isLatest
  FROM tag JOIN version ON version.id = tag.version_id
  WHERE tag.version_id IN (SELECT value FROM json_each(?))
  ORDER BY tag.created_at, tag.name`;

const PLACES = `WITH place AS (
    SELECT version_id, environment_id, target, created_at, id FROM deployed_version
      WHERE version_id IN (SELECT value FROM json_each(?)) AND undeployed_at IS NULL
    UNION ALL SELECT version_id, environment_id, '', created_at, id FROM released_version
      WHERE version_id IN (SELECT value FROM json_each(?)) AND support_ended_at IS NULL)
  SELECT place.version_id AS versionId, place.target, environment.uuid, environment.name,
    environment.display_name AS displayName, environment.is_production AS isProduction,
    environment.created_at AS createdAt, environment.updated_at AS updatedAt
  FROM place JOIN environment ON environment.id = place.environment_id
  ORDER BY place.created_at, place.id`;
