/**
 * A goal for one type of values, being taken apart: a branch of a tableau (Smullyan, "First-Order
 * Logic", 1968). Choices are copies of it.
 */
import { equalityKey } from "../equal.ts";
import type { Schema } from "../schema.ts";
import type { ArrayCell, Kind, NumberCell, ObjectCell, Rest, Scope, TextCell } from "./cells.ts";
import type { Goal, Literal } from "./goal.ts";
import type { Doubt, Unknown } from "./result.ts";

/** A literal that is to be taken apart, and who asks what it evaluates. */
export interface OpenLiteral {
  literal: Literal;
  scopes: readonly number[];
}

/** One way to go on; it adds to the state it is given. */
export type Way = (state: State) => void;

export class State {
  readonly kind: Kind;
  open: OpenLiteral[] = [];
  /** What must not hold; looked at when there is a value to look at. */
  pending: Literal[] = [];
  choices: (readonly Way[])[] = [];
  scopes: Scope[] = [];
  rests: Rest[] = [];
  seen: Set<string> = new Set();
  /** What holds besides, and was left aside: a value that is found is held to all of the goal. */
  doubts: Doubt[] = [];
  /** Why there may be more values than are looked at: that none is found proves nothing. */
  narrowed: Doubt | undefined;
  /** What was taken apart because it must hold, or must not. */
  affirmed: Set<Schema> = new Set();
  refused: Set<Literal> = new Set();
  isDead = false;
  /** The values that are left, where they are counted. */
  only: readonly unknown[] | undefined;
  /** Values that are left out, by what equal ones share. */
  excluded: Map<unknown, unknown> = new Map();
  number: NumberCell = { lower: undefined, upper: undefined, multiples: [], notMultiples: [] };
  text: TextCell = {
    min: 0,
    max: Number.POSITIVE_INFINITY,
    patterns: [],
    notPatterns: [],
    formats: [],
    notFormats: [],
  };
  array: ArrayCell = {
    shapes: [],
    min: 0,
    max: Number.POSITIVE_INFINITY,
    isUnique: false,
    isRepeated: false,
    contains: [],
    demands: [],
  };
  object: ObjectCell = {
    shapes: [],
    names: [],
    required: new Set(),
    absent: new Set(),
    hidden: new Set(),
    min: 0,
    max: Number.POSITIVE_INFINITY,
    given: new Map(),
    demands: [],
  };

  /** All that this is about: what a value that is found is held to. */
  readonly goal: Goal;

  /** Where what cannot be decided is told. */
  readonly at: Schema;

  constructor(kind: Kind, goal: Goal, at: Schema) {
    this.kind = kind;
    this.goal = goal;
    this.at = at;
  }

  clone(): State {
    const copy = new State(this.kind, this.goal, this.at);
    copy.open = [...this.open];
    copy.pending = [...this.pending];
    copy.choices = [...this.choices];
    copy.scopes = this.scopes.map(copyScope);
    copy.rests = [...this.rests];
    copy.seen = new Set(this.seen);
    copy.doubts = [...this.doubts];
    copy.isDead = this.isDead;
    copy.only = this.only;
    copy.narrowed = this.narrowed;
    copy.affirmed = new Set(this.affirmed);
    copy.refused = new Set(this.refused);
    copy.excluded = new Map(this.excluded);
    const { number, text, array, object } = this;
    switch (this.kind) {
      case "number":
        copy.number = {
          ...number,
          multiples: [...number.multiples],
          notMultiples: [...number.notMultiples],
        };
        break;
      case "string":
        copy.text = {
          ...text,
          patterns: [...text.patterns],
          notPatterns: [...text.notPatterns],
          formats: [...text.formats],
          notFormats: [...text.notFormats],
        };
        break;
      case "array":
        copy.array = {
          ...array,
          shapes: [...array.shapes],
          contains: [...array.contains],
          demands: [...array.demands],
        };
        break;
      case "object":
        copy.object = {
          ...object,
          shapes: [...object.shapes],
          names: [...object.names],
          required: new Set(object.required),
          absent: new Set(object.absent),
          hidden: new Set(object.hidden),
          given: new Map(object.given),
          demands: [...object.demands],
        };
        break;
      default:
    }
    return copy;
  }

  /** Something holds that cannot be taken apart: a value that is found must be looked at. */
  doubt(schema: Schema, keyword: string, reason: string): void {
    this.doubts.push({ schema, keyword, reason });
  }

  /** Some values that fit are not looked at. */
  narrow(schema: Schema, keyword: string, reason: string): void {
    this.narrowed ??= { schema, keyword, reason };
  }

  /** Nothing is looked for here, and that proves nothing. */
  giveUp(schema: Schema, keyword: string, reason: string): void {
    this.narrow(schema, keyword, reason);
    this.isDead = true;
  }

  exclude(value: unknown): void {
    this.excluded.set(equalityKey(value), value);
  }

  isExcluded(value: unknown): boolean {
    return this.excluded.size > 0 && this.excluded.has(equalityKey(value));
  }

  /** A result that is certain only as far as nothing was left aside. */
  unknown(reason: string): Unknown {
    return { kind: "unknown", doubt: { schema: this.at, keyword: "", reason } };
  }

  /** One of the ways is to be gone; none is a dead end, and a single one is gone at once. */
  choose(ways: readonly Way[]): void {
    if (ways.length === 0) this.isDead = true;
    else if (ways.length === 1) ways[0]!(this);
    else this.choices.push(ways);
  }

  /** What must hold, or must not, of the value itself. */
  add(literal: Literal, scopes: readonly number[] = []): void {
    if (literal.holds) this.open.push({ literal, scopes });
    else if (this.affirmed.has(literal.schema)) this.isDead = true;
    else this.pending.push(literal);
  }

  newScope({ isExact = false }: { isExact?: boolean } = {}): number {
    this.scopes.push({
      names: new Set(),
      patterns: new Set(),
      hasAllNames: false,
      isDeclared: false,
      items: 0,
      hasAllItems: false,
      contains: [],
      isExact,
    });
    return this.scopes.length - 1;
  }

  /** `name` is there, and `literal` says something of its value. */
  give(name: string, literal?: Literal): void {
    const { required, given } = this.object;
    required.add(name);
    if (literal !== undefined) given.set(name, [...(given.get(name) ?? []), literal]);
  }
}

function copyScope(scope: Scope): Scope {
  return {
    ...scope,
    names: new Set(scope.names),
    patterns: new Set(scope.patterns),
    contains: [...scope.contains],
  };
}
