/**
 * An object that meets the conditions of a cell: the members that must be there, each an instance
 * of a goal of its own.
 */
import { compilePattern } from "../pattern/pattern.ts";
import type { MemberDemand, MemberShape } from "./cells.ts";
import type { Context } from "./context.ts";
import { decide } from "./decide.ts";
import type { Literal } from "./goal.ts";
import { freshNames, mentionedNames } from "./member-names.ts";
import {
  EMPTY,
  type Empty,
  either,
  firstFound,
  found,
  type Result,
  type Unknown,
} from "./result.ts";
import type { State } from "./state.ts";

/** By name: what is said of the members besides what the schemas around them say. */
type Present = ReadonlyMap<string, readonly Literal[]>;

export function findObject(state: State, context: Context): Result {
  if (state.object.min > state.object.max) return EMPTY;
  const present = new Map<string, readonly Literal[]>();
  for (const name of state.object.required) {
    if (!state.object.hidden.has(name) || state.object.given.has(name)) present.set(name, []);
  }
  for (const [name, given] of state.object.given) present.set(name, given);
  return meet(state, 0, present, context);
}

// Each demand by some name, then all of it.
function meet(state: State, index: number, present: Present, context: Context): Result {
  const demand = state.object.demands[index];
  if (demand === undefined) return build(state, present, context);
  const candidates = [...mentionedNames(state)];
  let isComplete = true;
  const fresh = freshNames(state, demand, context, () => {
    isComplete = false;
  });
  const names = function* () {
    yield* candidates;
    yield* fresh;
  };
  const result = firstFound(names(), (name) => {
    const isMet = meetsDemand(state, demand, name);
    if (isMet === false) return EMPTY;
    if (isMet === undefined) return state.unknown("a name cannot be told from others");
    const { wanted } = demand;
    const own = [...(present.get(name) ?? []), ...(wanted === undefined ? [] : [wanted])];
    const next = new Map(present).set(name, own);
    // What cannot be is seen before all the rest is made.
    const member = memberResult(state, name, own, context);
    if (member.kind === "empty") return member;
    return meet(state, index + 1, next, context);
  });
  if (result.kind !== "empty" || isComplete) return result;
  return state.unknown("more names than were tried");
}

function meetsDemand(state: State, demand: MemberDemand, name: string): boolean | undefined {
  const { outside, unevaluated, matching, named } = demand;
  if (outside !== undefined) {
    const own = speaksOf(outside, name);
    if (own !== false) return own === undefined ? undefined : false;
  }
  if (unevaluated !== undefined) {
    const evaluated = isEvaluated(state, unevaluated, name);
    if (evaluated !== false) return evaluated === undefined ? undefined : false;
  }
  if (matching !== undefined) {
    const matches = compilePattern(matching).test(name);
    if (matches !== true) return matches;
  }
  if (named !== undefined) {
    const fits = decide(named.schema, name, undefined);
    if (fits === undefined) return undefined;
    if (fits !== named.holds) return false;
  }
  return true;
}

/** Whether a shape names a member, by its name or by a pattern. */
function speaksOf(shape: MemberShape, name: string): boolean | undefined {
  if (shape.names.has(name)) return true;
  return anyMatches(
    shape.patterns.map(([source]) => source),
    name,
  );
}

function anyMatches(sources: Iterable<string>, name: string): boolean | undefined {
  let any: boolean | undefined = false;
  for (const source of sources) {
    const matches = compilePattern(source).test(name);
    if (matches === true) return true;
    if (matches === undefined) any = undefined;
  }
  return any;
}

function isEvaluated(state: State, index: number, name: string): boolean | undefined {
  const scope = state.scopes[index]!;
  return scope.hasAllNames || scope.names.has(name) || anyMatches(scope.patterns, name);
}

/** Whether a member of that name may be there at all. */
function nameFits(state: State, name: string): boolean | undefined {
  const { object, rests } = state;
  if (object.absent.has(name) || object.hidden.has(name)) return false;
  let all: boolean | undefined = true;
  for (const { schema, holds } of object.names) {
    const fits = decide(schema, name, undefined);
    if (fits === undefined) all = undefined;
    else if (fits !== holds) return false;
  }
  for (const { scope: index, of, wanted } of rests) {
    if (of !== "members" || wanted !== undefined) continue;
    if (!state.scopes[index]!.isDeclared) continue;
    const evaluated = isEvaluated(state, index, name);
    if (evaluated === false) return false;
    if (evaluated === undefined) all = undefined;
  }
  return all;
}

