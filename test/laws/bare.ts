/**
 * Ajv as it comes on a schema that stands alone, each of its subschemas compiled when it is asked
 * for. It shares nothing with `src/`.
 */
import type { Ajv2020 } from "ajv/dist/2020.js";
import { newAjv } from "../exchanges/bare-ajv.ts";
import { at, isObject, type Json, type Node, NotJudged } from "../exchanges/documents.ts";
import type { RandomSchema } from "./generate.ts";
import type { BareJudge } from "./view.ts";

const atom = "[\\w!#$%&'*+/=?^`{|}~-]+";
const label = "[a-z\\d](?:[a-z\\d-]*[a-z\\d])?";

function ajvFor2020(): Ajv2020 {
  const ajv = newAjv();
  // Thousands of schemas are compiled for a few values each: what makes code small is wasted.
  ajv.opts.code.optimize = 0;
  ajv.opts.messages = false;
  // 2 ** 63 itself is beyond the range, and no number just below it is a double.
  ajv.addFormat("int64", {
    type: "number",
    validate: (value: number) => Number.isInteger(value) && value >= -(2 ** 63) && value < 2 ** 63,
  });
  // Ajv wants a dot in the domain (RFC 5321 §4.1.2 does not) and something after a scheme's colon
  // (RFC 3986 §3 does not).
  ajv.addFormat("email", new RegExp(`^${atom}(?:\\.${atom})*@${label}(?:\\.${label})*$`, "i"));
  const uri = ajv.formats.uri as (text: string) => boolean;
  ajv.addFormat("uri", (text: string) => uri(text) || uri(`${text}a`) || uri(`${text}/a`));
  return ajv;
}

export interface BareSchema extends BareJudge {
  root: Node;
}

// Made once: they are thrown for many a value, and a stack costs more than a judgement.
const LARGE = new NotJudged("Ajv is wrong about fractional multipleOf of large numbers");
const HUGE = new NotJudged("Ajv is wrong about multipleOf of numbers whose quotient is no double");
const EMPTY_LIST = new NotJudged(
  "Ajv is wrong about contains of an empty list inside another value",
);
const SHORT_LIST = new NotJudged("Ajv is wrong about short lists by contains with prefixItems");
const INT64_TEXT = new NotJudged("Ajv is wrong about int64 as a text");

/** Another judge where Ajv is known to be wrong. */
export type StandIn = (schema: RandomSchema) => (value: unknown) => boolean;

/**
 * The judge of `root`, whose references lead into its own `$defs`.
 *
 * @throws {NotJudged} where Ajv is known to be wrong and nobody stands in for it
 */
export function bareSchema(root: RandomSchema, standIn?: StandIn): BareSchema {
  const mistake = mistakeAbout(root);
  if (mistake !== undefined && standIn === undefined) throw new NotJudged(mistake);
  const compile = mistake === undefined ? compiled : standIn!;
  const node: Node = { uri: "#", value: root };
  const checks = new Map<string, (value: unknown) => boolean>();
  const $defs = isObject(root) && root.$defs;
  const text = JSON.stringify(root);
  const hasFractions = /"multipleOf":[0-9]*\./.test(text);
  const hasMultiples = text.includes('"multipleOf":');
  const hasContains = text.includes('"contains":');
  const hasBesidePrefix = text.includes('"contains":') && text.includes('"prefixItems":');
  const hasInt64 = text.includes('"int64"');
  return {
    root: node,
    isHidden: () => false,
    target({ value }) {
      const $ref = isObject(value) ? value.$ref : undefined;
      return typeof $ref === "string" ? at(node, ...$ref.split("/").slice(1)) : undefined;
    },
    accepts({ uri, value: schema }, value) {
      if (typeof schema === "boolean") return schema;
      let check = checks.get(uri);
      if (check === undefined) {
        const alone = { ...(schema as Json), ...($defs === false ? {} : { $defs }) };
        check = compile(alone);
        checks.set(uri, check);
      }
      if (hasFractions && some(value, isLarge)) {
        throw LARGE;
      }
      if (hasMultiples && some(value, isHuge)) {
        throw HUGE;
      }
      if (hasContains && some(value, hasEmptyList)) {
        throw EMPTY_LIST;
      }
      if (hasBesidePrefix && some(value, isShortList)) {
        throw SHORT_LIST;
      }
      // The registry of OpenAPI lets it be a text of digits; Ajv knows numbers only.
      if (hasInt64 && some(value, (each) => typeof each === "string")) {
        throw INT64_TEXT;
      }
      try {
        return check(value);
      } catch (error) {
        throw new NotJudged(`Ajv: ${(error as Error).name}`);
      }
    },
  };
}

let ajv = ajvFor2020();
let uses = 0;

// It keeps something of every schema that it ever saw, so a new one takes over now and then.
function compiled(schema: RandomSchema): (value: unknown) => boolean {
  uses += 1;
  if (uses % 1000 === 0) ajv = ajvFor2020();
  const check = ajv.compile(schema as Json);
  return (value) => check(value) === true;
}

// It divides floating-point numbers, and takes what is a billionth off for a whole number.
function isLarge(value: unknown): boolean {
  return typeof value === "number" && Math.abs(value) > 10_000;
}

// Beyond 2 ** 53 every double is whole, and so is every quotient: 2 ** 63 is a multiple of 3 to it.
function isHuge(value: unknown): boolean {
  return typeof value === "number" && Math.abs(value) > Number.MAX_SAFE_INTEGER;
}

// Its variable for what was found keeps what it was for the member before: `[[1], []]` fits
// `{ "items": { "contains": { "minimum": 0 } } }`, and `[[]]` does not.
function hasEmptyList(value: unknown): boolean {
  if (value === null || typeof value !== "object") return false;
  return Object.values(value).some((each) => Array.isArray(each) && each.length === 0);
}

function some(value: unknown, is: (value: unknown) => boolean): boolean {
  if (is(value)) return true;
  if (value === null || typeof value !== "object") return false;
  return Object.values(value).some((each) => some(each, is));
}

// Lists shorter than `prefixItems`, which has two here, pass `contains` beside it.
function isShortList(value: unknown): boolean {
  return Array.isArray(value) && value.length < 2;
}

// Ajv 8.20 does not see what `contains`, nested `items`, or an `if` without both branches have
// evaluated, nor what a schema has that leads back to itself. The official suite shows each.
const MISTAKEN: readonly (readonly string[])[] = [
  ["unevaluatedItems", "contains"],
  ["unevaluatedItems", "items"],
  ["unevaluatedItems", "if"],
  ["unevaluatedItems", "$ref"],
  ["unevaluatedProperties", "if"],
  ["unevaluatedProperties", "$ref"],
  // Where `items` has a type, it compares items of that type alone.
  ["uniqueItems", "prefixItems"],
  // It writes code that fails.
  ["unevaluatedProperties", "dependentSchemas"],
  ["unevaluatedItems", "dependentSchemas"],
];

function mistakeAbout(root: RandomSchema): string | undefined {
  const text = JSON.stringify(root);
  const found = MISTAKEN.find((keywords) =>
    keywords.every((keyword) => text.includes(`"${keyword}":`)),
  );
  return found && `Ajv is wrong about ${found.join(" with ")}`;
}
