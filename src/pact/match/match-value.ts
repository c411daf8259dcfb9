/**
 * Whether a JSON value satisfies one rule.
 *
 * Pact V2 #matchers, V3 and V4 #matching-rules; where they are silent, as the official tools do.
 */
import type { Matcher } from "../pact.ts";
import { equalJson, type JsonKind, jsonKind, jsonText, shownJson } from "./json-value.ts";
import { matchAspect, ruleName } from "./match-text.ts";
import { differs, type Outcome, undecided } from "./mismatch.ts";
import { matchStatusCode } from "./status-code.ts";

/**
 * What a rule says of a value where the pact's example is neither a list nor an object.
 *
 * @param isCascaded the rule stands at a place around this one; rules about keys, values and items
 *   then say nothing of it
 */
export function matchValue(
  matcher: Matcher,
  expected: unknown,
  actual: unknown,
  isCascaded = false,
): Outcome {
  const kind = jsonKind(actual);
  const name = ruleName(matcher);
  if (name === "semver" && kind !== "string") return wrong(actual, "is no semantic version");
  const aspect = matchAspect(matcher, jsonText(actual));
  if (aspect !== "other") return aspect;
  switch (name) {
    case "equality":
    case "values":
      if (equalJson(expected, actual)) return undefined;
      return wrong(actual, `is not ${shownJson(expected)}`);
    case "type":
    case "min":
    case "max":
      return matchType(expected, actual);
    case "null":
      return kind === "null" ? undefined : wrong(actual, "is not null");
    case "integer":
      return kind === "integer" ? undefined : wrong(actual, "is not written as an integer");
    case "decimal":
      return kind === "decimal" ? undefined : wrong(actual, "is not written as a decimal number");
    case "number":
      if (kind === "integer" || kind === "decimal") return undefined;
      return wrong(actual, "is no number");
    case "boolean":
      if (kind === "boolean" || actual === "true" || actual === "false") return undefined;
      return wrong(actual, "is no boolean");
    case "notempty":
      return isEmpty(actual, kind) ? wrong(actual, "is empty") : undefined;
    case "statuscode":
      return matchStatusCode(matcher, Number(jsonText(actual)));
    case "arraycontains":
    case "eachkey":
    case "eachvalue":
      // The official tools let every value through, which is hardly what is meant.
      if (isCascaded) return undefined;
      return undecided(`the rule ${matcher.match} is about lists and objects`);
    default:
      return undecided(`the rule ${matcher.match} is not known`);
  }
}

/**
 * What a rule says of a list or an object as a whole, where the example is one as well; its parts
 * are compared by themselves.
 *
 * @param isCascaded the rule stands at a place around this one; numbers of items do not cascade
 */
export function matchCollection(
  matcher: Matcher,
  expected: unknown,
  actual: unknown,
  isCascaded: boolean,
): Outcome {
  const name = ruleName(matcher);
  switch (name) {
    case "equality":
      if (equalJson(expected, actual)) return undefined;
      return wrong(actual, `is not ${shownJson(expected)}`);
    case "type":
    case "min":
    case "max":
      return matchType(expected, actual) ?? (isCascaded ? undefined : matchSize(matcher, actual));
    case "notempty":
      return sizeOf(actual) === 0 ? wrong(actual, "is empty") : undefined;
    case "null":
      return wrong(actual, "is not null");
    case "regex":
    case "arraycontains":
    case "eachkey":
    case "eachvalue":
    case "values":
      return undefined;
    default:
      if (!KNOWN.has(name)) return undecided(`the rule ${matcher.match} is not known`);
      // What a rule asks of one value, it asks of each in a list.
      return Array.isArray(actual) ? undefined : wrong(actual, `is an object, not a ${name}`);
  }
}

const KNOWN: ReadonlySet<string> = new Set([
  "boolean",
  "contenttype",
  "date",
  "datetime",
  "decimal",
  "include",
  "integer",
  "number",
  "semver",
  "statuscode",
  "time",
  "timestamp",
]);

/** Whether both are of one type; numbers are, however they are written. */
export function matchType(expected: unknown, actual: unknown): Outcome {
  const [wanted, seen] = [typeOf(expected), typeOf(actual)];
  if (wanted === seen) return undefined;
  return wrong(
    actual,
    `is ${TYPES[seen]}; ${TYPES[wanted]} is expected, such as ${shownJson(expected)}`,
  );
}

type JsonType = Exclude<JsonKind, "integer" | "decimal"> | "number";

function typeOf(value: unknown): JsonType {
  const kind = jsonKind(value);
  return kind === "integer" || kind === "decimal" ? "number" : kind;
}

const TYPES: Record<JsonType, string> = {
  array: "a list",
  boolean: "a boolean",
  null: "null",
  number: "a number",
  object: "an object",
  string: "a string",
};

function isEmpty(value: unknown, kind: JsonKind): boolean {
  if (kind === "array" || kind === "object") return sizeOf(value) === 0;
  return value === null || value === "";
}

/** Whether there are as many items as `min` and `max` ask for. */
function matchSize({ min, max }: Matcher, actual: unknown): Outcome {
  const size = sizeOf(actual);
  const found = `has ${size} ${size === 1 ? "item" : "items"}`;
  if (typeof min === "number" && size < min) return differs(`${found}; at least ${min} expected`);
  if (typeof max === "number" && size > max) return differs(`${found}; at most ${max} expected`);
  return undefined;
}

function sizeOf(value: unknown): number {
  return Array.isArray(value) ? value.length : Object.keys(value as object).length;
}

function wrong(actual: unknown, message: string): Outcome {
  return differs(`${shownJson(actual)} ${message}`);
}
