/** Environments, and which versions are there: deployed to instances, or released and supported. */
import { displayNameOf } from "./display-name.ts";
import type { Store } from "./store.ts";
import type { Version } from "./versions.ts";

export interface Environment {
  id: number;
  uuid: string;
  name: string;
  displayName: string | null;
  isProduction: 0 | 1;
  /** JSON. */
  contacts: string | null;
  createdAt: string;
  updatedAt: string;
}

export interface EnvironmentFields {
  name: string;
  displayName: string | null;
  isProduction: boolean;
  contacts: unknown;
}

export interface DeployedVersion {
  id: number;
  uuid: string;
  participantId: number;
  versionId: number;
  environmentId: number;
  /** The application instance; '' where none is named. */
  target: string;
  createdAt: string;
  updatedAt: string;
  undeployedAt: string | null;
}

export interface ReleasedVersion {
  id: number;
  uuid: string;
  participantId: number;
  versionId: number;
  environmentId: number;
  createdAt: string;
  updatedAt: string;
  supportEndedAt: string | null;
}

const ENVIRONMENT = `id, uuid, name, display_name AS displayName, is_production AS isProduction,
  contacts, created_at AS createdAt, updated_at AS updatedAt`;

const DEPLOYED = `id, uuid, participant_id AS participantId, version_id AS versionId,
  environment_id AS environmentId, target, created_at AS createdAt, updated_at AS updatedAt,
  undeployed_at AS undeployedAt`;

const RELEASED = `id, uuid, participant_id AS participantId, version_id AS versionId,
  environment_id AS environmentId, created_at AS createdAt, updated_at AS updatedAt,
  support_ended_at AS supportEndedAt`;

/** By what people call them. */
export function listEnvironments(store: Store): Environment[] {
  return store.all(`SELECT ${ENVIRONMENT} FROM environment ORDER BY lower(display_name), id`);
}

export function environmentById(store: Store, id: number): Environment {
  return store.get<Environment>(`SELECT ${ENVIRONMENT} FROM environment WHERE id = ?`, id)!;
}

export function findEnvironment(store: Store, uuid: string): Environment | undefined {
  return store.get(`SELECT ${ENVIRONMENT} FROM environment WHERE uuid = ?`, uuid);
}

export function findEnvironmentByName(store: Store, name: string): Environment | undefined {
  return store.get(`SELECT ${ENVIRONMENT} FROM environment WHERE name = ?`, name);
}

export function createEnvironment(
  store: Store,
  fields: EnvironmentFields,
  uuid: string = store.newUuid(),
): Environment {
  const now = store.now();
  store.run(
    `INSERT INTO environment (uuid, name, display_name, is_production, contacts, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    uuid,
    fields.name,
    fields.displayName ?? displayNameOf(fields.name),
    fields.isProduction ? 1 : 0,
    fields.contacts === undefined ? null : JSON.stringify(fields.contacts),
    now,
    now,
  );
  return findEnvironment(store, uuid)!;
}

export function updateEnvironment(
  store: Store,
  { uuid }: Environment,
  fields: EnvironmentFields,
): Environment {
  store.run(
    `UPDATE environment SET name = ?, display_name = ?, is_production = ?, contacts = ?,
       updated_at = ? WHERE uuid = ?`,
    fields.name,
    fields.displayName ?? displayNameOf(fields.name),
    fields.isProduction ? 1 : 0,
    fields.contacts === undefined ? null : JSON.stringify(fields.contacts),
    store.now(),
    uuid,
  );
  return findEnvironment(store, uuid)!;
}

export function deleteEnvironment(store: Store, { id }: Environment): void {
  store.run("DELETE FROM environment WHERE id = ?", id);
}

/**
 * Another version that is deployed to the same instance is undeployed; the same one stays as it is.
 *
 * @param target the application instance, '' for the only one
 */
export function recordDeployment(
  store: Store,
  version: Version,
  environment: Environment,
  target = "",
): DeployedVersion {
  return store.transaction(() => {
    const current = store.get<DeployedVersion>(
      `SELECT ${DEPLOYED} FROM deployed_version WHERE participant_id = ? AND environment_id = ?
         AND target = ? AND undeployed_at IS NULL`,
      version.participantId,
      environment.id,
      target,
    );
    if (current?.versionId === version.id) return current;
    if (current !== undefined) undeploy(store, current);
    const uuid = store.newUuid();
    const now = store.now();
    store.run(
      `INSERT INTO deployed_version (uuid, participant_id, version_id, environment_id, target,
         created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
      uuid,
      version.participantId,
      version.id,
      environment.id,
      target,
      now,
      now,
    );
    return findDeployedVersion(store, uuid)!;
  });
}

export function findDeployedVersion(store: Store, uuid: string): DeployedVersion | undefined {
  return store.get(`SELECT ${DEPLOYED} FROM deployed_version WHERE uuid = ?`, uuid);
}

export function undeploy(store: Store, { id }: DeployedVersion): void {
  store.run(
    "UPDATE deployed_version SET undeployed_at = ?, updated_at = ? WHERE id = ?",
    store.now(),
    store.now(),
    id,
  );
}

/** In the order in which they came. */
export function currentlyDeployed(store: Store, environment: Environment): DeployedVersion[] {
  return store.all(
    `SELECT ${DEPLOYED} FROM deployed_version WHERE environment_id = ? AND undeployed_at IS NULL
     ORDER BY id`,
    environment.id,
  );
}

/** @returns the release, and whether it was made, or supported again, now */
export function recordRelease(
  store: Store,
  version: Version,
  environment: Environment,
): { released: ReleasedVersion; isNew: boolean } {
  return store.transaction(() => {
    const found = store.get<ReleasedVersion>(
      `SELECT ${RELEASED} FROM released_version WHERE version_id = ? AND environment_id = ?`,
      version.id,
      environment.id,
    );
    const now = store.now();
    if (found !== undefined) {
      store.run(
        "UPDATE released_version SET support_ended_at = NULL, updated_at = ? WHERE id = ?",
        now,
        found.id,
      );
      return { released: findReleasedVersion(store, found.uuid)!, isNew: false };
    }
    const uuid = store.newUuid();
    store.run(
      `INSERT INTO released_version (uuid, participant_id, version_id, environment_id, created_at,
         updated_at) VALUES (?, ?, ?, ?, ?, ?)`,
      uuid,
      version.participantId,
      version.id,
      environment.id,
      now,
      now,
    );
    return { released: findReleasedVersion(store, uuid)!, isNew: true };
  });
}

export function findReleasedVersion(store: Store, uuid: string): ReleasedVersion | undefined {
  return store.get(`SELECT ${RELEASED} FROM released_version WHERE uuid = ?`, uuid);
}

export function endSupport(store: Store, { id }: ReleasedVersion): void {
  store.run(
    "UPDATE released_version SET support_ended_at = ?, updated_at = ? WHERE id = ?",
    store.now(),
    store.now(),
    id,
  );
}

/** In the order in which they came. */
export function currentlySupported(store: Store, environment: Environment): ReleasedVersion[] {
  return store.all(
    `SELECT ${RELEASED} FROM released_version WHERE environment_id = ? AND support_ended_at IS NULL
     ORDER BY id`,
    environment.id,
  );
}
