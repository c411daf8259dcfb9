/**
 * What is known of a value of one type once the schemas are taken apart: conditions that hold
 * together, and can be met by construction.
 */
import type { Literal } from "./goal.ts";
import type { Members } from "./members.ts";

/** The types of JSON as disjoint sets: integers are numbers. */
export const KINDS = ["string", "number", "boolean", "object", "array", "null"] as const;

export type Kind = (typeof KINDS)[number];

export interface NumberCell {
  lower: Bound | undefined;
  upper: Bound | undefined;
  multiples: number[];
  notMultiples: number[];
}

export interface Bound {
  limit: number;
  isExclusive: boolean;
}

/** Lengths are in code points. */
export interface TextCell {
  min: number;
  max: number;
  patterns: string[];
  notPatterns: string[];
  formats: string[];
  notFormats: string[];
}

export interface ArrayCell {
  shapes: ItemShape[];
  min: number;
  max: number;
  isUnique: boolean;
  /** Whether two items are to be equal. */
  isRepeated: boolean;
  contains: Contains[];
  /** Each for an item of its own choice, at this index or later. */
  demands: ItemDemand[];
}

export interface ItemShape {
  prefix: readonly Literal[];
  /** Of every item after those. */
  rest: Literal | undefined;
}

export interface Contains {
  wanted: Literal;
  min: number;
  max: number;
}

export interface ObjectCell {
  shapes: MemberShape[];
  /** Of the names as texts. */
  names: Literal[];
  required: Set<string>;
  absent: Set<string>;
  /** Never sent in this direction, and so not required either. */
  hidden: Set<string>;
  min: number;
  max: number;
  /** By name: what holds of the members besides what the shapes say. */
  given: Map<string, Literal[]>;
  demands: MemberDemand[];
}

/** What one schema says of members. */
export interface MemberShape {
  names: Members;
  patterns: readonly (readonly [source: string, literal: Literal])[];
  /** Of every other. */
  rest: Literal | undefined;
}

/** A member that is to be there under some name. */
export interface MemberDemand {
  /** None that this shape names, by its names or patterns. */
  outside?: MemberShape;
  /** None that was evaluated there: the index of a scope. */
  unevaluated?: number;
  matching?: string;
  /** What is wanted of its value. */
  wanted?: Literal;
  /** What is wanted of its name. */
  named?: Literal;
}

/** What the schemas in one place have evaluated: 2020-12 core #unevaluatedproperties. */
export interface Scope {
  names: Set<string>;
  patterns: Set<string>;
  hasAllNames: boolean;
  /** Whether any name is declared by `properties`. */
  isDeclared: boolean;
  items: number;
  hasAllItems: boolean;
  /** What evaluates an item that fits it. */
  contains: Literal[];
  /** Whether something is sought that is not evaluated: then what is evaluated must be so. */
  isExact: boolean;
}

/** What is said of what a scope has not evaluated. */
export interface Rest {
  scope: number;
  of: "members" | "items";
  /** Undefined where nothing may be, as senders are read, but for objects that declare nothing. */
  wanted: Literal | undefined;
}

/** An item that is to be there at some index. */
export interface ItemDemand {
  from: number;
  /** Default: any after it. */
  to?: number;
  /** None that was evaluated there: the index of a scope. */
  unevaluated?: number;
  wanted: Literal;
}
