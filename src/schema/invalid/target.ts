/**
 * What may be broken: one keyword of one schema at one place.
 */
import { isObject } from "../place.ts";
import type { Random } from "../sample/random.ts";
import type { Schema } from "../schema.ts";
import type { ValidateOptions } from "../validate.ts";
import type { InstancePlace } from "./places.ts";

export interface Target {
  place: InstancePlace;
  /** One of those that hold at the place. */
  schema: Schema;
  keyword: string;
  /** Of `required`: the name that is to be missing. */
  name: string | undefined;
  random: Random;
  direction: ValidateOptions["direction"];
}

/** Values for the place of which some may break the target's keyword; the best ones first. */
export type Candidates = (target: Target) => Iterable<unknown>;

/** How a keyword may be broken. */
export interface Breaking {
  /** Of the values that the keyword speaks of; undefined where it speaks of all. */
  type: "number" | "string" | "array" | "object" | undefined;
  candidates: Candidates;
}

/** What the target's keyword says. */
export function stated({ schema, keyword }: Target): unknown {
  return (schema.value as Record<string, unknown>)[keyword];
}

/** What another keyword of the same schema says; undefined where it is not there. */
export function beside({ schema }: Target, keyword: string): unknown {
  return isObject(schema.value) && Object.hasOwn(schema.value, keyword)
    ? schema.value[keyword]
    : undefined;
}

/** One value of each JSON type, and a number that is no integer; none that documents are fond of. */
export const ODD_VALUES: readonly unknown[] = [7, true, "no such value", null, [], {}, 1.5];

/** The JSON type of a value. */
export function typeOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

/** `list` from one drawn by chance on, around to the one before it. */
export function turned<T>(list: readonly T[], start: number): T[] {
  return [...list.slice(start), ...list.slice(0, start)];
}
