/**
 * An array that meets the conditions of a cell: as short as it may be, each item an instance of a
 * goal of its own.
 */
import { equalityKey } from "../equal.ts";
import type { ItemDemand } from "./cells.ts";
import type { Context } from "./context.ts";
import { type Literal, negated } from "./goal.ts";
import { EMPTY, firstFound, found, type Result } from "./result.ts";
import type { State } from "./state.ts";

/** Longer arrays are not made. */
const MAX_ITEMS = 1000;

/** By index: what is said of the items besides what the schemas around them say. */
type Given = ReadonlyMap<number, readonly Literal[]>;

interface Plan {
  given: Given;
  /** By the place in `contains`: the items that were made to fit. */
  fitting: readonly ReadonlySet<number>[];
  length: number;
}

export function findArray(state: State, context: Context): Result {
  const { min, max, contains } = state.array;
  if (min > max) return EMPTY;
  const demands: Demand[] = state.array.demands.map((demand) => ({ ...demand }));
  for (const [index, { wanted, min: count }] of contains.entries()) {
    if (count > MAX_ITEMS) return state.unknown("more items than are made");
    for (let each = 0; each < count; each += 1) demands.push({ from: 0, wanted, contained: index });
  }
  const plan = { given: new Map(), fitting: contains.map(() => new Set<number>()), length: 0 };
  const known = prefixLength(state);
  return place(state, demands, plan, known, context);
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
    const own = [...(plan.given.get(index) ?? []), wanted];
    const result = context.solve(goalOfItem(state, index, own));
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

function goalOfItem(state: State, index: number, own: readonly Literal[]): Literal[] {
  const goal = [...own];
  for (const { prefix, rest } of state.array.shapes) {
    const wanted = index < prefix.length ? prefix[index] : rest;
    if (wanted !== undefined) goal.push(wanted);
  }
  for (const { scope, of, wanted } of state.rests) {
    if (of === "items" && wanted !== undefined && !isEvaluatedItem(state, scope, index)) {
      goal.push(wanted);
    }
  }
  return goal;
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
  const other = firstFound(longer.slice(0, MAX_LONGER), (length) => {
    const made = fillTo(state, plan, pair, { length, context });
    return made.kind === "found" && state.isExcluded(made.value) ? EMPTY : made;
  });
  return other.kind === "found" ? other : state.unknown("is beside values that are left out");
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
  const goals = Array.from({ length }, (_, index) => itemGoal(state, plan, index));
  for (const [index, goal] of goals.entries()) {
    if (pair !== undefined && index === pair[1]) {
      items.push(items[pair[0]]);
      continue;
    }
    const twin = pair !== undefined && index === pair[0] ? goals[pair[1]]! : [];
    const all = [...goal, ...twin];
    const taken = array.isUnique ? items : [];
    const result = taken.length === 0 ? context.solve(all) : context.solveExcept(all, taken);
    if (result.kind === "found") items.push(result.value);
    else if (result.kind === "unknown" || isCertain(state, plan, goals, index)) return result;
    else return state.unknown("the choice of items that differ");
  }
  return found(items);
}

/** What is said of an item, and that it is no more than may be of what is counted. */
function itemGoal(state: State, plan: Plan, index: number): Literal[] {
  const goal = goalOfItem(state, index, plan.given.get(index) ?? []);
  for (const [at, { wanted, max }] of state.array.contains.entries()) {
    if (Number.isFinite(max) && !plan.fitting[at]!.has(index)) goal.push(negated(wanted));
  }
  return goal;
}

// That one item has no value is proof where it was not chosen which others there are.
function isCertain(
  { array }: State,
  plan: Plan,
  goals: readonly (readonly Literal[])[],
  index: number,
): boolean {
  const isCounted = array.contains.some(
    ({ max }, at) => Number.isFinite(max) && plan.fitting[at]!.size < max,
  );
  if (isCounted) return false;
  if (!array.isUnique || index === 0) return true;
  const own = idsOf(goals[index]!);
  return goals.slice(0, index).every((goal) => idsOf(goal) === own);
}

function idsOf(goal: readonly Literal[]): unknown {
  return equalityKey(goal.map(({ id }) => id));
}
