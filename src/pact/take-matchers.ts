/**
 * A value in which matchers stand, as a pact file has it: the value, and the rules beside it.
 *
 * Pact V3 and V4 #integration-json-format, #matching-rules.
 */
import { ConcordatError } from "../findings/concordat-error.ts";
import { ANY_INDEX, formatJsonPath, type PathToken } from "./json-path.ts";
import { isMatcher, type PactMatcher } from "./matcher.ts";
import type { Matcher, RuleList } from "./pact.ts";

export interface TakenMatchers {
  /** The value without matchers. */
  content: unknown;
  /** By JSONPath; items of one list that have one rule share it, as `[*]`. */
  rules: Map<string, RuleList>;
}

/** @throws {ConcordatError} `usage.invalid` where a matcher is none that can be written */
export function takeMatchers(value: unknown): TakenMatchers {
  const found: FoundRule[] = [];
  const content = take(value, [], found);
  return { content, rules: joined(found) };
}

/** The one rule that a matcher is in a pact file. */
export function ruleOf(stated: PactMatcher): RuleList {
  const { "pact:matcher:type": match, value, ...rest } = stated;
  if (!WRITTEN.has(match)) {
    throw new ConcordatError(
      "usage.invalid",
      `the matcher "${match}" cannot be recorded; choose one of ${[...WRITTEN].join(", ")}`,
      { mend: "State one of these, or write the interaction with PactV4." },
    );
  }
  const parameters = Object.entries(rest).filter(([name]) => !name.startsWith("pact:"));
  // Of `include` the value is what is looked for.
  const sought = match === "include" ? { value } : {};
  return { combine: "AND", matchers: [{ match, ...Object.fromEntries(parameters), ...sought }] };
}

/** Those that are a rule at their own place; others rewrite what stands inside. */
const WRITTEN: ReadonlySet<string> = new Set(
  "boolean date datetime decimal equality include integer notEmpty null number regex semver time timestamp type".split(
    " ",
  ),
);

interface FoundRule {
  tokens: readonly (string | number)[];
  list: RuleList;
}

function take(value: unknown, tokens: readonly (string | number)[], found: FoundRule[]): unknown {
  if (value === null || typeof value !== "object") return value;
  if (isMatcher(value)) {
    found.push({ tokens, list: ruleOf(value) });
    return take(value.value ?? null, tokens, found);
  }
  if (Array.isArray(value))
    return value.map((item, index) => take(item, [...tokens, index], found));
  return Object.fromEntries(
    Object.entries(value).map(([name, child]) => [name, take(child, [...tokens, name], found)]),
  );
}

// `$.items[*].sku` where every item that has a rule there has the same one, so that it holds for
// further items too; each by its index where they differ.
function joined(found: readonly FoundRule[]): Map<string, RuleList> {
  const groups = Map.groupBy(found, ({ tokens }) => formatJsonPath(tokens.map(anyIndex)));
  const rules = new Map<string, RuleList>();
  for (const [path, group] of groups) {
    const [first] = group as [FoundRule, ...FoundRule[]];
    const isOne = group.every(({ list }) => isSame(list.matchers, first.list.matchers));
    if (isOne) rules.set(path, first.list);
    else for (const { tokens, list } of group) rules.set(formatJsonPath(tokens), list);
  }
  return rules;
}

function anyIndex(token: string | number): PathToken {
  return typeof token === "number" ? ANY_INDEX : token;
}

function isSame(a: readonly Matcher[], b: readonly Matcher[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
