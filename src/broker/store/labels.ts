/** Labels of participants. */
import { type Participant, participantById } from "./participants.ts";
import type { Store } from "./store.ts";

export interface Label {
  name: string;
  createdAt: string;
}

/** By name. */
export function labelsOf(store: Store, { id }: Participant): Label[] {
  return store.all(
    "SELECT name, created_at AS createdAt FROM label WHERE participant_id = ? ORDER BY name",
    id,
  );
}

export function findLabel(store: Store, { id }: Participant, name: string): Label | undefined {
  return store.get(
    "SELECT name, created_at AS createdAt FROM label WHERE participant_id = ? AND name = ?",
    id,
    name,
  );
}

/** @returns whether the participant did not have it before */
export function addLabel(store: Store, { id }: Participant, name: string): boolean {
  const { changes } = store.run(
    "INSERT INTO label (participant_id, name, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
    id,
    name,
    store.now(),
  );
  return changes > 0;
}

export function removeLabel(store: Store, { id }: Participant, name: string): boolean {
  const { changes } = store.run(
    "DELETE FROM label WHERE participant_id = ? AND name = ?",
    id,
    name,
  );
  return changes > 0;
}

/** By name. */
export function participantsWithLabel(store: Store, label: string): Participant[] {
  return store
    .all<{ id: number }>(
      `SELECT id FROM participant JOIN label ON label.participant_id = participant.id
       WHERE label.name = ? ORDER BY participant.name COLLATE NOCASE, participant.name`,
      label,
    )
    .map(({ id }) => participantById(store, id));
}

/** Every label that some participant has, by name. */
export function listLabels(store: Store): string[] {
  return store
    .all<{ name: string }>("SELECT DISTINCT name FROM label ORDER BY name")
    .map(({ name }) => name);
}
