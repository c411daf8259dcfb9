/** What participants and versions in rows are called. */
import type { Store } from "../store/store.ts";
import type { Names } from "./fold.ts";
import type { Row } from "./rows.ts";
import type { Selected } from "./select.ts";

/** Of those in `rows`, and of those that were selected. */
export function namesOf(store: Store, rows: readonly Row[], selected: readonly Selected[]): Names {
  const participants = new Set(
    rows.flatMap(({ consumerId, providerId }) => [consumerId, providerId]),
  );
  const versions = new Map<number, string>();
  for (const { versionId, version } of selected) {
    if (versionId !== undefined && version !== undefined) versions.set(versionId, version);
  }
  const others = new Set(
    rows
      .flatMap(({ consumerVersionId, providerVersionId }) => [consumerVersionId, providerVersionId])
      .filter((id): id is number => id !== null && !versions.has(id)),
  );
  const named = new Map(
    store
      .all<{ id: number; name: string }>(
        "SELECT id, name FROM participant WHERE id IN (SELECT value FROM json_each(?))",
        JSON.stringify([...participants]),
      )
      .map(({ id, name }) => [id, name]),
  );
  const numbered = store.all<{ id: number; number: string }>(
    "SELECT id, number FROM version WHERE id IN (SELECT value FROM json_each(?))",
    JSON.stringify([...others]),
  );
  for (const { id, number } of numbered) versions.set(id, number);
  return {
    participant: (id) => named.get(id) ?? "",
    version: (id) => versions.get(id) ?? "",
  };
}
