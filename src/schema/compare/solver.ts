/**
 * An instance of a goal, or that there is none.
 *
 * For each type of values the goal is taken apart (tableau); what must not hold is taken apart only
 * where a value that was made breaks it. Recursion: a goal that comes up inside itself has no
 * smallest instance there, so it counts as empty until the outer one is decided (Brandt and
 * Henglein, "Coinductive axiomatization of recursive type equality and subtyping", 1998).
 */
import { instanceTypes } from "../instance-types.ts";
import type { Schema } from "../schema.ts";
import { affirm } from "./affirm.ts";
import { findArray } from "./array-value.ts";
import { KINDS, type Kind } from "./cells.ts";
import { isSentBy } from "./closed-view.ts";
import type { Context } from "./context.ts";
import { decide } from "./decide.ts";
import { type Goal, goalOf, keyOf, type Literal } from "./goal.ts";
import { findNumber } from "./number-value.ts";
import { findObject } from "./object-value.ts";
import { refuse } from "./refuse.ts";
import {
  EMPTY,
  type Empty,
  either,
  firstFound,
  found,
  type Result,
  type Unknown,
  unknown,
} from "./result.ts";
import { State, type Way } from "./state.ts";
import { Subsumption } from "./subsume.ts";
import { findText } from "./text-value.ts";
import { kindOf } from "./types.ts";

/** Goals inside each other. */
const MAX_DEPTH = 300;

/** Thrown where a comparison takes more work than it may. */
export class Exhausted {}

export class Solver implements Context {
  readonly direction: "request" | "response" | undefined;
  /** States that may still be looked at. */
  steps = 0;
  readonly proofs: Subsumption;
  private readonly known = new Map<string, Result>();
  /** Goals being decided, with their depth. */
  private readonly inProgress = new Map<string, number>();
  /** Keys of results that rest on a goal in progress. */
  private provisional: string[] = [];

  constructor(direction: "request" | "response" | undefined) {
    this.direction = direction;
    this.proofs = new Subsumption(direction);
  }

  /** Begins anew after an exception; what is known for certain is kept. */
  reset(): void {
    this.inProgress.clear();
    for (const key of this.provisional) this.known.delete(key);
    this.provisional = [];
  }

  solve(literals: readonly Literal[]): Result {
    const goal = goalOf(literals);
    if (goal === undefined) return EMPTY;
    if (goal.length === 0) return ANYTHING;
    if (this.isSubsumed(goal)) return EMPTY;
    const key = keyOf(goal);
    const before = this.known.get(key);
    if (before !== undefined) return before;
    const outer = this.inProgress.get(key);
    if (outer !== undefined) return { kind: "empty", restsOn: outer };
    const depth = this.inProgress.size + 1;
    if (depth > MAX_DEPTH) {
      return unknown({ schema: goal[0]!.schema, keyword: "", reason: "is nested too deeply" });
    }
    this.inProgress.set(key, depth);
    const mark = this.provisional.length;
    const result = this.ofKinds(goal, []);
    this.inProgress.delete(key);
    return this.keep(key, result, { depth, mark });
  }

  solveExcept(literals: readonly Literal[], taken: readonly unknown[]): Result {
    const goal = goalOf(literals);
    if (goal === undefined) return EMPTY;
    if (goal.length === 0) return found(taken.length);
    return this.ofKinds(goal, taken);
  }

  // What must not hold follows from something that holds. Of two that are read closed neither says
  // alone what is sent.
  private isSubsumed(goal: Goal): boolean {
    const isAlone = goal.filter(({ isClosed }) => isClosed).length === 1;
    return goal.some(
      (refused) =>
        !refused.holds &&
        goal.some(
          ({ holds, schema, isClosed }) =>
            holds && this.proofs.proves(schema, refused.schema, isClosed && isAlone),
        ),
    );
  }

  isDisjoint(a: Literal, b: Literal): boolean {
    return this.solve([a, b]) === EMPTY;
  }

  // What rests on this goal being empty holds where it is, and falls where it is not.
  private keep(key: string, result: Result, { depth, mark }: { depth: number; mark: number }) {
    const isEmpty = result.kind === "empty";
    const inside = this.provisional.splice(mark);
    for (const each of inside) {
      const { restsOn } = this.known.get(each) as Empty;
      if (restsOn < depth) this.provisional.push(each);
      else if (isEmpty && result.restsOn >= depth) this.known.set(each, EMPTY);
      else if (isEmpty) {
        this.known.set(each, result);
        this.provisional.push(each);
      } else this.known.delete(each);
    }
    const kept = isEmpty && result.restsOn >= depth ? EMPTY : result;
    this.known.set(key, kept);
    if (kept.kind === "empty" && kept !== EMPTY) this.provisional.push(key);
    return kept;
  }

