/**
 * Keywords about any value: `type`, `enum`, `const`.
 *
 * 2020-12 validation #type, #enum, #const.
 */
import { equalityKey } from "../equal.ts";
import { shown } from "../shown.ts";
import { invalid, named } from "../violation.ts";
import type { Rule } from "./evaluate.ts";
import { type Keyword, type Keywords, malformed } from "./keyword.ts";

const bits = { null: 1, boolean: 2, integer: 4, number: 12, string: 16, array: 32, object: 64 };

const nouns: ReadonlyMap<string, string> = new Map([
  ["null", "null"],
  ["boolean", "a boolean"],
  ["integer", "an integer"],
  ["number", "a number"],
  ["string", "a string"],
  ["array", "an array"],
  ["object", "an object"],
]);

const typeKeyword: Keyword = (value, node, keyword) => {
  const types = Array.isArray(value) ? value : [value];
  if (types.length === 0 || !types.every((type) => typeof type === "string" && nouns.has(type))) {
    return malformed(node, keyword, "the name of a type or a list of them");
  }
  let wantedBits = 0;
  for (const type of types) wantedBits |= bits[type as keyof typeof bits];
  const problem = { node, keyword, wanted: typeNoun(value)!, expected: value };
  return (instance, run) => (bitOf(instance) & wantedBits) !== 0 || invalid(run, problem, instance);
};

/** The value of `type` as a noun, `a string or null`; undefined where it names no types. */
export function typeNoun(value: unknown): string | undefined {
  const words = [value].flat().map((type) => nouns.get(type as string));
  return words.includes(undefined) || words.length === 0 ? undefined : words.join(" or ");
}

function bitOf(instance: unknown): number {
  switch (typeof instance) {
    case "string":
      return bits.string;
    case "number":
      return Number.isInteger(instance) ? bits.integer : bits.number - bits.integer;
    case "boolean":
      return bits.boolean;
    case "object":
      if (instance === null) return bits.null;
      return Array.isArray(instance) ? bits.array : bits.object;
    default:
      return 0;
  }
}

const enumKeyword: Keyword = (value, node, keyword) => {
  if (!Array.isArray(value)) return malformed(node, keyword, "a list");
  const wanted = value.length === 1 ? named(value[0]) : `one of ${listedValues(value)}`;
  return oneOfValues(value, { node, keyword, wanted, expected: value });
};

const constKeyword: Keyword = (value, node, keyword) =>
  oneOfValues([value], { node, keyword, wanted: named(value), expected: value });

function oneOfValues(values: readonly unknown[], problem: Parameters<typeof invalid>[1]): Rule {
  const keys = new Set(values.map(equalityKey));
  const hasObjects = values.some((value) => typeof value === "object" && value !== null);
  return (instance, run) => {
    const isAmong =
      typeof instance === "object" && instance !== null
        ? hasObjects && keys.has(equalityKey(instance))
        : keys.has(equalityKey(instance));
    return isAmong || invalid(run, problem, instance);
  };
}

const mostListed = 8;

/** As JSON, the first eight. */
export function listedValues(values: readonly unknown[]): string {
  const words = values.slice(0, mostListed).map(shown);
  const rest = values.length - words.length;
  return words.join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

/** By keyword. */
export const valueKeywords: Keywords = new Map([
  ["type", typeKeyword],
  ["enum", enumKeyword],
  ["const", constKeyword],
]);
