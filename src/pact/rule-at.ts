/**
 * Which matching rule holds at a place of a body.
 *
 * Pact V2 #matching-rule-selection, V3 and V4 #matching-rules: rules cascade to what lies inside,
 * and the most specific path wins.
 */
import { type PathToken, parseJsonPath, WILDCARD } from "./json-path.ts";
import type { Matcher, MatchingRules } from "./pact.ts";

/** The matchers at `path`; empty where none holds, and the value is meant literally. */
export function rulesAt(
  rules: MatchingRules,
  category: string,
  path: readonly (string | number)[],
): readonly Matcher[] {
  let best: { weight: number; length: number; matchers: readonly Matcher[] } | undefined;
  for (const [written, list] of rules.get(category) ?? []) {
    const tokens = parseJsonPath(written);
    const weight = tokens && weightOf(tokens, path);
    if (tokens === undefined || weight === undefined) continue;
    const { length } = tokens;
    const matchers =
      length === path.length ? list.matchers : list.matchers.filter((rule) => cascades(rule));
    if (matchers.length === 0) continue;
    const isBetter =
      best === undefined ||
      weight > best.weight ||
      (weight === best.weight && length >= best.length);
    if (isBetter) best = { weight, length, matchers };
  }
  return best?.matchers ?? [];
}

/** Whether the names of properties at a place are free: `values`, `eachKey`, `eachValue`. */
export function freesNames(matchers: readonly Matcher[]): boolean {
  return matchers.some(({ match }) => match === "values" || /^each-?(key|value)$/i.test(match));
}

// `$` and an exact token weigh 2, a wildcard 1; a rule holds for all that lies inside.
function weightOf(
  tokens: readonly PathToken[],
  path: readonly (string | number)[],
): number | undefined {
  if (tokens.length > path.length) return undefined;
  let weight = 2;
  for (const [index, token] of tokens.entries()) {
    if (token !== WILDCARD && String(token) !== String(path[index])) return undefined;
    weight *= token === WILDCARD ? 1 : 2;
  }
  return weight;
}

// Keys and values that are matched each for itself are matched by the rules below them.
function cascades({ match }: Matcher): boolean {
  return !freesNames([{ match }]) && !/^array-?contains$/i.test(match);
}
