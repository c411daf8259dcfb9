/**
 * What messages call a schema: the name that its author gave it, else what it says in few words.
 *
 * Only for messages: nothing here is asked while a value is checked.
 */
import { parsePointer, pointerOfFragment } from "../../source/pointer.ts";
import { isObject, subschema } from "../place.ts";
import type { Schema } from "../schema.ts";
import { shown } from "../shown.ts";
import { named } from "../violation.ts";
import type { Node } from "./evaluate.ts";
import { listedValues, typeNoun } from "./keywords-value.ts";

/** The alternatives as a noun: `one of Cat, a string, the third`; numbers alone are left out. */
export function oneOfThem(branches: readonly Node[]): string {
  const names = namesOf(branches);
  const isNamed = names.some((name, index) => name !== position(index));
  return isNamed ? `one of ${cut(names).join(", ")}` : `one of ${names.length} alternatives`;
}

/** Those of the alternatives that `fitting` are, as `Cat and the third`. */
export function namesAmong(branches: readonly Node[], fitting: readonly Node[]): string {
  const names = namesOf(branches);
  const byBranch = new Map(branches.map((branch, index) => [branch, names[index]!]));
  const chosen = cut(fitting.map((branch) => byBranch.get(branch)!));
  return [chosen.slice(0, -1).join(", "), chosen.at(-1)]
    .filter((part) => part !== "")
    .join(" and ");
}

/** The last part of a `$ref`: a component's name, an anchor, or a file. */
export function nameOfReference(ref: string): string {
  const [document = "", fragment = ""] = ref.split("#");
  if (fragment === "") return document.split("/").at(-1) || ref;
  const pointer = pointerOfFragment(fragment);
  return (pointer === undefined ? fragment : parsePointer(pointer)?.at(-1)) || ref;
}

/** What fits `schema`, as a noun: `Cat`, `a string`, `an object with "a"`. */
export function describe(schema: Schema): string {
  const { value } = schema;
  if (!isObject(value)) return value ? "any value" : "no value";
  const given = givenName(value);
  if (given !== undefined) return given;
  const said = Object.keys(value).filter((keyword) => !ANNOTATIONS.has(keyword));
  // Nothing but an object has properties to require.
  const telling = value.required === undefined ? said : said.filter((key) => key !== "type");
  if (telling.length === 0) return "any value";
  const words = telling.length === 1 ? inWords(schema, telling[0]!, value[telling[0]!]) : undefined;
  return words ?? `what fits ${shown(value)}`;
}

function inWords(schema: Schema, keyword: string, value: unknown): string | undefined {
  switch (keyword) {
    case "type":
      return typeNoun(value);
    case "const":
      return named(value);
    case "enum":
      return Array.isArray(value) ? listedValues(value) : undefined;
    case "pattern":
      return `text that matches ${shown(value)}`;
    case "format":
      return `the format ${value}`;
    case "required":
      return Array.isArray(value)
        ? `an object with ${cut(value.map(shown)).join(" and ")}`
        : undefined;
    case "anyOf":
    case "oneOf": {
      if (!Array.isArray(value)) return undefined;
      const branches = value.map((_, index) => subschema(schema, keyword, index));
      return cut(branches.map(describe)).join(" or ");
    }
    default:
      return undefined;
  }
}

/** Keywords that say nothing about which values fit. */
const ANNOTATIONS: ReadonlySet<string> = new Set([
  "$comment",
  "default",
  "deprecated",
  "description",
  "example",
  "examples",
  "readOnly",
  "writeOnly",
]);

// By its title, by what it refers to, by its type, and where that tells none apart by its number.
function namesOf(branches: readonly Node[]): string[] {
  const names = branches.map(({ schema: { value } }) =>
    isObject(value) ? (givenName(value) ?? typeNoun(value.type)) : undefined,
  );
  const counts = new Map<string | undefined, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return names.map((name, index) =>
    name === undefined || counts.get(name)! > 1 ? position(index) : name,
  );
}

function givenName(value: Record<string, unknown>): string | undefined {
  if (typeof value.title === "string") return value.title;
  return typeof value.$ref === "string" ? nameOfReference(value.$ref) : undefined;
}

const ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"];

function position(index: number): string {
  return index < ORDINALS.length ? `the ${ORDINALS[index]}` : `number ${index + 1}`;
}

const mostNamed = 8;

function cut(names: readonly string[]): string[] {
  const rest = names.length - mostNamed;
  return rest <= 0 ? [...names] : [...names.slice(0, mostNamed), `${rest} more`];
}
