/** Rows that are shown and do not count, since somebody said that they are known to be missing. */
import type { Row } from "./rows.ts";
import { isWhole, type Selected } from "./select.ts";

/** Whether a participant (version undefined), or one of its versions, is ignored. */
export function ignores(
  ignored: readonly Selected[],
  participantId: number,
  versionId: number | null | undefined,
): boolean {
  return ignored.some(
    (each) =>
      each.participantId === participantId &&
      (isWhole(each.asked) || (versionId !== undefined && each.versionId === versionId)),
  );
}

/**
 * A pact without a result names no provider version: it is ignored where all those that were
 * selected of its provider are.
 */
export function isIgnoredRow(
  row: Row,
  ignored: readonly Selected[],
  selected: readonly Selected[],
): boolean {
  if (ignored.length === 0) return false;
  if (ignores(ignored, row.consumerId, row.consumerVersionId)) return true;
  if (ignores(ignored, row.providerId, row.providerVersionId)) return true;
  if (row.providerVersionId !== null) return false;
  const ofProvider = selected.filter(({ participantId }) => participantId === row.providerId);
  return ofProvider.length > 0 && ofProvider.every(({ isIgnored }) => isIgnored);
}
