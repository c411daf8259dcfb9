/**
 * An array that meets the conditions of a cell: as short as it may be, each item an instance of a
 * goal of its own.
 */
import { equalityKey } from "../equal.ts";
import type { Contains, ItemDemand } from "./cells.ts";
import type { Context } from "./context.ts";
import { type Literal, negated } from "./goal.ts";
import { EMPTY, firstFound, found, type Result } from "./result.ts";
import type { State } from "./state.ts";

/** Longer arrays are not made. */
const MAX_ITEMS = 10_000;

/** By index: what is said of the items besides what the schemas around them say. */
type Given = ReadonlyMap<number, readonly Literal[]>;

interface Plan {
  given: Given;
  /** By the place in `contains`: the items that were made to fit. */
  fitting: readonly ReadonlySet<number>[];
  length: number;
}

export function findArray(state: State, context: Context): Result {
  const { min, max, isUnique, isRepeated } = state.array;
  const contains = merged(state.array.contains);
  state.array.contains = contains;
  if (min > max || (isUnique && isRepeated)) return EMPTY;
  if (contains.some((each) => each.min > each.max)) return EMPTY;
  if (contains.some(({ min: count }) => count > MAX_ITEMS)) {
    return state.unknown("more items than are made");
  }
  const counts = countsOf(contains);
  const result = firstFound(counts, (count) => {
    const demands: Demand[] = state.array.demands.map((demand) => ({ ...demand }));
    for (const [index, { wanted }] of contains.entries()) {
      for (let each = 0; each < count[index]!; each += 1) {
        demands.push({ from: 0, wanted, contained: index });
      }
    }
    const plan = { given: new Map(), fitting: contains.map(() => new Set<number>()), length: 0 };
    return place(state, demands, plan, prefixLength(state), context);
  });
  const isCut = contains.some(
    (each) => Number.isFinite(each.max) && each.max - each.min > MAX_EXTRA,
  );
  if (result.kind !== "empty" || !(isCut || counts.length >= MAX_COUNTS)) return result;
  return state.unknown("more ways to choose items than were tried");
}

const MAX_EXTRA = 5;
const MAX_COUNTS = 100;

// Where no more than some may fit, one says how many do.
function countsOf(contains: readonly Contains[]): number[][] {
  let counts: number[][] = [[]];
  for (const { min, max } of contains) {
    const most = Number.isFinite(max) ? Math.min(max, min + MAX_EXTRA) : min;
    const own = Array.from({ length: most - min + 1 }, (_, extra) => min + extra);
    counts = counts.flatMap((before) => own.map((count) => [...before, count]));
    counts.length = Math.min(counts.length, MAX_COUNTS);
  }
  return counts;
}

// What is counted twice is counted once.
function merged(all: readonly Contains[]): Contains[] {
  const byWanted = new Map<Literal, Contains>();
  for (const { wanted, min, max } of all) {
    const before = byWanted.get(wanted);
    byWanted.set(wanted, {
      wanted,
      min: Math.max(min, before?.min ?? 0),
      max: Math.min(max, before?.max ?? max),
    });
  }
  return [...byWanted.values()];
}

/** `contained`: for which `contains` it is. */
type Demand = ItemDemand & { contained?: number };

function prefixLength({ array, scopes }: State): number {
  return Math.max(
    0,
    ...array.shapes.map(({ prefix }) => prefix.length),
    ...array.demands.map(({ from }) => from),
    ...scopes.map(({ items }) => items),
  );
}

// Each demand at some index: beyond the prefixes all indices are alike.
function place(
  state: State,
  demands: readonly Demand[],
  plan: Plan,
  known: number,
  context: Context,
): Result {
  const [demand, ...others] = demands;
  if (demand === undefined) return repeat(state, plan, known, context);
  const { from, to, wanted, contained } = demand;
  const fresh = Math.max(known, plan.length, from);
  const indices = [fresh, ...Array.from({ length: fresh - from }, (_, at) => from + at)];
  return firstFound(indices, (index) => {
    if (index > (to ?? Number.POSITIVE_INFINITY) || index >= state.array.max) return EMPTY;
    if (demand.unevaluated !== undefined && isEvaluatedItem(state, demand.unevaluated, index)) {
      return EMPTY;
    }
    if (contained !== undefined && plan.fitting[contained]!.has(index)) return EMPTY;
    const own = [...(plan.given.get(index) ?? []), wanted, ...notContained(state, demand)];
    const result = solveItem(state, index, own, context);
    if (result.kind === "empty") return result;
    const next: Plan = {
      given: new Map(plan.given).set(index, own),
      fitting: plan.fitting.map((set, at) => (at === contained ? new Set(set).add(index) : set)),
      length: Math.max(plan.length, index + 1),
    };
    return place(state, others, next, known, context);
  });
}

function isEvaluatedItem({ scopes }: State, scope: number, index: number): boolean {
  const { hasAllItems, items } = scopes[scope]!;
  return hasAllItems || index < items;
}

