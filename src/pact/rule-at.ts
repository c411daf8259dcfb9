/**
 * Which matching rule holds at a place of a body.
 *
 * Pact V2 #matching-rule-selection, V3 and V4 #matching-rules: rules cascade to what lies inside,
 * and the most specific path wins.
 */
import { ANY_INDEX, type PathToken, parseJsonPath, WILDCARD } from "./json-path.ts";
import type { Matcher, MatchingRules, RuleList } from "./pact.ts";

export type PlacePath = readonly (string | number)[];

/**
 * A list of rules, and whether its path is the place's own or that of a place around it. Numbers of
 * items do not cascade: the official tools count the items of the list that the rule names.
 */
export interface FoundRules {
  list: RuleList;
  isCascaded: boolean;
}

/** The list of rules whose path fits best, whatever its rules are. */
export function rulesFor(
  rules: MatchingRules,
  category: string,
  path: PlacePath,
): FoundRules | undefined {
  let found: FoundRules | undefined;
  const best = newBest();
  for (const { tokens, list } of parsedRules(rules, category)) {
    if (list.matchers.length === 0 || !improve(best, tokens, path)) continue;
    found = { list, isCascaded: tokens.length !== path.length };
  }
  return found;
}

/** Whether the names of properties at a place are free: `values`, `eachKey`, `eachValue`. */
export function freesNames(matchers: readonly Matcher[]): boolean {
  return matchers.some(({ match }) => match === "values" || /^each-?(key|value)$/i.test(match));
}

/** The names and indexes that rules state at a depth of their paths. */
export function statedAt(
  rules: MatchingRules,
  category: string,
  depth: number,
): ReadonlySet<string | number> {
  const stated = new Set<string | number>();
  for (const { tokens } of parsedRules(rules, category)) {
    const token = tokens[depth];
    if (typeof token === "string" || typeof token === "number") stated.add(token);
  }
  return stated;
}

interface ParsedRules {
  tokens: readonly PathToken[];
  list: RuleList;
}

const parsed = new WeakMap<ReadonlyMap<string, RuleList>, readonly ParsedRules[]>();

// Asked at every place of a body, and parsed once.
function parsedRules(rules: MatchingRules, category: string): readonly ParsedRules[] {
  const written = rules.get(category);
  if (written === undefined) return [];
  let all = parsed.get(written);
  if (all === undefined) {
    all = [...written].flatMap(([path, list]) => {
      const tokens = parseJsonPath(path);
      return tokens === undefined ? [] : [{ tokens, list }];
    });
    parsed.set(written, all);
  }
  return all;
}

interface Best {
  weight: number;
  length: number;
}

function newBest(): Best {
  return { weight: 0, length: -1 };
}

/** Takes a path that fits at least as well as the best so far. */
function improve(best: Best, tokens: readonly PathToken[], path: PlacePath): boolean {
  const weight = weightOf(tokens, path);
  const isBetter = weight > best.weight || (weight === best.weight && tokens.length >= best.length);
  if (isBetter) {
    best.weight = weight;
    best.length = tokens.length;
  }
  return isBetter;
}

// `$` and an exact token weigh 2, a wildcard 1; a rule holds for all that lies inside. A path
// that leads elsewhere weighs less than nothing.
function weightOf(tokens: readonly PathToken[], path: PlacePath): number {
  if (tokens.length > path.length) return -1;
  let weight = 2;
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index];
    const place = path[index]!;
    if (token === WILDCARD || (token === ANY_INDEX && typeof place === "number")) continue;
    if (token === ANY_INDEX || String(token) !== String(place)) return -1;
    weight *= 2;
  }
  return weight;
}
