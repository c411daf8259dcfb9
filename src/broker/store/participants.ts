/** Applications, by name. */
import { displayNameOf } from "./display-name.ts";
import type { Store } from "./store.ts";

export interface Participant {
  id: number;
  name: string;
  displayName: string | null;
  mainBranch: string | null;
  repositoryUrl: string | null;
  createdAt: string;
  updatedAt: string;
}

export interface ParticipantFields {
  displayName?: string | null;
  mainBranch?: string | null;
  repositoryUrl?: string | null;
}

const COLUMNS = `id, name, display_name AS displayName, main_branch AS mainBranch,
  repository_url AS repositoryUrl, created_at AS createdAt, updated_at AS updatedAt`;

export function findParticipant(store: Store, name: string): Participant | undefined {
  return store.get(`SELECT ${COLUMNS} FROM participant WHERE name = ?`, name);
}

export function participantById(store: Store, id: number): Participant {
  return store.get<Participant>(`SELECT ${COLUMNS} FROM participant WHERE id = ?`, id)!;
}

/** By name. */
export function listParticipants(store: Store): Participant[] {
  return store.all(`SELECT ${COLUMNS} FROM participant ORDER BY name COLLATE NOCASE, name`);
}

/** Without a name for people it gets one that is made of its own. */
export function createParticipant(
  store: Store,
  name: string,
  fields: ParticipantFields = {},
): Participant {
  const now = store.now();
  store.run(
    `INSERT INTO participant (name, display_name, main_branch, repository_url, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, ?)`,
    name,
    fields.displayName ?? displayNameOf(name),
    fields.mainBranch ?? null,
    fields.repositoryUrl ?? null,
    now,
    now,
  );
  return findParticipant(store, name)!;
}

export function findOrCreateParticipant(store: Store, name: string): Participant {
  return findParticipant(store, name) ?? createParticipant(store, name);
}

/** What is left out stays as it is. */
export function updateParticipant(
  store: Store,
  { id, name }: Participant,
  fields: ParticipantFields,
): Participant {
  const before = findParticipant(store, name)!;
  const after = { ...before, ...fields };
  store.run(
    `UPDATE participant SET display_name = ?, main_branch = ?, repository_url = ?, updated_at = ?
     WHERE id = ?`,
    after.displayName ?? displayNameOf(name),
    after.mainBranch ?? null,
    after.repositoryUrl ?? null,
    store.now(),
    id,
  );
  return findParticipant(store, name)!;
}

/** With its versions, its pacts, and what others expect of it. */
export function deleteParticipant(store: Store, { id }: Participant): void {
  store.run("DELETE FROM participant WHERE id = ?", id);
}
