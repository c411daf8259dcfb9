/**
 * The findings of a body, or of contents, that a pact expects to be sent.
 *
 * DESIGN, decision 3: a pact is an expectation in a provider state.
 */
import { essence, isJson } from "../contract/media-type.ts";
import type { FindingCode } from "../findings/code.ts";
import type { Finding } from "../findings/finding.ts";
import { sample } from "../schema/sample.ts";
import type { Schema } from "../schema/schema.ts";
import { formatPointer, valueAt } from "../source/pointer.ts";
import { becauseOf, locationInside, type PairContext, pactFinding } from "./comparison.ts";
import { judgeBody } from "./expected-body.ts";
import { rulesWithPlaces } from "./expected-rules.ts";
import { kindOfType } from "./match/body-content.ts";
import { ruleName } from "./match/match-text.ts";
import type { Direction } from "./matcher-set/set-comparison.ts";
import { nameOfPlace } from "./name-of-place.ts";
import type { Body, MatchingRules } from "./pact.ts";
import type { Problem } from "./problem.ts";
import { readMatchingRules } from "./read-rules.ts";

export interface ExpectedPart {
  body: Body;
  /** As its media type reads it. */
  value: unknown;
  contentType: string;
  schema: Schema;
  rules: MatchingRules;
  /** Of the rules. */
  category: string;
  direction: Direction;
  /** What it is called as a whole. */
  whole: string;
  codes: { undeclared: FindingCode; invalid: FindingCode; excluded: FindingCode };
}

export function compareExpected(context: PairContext, part: ExpectedPart): Finding[] {
  const { schema, value, direction, category, body } = part;
  const rules = rulesToJudgeBy(part);
  const judging = {
    rules: rules ?? OF_TYPE,
    category: rules === undefined ? "body" : category,
    allowsMore: true,
    readRules: (written: unknown) => readVariantRules(body, category, written),
    sets: context.sets,
    direction,
  };
  const problems = judgeBody(judging, schema, value);
  const literals = problems.filter(({ kind }) => kind === "literal");
  return [
    ...(rules === undefined ? unreadRules(context, part) : []),
    ...alikeTogether(problems).flatMap((problem) => problemFinding(context, part, problem)),
    ...literalFinding(context, part, literals),
  ];
}

/**
 * The rules of a variant of `arrayContains`, as the pact writes them. What is none of its rules
 * makes all of them one that is not known.
 */
export function readVariantRules(body: Body, category: string, written: unknown): MatchingRules {
  const faults: Finding[] = [];
  const rules = readMatchingRules(faults, { ...body.place, value: { [category]: written } });
  if (faults.length === 0) return rules;
  const unknown = { combine: "AND", matchers: [{ match: "unreadable" }] } as const;
  return new Map([[category, new Map([["$", unknown]])]]);
}

// Paths of rules lead through JSON, and name the whole of a text. An XML document and its value by
// the schema are two things: there the example alone counts, and each of its values by its type.
function rulesToJudgeBy({ contentType, rules, value }: ExpectedPart): MatchingRules | undefined {
  if (isJson(contentType)) return rules;
  const kind = kindOfType(essence(contentType));
  return kind === "text" && typeof value === "string" ? rules : undefined;
}

const OF_TYPE: MatchingRules = new Map([
  ["body", new Map([["$", { combine: "AND", matchers: [{ match: "type" }] } as const]])],
]);

function unreadRules(context: PairContext, part: ExpectedPart): Finding[] {
  const { rules, category, body, contentType, whole } = part;
  // That a value is of its example's type is what is asked of all of them.
  const more = [...(rules.get(category) ?? [])].filter(([, { matchers }]) =>
    matchers.some((rule) => !/^(type|min|max)$/.test(ruleName(rule))),
  );
  if (more.length === 0) return [];
  return [
    pactFinding(context, {
      code: "pact.unvalidatable",
      message: `${rulesWithPlaces(new Map(more))} of ${whole} ${more.length === 1 ? "was not compared: it leads" : "were not compared: they lead"} through ${contentType}, and its schema does not`,
      at: locationInside(body.place),
      ...becauseOf(context.contract, part.schema),
      identity: [whole, "rules"],
    }),
  ];
}

/** A problem, and where else the same is said: an optional field is seldom alone. */
interface ToldProblem {
  problem: Problem;
  others: readonly Problem[];
}

