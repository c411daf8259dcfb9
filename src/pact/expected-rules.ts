/**
 * Whether the values that a rule accepts are those that the provider may send.
 *
 * DESIGN, decision 3: it is an error when they have none in common, and when an explicit rule
 * about types or texts excludes a declared value that is not null. Null, a certain value, a text
 * that is not empty and how a number is written hold in one provider state and not in another.
 */
import type { InstanceType } from "../schema/instance-types.ts";
import type { Schema } from "../schema/schema.ts";
import { shown } from "../schema/shown.ts";
import { isValid } from "../schema/validate.ts";
import { JsonNumber, readJson } from "./match/json-value.ts";
import { ruleName } from "./match/match-text.ts";
import { matchCollection, matchValue } from "./match/match-value.ts";
import { combined, isUndecided, type Mismatch } from "./match/mismatch.ts";
import { surely, textSetOf } from "./matcher-set/text-set.ts";
import {
  combinedSets,
  type RawSchema,
  ruleSetOf,
  type ValueSet,
  valueSetOf,
} from "./matcher-set/value-set.ts";
import type { Matcher, RuleList } from "./pact.ts";
import { type Expected, type Problem, placeOf, type Walk } from "./problem.ts";
import type { FoundRules } from "./rule-at.ts";

/** Whether some value that fits the schemas satisfies the rules; a reason where it is not known. */
export function maySatisfy(
  walk: Walk,
  schemas: readonly Schema[],
  { list, isCascaded }: FoundRules,
  { value }: Expected,
): boolean | { reason: string } {
  const { sets, direction } = walk;
  const set = valueSetOf(list, value, { isCascaded });
  const sender = sets.whole(schemas);
  const meeting = sets.meet(direction, sender, sets.schemaOf(set.schema));
  if (meeting.kind === "disjoint") return false;
  if (meeting.kind === "unknown") return { reason: meeting.reason };
  const seen = judgeExample(list, isCascaded, value, meeting.value);
  if (seen.length === 0) return true;
  // Of values that are no texts, what a rule about text says of them is seen in how they are written.
  const texts = textsOfRules(list);
  const written = texts === undefined ? undefined : sets.writtenBy(sender);
  if (texts === undefined || written === undefined) {
    return { reason: set.doubt ?? "accepts values of which it is not known" };
  }
  const other = sets.meet(direction, written, sets.schemaOf(texts));
  if (other.kind === "unknown") return { reason: other.reason };
  return other.kind === "common";
}

/** The mismatches of one value with the rules at a place whose example is no list and no object. */
export function judgeExample(
  list: RuleList,
  isCascaded: boolean,
  expected: unknown,
  actual: unknown,
): readonly Mismatch[] {
  const isWhole = expected !== null && typeof expected === "object";
  return combined(list, (rule) => {
    const found = isWhole
      ? matchCollection(rule, expected, actual, isCascaded)
      : matchValue(rule, expected, actual, isCascaded);
    return found === undefined ? [] : [{ part: "body", path: "", ...found, rule }];
  });
}

/** What the provider may send and the rules refuse. */
export function judgeExclusion(
  walk: Walk,
  schemas: readonly Schema[],
  found: FoundRules,
  expected: Expected,
): Problem[] {
  const { list } = found;
  const types = walk.sets.typesOf(walk.sets.whole(schemas));
  const hard = hardRules(list, expected.value);
  if (hard !== undefined) {
    const problem = excludedBy(walk, schemas, { ...found, list: hard }, expected);
    // Where the contract says nothing of types, no value is declared.
    if (problem?.kind === "excluded" && types.size === ALL_TYPES) return [asState(problem)];
    if (problem !== undefined) return [problem];
  }
  if (hard === list) return [];
  const soft = excludedBy(walk, schemas, found, expected);
  if (soft === undefined) return [];
  return [soft.kind === "excluded" ? asState(soft) : soft];
}

const ALL_TYPES = 7;

function asState({ path, witness, asked = [] }: Problem): Problem {
  return { kind: "literal", path, message: "", rule: undefined, witness, asked };
}

/** The rules without those that hold in one state and not in another; undefined where none is left. */
function hardRules(list: RuleList, expected: unknown): RuleList | undefined {
  const { combine, matchers } = list;
  const areHard = matchers.map((matcher) => !isOfState(matcher, expected));
  if (areHard.every(Boolean) && !matchers.some(isDecimal)) return list;
  if (!areHard.some(Boolean)) return undefined;
  const kept = combine === "AND" ? matchers.filter((_, index) => areHard[index]) : matchers;
  // A fraction of zero is written by some providers and left out by others.
  return {
    combine,
    matchers: kept.map((matcher) => (isDecimal(matcher) ? { match: "number" } : matcher)),
  };
}

function isDecimal(matcher: Matcher): boolean {
  return ruleName(matcher) === "decimal";
}

function isOfState(matcher: Matcher, expected: unknown): boolean {
  switch (ruleName(matcher)) {
    case "equality":
    case "values":
    case "null":
    case "notempty":
    case "arraycontains":
    case "eachkey":
    case "eachvalue":
      return true;
    case "type":
    case "min":
    case "max":
      return expected === null;
    default:
      return false;
  }
}

