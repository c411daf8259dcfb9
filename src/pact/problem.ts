/**
 * What is found at one field of a body that a pact expects.
 */
import type { Asked } from "../compat/second-opinion.ts";
import type { Schema } from "../schema/schema.ts";
import { type Violation, validate } from "../schema/validate.ts";
import type { BodyRules } from "./matcher-set/body-set.ts";
import type { Direction, SetComparison } from "./matcher-set/set-comparison.ts";
import { type FoundRules, type PlacePath, rulesFor } from "./rule-at.ts";

export type Path = readonly (string | number)[];

export interface Problem {
  kind: /** No value that the provider may send satisfies the pact. */
    | "undeclared"
    | "invalid"
    /** The rule refuses a value that the provider may send. */
    | "excluded"
    /** The rule lets values of the provider through; the example is none of them. */
    | "example"
    /** It holds for some of the provider's values. */
    | "optional"
    | "literal"
    /** A schema was not understood. */
    | "unresolved"
    /** The schemas and the rules were understood, and whether they agree was not decided. */
    | "undecided";
  path: Path;
  /** To be read after the name of the place; of a literal, before it. */
  message: string;
  rule: SchemaPlace | undefined;
  witness?: unknown;
  /** What the witness rests on. */
  asked?: readonly Asked[];
}

/** Where a schema, or a keyword of it, stands. */
export interface SchemaPlace {
  uri: string;
  pointer: string;
}

/** A value of the pact and where in the body it stands. */
export interface Expected {
  value: unknown;
  path: Path;
}

/** What a body is judged by. */
export interface Judging extends BodyRules {
  sets: SetComparison;
  direction: Direction;
}

/** What one walk over a body carries along. */
export interface Walk extends Judging {
  /** Where the paths of the rules begin: inside a variant of `arrayContains` at its item. */
  base: number;
  /** Work left; at 0 what remains is unresolved. */
  budget: { left: number };
}

/** The rules that hold at a place; undefined where the value is meant literally. */
export function rulesOf(walk: Walk, path: Path): FoundRules | undefined {
  return rulesFor(walk.rules, walk.category, rulePath(walk, path));
}

/** The place as the rules see it. */
export function rulePath({ base }: Walk, path: Path): PlacePath {
  return base === 0 ? path : path.slice(base);
}

export function violationsOf({ direction }: Walk, schema: Schema, value: unknown): Violation[] {
  return validate(schema, value, direction === "event" ? {} : { direction });
}

export function isError({ kind }: Problem): boolean {
  return kind === "undeclared" || kind === "invalid" || kind === "excluded";
}

/** Whether no value that the provider sends satisfies the pact there. */
export function isImpossible({ kind }: Problem): boolean {
  return kind === "undeclared" || kind === "invalid";
}

export function unresolved(path: Path, schema: Schema | undefined, message: string): Problem {
  return { kind: "unresolved", path, message, rule: schema && placeOf(schema) };
}

/** What the schemas are asked of one value. */
export function askedOf(schemas: readonly Schema[], value: unknown): Asked[] {
  return schemas.map((schema) => ({ schema, value }));
}

export function placeOf(schema: Schema, keyword?: string): SchemaPlace {
  const pointer = keyword === undefined ? schema.pointer : `${schema.pointer}/${keyword}`;
  return { uri: schema.uri, pointer };
}
