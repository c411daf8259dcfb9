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

/** Nothing is valid by a keyword that is not understood: the rule where its value is a wrong one. */
export function malformed(node: Node, keyword: string, due: string): Rule {
  const message = `cannot be checked: ${keyword} is ${named(sibling(node, keyword))}, not ${due}`;
  return (_, run) => unresolved(run, node, keyword, message);
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
