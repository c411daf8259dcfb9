/**
 * Whether a text satisfies one rule: a path, a parameter, a field, an attribute, a plain body.
 *
 * Pact V2 #matchers, V3 and V4 #matching-rules. A text has no type beside what is written in it,
 * so `type` holds for every one.
 */
import { shown } from "../../schema/shown.ts";
import type { Matcher } from "../pact.ts";
import { describeContent, hasContentType } from "./content-kind.ts";
import { hasDateFormat } from "./date-format.ts";
import { differs, type Outcome, undecided } from "./mismatch.ts";
import { matchesRegex } from "./regex.ts";
import { matchStatusCode } from "./status-code.ts";

/** The name of a rule without the hyphens that version 4 writes and others do not. */
export function ruleName({ match }: Matcher): string {
  let name = names.get(match);
  if (name === undefined) {
    name = match.replaceAll("-", "").toLowerCase();
    if (names.size < MAX_NAMES) names.set(match, name);
  }
  return name;
}

// Asked at every place of a body.
const MAX_NAMES = 100;
const names = new Map<string, string>();

/**
 * @param isCascaded the rule stands at a place around this one; rules about keys, values and items
 *   then say nothing of it
 */
export function matchText(
  matcher: Matcher,
  expected: string,
  actual: string,
  isCascaded = false,
): Outcome {
  const aspect = matchAspect(matcher, actual);
  if (aspect !== "other") return aspect;
  const seen = shown(actual);
  switch (ruleName(matcher)) {
    case "equality":
    case "values":
      return actual === expected ? undefined : differs(`${seen} is not ${shown(expected)}`);
    case "type":
    case "min":
    case "max":
      return undefined;
    case "number":
    case "decimal":
      return NUMBER.test(actual) ? undefined : differs(`${seen} is no number`);
    case "integer":
      return /^[+-]?\d+$/.test(actual) ? undefined : differs(`${seen} is no integer`);
    case "boolean":
      return /^(true|false)$/.test(actual) ? undefined : differs(`${seen} is no boolean`);
    case "notempty":
      return actual === "" ? differs("the text is empty") : undefined;
    case "null":
      return differs(`${seen} is not null`);
    case "statuscode":
      return /^\d{3}$/.test(actual)
        ? matchStatusCode(matcher, Number(actual))
        : differs(`${seen} is no status code`);
    case "arraycontains":
    case "eachkey":
    case "eachvalue":
      if (isCascaded) return undefined;
      return undecided(`the rule ${matcher.match} is about lists and objects`);
    default:
      return undecided(`the rule ${matcher.match} is not known`);
  }
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** The rules that ask the same of a text in JSON and of one elsewhere; `other` for the rest. */
export function matchAspect(matcher: Matcher, actual: string): Outcome | "other" {
  const seen = shown(actual);
  switch (ruleName(matcher)) {
    case "regex":
      return matchPattern(matcher, actual);
    case "include": {
      const wanted = String(matcher.value);
      if (actual.includes(wanted)) return undefined;
      return differs(`${seen} does not include ${shown(wanted)}`);
    }
    case "date":
    case "time":
    case "timestamp":
    case "datetime":
      return matchDate(matcher, actual);
    case "semver":
      return SEMVER.test(actual) ? undefined : differs(`${seen} is no semantic version`);
    case "contenttype":
      return matchContentType(matcher, actual);
    default:
      return "other";
  }
}

function matchPattern({ regex }: Matcher, actual: string): Outcome {
  if (typeof regex !== "string") return undecided("the rule has no regular expression");
  const verdict = matchesRegex(regex, actual);
  if (verdict === true) return undefined;
  if (verdict === false) return differs(`${shown(actual)} does not match ${regex}`);
  return undecided(verdict.reason);
}

function matchDate(matcher: Matcher, actual: string): Outcome {
  const format = dateFormatOf(matcher);
  const verdict = hasDateFormat(actual, format);
  if (verdict === true) return undefined;
  if (verdict === undefined) return undecided(`the format ${format} is not understood`);
  return differs(`${shown(actual)} does not have the format ${format}`);
}

/** The format of a `date`, `time`, `timestamp` or `datetime`; without one, that of ISO 8601. */
export function dateFormatOf(matcher: Matcher): string {
  // Version 3 writes the format under the rule's name, later versions under `format`.
  const written = matcher.format ?? matcher[matcher.match];
  if (typeof written === "string" && written !== "") return written;
  switch (ruleName(matcher)) {
    case "date":
      return "yyyy-MM-dd";
    case "time":
      return "HH:mm:ss";
    default:
      return "yyyy-MM-dd'T'HH:mm:ssXXX";
  }
}

/** https://semver.org #is-there-a-suggested-regular-expression, without its groups. */
export const SEMVER: RegExp =
  /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-(?:0|[1-9]\d*|\d*[A-Za-z-][\dA-Za-z-]*)(?:\.(?:0|[1-9]\d*|\d*[A-Za-z-][\dA-Za-z-]*))*)?(?:\+[\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*)?$/;

function matchContentType({ value }: Matcher, actual: string): Outcome {
  if (typeof value !== "string") return undecided("the rule has no content type");
  const verdict = hasContentType(actual, value);
  if (verdict === true) return undefined;
  if (verdict === undefined) return undecided(`how ${value} begins is not known`);
  return differs(`the content is ${describeContent(actual)}, not ${value}`);
}
