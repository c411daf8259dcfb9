/**
 * What a consumer version selector may say: its members one by one, then what excludes what.
 *
 * The sentences are those that clients show; PACT-BROKER answers them with status 400.
 */
import type { Selector } from "./selector.ts";

export interface SelectorContext {
  /** Whether the question names a provider version branch that is not blank. */
  hasProviderBranch: boolean;
  /** The provider version branch, for `matchingBranch`. */
  providerBranch: string | undefined;
  environmentExists(name: string): boolean;
}

const BRANCH_MEMBERS = [
  "latest",
  "tag",
  "fallbackTag",
  "branch",
  "fallbackBranch",
  "matchingBranch",
  "mainBranch",
] as const;
const ENVIRONMENT_MEMBERS = ["environment", "deployed", "released", "deployedOrReleased"] as const;
const MEMBERS = [...BRANCH_MEMBERS, ...ENVIRONMENT_MEMBERS, "consumer"] as const;

type Member = (typeof MEMBERS)[number];

const isTrue = (value: unknown) => (value === true ? undefined : "must be one of: true");
const isText = (value: unknown) => (typeof value === "string" ? undefined : "must be a string");

/** What each member is, beside not being empty. */
const TYPES: Readonly<Record<Member, (value: unknown) => string | undefined>> = {
  mainBranch: isTrue,
  tag: isText,
  branch: (value) =>
    typeof value === "string" || value === true
      ? undefined
      : "must be a string or must be equal to true",
  matchingBranch: isTrue,
  latest: (value) => (typeof value === "boolean" ? undefined : "must be one of: true, false"),
  fallbackTag: isText,
  fallbackBranch: isText,
  consumer: isText,
  deployed: isTrue,
  released: isTrue,
  deployedOrReleased: isTrue,
  environment: isText,
};

interface Values {
  mainBranch?: true;
  tag?: string;
  branch?: string | true;
  matchingBranch?: true;
  latest?: boolean;
  fallbackTag?: string;
  fallbackBranch?: string;
  consumer?: string;
  deployed?: true;
  released?: true;
  deployedOrReleased?: true;
  environment?: string;
}

/**
 * @param value a JSON object; members that nobody knows are passed over
 * @returns the selectors it stands for (deployed or released are two), or what is wrong with it
 */
export function readSelector(
  value: Readonly<Record<string, unknown>>,
  context: SelectorContext,
): { selectors: Selector[] } | { errors: string[] } {
  const given = MEMBERS.filter((member) => Object.hasOwn(value, member));
  const faults = new Map<Member, string>();
  for (const member of given) {
    const fault = isEmpty(value[member]) ? "must be filled" : TYPES[member](value[member]);
    if (fault !== undefined) faults.set(member, fault);
  }
  const values = Object.fromEntries(given.map((member) => [member, value[member]])) as Values;
  const errors = [
    ...[...faults].map(([member, fault]) => `${member} ${fault}`),
    ...brokenRules(values, new Set(faults.keys()), context),
  ];
  return errors.length > 0 ? { errors } : { selectors: selectorsOf(values, context) };
}

