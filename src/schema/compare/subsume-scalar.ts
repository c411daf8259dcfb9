/**
 * Whether what is certain of a value implies what is wanted of its type and of numbers and texts.
 */
import { decimalOf, divides } from "../decimal.ts";
import { equalityKey } from "../equal.ts";
import { findFormat } from "../format/format.ts";
import type { Facts } from "./facts.ts";
import { isWithinFormat } from "./format-relation.ts";
import { rangeOfFormat } from "./number-format.ts";
import { isCount, type Keywords } from "./parts.ts";
import { acceptsKind } from "./types.ts";

export function impliesScalar(facts: Facts, wanted: Keywords): boolean {
  return Object.keys(wanted).every((name) => {
    const rule = RULES.get(name);
    return rule === undefined || rule(facts, wanted[name], name);
  });
}

/** What keywords are to be. */
export const SCALARS_WELL_FORMED: readonly [name: string, fits: (value: unknown) => boolean][] = [
  ["type", (value) => acceptsKind(value, "null") !== undefined],
  ["enum", Array.isArray],
  ...["minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum"].map(
    (name): [string, (value: unknown) => boolean] => [name, (value) => typeof value === "number"],
  ),
  ["multipleOf", (value) => typeof value === "number" && value > 0],
  ["minLength", isCount],
  ["maxLength", isCount],
  ["pattern", (value) => typeof value === "string"],
  ["format", (value) => typeof value === "string"],
];

type Rule = (facts: Facts, wanted: unknown, name: string) => boolean;

/** What the conjuncts say with a keyword, each. */
export function said({ conjuncts }: Facts, name: string): unknown[] {
  return conjuncts.flatMap(({ value }) =>
    Object.hasOwn(value as Keywords, name) ? [(value as Keywords)[name]] : [],
  );
}

const ofType: Rule = ({ types }, wanted) => {
  const accepted = new Set([wanted].flat());
  if (accepted.has("number")) accepted.add("integer");
  return [...types].every((type) => accepted.has(type));
};

const oneOfValues: Rule = (facts, wanted, name) => {
  const accepted = name === "const" ? [wanted] : wanted;
  if (!Array.isArray(accepted)) return false;
  const keys = new Set(accepted.map(equalityKey));
  const lists = [...said(facts, "enum"), ...said(facts, "const").map((value) => [value])];
  return lists.some(
    (values) => Array.isArray(values) && values.every((value) => keys.has(equalityKey(value))),
  );
};

/** At least as strict a limit, or values to which it does not apply. */
export function atLeast(type: "number" | "string" | "array" | "object", sign: 1 | -1): Rule {
  return (facts, wanted, name) => {
    if (!facts.types.has(type)) return true;
    if (typeof wanted !== "number") return false;
    return said(facts, name).some((own) => typeof own === "number" && own * sign >= wanted * sign);
  };
}

const multiple: Rule = (facts, wanted) => {
  if (!mayBeNumber(facts)) return true;
  if (typeof wanted !== "number" || !(wanted > 0) || !Number.isFinite(wanted)) return false;
  const own = said(facts, "multipleOf").filter(
    (step): step is number => typeof step === "number" && step > 0 && Number.isFinite(step),
  );
  if (facts.types.has("integer") && !facts.types.has("number")) own.push(1);
  return own.some((step) => divides(decimalOf(wanted), decimalOf(step)));
};

const pattern: Rule = (facts, wanted) =>
  !facts.types.has("string") || said(facts, "pattern").includes(wanted);

const format: Rule = (facts, wanted) => {
  if (typeof wanted !== "string") return true;
  const isText = facts.types.has("string") && findFormat(wanted)?.text !== undefined;
  const isNumber = mayBeNumber(facts) && rangeOfFormat(wanted) !== undefined;
  if (!isText && !isNumber) return true;
  return said(facts, "format").some(
    (own) => own === wanted || (!isNumber && isWithinFormat(String(own), wanted)),
  );
};

const numbers = (sign: 1 | -1): Rule => {
  const rule = onNumbers(atLeast("number", sign));
  return (facts, wanted, name) => !mayBeNumber(facts) || rule(facts, wanted, name);
};

function mayBeNumber({ types }: Facts): boolean {
  return types.has("integer") || types.has("number");
}

// Integers are numbers: a limit applies where either may be.
function onNumbers(rule: Rule): Rule {
  return (facts, wanted, name) =>
    rule({ ...facts, types: new Set([...facts.types, "number"]) }, wanted, name);
}

const RULES: ReadonlyMap<string, Rule> = new Map([
  ["type", ofType],
  ["enum", oneOfValues],
  ["const", oneOfValues],
  ["minimum", numbers(1)],
  ["exclusiveMinimum", numbers(1)],
  ["maximum", numbers(-1)],
  ["exclusiveMaximum", numbers(-1)],
  ["multipleOf", multiple],
  ["minLength", atLeast("string", 1)],
  ["maxLength", atLeast("string", -1)],
  ["pattern", pattern],
  ["format", format],
]);