  private ofKinds(goal: Goal, taken: readonly unknown[]): Result {
    const [{ schema }] = goal as [Literal];
    const kinds = KINDS.filter((kind) => goal.every((each) => mayBe(each, kind)));
    return firstFound(kinds, (kind) => {
      const state = new State(kind, goal, schema);
      for (const value of taken) state.exclude(value);
      const closed = kind === "object" && goal.some(({ isClosed }) => isClosed);
      const scopes = closed ? [state.newScope()] : [];
      if (closed) state.rests.push({ scope: 0, of: "members", wanted: undefined });
      for (const each of goal) state.add(each, each.isClosed ? scopes : []);
      return this.search(state);
    });
  }

  search(state: State): Result {
    this.steps -= 1;
    if (this.steps < 0) throw new Exhausted();
    for (let next = state.open.pop(); next !== undefined; next = state.open.pop()) {
      affirm(state, next, this);
      if (state.isDead) return EMPTY;
    }
    if (state.isDead) return this.emptyOf(state, EMPTY);
    if (state.kind === "null") state.only = [null];
    if (state.kind === "boolean") state.only = [true, false];
    if (state.only !== undefined) return this.oneOf(state, state.only);
    if (state.choices.length > 0) return this.branch(state, takeSmallest(state));
    const made = this.make(state);
    if (made.kind === "empty") return this.emptyOf(state, made);
    return this.hold(state, made);
  }

  private emptyOf({ narrowed }: State, empty: Empty): Empty | Unknown {
    return narrowed === undefined ? empty : unknown(narrowed);
  }

  private branch(state: State, ways: readonly Way[]): Result {
    return firstFound(ways, (way) => {
      const next = state.clone();
      way(next);
      return this.search(next);
    });
  }

  /** A value was made, or could not be: what must not hold is looked at. */
  private hold(state: State, made: Result & { kind: "found" | "unknown" }): Result {
    let fits: boolean | undefined = true;
    const broken = state.pending.find(({ schema }) => {
      if (made.kind === "found") fits = decide(schema, made.value, this.direction);
      return fits !== false;
    });
    if (broken === undefined) return this.confirm(state, made);
    if (state.refused.has(broken)) return this.emptyOf(state, EMPTY);
    const rest = state.clone();
    rest.pending = rest.pending.filter((each) => each !== broken);
    rest.refused.add(broken);
    const result = this.branch(rest, refuse(rest, broken, this));
    // Of a keyword that is malformed there is no way to fail, and no value is known to fit it.
    if (result.kind !== "empty" || fits !== undefined) return result;
    return unknown({ schema: broken.schema, keyword: "", reason: "cannot be checked in full" });
  }

  private confirm(state: State, made: Result & { kind: "found" | "unknown" }): Result {
    if (made.kind === "unknown" || state.doubts.length === 0) return made;
    return this.fits(state.goal, made.value) === true ? made : unknown(state.doubts[0]!);
  }

  private fits(goal: Goal, value: unknown): boolean | undefined {
    let all: boolean | undefined = true;
    for (const { schema, holds } of goal) {
      const fits = decide(schema, value, this.direction);
      if (fits === undefined) all = undefined;
      else if (fits !== holds) return false;
    }
    const closed = goal.filter(({ isClosed }) => isClosed).map(({ schema }) => schema);
    if (all !== true || closed.length === 0) return all;
    return isSentBy(closed, value, this.direction);
  }

  private oneOf(state: State, values: readonly unknown[]): Result {
    let result: Empty | Unknown = EMPTY;
    for (const value of values) {
      if (kindOf(value) !== state.kind || state.isExcluded(value)) continue;
      const fits = this.fits(state.goal, value);
      if (fits === true) return found(value);
      if (fits === undefined) result = either(result, state.unknown("cannot be checked in full"));
    }
    return result;
  }

  private make(state: State): Result {
    switch (state.kind) {
      case "number": {
        const made = findNumber(state.number, (number) => !state.isExcluded(number));
        if (made === "none") return EMPTY;
        return made === undefined
          ? state.unknown("leaves no number that was tried")
          : found(made.number);
      }
      case "string": {
        const made = findText(state.text, (text) => !state.isExcluded(text));
        if (made === "none") return EMPTY;
        return "doubt" in made ? state.unknown(made.doubt) : found(made.text);
      }
      case "array":
        return findArray(state, this);
      default:
        return findObject(state, this);
    }
  }
}

const ANYTHING = found("anything");

function takeSmallest(state: State): readonly Way[] {
  let smallest = state.choices[0]!;
  for (const ways of state.choices) if (ways.length < smallest.length) smallest = ways;
  state.choices = state.choices.filter((ways) => ways !== smallest);
  return smallest;
}

const types = new WeakMap<Schema, ReadonlySet<string>>();

function mayBe({ schema, holds }: Literal, kind: Kind): boolean {
  if (!holds) return true;
  let known = types.get(schema);
  if (known === undefined) {
    known = instanceTypes(schema);
    types.set(schema, known);
  }
  return known.has(kind) || (kind === "number" && known.has("integer"));
}
