/**
 * Whether what was sent is what a pact expects: requests, responses and messages.
 *
 * Pact V1 to V4. Where the specification is silent, as the official verifier decides.
 *
 * What was sent is read as a part of a pact, by `readRequest` and its like: its body as the text
 * that went over the wire, so that numbers are seen as they were written.
 */
import {
  contentTypeOf,
  type MatchingRules,
  type MessagePart,
  type PactRequest,
  type PactResponse,
  type RuleList,
  type Specification,
} from "../pact.ts";
import { matchBody } from "./match-body.ts";
import { matchHeaders, sameMediaTypes } from "./match-headers.ts";
import { matchQuery } from "./match-query.ts";
import { matchText } from "./match-text.ts";
import { matchValue } from "./match-value.ts";
import { combined, type Mismatch, type Outcome } from "./mismatch.ts";
import { rulesOfName } from "./named-rules.ts";

/**
 * The mismatches of a request: of its method, path, query, headers and body, in this order;
 * parameters and members of the body that the pact does not mention are mismatches.
 *
 * @param actual its own rules play no part
 * @param specification what the pact is written in; version 1 has no rules
 */
export function matchRequest(
  expected: PactRequest,
  actual: PactRequest,
  specification: Specification,
): readonly Mismatch[] {
  const rules = rulesIn(expected.matchingRules, specification);
  const mismatches: Mismatch[] = [];
  if (expected.method.toUpperCase() !== actual.method.toUpperCase()) {
    const message = `is ${actual.method}; ${expected.method} is expected`;
    mismatches.push({ kind: "mismatch", part: "method", path: "", message });
  }
  const judgePath = (rule: Parameters<typeof matchText>[0]) =>
    matchText(rule, expected.path, actual.path);
  return [
    ...mismatches,
    ...judged("path", rules.get("path")?.get(""), judgePath),
    ...matchQuery({ part: "query", category: "query", rules }, expected.query, actual.query),
    ...matchHttp({ ...expected, matchingRules: rules }, actual, false),
  ];
}

/**
 * The mismatches of a response: of its status, headers and body, in this order; members of the
 * body that the pact does not mention are fine.
 *
 * @param actual its own rules play no part
 * @param specification what the pact is written in; version 1 has no rules
 */
export function matchResponse(
  expected: PactResponse,
  actual: PactResponse,
  specification: Specification,
): readonly Mismatch[] {
  const rules = rulesIn(expected.matchingRules, specification);
  const list = rules.get("status")?.get("");
  return [
    ...judged("status", list, (rule) => matchValue(rule, expected.status, actual.status)),
    ...matchHttp({ ...expected, matchingRules: rules }, actual, true),
  ];
}

/**
 * The mismatches of a message: of its contents and metadata, in this order; what the pact does
 * not mention is fine.
 *
 * @param actual its own rules play no part
 * @param specification what the pact is written in
 */
export function matchMessage(
  expected: MessagePart,
  actual: MessagePart,
  specification: Specification,
): readonly Mismatch[] {
  const rules = rulesIn(expected.matchingRules, specification);
  const category = ["body", "content", "contents"].find((name) => rules.has(name)) ?? "body";
  const contents = matchBody(
    { rules, category, allowsMore: true },
    { body: expected.contents, contentType: typeOfMessage(expected) },
    { body: actual.contents, contentType: typeOfMessage(actual) },
  );
  return [...contents, ...matchMetadata(rules, expected.metadata, actual.metadata)];
}

const NO_RULES: MatchingRules = new Map();

function rulesIn(rules: MatchingRules, specification: Specification): MatchingRules {
  return specification === "1" ? NO_RULES : rules;
}

function matchHttp(
  expected: PactRequest | PactResponse,
  actual: PactRequest | PactResponse,
  allowsMore: boolean,
): readonly Mismatch[] {
  const rules = expected.matchingRules;
  const matching = {
    rules,
    category: "body",
    allowsMore,
    isTypeFree: rulesOfName(rules, "header", "content-type", true).all !== undefined,
  };
  return [
    ...matchHeaders(expected, actual),
    ...matchBody(
      matching,
      { body: expected.body, contentType: contentTypeOf(expected) },
      { body: actual.body, contentType: contentTypeOf(actual) },
    ),
  ];
}

function judged(
  part: "path" | "status",
  list: RuleList | undefined,
  judge: (rule: { match: string }) => Outcome,
): readonly Mismatch[] {
  const outcome = (found: Outcome): readonly Mismatch[] =>
    found === undefined ? [] : [{ part, path: "", ...found }];
  if (list === undefined || list.matchers.length === 0)
    return outcome(judge({ match: "equality" }));
  return combined(list, (rule) => outcome(judge(rule)).map((each) => ({ ...each, rule })));
}

function typeOfMessage({ contents, metadata }: MessagePart): string | undefined {
  for (const [name, value] of Object.entries(metadata)) {
    if (isContentType(name) && typeof value === "string") return value;
  }
  return contents.contentType;
}

function isContentType(name: string): boolean {
  return /^content-?type$/i.test(name);
}

function matchMetadata(
  rules: MatchingRules,
  expected: Readonly<Record<string, unknown>>,
  actual: Readonly<Record<string, unknown>>,
): readonly Mismatch[] {
  return Object.entries(expected).flatMap(([name, value]): readonly Mismatch[] => {
    const differ = (found: Outcome): readonly Mismatch[] =>
      found === undefined ? [] : [{ part: "metadata", path: name, ...found }];
    if (!Object.hasOwn(actual, name)) return differ({ kind: "mismatch", message: "is missing" });
    const seen = actual[name];
    const { all } = rulesOfName(rules, "metadata", name);
    if (all !== undefined) {
      return combined(all, (rule) =>
        differ(matchValue(rule, value, seen)).map((each) => ({ ...each, rule })),
      );
    }
    const areTypes = isContentType(name) && typeof value === "string" && typeof seen === "string";
    if (areTypes && sameMediaTypes(value, seen)) return [];
    return differ(matchValue({ match: "equality" }, value, seen));
  });
}