function alikeTogether(problems: readonly Problem[]): ToldProblem[] {
  const told: { problem: Problem; others: Problem[] }[] = [];
  const optional = new Map<string, { problem: Problem; others: Problem[] }>();
  for (const problem of problems) {
    const first = problem.kind === "optional" ? optional.get(problem.message) : undefined;
    if (first !== undefined) {
      first.others.push(problem);
      continue;
    }
    const one = { problem, others: [] };
    told.push(one);
    if (problem.kind === "optional") optional.set(problem.message, one);
  }
  return told;
}

function problemFinding(
  context: PairContext,
  part: ExpectedPart,
  { problem, others }: ToldProblem,
): Finding[] {
  const { kind, path, message, rule } = problem;
  if (kind === "literal") return [];
  const name = nameOfPlace(path, part.whole);
  const isExample = kind === "example";
  return [
    pactFinding(context, {
      code: codeOf(kind, part),
      message: isExample
        ? `the example of ${name} ${message}; its rule accepts other values`
        : others.length === 0
          ? `${name} ${message}`
          : severalOptional([problem, ...others], part.whole),
      ...(isExample && {
        severity: "warning",
        mend: "Give the consumer's test an example that the provider can send.",
      }),
      at: locationInside(part.body.place, ...path),
      ...becauseOf(context.contract, rule),
      ...("witness" in problem && { witness: problem.witness, asked: problem.asked ?? [] }),
      identity: [
        ...identityOf(part),
        formatPointer(path),
        kind,
        rule?.pointer ?? "",
        ...others.map((other) => formatPointer(other.path)),
      ],
    }),
  ];
}

function severalOptional(problems: readonly Problem[], whole: string): string {
  const { message } = problems[0]!;
  const names = problems.map(({ path }) => nameOfPlace(path, whole));
  const plural = message.replace("is expected", "are expected").replace("leave it", "leave them");
  return `${listOf(names)} ${plural}`;
}

function listOf(names: readonly string[]): string {
  const rest = names.length - MAX_NAMES;
  if (rest > 0) return `${names.slice(0, MAX_NAMES).join(", ")} and ${rest} more`;
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

function codeOf(kind: Exclude<Problem["kind"], "literal">, { codes }: ExpectedPart): FindingCode {
  switch (kind) {
    case "undeclared":
      return codes.undeclared;
    case "invalid":
    case "example":
      return codes.invalid;
    case "excluded":
      return codes.excluded;
    case "optional":
      return "response.state-dependent";
    case "unresolved":
      return "schema.unresolved";
    case "undecided":
      return "pact.unvalidatable";
  }
}

// The body of a response is what a finding is about unless it says otherwise.
function identityOf({ whole }: ExpectedPart): string[] {
  return whole === "the body" ? [] : [whole];
}

const MAX_NAMES = 8;

// One for all of a body.
function literalFinding(
  context: PairContext,
  part: ExpectedPart,
  literals: readonly Problem[],
): Finding[] {
  const [first] = literals;
  if (first === undefined) return [];
  const { body, schema } = part;
  const names = literals.map(({ path, message }) => `${message}${nameOfPlace(path, part.whole)}`);
  const none = context.interaction.states.length === 0 ? ", and the interaction names none" : "";
  const more = names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : "";
  return [
    pactFinding(context, {
      code: "response.state-dependent",
      message: `what is expected holds in some provider states only${none}: ${names.slice(0, MAX_NAMES).join(", ")}${more}`,
      at: locationInside(body.place, ...first.path),
      ...becauseOf(context.contract, { uri: schema.uri, pointer: schema.pointer }),
      ...otherBody(context, part, first),
      identity: [...identityOf(part), "", "literal"],
    }),
  ];
}

/** A body that the contract allows and the literal at `path` refuses. */
function otherBody(
  { sets }: PairContext,
  { schema, value, direction }: ExpectedPart,
  literal: Problem,
): object {
  const pointer = formatPointer(literal.path);
  for (const seed of [0, 1, 2]) {
    const options = { seed, minimal: true, ...(direction !== "event" && { direction }) };
    const made = sets.once([schema], `sample ${seed} ${direction}`, () => sample(schema, options));
    if (!made.ok) break;
    const differs =
      JSON.stringify(valueAt(made.value, pointer)) !== JSON.stringify(valueAt(value, pointer));
    if (differs) return { witness: made.value, asked: [{ schema, value: made.value }] };
  }
  const { witness, asked } = literal;
  return "witness" in literal && literal.path.length === 0 ? { witness, asked } : {};
}
