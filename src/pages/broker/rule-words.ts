/**
 * A matching rule in words.
 *
 * Pact V2 #matchers, V3 and V4 #matching-rules.
 */

import { innerRules } from "../../pact/match/inner-rules.ts";
import { dateFormatOf, ruleName } from "../../pact/match/match-text.ts";
import type { Matcher, RuleList } from "../../pact/pact.ts";

/** What a list of rules asks for: `like this, at least 1 item`. */
export function ruleWords({ combine, matchers }: RuleList): string {
  const shown = matchers.slice(0, MAX_RULES).map(matcherWords);
  if (matchers.length > MAX_RULES) shown.push("…");
  return shown.join(combine === "OR" ? " or " : ", ");
}

const MAX_RULES = 8;

function matcherWords(matcher: Matcher): string {
  switch (ruleName(matcher)) {
    case "type":
    case "min":
    case "max":
      return ["same type", ...countWords(matcher)].join(", ");
    case "regex":
      return `matches ${cut(String(matcher.regex))}`;
    case "equality":
      return "exactly this";
    case "include":
      return `includes ${valueWords(matcher.value)}`;
    case "integer":
      return "an integer";
    case "decimal":
      return "a decimal number";
    case "number":
      return "a number";
    case "boolean":
      return "true or false";
    case "null":
      return "null";
    case "notempty":
      return "not empty";
    case "semver":
      return "a semantic version";
    case "date":
      return `a date, ${dateFormatOf(matcher)}`;
    case "time":
      return `a time, ${dateFormatOf(matcher)}`;
    case "timestamp":
    case "datetime":
      return `a date and time, ${dateFormatOf(matcher)}`;
    case "statuscode":
      return statusWords(matcher.status);
    case "contenttype":
      return `content of type ${cut(String(matcher.value))}`;
    case "values":
      return "values like these, whatever their keys";
    case "eachkey":
      return `each key: ${innerWords(matcher)}`;
    case "eachvalue":
      return `each value: ${innerWords(matcher)}`;
    case "arraycontains":
      return "contains these items, among others";
    default:
      return cut(JSON.stringify(matcher));
  }
}

function innerWords(matcher: Matcher): string {
  const rules = innerRules(matcher);
  // Rules inside rules inside rules say nothing that one could read here.
  const isDeep = rules.matchers.some((inner) => /^each/.test(ruleName(inner)));
  return isDeep || rules.matchers.length === 0
    ? cut(JSON.stringify(matcher.rules ?? null))
    : ruleWords(rules);
}

function countWords({ min, max }: Matcher): string[] {
  if (min !== undefined && max !== undefined)
    return [`${cut(String(min))} to ${cut(String(max))} items`];
  if (min !== undefined) return [`at least ${cut(String(min))} ${min === 1 ? "item" : "items"}`];
  return max === undefined ? [] : [`at most ${cut(String(max))} ${max === 1 ? "item" : "items"}`];
}

const STATUS_WORDS: Readonly<Record<string, string>> = {
  info: "any 1xx",
  success: "any 2xx",
  redirect: "any 3xx",
  clientError: "any 4xx",
  serverError: "any 5xx",
  nonError: "any below 400",
  error: "any 4xx or 5xx",
};

function statusWords(status: unknown): string {
  if (Array.isArray(status)) return `one of ${cut(status.map(String).join(", "))}`;
  const name = String(status);
  return Object.hasOwn(STATUS_WORDS, name) ? STATUS_WORDS[name]! : cut(name);
}

function valueWords(value: unknown): string {
  return cut(JSON.stringify(value) ?? "nothing");
}

const MAX_LENGTH = 120;

function cut(text: string): string {
  const signs = Array.from(text.slice(0, 2 * MAX_LENGTH));
  return signs.length <= MAX_LENGTH ? text : `${signs.slice(0, MAX_LENGTH - 1).join("")}…`;
}
