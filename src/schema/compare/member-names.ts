/**
 * The names that members may have: those that the schemas mention, and others.
 *
 * Names that no schema mentions differ only by the patterns that they match, so one of each kind
 * stands for all of them.
 */
import { isObject } from "../place.ts";
import type { MemberDemand } from "./cells.ts";
import type { Context } from "./context.ts";
import { State } from "./state.ts";

/** Each once, in the order of the schemas. */
export function mentionedNames({ object, scopes, excluded }: State): Set<string> {
  const { required, given, absent, hidden } = object;
  const names = new Set([...required, ...given.keys(), ...absent, ...hidden]);
  for (const shape of object.shapes) for (const name of shape.names.names) names.add(name);
  for (const { outside } of object.demands) {
    for (const name of outside?.names.names ?? []) names.add(name);
  }
  for (const scope of scopes) for (const name of scope.names) names.add(name);
  for (const value of excluded.values()) {
    if (isObject(value)) for (const name of Object.keys(value)) names.add(name);
  }
  return names;
}

/** Of more patterns not every combination is tried. */
const MAX_COMBINED = 4;

/**
 * Names that no schema mentions: one that matches no pattern, then one for each combination of
 * patterns.
 *
 * @param giveUp called where there may be others that were not thought of
 */
export function* freshNames(
  state: State,
  demand: MemberDemand,
  context: Context,
  giveUp: () => void,
  taken: ReadonlySet<string> = new Set(),
): Generator<string> {
  const mentioned = [...mentionedNames(state), ...taken];
  const must = demand.matching === undefined ? [] : [demand.matching];
  const mustNot = new Set((demand.outside?.patterns ?? []).map(([source]) => source));
  if (demand.unevaluated !== undefined) {
    for (const source of state.scopes[demand.unevaluated]!.patterns) mustNot.add(source);
  }
  const open = [...patternsIn(state)].filter((each) => !mustNot.has(each) && !must.includes(each));
  if (open.length > MAX_COMBINED) giveUp();
  for (const chosen of combinations(open.slice(0, MAX_COMBINED))) {
    const literals = [...state.object.names, ...(demand.named === undefined ? [] : [demand.named])];
    const next = new State("string", literals, state.at);
    next.text.patterns = [...must, ...chosen];
    next.text.notPatterns = [...mustNot, ...open.filter((each) => !chosen.includes(each))];
    for (const name of mentioned) next.exclude(name);
    for (const literal of literals) next.add(literal);
    const result = context.search(next);
    if (result.kind === "found") yield result.value as string;
    else if (result.kind === "unknown") giveUp();
  }
}

function patternsIn({ object, scopes }: State): Set<string> {
  const patterns = new Set<string>();
  for (const shape of object.shapes) for (const [source] of shape.patterns) patterns.add(source);
  for (const { outside, matching } of object.demands) {
    for (const [source] of outside?.patterns ?? []) patterns.add(source);
    if (matching !== undefined) patterns.add(matching);
  }
  for (const scope of scopes) for (const source of scope.patterns) patterns.add(source);
  return patterns;
}

/** Every part of a list, the smaller first. */
function combinations<T>(list: readonly T[]): T[][] {
  let all: T[][] = [[]];
  for (const each of list) all = [...all, ...all.map((part) => [...part, each])];
  return all.sort((a, b) => a.length - b.length);
}
