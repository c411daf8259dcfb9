/** What is wrong with a question, in the official broker's sentences. */
import { findEnvironmentByName } from "../store/environments.ts";
import { findParticipant } from "../store/participants.ts";
import type { Store } from "../store/store.ts";
import { LATEST_BY, type Question, type Selector } from "./question.ts";

/** Empty where the question can be answered. A version that does not exist is no problem. */
export function problemsOf(store: Store, question: Question): string[] {
  const { selectors, ignored } = question;
  const problems = selectors.flatMap((each) => problemsOfSelector(each, ""));
  for (const { participant } of selectors) {
    if (participant === undefined || findParticipant(store, participant) !== undefined) continue;
    problems.push(`Pacticipant ${participant} not found`);
  }
  if (selectors.length === 0) problems.push("Please provide 1 or more version selectors.");
  problems.push(...ignored.flatMap((each) => problemsOfSelector(each, " to ignore")));
  return [...problems, ...problemsOfTarget(store, question)];
}

function problemsOfSelector({ participant, version, latest }: Selector, use: string): string[] {
  if (participant === undefined) return [`Please specify the pacticipant name${use}`];
  if (version === undefined || latest === undefined) return [];
  return [`A version number and latest flag cannot both be specified for ${participant}${use}`];
}

function problemsOfTarget(store: Store, { target, limit, latestBy }: Question): string[] {
  const problems: string[] = [];
  const { tag, environment, mainBranch, latest } = target;
  if ([tag, environment, mainBranch].filter((each) => each !== undefined).length > 1) {
    problems.push("Cannot specify more than one of tag, environment and mainBranch.");
  }
  if (latest === true && environment !== undefined) {
    problems.push("Cannot specify both latest=true and an environment.");
  }
  if (environment !== undefined && findEnvironmentByName(store, environment) === undefined) {
    problems.push(`Environment with name '${environment}' does not exist`);
  }
  if (limit < 1) problems.push("The limit must be 1 or greater.");
  if (latestBy !== undefined && !(LATEST_BY as readonly string[]).includes(latestBy)) {
    problems.push(`latestby must be one of ${LATEST_BY.join(", ")}.`);
  }
  return problems;
}
