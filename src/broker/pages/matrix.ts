/** What the page of the matrix shows: the answer that programs get, and the forms to ask again. */
import type {
  AnswerView,
  AskedView,
  MatrixView,
  PartyView,
  RowView,
} from "../../pages/broker/matrix.ts";
import { type Answer, answer } from "../matrix/answer.ts";
import { detailsOf } from "../matrix/details.ts";
import { problemsOf } from "../matrix/problems.ts";
import {
  type Question,
  readMatrixQuestion,
  type Selector,
  type Target,
} from "../matrix/question.ts";
import { UnreadableQuery } from "../matrix/rack-query.ts";
import type { Row } from "../matrix/rows.ts";
import { listEnvironments } from "../store/environments.ts";
import { listParticipants } from "../store/participants.ts";
import type { Store } from "../store/store.ts";

/** @param query what follows the question mark, encoded */
export function matrixView(store: Store, query: string): MatrixView {
  const view: MatrixView = {
    participants: listParticipants(store).map(({ name }) => name),
    environments: listEnvironments(store).map(({ name }) => name),
    asked: askedOf(undefined),
    problems: [],
    answer: undefined,
  };
  const filled = filledQuery(query);
  if (filled === "") return view;
  let question: Question;
  try {
    question = readMatrixQuestion(filled);
  } catch (error) {
    if (!(error instanceof UnreadableQuery)) throw error;
    return { ...view, problems: [error.message] };
  }
  const asked = askedOf(question);
  const problems = problemsOf(store, question);
  if (problems.length > 0) return { ...view, asked, problems };
  return { ...view, asked, answer: answerView(store, question) };
}

/**
 * A form sends its empty fields, too, and these ask for nothing. Where it names no environment,
 * the latest versions of the others are meant, as by the official command line.
 */
function filledQuery(query: string): string {
  const pairs = query.split("&").filter((pair) => pair !== "");
  const filled = pairs.filter((pair) => !/^[^=]*=?$/.test(pair));
  if (pairs.includes("environment=") && !pairs.some((pair) => pair.startsWith("latest="))) {
    filled.push("latest=true");
  }
  return filled.join("&");
}

function askedOf(question: Question | undefined): AskedView {
  const selectors = question?.selectors ?? [];
  const [first, second] = selectors;
  const isPair = selectors.length === 2;
  return {
    selectors: selectors.map(selectorWords),
    target: question && targetWords(question.target),
    consumer: (isPair && first?.participant) || "",
    provider: (isPair && second?.participant) || "",
    participant: (!isPair && first?.participant) || "",
    version: (!isPair && first?.version) || "",
    environment: question?.target.environment ?? "",
  };
}

function selectorWords(selector: Selector): string {
  const { participant = "?", version, latest, branch, tag, environment, mainBranch } = selector;
  const words = [
    version !== undefined && `version ${version}`,
    latest === true && "latest",
    branch !== undefined && `branch ${branch}`,
    mainBranch === true && "main branch",
    tag !== undefined && `tag ${tag}`,
    environment !== undefined && `in ${environment}`,
  ].filter((each) => each !== false);
  return words.length === 0 ? participant : `${participant}, ${words.join(", ")}`;
}

function targetWords({ latest, tag, environment, mainBranch }: Target): string | undefined {
  if (environment !== undefined) return `with what is in ${environment}`;
  if (mainBranch === true) return "with the main branches of the others";
  if (tag !== undefined) return `with what has the tag ${tag}`;
  return latest === true ? "with the latest versions of the others" : undefined;
}

function answerView(store: Store, question: Question): AnswerView {
  const answered = answer(store, question);
  const { decision, considered, ignored } = answered;
  const rows = [...considered, ...ignored];
  const party = partyReader(store, answered, rows);
  const read = (row: Row, isIgnored: boolean): RowView => ({
    consumer: party(row.consumerId, row.consumerVersionId),
    provider:
      row.providerVersionId === null
        ? {
            name: answered.names.participant(row.providerId),
            version: undefined,
            branches: [],
            tags: [],
            environments: [],
          }
        : party(row.providerId, row.providerVersionId),
    publishedAt: row.pactCreatedAt,
    success: row.success ?? undefined,
    verifiedAt: row.verifiedAt ?? undefined,
    isIgnored,
  });
  return {
    deployable: decision.deployable,
    notices: decision.notices,
    counts: {
      success: decision.success,
      failed: decision.failed,
      unknown: decision.unknown,
      ignored: decision.ignored ?? 0,
    },
    rows: [...considered.map((row) => read(row, false)), ...ignored.map((row) => read(row, true))],
    isLimited: rows.length >= question.limit,
  };
}

function partyReader(
  store: Store,
  { names }: Answer,
  rows: readonly Row[],
): (participantId: number, versionId: number) => PartyView {
  const ids = new Set(
    rows.flatMap(({ consumerVersionId, providerVersionId }) =>
      providerVersionId === null ? [consumerVersionId] : [consumerVersionId, providerVersionId],
    ),
  );
  const details = detailsOf(store, [...ids]);
  return (participantId, versionId) => {
    const { branches, tags, environments } = details(versionId);
    return {
      name: names.participant(participantId),
      version: names.version(versionId),
      branches: branches.map(({ name }) => name),
      tags: tags.map(({ name }) => name),
      environments: [...new Set(environments.map(({ name }) => name))],
    };
  };
}
