/**
 * The answer that is drawn from rows: deployable, not, or not known; and why.
 *
 * Not known outranks no: what is missing may come.
 */
import { describeMissing, describeSelected } from "./describe.ts";
import type { Names } from "./fold.ts";
import type { Integration } from "./integrations.ts";
import type { Question } from "./question.ts";
import type { Row } from "./rows.ts";
import { isWhole, NONE, type Selected } from "./select.ts";

export interface Notice {
  type: "success" | "warning" | "error";
  text: string;
}

export interface Decision {
  /** null: not known. */
  deployable: boolean | null;
  notices: Notice[];
  success: number;
  failed: number;
  unknown: number;
  /** Only where something is to be ignored. */
  ignored?: number;
}

export interface Evidence {
  question: Question;
  /** Specified and inferred. */
  selected: readonly Selected[];
  ignored: readonly Selected[];
  integrations: readonly Integration[];
  /** Those that count, in order. */
  considered: readonly Row[];
  ignoredRows: readonly Row[];
  names: Names;
}

export function decide(evidence: Evidence): Decision {
  const { considered, ignored, ignoredRows, selected } = evidence;
  const missing = missingIntegrations(evidence);
  const unknown = considered.filter(({ success }) => success === null);
  const failed = considered.filter(({ success }) => success === false);
  const absent = selected.filter(
    (each) => each.kind === "specified" && each.versionId === NONE && !each.isIgnored,
  );
  const errors =
    absent.length > 0
      ? absent.map(describeMissing)
      : [
          ...missing.map(({ consumer, provider }) =>
            notVerified(evidence, [consumer.name, provider.name]),
          ),
          ...failed.map((row) => failure(evidence, row)),
          ...unknown.map((row) => notVerified(evidence, namesOf(evidence, row))),
        ];
  return {
    deployable:
      absent.length > 0 ? false : unknown.length + missing.length > 0 ? null : failed.length === 0,
    notices: [
      ...warningsOf(evidence).map((text): Notice => ({ type: "warning", text })),
      ...(errors.length > 0
        ? errors.map((text): Notice => ({ type: "error", text }))
        : [successOf(considered)]),
    ],
    success: considered.length - failed.length - unknown.length,
    failed: failed.length,
    unknown: missing.length + unknown.length,
    ...(ignored.length > 0 && { ignored: ignoredRows.length }),
  };
}

/** A consumer needs a row of each of its providers, be it ignored. */
function missingIntegrations({ integrations, considered, ignoredRows }: Evidence): Integration[] {
  const known = new Set(
    [...considered, ...ignoredRows].map((row) => `${row.consumerId}/${row.providerId}`),
  );
  return integrations.filter(
    ({ consumer, provider, isRequired }) =>
      isRequired && !known.has(`${consumer.id}/${provider.id}`),
  );
}

function warningsOf({ question, selected, ignored }: Evidence): string[] {
  const { target } = question;
  const specified = selected.filter(({ kind }) => kind === "specified");
  const warnings = ignored
    .filter((each) => each.participantId === NONE || each.versionId === NONE)
    .map((each) => `WARN: Cannot ignore ${describeSelected(each)}`);
  const isAimed = target.tag ?? target.environment ?? (target.mainBranch === true || undefined);
  if (specified.length === 1 && isAimed === undefined) {
    warnings.push(
      "WARN: It is recommended to specify the environment into which you are deploying. Without the environment, this result will not be reliable.",
    );
  }
  if (specified.some(({ asked }) => !isWhole(asked) && asked.version === undefined)) {
    warnings.push(
      "WARN: It is recommended to specify the version number (rather than the tag or branch) of the pacticipant you wish to deploy to avoid race conditions. Without a version number, this result will not be reliable.",
    );
  }
  return warnings;
}

function successOf(considered: readonly Row[]): Notice {
  const text =
    considered.length > 0
      ? "All required verification results are published and successful"
      : "There are no missing dependencies";
  return { type: "success", text };
}

/** A consumer and a provider by name, and their versions where a row has them. */
type Sides = readonly [
  consumer: string,
  provider: string,
  consumerVersion?: string,
  providerVersion?: string,
];

function namesOf({ names }: Evidence, row: Row): Sides {
  return [
    names.participant(row.consumerId),
    names.participant(row.providerId),
    names.version(row.consumerVersionId),
    row.providerVersionId === null ? undefined : names.version(row.providerVersionId),
  ];
}

function notVerified(evidence: Evidence, sides: Sides): string {
  return `There is no verified pact between ${between(evidence, sides)}`;
}

function failure(evidence: Evidence, row: Row): string {
  return `The verification for the pact between ${between(evidence, namesOf(evidence, row))} failed`;
}

function between(evidence: Evidence, [consumer, provider, ...versions]: Sides): string {
  const [consumerVersion, providerVersion] = versions;
  return `${side(evidence, consumer, consumerVersion)} and ${side(evidence, provider, providerVersion)}`;
}

/** By the selector that brought the version in, or by what the rows say of it. */
function side(evidence: Evidence, name: string, version: string | undefined): string {
  const found = evidence.selected.filter(({ participant }) => participant === name);
  const selected =
    found.length === 1
      ? found[0]
      : version === undefined
        ? undefined
        : found.find((each) => each.version === version);
  return selected === undefined ? fromRows(evidence, name) : describeSelected(selected);
}

/** The official broker takes the first row that has the participant, whatever its version. */
function fromRows({ considered, names }: Evidence, name: string): string {
  for (const row of considered) {
    if (names.participant(row.consumerId) === name) {
      return `version ${names.version(row.consumerVersionId)} of ${name}`;
    }
    if (names.participant(row.providerId) === name) {
      const { providerVersionId } = row;
      return providerVersionId === null
        ? `any version of ${name}`
        : `version ${names.version(providerVersionId)} of ${name}`;
    }
  }
  return `any version of ${name}`;
}
