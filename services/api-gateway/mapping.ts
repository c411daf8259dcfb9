/**
 * The body that a step of a saga sends, made from its template in `concordat.config.ts`.
 *
 * The language is that of `edges[].body`: a text that begins with `$` is an expression, `$$` begins
 * a text that begins with `$`, `{ "$each": LIST, "$as": TEMPLATE }` makes an item of each item of a
 * list, and everything else stands for itself. concordat reads it as schemas; here it is run.
 */
import { valueAt } from "./pointer.ts";

/** What expressions are taken from. */
export interface MappingScope {
  /** The caller's body. */
  body: unknown;
  /** A parameter of the caller's request, in its own spelling. */
  parameter(where: "query" | "path" | "header", name: string): string | undefined;
  identity(name: string): string | undefined;
  /** The body that an earlier step answered. */
  step(name: string): unknown;
}

interface Scope extends MappingScope {
  /** What `$item` is in an `$as`. */
  item?: unknown;
}

/**
 * What the template makes; undefined where it is an expression whose source has nothing there.
 * A member without a value is left out. An item without one is null, so that the provider sees that
 * something lacks, and refuses it.
 *
 * @throws {Error} where the template has a text that begins with `$` and is no expression
 */
export function makeBody(template: unknown, scope: MappingScope): unknown {
  return make(template, scope);
}

function make(template: unknown, scope: Scope): unknown {
  if (typeof template === "string") {
    if (template.startsWith("$$")) return template.slice(1);
    return template.startsWith("$") ? take(template, scope) : template;
  }
  if (Array.isArray(template)) return template.map((item) => make(item, scope) ?? null);
  if (template === null || typeof template !== "object") return template;
  if (isEach(template)) return makeEach(template, scope);
  const body: Record<string, unknown> = {};
  for (const [name, inner] of Object.entries(template)) {
    const value = make(inner, scope);
    if (value !== undefined) body[name] = value;
  }
  return body;
}

interface Each {
  $each: unknown;
  $as: unknown;
}

function isEach(template: object): template is Each {
  const names = Object.keys(template);
  return names.length === 2 && names.includes("$each") && names.includes("$as");
}

// What is no list has no items to send; that the list is missing is for the provider to refuse.
function makeEach({ $each, $as }: Each, scope: Scope): unknown {
  const list = make($each, scope);
  if (!Array.isArray(list)) return undefined;
  return list.map((item: unknown) => make($as, { ...scope, item }) ?? null);
}

function take(text: string, scope: Scope): unknown {
  const [source = "", pointer = ""] = text.split(/#(.*)/s);
  if (source === "$request.body") return valueAt(scope.body, pointer);
  if (source === "$item" && "item" in scope) return valueAt(scope.item, pointer);
  const [, step] = /^\$steps\.(.+)\.response\.body$/.exec(source) ?? [];
  if (step !== undefined) return valueAt(scope.step(step), pointer);
  const [, where, name] = /^\$request\.(query|path|header)\.(.+)$/.exec(text) ?? [];
  if (name !== undefined) return scope.parameter(where as "query" | "path" | "header", name);
  const [, claim] = /^\$identity\.(.+)$/.exec(text) ?? [];
  if (claim !== undefined) return scope.identity(claim);
  throw new Error(`${text} is no expression of a mapping`);
}
