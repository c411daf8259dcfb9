/**
 * A question asked of the matrix, and its answer.
 *
 * May version 3 of A be deployed to prod: which versions of its partners are there, what does each
 * consumer version among them expect of which provider, and did each of these provider versions
 * hold what is expected?
 */
import type { Store } from "../store/store.ts";
import { type Decision, decide } from "./decide.ts";
import { fold, inOrder, type Names } from "./fold.ts";
import { ignores, isIgnoredRow } from "./ignore.ts";
import { type Integration, integrationsBetween, integrationsOf } from "./integrations.ts";
import { namesOf } from "./names.ts";
import { type Question, selector, type Target } from "./question.ts";
import { type Row, rowsOf } from "./rows.ts";
import { rowsAgainst } from "./second-look.ts";
import { type Selected, select } from "./select.ts";

export interface Answer {
  decision: Decision;
  /** In order. */
  considered: Row[];
  ignored: Row[];
  names: Names;
}

/** @param question one that `problemsOf` finds nothing wrong with */
export function answer(store: Store, question: Question): Answer {
  const ignored = question.ignored.flatMap((each) => select(store, each, "ignored"));
  const isIgnored = (participantId: number, versionId: number | undefined): boolean =>
    ignores(ignored, participantId, versionId);
  const specified = question.selectors.flatMap((each) =>
    select(store, each, "specified", isIgnored),
  );
  const isInferring = Object.values(question.target).some((each) => each === true || isText(each));
  const integrations =
    isInferring || specified.length === 1
      ? integrationsOf(store, specified)
      : integrationsBetween(store, specified);
  const inferred = isInferring
    ? othersOf(integrations, specified).flatMap((name) =>
        select(store, partner(name, question.target), "inferred", isIgnored),
      )
    : [];
  const selected = [...specified, ...inferred];
  const all = rowsOf(store, selected, question.latestBy === undefined);
  const folded = fold(all.slice(0, question.limit), question.latestBy);
  const { outcomes } = question;
  const rows =
    outcomes === undefined ? folded : folded.filter(({ success }) => outcomes.includes(success));
  const isIgnoredHere = (row: Row): boolean => isIgnoredRow(row, ignored, selected);
  const conclude = (counted: readonly Row[]): Answer => {
    const names = namesOf(store, counted, selected);
    const considered = inOrder(
      counted.filter((row) => !isIgnoredHere(row)),
      names,
    );
    const ignoredRows = inOrder(counted.filter(isIgnoredHere), names);
    const evidence = { question, selected, ignored, integrations, names };
    const decision = decide({ ...evidence, considered, ignoredRows });
    return { decision, considered, ignored: ignoredRows, names };
  };
  const first = conclude(rows);
  if (first.decision.deployable !== true) return first;
  const against = rowsAgainst({ question, selected }, all, rows, isIgnoredHere);
  return against.length === 0 ? first : conclude([...rows, ...against]);
}

function isText(value: unknown): boolean {
  return typeof value === "string";
}

/** The partners of those that were specified, by name. */
function othersOf(integrations: readonly Integration[], specified: readonly Selected[]): string[] {
  const names = integrations.flatMap(({ consumer, provider }) => [consumer.name, provider.name]);
  const known = new Set(specified.map(({ participant }) => participant));
  return [...new Set(names)].filter((name) => !known.has(name));
}

function partner(participant: string, { latest, tag, environment, mainBranch }: Target) {
  return selector({
    participant,
    tag,
    environment,
    latest: latest === true ? true : undefined,
    mainBranch: mainBranch === true ? true : undefined,
  });
}