/** All that is said of the member `name`; undefined where it cannot be told. */
function goalOfMember(
  state: State,
  name: string,
  own: readonly Literal[],
): readonly Literal[] | undefined {
  const goal = [...own];
  for (const { names, patterns, rest } of state.object.shapes) {
    const declared = names.get(name);
    if (declared !== undefined) goal.push(declared);
    let isNamed = declared !== undefined;
    for (const [source, wanted] of patterns) {
      const matches = compilePattern(source).test(name);
      if (matches === undefined) return undefined;
      if (!matches) continue;
      goal.push(wanted);
      isNamed = true;
    }
    if (!isNamed && rest !== undefined) goal.push(rest);
  }
  for (const { scope, of, wanted } of state.rests) {
    if (of !== "members" || wanted === undefined) continue;
    const evaluated = isEvaluated(state, scope, name);
    if (evaluated === undefined) return undefined;
    if (!evaluated) goal.push(wanted);
  }
  return goal;
}

function memberResult(
  state: State,
  name: string,
  own: readonly Literal[],
  context: Context,
): Result {
  const fits = nameFits(state, name);
  if (fits === false) return EMPTY;
  const goal = goalOfMember(state, name, own);
  if (goal === undefined) return state.unknown(`the name ${name} cannot be told`);
  const result = context.solve(goal);
  if (result.kind !== "found" || fits === true) return result;
  return state.unknown(`the name ${name} cannot be told`);
}

function build(state: State, present: Present, context: Context): Result {
  const { min, max } = state.object;
  if (present.size > max) return EMPTY;
  const members: [string, unknown][] = [];
  let failed: Empty | Unknown | undefined;
  // What is wanted of single members comes first: there it shows soonest that nothing is left.
  const wanted = [...present].sort((a, b) => b[1].length - a[1].length);
  for (const [name, own] of wanted) {
    const result = memberResult(state, name, own, context);
    if (result.kind === "found") members.push([name, result.value]);
    else if (result.kind === "empty") return result;
    else failed = result;
  }
  if (failed !== undefined) return failed;
  const more = fill(state, members, context, min);
  if (more !== undefined) return more;
  return avoidExcluded(state, members, context);
}

/** Adds members that may be there until there are enough; undefined where there are. */
function fill(
  state: State,
  members: [string, unknown][],
  context: Context,
  least: number,
): Empty | Unknown | undefined {
  if (members.length >= least) return undefined;
  if (least > MAX_MEMBERS) return state.unknown("more members than are made");
  const taken = new Set(members.map(([name]) => name));
  let failed: Empty | Unknown = EMPTY;
  const add = (name: string): void => {
    if (taken.has(name)) return;
    const result = memberResult(state, name, [], context);
    if (result.kind === "found") {
      members.push([name, result.value]);
      taken.add(name);
    } else failed = either(failed, result);
  };
  for (const name of mentionedNames(state)) {
    if (members.length >= least) return undefined;
    add(name);
  }
  let isComplete = true;
  while (members.length < least) {
    const before = members.length;
    const fresh = freshNames(state, {}, context, () => (isComplete = false), taken);
    for (const name of fresh) {
      if (members.length < least) add(name);
    }
    if (members.length === before) {
      return isComplete ? failed : state.unknown("more names than were tried");
    }
  }
  return undefined;
}

const MAX_MEMBERS = 300;

// An object that is left out is another with one member more, or with another value in one.
function avoidExcluded(state: State, members: [string, unknown][], context: Context): Result {
  const value = Object.fromEntries(members);
  if (!state.isExcluded(value)) return found(value);
  let hasOthers = false;
  for (const [index, [name, taken]] of members.entries()) {
    const own = state.object.given.get(name) ?? [];
    const goal = goalOfMember(state, name, own);
    if (goal === undefined) return state.unknown("a name cannot be told from others");
    const other = context.solveExcept(goal, [taken]);
    if (other.kind === "empty") continue;
    hasOthers = true;
    if (other.kind === "unknown") continue;
    const changed = Object.fromEntries(members.with(index, [name, other.value]));
    if (!state.isExcluded(changed)) return found(changed);
  }
  const size = members.length;
  if (size < state.object.max) {
    const failed = fill(state, members, context, size + 1);
    if (failed === undefined) {
      const larger = Object.fromEntries(members);
      if (!state.isExcluded(larger)) return found(larger);
      hasOthers = true;
    } else if (failed.kind === "unknown") return failed;
    else return hasOthers ? state.unknown("is beside values that are left out") : failed;
  }
  return hasOthers ? state.unknown("is beside values that are left out") : EMPTY;
}
