/**
 * What is found out about a goal: an instance, that there is none, or why neither was found.
 */
import type { Schema } from "../schema.ts";

export type Result = Found | Empty | Unknown;

export interface Found {
  readonly kind: "found";
  readonly value: unknown;
}

export interface Empty {
  readonly kind: "empty";
  /**
   * The depth of the outermost goal, still being decided, that this rests on; infinite where it
   * rests on none.
   */
  readonly restsOn: number;
}

export interface Unknown {
  readonly kind: "unknown";
  readonly doubt: Doubt;
}

/** What could not be decided, and where. */
export interface Doubt {
  readonly schema: Schema;
  /** Empty where it is the schema as a whole. */
  readonly keyword: string;
  /** To be read after the keyword's place: "is a pattern that ...". */
  readonly reason: string;
}

export const EMPTY: Empty = { kind: "empty", restsOn: Number.POSITIVE_INFINITY };

export function found(value: unknown): Found {
  return { kind: "found", value };
}

export function unknown(doubt: Doubt): Unknown {
  return { kind: "unknown", doubt };
}

/** Of two ways that found nothing: what is not known outweighs what is empty. */
export function either(a: Empty | Unknown, b: Empty | Unknown): Empty | Unknown {
  if (a.kind === "unknown") return a;
  if (b.kind === "unknown") return b;
  return a.restsOn <= b.restsOn ? a : b;
}

/** The first that has an instance, tried in order. */
export function firstFound<T>(ways: Iterable<T>, attempt: (way: T) => Result): Result {
  let result: Empty | Unknown = EMPTY;
  for (const way of ways) {
    const tried = attempt(way);
    if (tried.kind === "found") return tried;
    result = either(result, tried);
  }
  return result;
}