// What `contains` takes is evaluated: 2020-12 core #contains.
function notContained({ scopes }: State, { unevaluated }: Demand): Literal[] {
  return unevaluated === undefined ? [] : scopes[unevaluated]!.contains.map(negated);
}

/** All that is said of an item, in as many ways as it may be evaluated. */
function goalsOfItem(state: State, index: number, own: readonly Literal[]): Literal[][] {
  const goal = [...own];
  for (const { prefix, rest } of state.array.shapes) {
    const wanted = index < prefix.length ? prefix[index] : rest;
    if (wanted !== undefined) goal.push(wanted);
  }
  let goals = [goal];
  for (const { scope, of, wanted } of state.rests) {
    if (of !== "items" || wanted === undefined || isEvaluatedItem(state, scope, index)) continue;
    const ways = [wanted, ...state.scopes[scope]!.contains];
    goals = ways.flatMap((way) => goals.map((each) => [...each, way]));
  }
  return goals;
}

function solveItem(state: State, index: number, own: readonly Literal[], context: Context): Result {
  return firstFound(goalsOfItem(state, index, own), (goal) => context.solve(goal));
}

// Two equal items, where there must be.
function repeat(state: State, plan: Plan, known: number, context: Context): Result {
  if (!state.array.isRepeated) return fill(state, plan, undefined, context);
  const last = Math.max(known, plan.length) + 1;
  const pairs: [number, number][] = [];
  for (let second = 1; second <= last; second += 1) {
    for (let first = 0; first < second; first += 1) pairs.push([first, second]);
  }
  if (pairs.length > MAX_PAIRS) return state.unknown("more pairs than are tried");
  return firstFound(pairs, (pair) => fill(state, plan, pair, context));
}

const MAX_PAIRS = 2000;

// An array that is left out is another with more items.
function fill(
  state: State,
  plan: Plan,
  pair: readonly [number, number] | undefined,
  context: Context,
): Result {
  const { array } = state;
  const least = Math.max(array.min, plan.length, pair === undefined ? 0 : pair[1] + 1);
  const result = fillTo(state, plan, pair, { length: least, context });
  if (result.kind !== "found" || !state.isExcluded(result.value)) return result;
  const longer = Array.from({ length: state.excluded.size }, (_, more) => least + 1 + more);
  let hasOthers = least > 0;
  const other = firstFound(longer.slice(0, MAX_LONGER), (length) => {
    const made = fillTo(state, plan, pair, { length, context });
    if (made.kind !== "found" || !state.isExcluded(made.value)) return made;
    hasOthers = true;
    return EMPTY;
  });
  if (other.kind !== "empty" || !hasOthers) return other;
  return state.unknown("is beside values that are left out");
}

const MAX_LONGER = 20;

function fillTo(
  state: State,
  plan: Plan,
  pair: readonly [number, number] | undefined,
  { length, context }: { length: number; context: Context },
): Result {
  const { array } = state;
  if (length > array.max) return EMPTY;
  if (length > MAX_ITEMS) return state.unknown("more items than are made");
  const items: unknown[] = [];
  const owns = Array.from({ length }, (_, index) => ownOf(state, plan, index));
  for (const [index, own] of owns.entries()) {
    if (pair !== undefined && index === pair[1]) {
      items.push(items[pair[0]]);
      continue;
    }
    const isTwin = pair !== undefined && index === pair[0];
    const twins = isTwin ? goalsOfItem(state, pair[1], owns[pair[1]]!) : [[]];
    const goals = goalsOfItem(state, index, own).flatMap((goal) =>
      twins.map((twin) => [...goal, ...twin]),
    );
    const taken = array.isUnique ? items : [];
    const result = firstFound(goals, (goal) =>
      taken.length === 0 ? context.solve(goal) : context.solveExcept(goal, taken),
    );
    if (result.kind === "found") items.push(result.value);
    else if (result.kind === "unknown" || isCertain(state, owns, index)) return result;
    else return state.unknown("the choice of items that differ");
  }
  return found(items);
}

/** What is said of an item besides, and that it is no more than may be of what is counted. */
function ownOf(state: State, plan: Plan, index: number): Literal[] {
  const own = [...(plan.given.get(index) ?? [])];
  for (const [at, { wanted, max }] of state.array.contains.entries()) {
    if (Number.isFinite(max) && !plan.fitting[at]!.has(index)) own.push(negated(wanted));
  }
  return own;
}

// That one item has no value is proof where it was not chosen which others there are.
function isCertain(
  { array }: State,
  owns: readonly (readonly Literal[])[],
  index: number,
): boolean {
  if (!array.isUnique || index === 0) return true;
  const isPrefix = array.shapes.some(({ prefix }) => prefix.length > 0);
  const key = idsOf(owns[index]!);
  return !isPrefix && owns.slice(0, index).every((own) => idsOf(own) === key);
}

function idsOf(goal: readonly Literal[]): unknown {
  return equalityKey(goal.map(({ id }) => id));
}
