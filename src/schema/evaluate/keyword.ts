/**
 * How a keyword becomes a rule, and what all keywords share.
 */
import type { PointerToken } from "../../source/pointer.ts";
import { isObject, subschema } from "../place.ts";
import { invalid, named, unresolved } from "../violation.ts";
import { type Node, nodeOf, type Rule } from "./evaluate.ts";

/**
 * Makes the rule for a keyword with `value` in the schema of `node`; undefined where every
 * value passes.
 */
export type Keyword = (value: unknown, node: Node, keyword: string) => Rule | undefined;

/** Several keywords by name. */
export type Keywords = ReadonlyMap<string, Keyword>;

/** The node of the schema that `path` leads to. */
export function inner(node: Node, ...path: PointerToken[]): Node {
  return nodeOf(subschema(node.schema, ...path));
}

/** The keyword's value, where the schema has one. */
export function sibling(node: Node, keyword: string): unknown {
  const { value } = node.schema;
  return isObject(value) && Object.hasOwn(value, keyword) ? value[keyword] : undefined;
}

/**
 * Nothing is valid by a keyword that is not understood: the rule where its value is a wrong one.
 * What the keyword does not speak of is none of its business: documents of older habits say
 * `required: true` of texts.
 */
export function malformed(node: Node, keyword: string, due: string): Rule {
  const message = `cannot be checked: ${keyword} is ${named(sibling(node, keyword))}, not ${due}`;
  const concerns = CONCERNS.find(([names]) => names.has(keyword))?.[1];
  return (instance, run) =>
    (concerns !== undefined && !concerns(instance)) || unresolved(run, node, keyword, message);
}

// 2020-12 validation: a keyword limits values of its own type, and every other passes it.
const CONCERNS: readonly [names: ReadonlySet<string>, concerns: (instance: unknown) => boolean][] =
  [
    [
      words("multipleOf minimum maximum exclusiveMinimum exclusiveMaximum"),
      (instance) => typeof instance === "number",
    ],
    [words("minLength maxLength pattern"), (instance) => typeof instance === "string"],
    [
      words("prefixItems minItems maxItems uniqueItems minContains maxContains"),
      (instance) => Array.isArray(instance),
    ],
    [
      words(
        "properties patternProperties required minProperties maxProperties dependentRequired dependentSchemas dependencies",
      ),
      isObject,
    ],
  ];

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(" "));
}

/** The rule that no value passes. */
export function refusal(node: Node): Rule {
  const problem = { node, keyword: "", wanted: "nothing here", expected: false };
  return (instance, run) => invalid(run, problem, instance);
}

/** `2 elements`, `1 element`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
