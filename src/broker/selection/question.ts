/** What a provider asks when it wants pacts to verify, read from the request. */

import type { Selector } from "./selector.ts";
import { readSelector } from "./selector-rules.ts";

export interface Question {
  /** Of the provider version that will verify. */
  providerBranch: string | undefined;
  providerTags: string[];
  /** None: the broker chooses. */
  selectors: Selector[];
  asksPending: boolean;
  /** Work in progress that was published after this moment is included; in RFC 3339. */
  wipSince: string | undefined;
}

export type QuestionErrors = Record<string, string[]>;

/**
 * @param body a JSON object; members that nobody knows are passed over
 * @param environmentExists whether there is an environment of this name
 */
export function readQuestion(
  body: Readonly<Record<string, unknown>>,
  environmentExists: (name: string) => boolean,
): { question: Question } | { errors: QuestionErrors } {
  const errors: QuestionErrors = {};
  const branch = body.providerVersionBranch ?? undefined;
  const tags = body.providerVersionTags ?? [];
  const isPending = body.includePendingStatus;
  const since = body.includeWipPactsSince;
  const wipSince = since === undefined ? undefined : readDate(since);

  if (branch !== undefined && typeof branch !== "string") {
    errors.providerVersionBranch = ["must be a string"];
  }
  if (!Array.isArray(tags)) errors.providerVersionTags = ["must be an array"];
  if (isPending !== undefined && typeof isPending !== "boolean") {
    const isNothing = isPending === null || isPending === "";
    errors.includePendingStatus = [isNothing ? "must be filled" : "must be one of: true, false"];
  }
  if (since !== undefined && wipSince === undefined) {
    errors.includeWipPactsSince = [
      since === null || since === "" ? "must be filled" : "must be a date",
    ];
  }
  const hasTags = Array.isArray(tags) && tags.length > 0;
  const asksPending = isPending === true;
  if (typeof branch === "string" && branch.trim() === "" && Object.keys(errors).length === 0) {
    if (branch !== "") {
      errors.providerVersionBranch = ["cannot be blank"];
    } else if (!hasTags && (asksPending || wipSince !== undefined)) {
      errors.providerVersionBranch = [EMPTY_BRANCH];
    }
  }

  const providerBranch = typeof branch === "string" ? branch : undefined;
  const selectors = readSelectors(body.consumerVersionSelectors, errors, {
    providerBranch,
    hasProviderBranch: providerBranch !== undefined && providerBranch.trim() !== "",
    environmentExists,
  });
  if (Object.keys(errors).length > 0) return { errors };
  const providerTags = (tags as unknown[]).filter((each) => typeof each === "string");
  return { question: { providerBranch, providerTags, selectors, asksPending, wipSince } };
}

const EMPTY_BRANCH =
  "when pending or WIP pacts are enabled and there are no tags provided, the provider version branch must not be an empty string, as it is used in the calculations for WIP/pending. A value must be provided (recommended), or it must not be set at all.";

function readSelectors(
  list: unknown,
  errors: QuestionErrors,
  context: Parameters<typeof readSelector>[1],
): Selector[] {
  if (list === undefined) return [];
  if (!Array.isArray(list)) {
    errors.consumerVersionSelectors = ["must be an array"];
    return [];
  }
  const selectors: Selector[] = [];
  const faults: string[] = [];
  for (const [index, each] of list.entries()) {
    const read = isRecord(each) ? readSelector(each, context) : { errors: ["must be a hash"] };
    if ("errors" in read) faults.push(...read.errors.map((text) => `${text} (at index ${index})`));
    else selectors.push(...read.selectors);
  }
  if (faults.length > 0) errors.consumerVersionSelectors = faults;
  return selectors;
}

/** A day, or a moment, of RFC 3339; a day begins at midnight UTC. */
function readDate(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  const day = /^(\d{4})-(\d\d)-(\d\d)(?=$|[T ])/.exec(value);
  if (day === null) return undefined;
  const [year, month, date] = [Number(day[1]), Number(day[2]), Number(day[3])];
  // Days that no month has would run over into the next.
  if (new Date(Date.UTC(year, month - 1, date)).toISOString().slice(0, 10) !== day[0]) {
    return undefined;
  }
  const isDayOnly = value.length === day[0].length;
  const hasZone = /(Z|[+-]\d\d:?\d\d)$/i.test(value);
  const moment = new Date(isDayOnly || hasZone ? value : `${value}Z`);
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString();
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
