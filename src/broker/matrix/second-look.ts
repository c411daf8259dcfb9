/**
 * Where we do not follow the official broker: yes is said only of what was verified with
 * everything that is live.
 *
 * Several versions of a provider may be live in one environment: on several instances, or released
 * and still supported. The official broker looks for a result by any of them, so that a version
 * that was never verified is not seen beside one that was; and it looks at no more than 100 rows
 * where no limit is named. Both make a yes of what is not known, and people deploy on it.
 *
 * So a yes is looked at again. Any other answer is the official one, and so is every yes that
 * holds. `strict=false` in the query gives the official answer always.
 */
import { fold } from "./fold.ts";
import type { Question } from "./question.ts";
import { keyOf, type Row } from "./rows.ts";
import { NONE, type Selected } from "./select.ts";

/**
 * What speaks against a yes and is not among the rows that led to it.
 *
 * @param all every row, however many, those in which something happened last first
 * @param shown those that led to the answer
 * @param isIgnored whether a row does not count
 */
export function rowsAgainst(
  { question, selected }: { question: Question; selected: readonly Selected[] },
  all: readonly Row[],
  shown: readonly Row[],
  isIgnored: (row: Row) => boolean,
): Row[] {
  if (!question.isStrict || question.outcomes !== undefined) return [];
  const known = new Set(shown.map(idOf));
  const live = liveVersions(selected);
  const beyondLimit = question.isLimited ? [] : fold(all, question.latestBy);
  const ofLive = all.filter(({ providerId, providerVersionId }) =>
    live.get(providerId)?.has(providerVersionId ?? NONE),
  );
  const candidates = [...beyondLimit, ...fold(ofLive, "cvpv"), ...unverified(ofLive, live)];
  const against = new Map<string, Row>();
  for (const row of candidates) {
    if (row.success !== true && !known.has(idOf(row)) && !isIgnored(row)) {
      against.set(idOf(row), row);
    }
  }
  return [...against.values()];
}

/** By participant: the versions that are live in an environment that was asked for. */
function liveVersions(selected: readonly Selected[]): Map<number, Set<number>> {
  const live = new Map<number, Set<number>>();
  for (const { asked, participantId, versionId = NONE } of selected) {
    if (asked.environment === undefined || versionId === NONE) continue;
    const versions = live.get(participantId) ?? new Set();
    live.set(participantId, versions.add(versionId));
  }
  return live;
}

/** Pacts that one live version verified, and another did not: a row for each of these. */
function unverified(ofLive: readonly Row[], live: ReadonlyMap<number, ReadonlySet<number>>): Row[] {
  const byPact = Map.groupBy(ofLive, ({ pactId }) => pactId);
  return [...byPact.values()].flatMap((rows) => {
    const verified = new Set(rows.map(({ providerVersionId }) => providerVersionId));
    const others = [...live.get(rows[0]!.providerId)!].filter((id) => !verified.has(id));
    return others.map((providerVersionId) => ({
      ...rows[0]!,
      providerVersionId,
      resultId: null,
      resultNumber: null,
      success: null,
      verifiedAt: null,
    }));
  });
}

function idOf(row: Row): string {
  return `${keyOf(row)}/${row.providerVersionId}`;
}
