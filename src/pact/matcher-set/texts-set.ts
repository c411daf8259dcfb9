/**
 * The texts that a list of rules accepts in a path, a parameter or a header field.
 *
 * Pact V2 #matchers, V3 and V4 #matching-rules: a text has no type beside what is written in it.
 * What `match/match-text.ts` says of one text is said here of all of them.
 */
import { ruleName } from "../match/match-text.ts";
import type { Matcher, RuleList } from "../pact.ts";
import { surely, textSetOf } from "./text-set.ts";
import { combinedSets, stringsOf, type ValueSet } from "./value-set.ts";

/** @param options.isMeant only texts of one line in ASCII, where that is meant. Default false. */
export function textsSetOf(
  list: RuleList,
  expected: string,
  { isMeant = false }: { isMeant?: boolean } = {},
): ValueSet {
  return combinedSets(
    list.combine,
    list.matchers.map((matcher) => textsOfRule(matcher, expected, isMeant)),
  );
}

function textsOfRule(matcher: Matcher, expected: string, isMeant: boolean): ValueSet {
  const texts = textSetOf(matcher);
  if (texts !== undefined) {
    if ("reason" in texts) return doubtful(matcher, texts.reason);
    if (isMeant) return { schema: surely(texts), isExact: true };
    return { schema: stringsOf(texts), isExact: texts.isExact };
  }
  switch (ruleName(matcher)) {
    case "equality":
    case "values":
      return { schema: { const: expected }, isExact: true };
    case "type":
    case "min":
    case "max":
      return { schema: { type: "string" }, isExact: true };
    case "number":
    case "decimal":
      return pattern("^[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?$");
    case "integer":
      return pattern("^[+-]?\\d+$");
    case "boolean":
      return { schema: { enum: ["true", "false"] }, isExact: true };
    case "notempty":
      return { schema: { type: "string", minLength: 1 }, isExact: true };
    case "null":
      return { schema: false, isExact: true };
    case "statuscode":
      return { ...pattern("^\\d{3}$"), isExact: false };
    case "arraycontains":
    case "eachkey":
    case "eachvalue":
      return doubtful(matcher, "is about lists and objects");
    default:
      return doubtful(matcher, "is not known");
  }
}

function pattern(source: string): ValueSet {
  return { schema: { type: "string", pattern: source }, isExact: true };
}

function doubtful({ match }: Matcher, reason: string): ValueSet {
  return { schema: { type: "string" }, isExact: false, doubt: `${match} ${reason}` };
}
