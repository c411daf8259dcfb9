/**
 * The values that a list of rules accepts where the pact's example is neither a list nor an
 * object, as a schema of 2020-12.
 *
 * Pact V2 #matchers, V3 and V4 #matching-rules; DESIGN, decision 4. How a number is written is
 * more than a schema says: a number without a fraction is taken for one that is written so. What
 * `match/` says of single values is said here of all of them; a test holds both together.
 */
import { ruleName } from "../match/match-text.ts";
import type { Matcher, RuleList } from "../pact.ts";
import { surely, type TextSet, textSetOf } from "./text-set.ts";
import { textMayBe } from "./written-texts.ts";

export type RawSchema = boolean | Record<string, unknown>;

export interface ValueSet {
  schema: RawSchema;
  /** False: all that the rules accept is in the schema, and other values may be. */
  isExact: boolean;
  /** Why it is not exact, where a rule was not understood: to be read after "the rule". */
  doubt?: string;
}

export const ANY_VALUE: ValueSet = { schema: true, isExact: true };

export interface RuleReading {
  /** The rules stand at a place around this one. Default false. */
  isCascaded?: boolean;
  /**
   * Texts of a rule about text are meant as ASCII and one line, and are meant to be texts, as their
   * example is: what is accepted besides is left out. Default false.
   */
  isMeant?: boolean;
}

export function valueSetOf(list: RuleList, expected: unknown, reading: RuleReading): ValueSet {
  return combinedSets(
    list.combine,
    list.matchers.map((matcher) => ruleSetOf(matcher, expected, reading)),
  );
}

export function combinedSets(combine: "AND" | "OR", sets: readonly ValueSet[]): ValueSet {
  if (sets.length === 1) return sets[0]!;
  const schemas = sets.map(({ schema }) => schema);
  return madeOf(combine === "AND" ? { allOf: schemas } : { anyOf: schemas }, sets);
}

/** A set that is as exact as the parts that it is made of. */
export function madeOf(schema: RawSchema, parts: readonly ValueSet[]): ValueSet {
  const doubt = parts.find((part) => part.doubt !== undefined)?.doubt;
  const isExact = parts.every((part) => part.isExact);
  return { schema, isExact, ...(doubt !== undefined && { doubt }) };
}

/** What one rule accepts. */
export function ruleSetOf(
  matcher: Matcher,
  expected: unknown,
  { isCascaded = false, isMeant = false }: RuleReading,
): ValueSet {
  const texts = textSetOf(matcher);
  if (texts !== undefined) {
    if ("reason" in texts) return doubtful(matcher, texts.reason);
    if (isMeant && typeof expected === "string") return exactly(surely(texts));
    const schema = stringsOf(texts);
    if (ruleName(matcher) === "semver") return { schema, isExact: texts.isExact };
    const others = otherKinds(texts);
    if (others.length === 0) return { schema, isExact: texts.isExact };
    return { schema: { anyOf: [schema, ...others] }, isExact: false };
  }
  switch (ruleName(matcher)) {
    case "equality":
    case "values":
      return exactly({ const: expected });
    case "type":
    case "min":
    case "max":
      return exactly({ type: typeOf(expected) });
    case "null":
      return exactly({ type: "null" });
    case "integer":
      return exactly({ type: "integer" });
    case "decimal":
      return exactly({ type: "number", not: { type: "integer" } });
    case "number":
      return exactly({ type: "number" });
    case "boolean":
      return exactly({ enum: [true, false, "true", "false"] });
    case "notempty":
      return exactly({
        type: ["boolean", "number", "string", "array", "object"],
        minLength: 1,
        minItems: 1,
        minProperties: 1,
      });
    case "statuscode":
      return doubtful(matcher, "is about the status");
    case "arraycontains":
    case "eachkey":
    case "eachvalue":
      return isCascaded ? ANY_VALUE : doubtful(matcher, "is about lists and objects");
    default:
      return doubtful(matcher, "is not known");
  }
}

function exactly(schema: RawSchema): ValueSet {
  return { schema, isExact: true };
}

function doubtful({ match }: Matcher, reason: string): ValueSet {
  return { schema: true, isExact: false, doubt: `${match} ${reason}` };
}

export function stringsOf(texts: TextSet): Record<string, unknown> {
  const { patterns } = texts;
  if (patterns.length === 1) return surely(texts);
  return { type: "string", anyOf: patterns.map((each) => ({ pattern: each })) };
}

// A rule about text applies to what else a value may be as well: to how that is written.
function otherKinds({ patterns }: TextSet): Record<string, unknown>[] {
  const kinds: Record<string, unknown>[] = [];
  for (const value of [null, true, false]) {
    if (textMayBe(patterns, `^${String(value)}$`)) kinds.push({ const: value });
  }
  if (textMayBe(patterns, WRITTEN_NUMBER)) kinds.push({ type: "number" });
  if (textMayBe(patterns, "^\\[[^]*\\]$")) kinds.push({ type: "array" });
  if (textMayBe(patterns, "^\\{[^]*\\}$")) kinds.push({ type: "object" });
  return kinds;
}

const WRITTEN_NUMBER = "^-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d+)?$";

/** The type that a rule about types asks for. */
export function typeOf(expected: unknown): string {
  if (expected === null) return "null";
  if (Array.isArray(expected)) return "array";
  return typeof expected;
}