function excludedBy(
  walk: Walk,
  schemas: readonly Schema[],
  { list, isCascaded }: FoundRules,
  { value, path }: Expected,
): Problem | undefined {
  const { sets, direction } = walk;
  const receiver = strictSetOf(list, value, isCascaded);
  const doubt = (reason: string): Problem => ({
    kind: "undecided",
    path,
    message: `was not compared with the rule ${nameOfRules(list)}: it ${reason}`,
    rule: placeOf(schemas[0]!),
  });
  if ("reason" in receiver) return doubt(receiver.reason);
  if (isWithinTypes(receiver.schema, sets.typesOf(sets.whole(schemas)))) return undefined;
  const whole = sets.withoutNull(schemas);
  const texts = textsOfRules(list);
  const isText = isOnly(sets.typesOf(whole), "string");
  const written = texts !== undefined && !isText ? sets.writtenBy(whole) : undefined;
  const accepted = sets.schemaOf(written === undefined ? receiver.schema : texts!);
  const verdict = sets.compare(direction, written ?? whole, accepted);
  if (verdict.kind === "compatible") return undefined;
  if (verdict.kind === "unknown") return doubt(verdict.reason);
  const isWritten = written !== undefined && typeof verdict.witness === "string";
  const seen = isWritten ? readWritten(verdict.witness as string) : verdict.witness;
  const witness = seen instanceof JsonNumber ? seen.value : seen;
  // More texts than are written may be among those that were compared.
  if (written !== undefined && !isValid(whole, witness)) {
    return doubt("differs in how values are written");
  }
  const mismatches = judgeExample(list, isCascaded, value, seen);
  if (mismatches.length === 0 || isUndecided(mismatches)) {
    return doubt("accepts values of which it is not known");
  }
  return {
    kind: "excluded",
    path,
    message: `may be ${shown(witness)}; the rule ${nameOfRules(list)} refuses that`,
    rule: placeOf(schemas[0]!),
    witness,
    asked: [
      { schema: whole, value: witness },
      { schema: accepted, value: verdict.witness },
    ],
  };
}

/** The value that a text of its is of. */
function readWritten(text: string): unknown {
  const read = readJson(text);
  return "value" in read && typeof read.value !== "string" ? read.value : text;
}

// No more than the rules accept: of unusual texts and of how values are written some are missing.
function strictSetOf(
  list: RuleList,
  expected: unknown,
  isCascaded: boolean,
): { schema: RawSchema } | { reason: string } {
  const sets = list.matchers.map((matcher) => {
    const texts = textSetOf(matcher);
    if (texts === undefined || "reason" in texts)
      return leastSetOf(list, ruleSetOf(matcher, expected, { isCascaded }));
    return { schema: surely(texts), isExact: true };
  });
  const { schema, doubt } = combinedSets(list.combine, sets);
  return doubt === undefined ? { schema } : { reason: doubt.slice(doubt.indexOf(" ") + 1) };
}

// Beside a rule that suffices it does not matter what another one accepts.
function leastSetOf({ combine, matchers }: RuleList, set: ValueSet): ValueSet {
  const isBeside = combine === "OR" && matchers.length > 1;
  return set.doubt !== undefined && isBeside ? { schema: false, isExact: true } : set;
}

/** The texts that the rules accept, where all of them are about text. */
function textsOfRules(list: RuleList): RawSchema | undefined {
  const sets = list.matchers.flatMap((matcher) => {
    const set = textSetOf(matcher);
    if (set === undefined || "reason" in set) return [];
    return { schema: surely(set), isExact: true };
  });
  if (sets.length < list.matchers.length) return undefined;
  return combinedSets(list.combine, sets).schema;
}

// Most rules are about a type, and most fields have one: nothing has to be compared then.
function isWithinTypes(schema: RawSchema, types: ReadonlySet<InstanceType>): boolean {
  if (typeof schema === "boolean") return schema;
  const { type, ...rest } = schema;
  if (typeof type !== "string" || Object.keys(rest).length > 0) return false;
  return isOnly(types, type as InstanceType);
}

function isOnly(types: ReadonlySet<InstanceType>, wanted: InstanceType): boolean {
  for (const type of types) {
    if (type === wanted || type === "null") continue;
    if (!(wanted === "number" && type === "integer")) return false;
  }
  return true;
}

/** The rules as a reader calls them: `regex A|B`. */
export function nameOfRules({ combine, matchers }: RuleList): string {
  const names = matchers.map((matcher) => {
    const { match, regex, value, format, status } = matcher;
    const more = [regex, value, format, status].find((each) => typeof each === "string");
    return more === undefined ? match : `${match} ${more as string}`;
  });
  return names.join(combine === "AND" ? " and " : " or ");
}

const MAX_NAMES = 4;

/** Rules and where they stand, to be read as the subject of a sentence. */
export function rulesWithPlaces(rules: ReadonlyMap<string, RuleList>): string {
  const names = [...rules].map(([path, list]) => `${nameOfRules(list)} at ${path}`);
  const more = names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : "";
  return `${names.length === 1 ? "the rule" : "the rules"} ${names.slice(0, MAX_NAMES).join(", ")}${more}`;
}
