/** What is asked of the matrix: which versions, against which others, and how rows are folded. */
import { type RackParams, type RackValue, readRackQuery } from "./rack-query.ts";

/** Some versions of one participant: all of them where nothing else is said. */
export interface Selector {
  participant?: string;
  version?: string;
  latest?: true;
  branch?: string;
  tag?: string;
  environment?: string;
  mainBranch?: true;
}

/**
 * How rows that were overtaken are left out: `cvpv` keeps the latest result of each pair of
 * versions, `cvp` the newest provider version of each consumer version, `cp` that of each pair of
 * participants. Without it there is a row for every revision and every result.
 */
export const LATEST_BY = ["cvpv", "cvp", "cp"] as const;

export interface Question {
  selectors: Selector[];
  /** Whose rows do not count. */
  ignored: Selector[];
  latestBy?: string;
  limit: number;
  /** Whether the question names the limit. */
  isLimited: boolean;
  /** Which versions of the others are meant, where they are not named. */
  target: Target;
  /** Only rows with these outcomes; null: without a result. */
  outcomes?: (boolean | null)[];
  /** Whether yes is said only of what was verified with all that is live; see second-look.ts. */
  isStrict: boolean;
}

export interface Target {
  latest?: boolean;
  tag?: string;
  environment?: string;
  mainBranch?: boolean;
}

const DEFAULT_LIMIT = 100;

/**
 * `GET /matrix`, as the official command line asks it.
 *
 * @param query what follows the question mark
 * @throws {UnreadableQuery}
 */
export function readMatrixQuestion(query: string): Question {
  const params = readRackQuery(query);
  const outcomes = outcomesOf(params.get("success"));
  const limit = text(params, "limit");
  return {
    selectors: selectorsOf(params.get("q")),
    ignored: selectorsOf(params.get("ignore")),
    latestBy: text(params, "latestby"),
    limit: limit === undefined ? DEFAULT_LIMIT : leadingInteger(limit),
    isLimited: limit !== undefined,
    target: {
      latest: flag(params, "latest"),
      tag: text(params, "tag"),
      environment: text(params, "environment"),
      mainBranch: flag(params, "mainBranch"),
    },
    ...(outcomes !== undefined && { outcomes }),
    isStrict: text(params, "strict") !== "false",
  };
}

export interface SimpleQuestion {
  participant: RackValue | undefined;
  version: RackValue | undefined;
  to: RackValue | undefined;
  environment: RackValue | undefined;
  /** For when they are all said as they should be. */
  question: Question;
}

/**
 * `GET /can-i-deploy?pacticipant=&version=&environment=|to=&ignore[]=`.
 *
 * @throws {UnreadableQuery}
 */
export function readSimpleQuestion(query: string): SimpleQuestion {
  const params = readRackQuery(query);
  const [participant, version] = [text(params, "pacticipant"), text(params, "version")];
  const [tag, environment] = [text(params, "to"), text(params, "environment")];
  const named = params.get("ignore");
  const ignored = (Array.isArray(named) ? named : []).map((each) =>
    typeof each === "string" ? { participant: each } : selectorOf(each),
  );
  return {
    participant: params.get("pacticipant"),
    version: params.get("version"),
    to: params.get("to"),
    environment: params.get("environment"),
    question: {
      selectors: [selector({ participant, version })],
      ignored: ignored.filter((each) => each.participant !== undefined),
      // Several versions may be live in an environment, and each of them counts.
      latestBy: environment === undefined ? "cvp" : "cvpv",
      limit: Number.MAX_SAFE_INTEGER,
      isLimited: false,
      target: tag === undefined ? { environment } : { tag, latest: true },
      isStrict: text(params, "strict") !== "false",
    },
  };
}

function selectorsOf(value: RackValue | undefined): Selector[] {
  return Array.isArray(value) ? value.map(selectorOf) : [];
}

function selectorOf(value: RackValue): Selector {
  if (!(value instanceof Map)) return {};
  return selector({
    participant: text(value, "pacticipant"),
    version: text(value, "version"),
    latest: value.get("latest") === "true" ? true : undefined,
    branch: text(value, "branch"),
    tag: text(value, "tag"),
    environment: text(value, "environment"),
    mainBranch: value.get("mainBranch") === "true" ? true : undefined,
  });
}

/** Only what is said. */
export function selector(said: Selector): Selector {
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

function outcomesOf(value: RackValue | undefined): (boolean | null)[] | undefined {
  const list = typeof value === "string" ? [value] : value;
  if (!Array.isArray(list)) return undefined;
  return list.map((each) => (each === "" ? null : each === "true"));
}

function text(params: RackParams, name: string): string | undefined {
  const value = params.get(name);
  return typeof value === "string" && value !== "" ? value : undefined;
}

function flag(params: RackParams, name: string): boolean | undefined {
  const value = text(params, name);
  return value === undefined ? undefined : value === "true";
}

/** Ruby's `to_i`: what is no number is 0, and is refused as such. */
function leadingInteger(value: string): number {
  return Number(/^\s*[+-]?\d+/.exec(value)?.[0] ?? 0);
}
