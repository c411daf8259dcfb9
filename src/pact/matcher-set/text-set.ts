/**
 * The texts that a rule accepts, as patterns of ECMA-262 that a schema can state.
 *
 * Pact V2 #matchers, V3 and V4 #matching-rules. DESIGN, decision 4: the regular expressions of
 * pacts have a dialect of their own; what cannot be said in ECMA-262 is not decided here.
 */

import { patternOfDateFormat } from "../match/date-format.ts";
import { dateFormatOf, ruleName, SEMVER } from "../match/match-text.ts";
import { translateRegex } from "../match/regex-dialect.ts";
import type { Matcher } from "../pact.ts";

export interface TextSet {
  /** A text fits where one of these is found in it; the first has no text that does not fit. */
  patterns: readonly string[];
  /** False: all texts of the rule are among them, and others may be. */
  isExact: boolean;
}

/** The texts that are surely accepted; of a few that are listed, the list. */
export function surely({ patterns: [pattern] }: TextSet): Record<string, unknown> {
  const { list, inner } = LISTED.exec(pattern!)?.groups ?? {};
  const listed = list ?? inner;
  return listed === undefined
    ? { type: "string", pattern }
    : { type: "string", enum: [...new Set(listed.split("|"))] };
}

const LISTED =
  /^\^\(\?:(?:(?<list>[\w@,:; -]*(?:\|[\w@,:; -]*)*)|\((?:\?:)?(?<inner>[\w@,:; -]*(?:\|[\w@,:; -]*)*)\))\)\$$/;

/**
 * @returns undefined where the rule is none about texts; a reason, to be read after "the rule",
 *   where it is and was not understood
 */
export function textSetOf(matcher: Matcher): TextSet | { reason: string } | undefined {
  switch (ruleName(matcher)) {
    case "regex":
      return regexSet(matcher);
    case "include":
      return exactly(escaped(String(matcher.value)));
    case "date":
    case "time":
    case "timestamp":
    case "datetime": {
      const format = dateFormatOf(matcher);
      const pattern = patternOfDateFormat(format);
      // That no month has 31 days in February is more than a pattern says, and counts for little.
      return pattern === undefined ? { reason: `has the format ${format}` } : exactly(pattern);
    }
    case "semver":
      return exactly(SEMVER.source);
    case "contenttype":
      return { reason: "is about what a content looks like" };
    default:
      return undefined;
  }
}

function exactly(pattern: string): TextSet {
  return { patterns: [pattern], isExact: true };
}

/** Of texts that no simple translation is exact for. */
const UNUSUAL = "[\\n]|[^\\0-\\x7f]";

function regexSet({ regex }: Matcher): TextSet | { reason: string } {
  if (typeof regex !== "string") return { reason: "has no regular expression" };
  const all = translateRegex(regex, { isOneLine: false, isAscii: false });
  const usual = translateRegex(inAscii(regex), { isOneLine: true, isAscii: true });
  if ("reason" in usual) return { reason: `has a regular expression with ${usual.reason}` };
  if ("pattern" in all && all.pattern === usual.pattern) return exactly(all.pattern);
  return { patterns: [usual.pattern, UNUSUAL], isExact: false };
}

// To the official tools every script's digits and letters are ones; hardly anybody means them.
function inAscii(regex: string): string {
  return regex.replace(/\\[\s\S]/g, (letter) => ASCII[letter] ?? letter);
}

const ASCII: Record<string, string> = { "\\d": "[0-9]", "\\w": "[A-Za-z0-9_]" };

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