function isEmpty(value: unknown): boolean {
  return value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

/** A rule is not asked where one of its members is at fault already. */
function brokenRules(values: Values, faulty: ReadonlySet<Member>, context: SelectorContext) {
  const broken: string[] = [];
  const rule = (members: readonly Member[], isBroken: () => boolean, text: string) => {
    if (!members.some((member) => faulty.has(member)) && isBroken()) broken.push(text);
  };
  const hasBeside = (...own: Member[]) =>
    MEMBERS.some((member) => !own.includes(member) && Object.hasOwn(values, member));
  const { tag, branch, latest, fallbackTag, fallbackBranch, deployed, released } = values;

  rule(["consumer"], () => isBlank(values.consumer), "consumer cannot be blank");
  rule(
    MEMBERS,
    () => !saysWhich(values),
    "must specify a value for environment or tag or branch, or specify mainBranch=true, matchingBranch=true, latest=true, deployed=true, released=true or deployedOrReleased=true",
  );
  rule(
    MEMBERS,
    () => values.mainBranch === true && hasBeside("consumer", "mainBranch", "latest"),
    "cannot specify mainBranch=true with any other criteria apart from consumer",
  );
  rule(
    ["mainBranch", "latest"],
    () => values.mainBranch === true && latest === false,
    "cannot specify mainBranch=true with latest=false",
  );
  rule(
    MEMBERS,
    () => values.matchingBranch === true && hasBeside("consumer", "matchingBranch"),
    "cannot specify matchingBranch=true with any other criteria apart from consumer",
  );
  rule(
    MEMBERS,
    () => values.matchingBranch === true && !context.hasProviderBranch,
    "the providerVersionBranch must be specified when the selector matchingBranch=true is used",
  );
  rule(
    ["tag", "branch"],
    () => tag !== undefined && branch !== undefined,
    "cannot specify both a tag and a branch",
  );
  const ofBranches = BRANCH_MEMBERS.filter((member) => Object.hasOwn(values, member)).sort();
  const ofPlaces = ENVIRONMENT_MEMBERS.filter((member) => Object.hasOwn(values, member)).sort();
  rule(
    MEMBERS,
    () => ofBranches.length > 0 && ofPlaces.length > 0,
    `cannot specify the ${fields(ofBranches)} with the ${fields(ofPlaces)}`,
  );
  const fallbackTagMembers = ["fallbackTag", "tag", "latest"] as const;
  rule(
    fallbackTagMembers,
    () => fallbackTag !== undefined && latest !== true,
    "fallbackTag can only be set if latest is true",
  );
  rule(
    fallbackTagMembers,
    () => fallbackTag !== undefined && tag === undefined,
    "a tag must be specified when a fallbackTag is specified",
  );
  const fallbackBranchMembers = ["fallbackBranch", "branch", "latest"] as const;
  rule(
    fallbackBranchMembers,
    () => fallbackBranch !== undefined && branch === undefined,
    "a branch must be specified when a fallbackBranch is specified",
  );
  rule(
    fallbackBranchMembers,
    () => fallbackBranch !== undefined && latest === false,
    "fallbackBranch can only be set if latest is true",
  );
  rule(
    ["branch", "latest"],
    () => branch !== undefined && latest === false,
    "cannot specify a branch with latest=false",
  );
  rule(
    ["environment"],
    () => !isBlank(values.environment) && isUnknown(values.environment, context),
    `environment with name '${values.environment}' does not exist`,
  );
  const places = ["deployed", "released", "deployedOrReleased"] as const;
  rule(
    places,
    () => deployed === true && released === true,
    "cannot specify both deployed=true and released=true",
  );
  for (const other of ["deployed", "released"] as const) {
    rule(
      places,
      () => values[other] === true && values.deployedOrReleased === true,
      `cannot specify both ${other}=true and deployedOrReleased=true`,
    );
  }
  return broken;
}

function saysWhich(values: Values): boolean {
  const { mainBranch, matchingBranch, latest, deployed, released, deployedOrReleased } = values;
  return (
    [mainBranch, matchingBranch, latest, deployed, released, deployedOrReleased].includes(true) ||
    [values.tag, values.branch, values.environment].some(
      (value) => value !== undefined && !isBlank(value),
    )
  );
}

function isUnknown(environment: string | undefined, context: SelectorContext): boolean {
  return environment !== undefined && !context.environmentExists(environment);
}

function isBlank(value: unknown): boolean {
  return typeof value === "string" && value.trim() === "";
}

function fields(names: readonly string[]): string {
  return `${names.length === 1 ? "field" : "fields"} ${names.join("/")}`;
}

function selectorsOf(values: Values, { providerBranch }: SelectorContext): Selector[] {
  const { consumer, tag, branch, latest, environment } = values;
  if (values.mainBranch === true) return [{ kind: "main-branch", consumer }];
  if (values.matchingBranch === true && providerBranch !== undefined) {
    return [{ kind: "branch", branch: providerBranch, consumer }];
  }
  if (branch === true) return [{ kind: "each-branch", consumer }];
  if (branch !== undefined) return [{ kind: "branch", branch, consumer }];
  if (tag !== undefined) {
    return latest === true
      ? [{ kind: "latest-tagged", tag, fallbackTag: values.fallbackTag, consumer }]
      : [{ kind: "tagged", tag, consumer }];
  }
  if (latest === true) return [{ kind: "latest", consumer }];
  const places: Selector[] = [];
  const isEither = values.deployedOrReleased === true;
  if (isEither || values.deployed === true) {
    places.push({ kind: "deployed", environment, consumer });
  }
  if (isEither || values.released === true) {
    places.push({ kind: "released", environment, consumer });
  }
  if (places.length === 0 && environment !== undefined) {
    places.push({ kind: "environment", environment, consumer });
  }
  return places;
}
