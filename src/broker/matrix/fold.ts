/** Rows that were overtaken are left out, and what is left is put in order. */
import type { Row } from "./rows.ts";

/**
 * @param rows those in which something happened last first
 * @param latestBy see `LATEST_BY`; undefined keeps all
 */
export function fold(rows: readonly Row[], latestBy: string | undefined): Row[] {
  if (latestBy === undefined) return [...rows];
  const groups = Map.groupBy(rows, (row) => groupOf(row, latestBy));
  return [...groups.values()].flatMap((group) => {
    // Pacts without a result always stay: nothing overtakes what is missing.
    const [verified, missing] = [true, false].map((isVerified) =>
      group.filter(({ providerVersionId }) => (providerVersionId !== null) === isVerified),
    ) as [Row[], Row[]];
    const newest = verified.toSorted((a, b) => versionOrder(a) - versionOrder(b)).at(-1);
    return newest === undefined ? missing : [newest, ...missing];
  });
}

function groupOf(row: Row, latestBy: string): string {
  const pair = `${row.consumerId}/${row.providerId}`;
  if (latestBy === "cp") return pair;
  const version = `${pair}/${row.consumerVersionId}`;
  return latestBy === "cvp" ? version : `${version}/${row.providerVersionId}`;
}

/** Versions are ordered by when they were made. */
function versionOrder({ providerVersionId }: Row): number {
  return providerVersionId ?? 0;
}

export interface Names {
  participant(id: number): string;
  version(id: number): string;
}

/** By names, the newest versions first, and what is not verified before what is. */
export function inOrder(rows: readonly Row[], { participant }: Names): Row[] {
  return rows.toSorted(
    (a, b) =>
      byName(participant(a.consumerId), participant(b.consumerId)) ||
      b.consumerVersionId - a.consumerVersionId ||
      b.revision - a.revision ||
      byName(participant(a.providerId), participant(b.providerId)) ||
      newestFirst(a.providerVersionId, b.providerVersionId) ||
      newestFirst(a.resultId, b.resultId),
  );
}

function byName(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function newestFirst(a: number | null, b: number | null): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  return b - a;
}
