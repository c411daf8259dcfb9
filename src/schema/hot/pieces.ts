/**
 * What each keyword becomes in plain code: a condition, or statements where it needs a loop.
 *
 * The meaning is that of `evaluate/`, keyword by keyword; what cannot be said here throws `unsure`,
 * and the rules decide.
 */
import { equalityKey, findEqualPair } from "../equal.ts";
import { isAskedFor } from "../evaluate/direction.ts";
import type { Node } from "../evaluate/evaluate.ts";
import { inner, sibling } from "../evaluate/keyword.ts";
import { isCount } from "../evaluate/keywords-string.ts";
import { isMultiple } from "../evaluate/multiple.ts";
import { findFormat } from "../format/format.ts";
import { compilePattern } from "../pattern/pattern.ts";
import { isObject } from "../place.ts";

export type Kind = "any" | "object" | "array" | "string" | "number";

/** One keyword's share of the code about `v`: it applies to values of the kind `on`. */
export interface Piece {
  on: Kind;
  /** An expression that is true where the keyword holds. */
  test?: string;
  /** Statements that return false where it does not. */
  body?: string;
}

/** What the writing of one function has at hand. */
export interface Writing {
  node: Node;
  /** The schema first applied at the place of the value. */
  top: Node;
  direction: "request" | "response" | undefined;
  /** The name that a value from outside the code has in it. */
  constant(value: unknown): string;
  /** An expression: whether what `value` names fits `node`, one level further in. */
  member(node: Node, value: string): string;
  /** The same at the present place. */
  here(node: Node): string;
}

/** Undefined where the keyword's value is none that it can have: then nobody can be sure. */
export type PieceOf = (value: unknown, writing: Writing) => Piece | undefined;

/** `unsure` is in scope of all code: it throws. */
export const UNSURE: Piece = { on: "any", test: "unsure()" };

const NOTHING: Piece = { on: "any", test: "true" };

const TYPES: Record<string, string> = {
  null: "v===null",
  boolean: 'typeof v==="boolean"',
  integer: "Number.isInteger(v)",
  number: 'typeof v==="number"',
  string: 'typeof v==="string"',
  array: "Array.isArray(v)",
  object: '(typeof v==="object"&&v!==null&&!Array.isArray(v))',
};

const type: PieceOf = (value) => {
  const names: unknown[] = Array.isArray(value) ? value : [value];
  const tests = names.map((name) =>
    typeof name === "string" && Object.hasOwn(TYPES, name) ? TYPES[name] : undefined,
  );
  if (tests.length === 0 || tests.includes(undefined)) return undefined;
  return { on: "any", test: `(${tests.join("||")})` };
};

/** Up to this many are compared one by one. */
const FEW = 8;

const enumeration: PieceOf = (value, { constant }) => {
  if (!Array.isArray(value)) return undefined;
  if (value.some((each) => typeof each === "object" && each !== null)) {
    const keys = constant(new Set(value.map(equalityKey)));
    return { on: "any", test: `${keys}.has(${constant(equalityKey)}(v))` };
  }
  if (value.length > FEW) return { on: "any", test: `${constant(new Set(value))}.has(v)` };
  const tests = value.map((each) => `v===${literal(each)}`);
  return { on: "any", test: `(${tests.join("||") || "false"})` };
};

const constValue: PieceOf = (value, writing) => enumeration([value], writing);

// JSON text of a string is a JavaScript literal since ES2019, whatever is in it.
function literal(value: unknown): string {
  return JSON.stringify(value) ?? "undefined";
}

function bound(operator: string): PieceOf {
  return (value) =>
    typeof value === "number" ? { on: "number", test: `v${operator}${literal(value)}` } : undefined;
}

const multipleOf: PieceOf = (value, { constant }) =>
  typeof value === "number" && value > 0
    ? { on: "number", test: `${constant(isMultiple)}(v,${literal(value)})` }
    : undefined;

// A character takes one or two UTF-16 units, so counting is rarely needed.
const minLength: PieceOf = (value) =>
  isCount(value)
    ? {
        on: "string",
        test: `(v.length>=${value * 2}||(v.length>=${value}&&[...v].length>=${value}))`,
      }
    : undefined;

const maxLength: PieceOf = (value) =>
  isCount(value)
    ? {
        on: "string",
        test: `(v.length<=${value}||(v.length<=${value * 2}&&[...v].length<=${value}))`,
      }
    : undefined;

const pattern: PieceOf = (value, { constant }) =>
  typeof value === "string"
    ? { on: "string", test: `sure(${constant(compilePattern(value))}.test(v))` }
    : undefined;

const format: PieceOf = (value, { constant }) => {
  if (typeof value !== "string") return undefined;
  const known = findFormat(value);
  if (known === undefined) return NOTHING;
  return { on: known.type, test: `${constant(known.test)}(v)` };
};

const required: PieceOf = (value, writing) =>
  isNames(value) ? { on: "object", test: allPresent(value, writing) } : undefined;

function allPresent(names: readonly string[], { node, top, direction }: Writing): string {
  const asked = names.filter((name) => isAskedFor(name, node, { direction, top }));
  return asked.map(present).join("&&") || "true";
}

function present(name: string): string {
  const member = `v[${literal(name)}]!==undefined`;
  const own = name in Object.prototype ? `Object.hasOwn(v,${literal(name)})&&` : "";
  return `(${own}${member})`;
}

const properties: PieceOf = (value, { node, member }) => {
  if (!isObject(value)) return undefined;
  const lines = Object.keys(value).map((name) => {
    const test = member(inner(node, "properties", name), "m");
    // Names that every object inherits need the slower question.
    const own = name in Object.prototype ? `Object.hasOwn(v,${literal(name)})&&` : "";
    return test === "true"
      ? ""
      : `m=v[${literal(name)}];if(${own}m!==undefined&&!${test})return false;`;
  });
  const body = lines.join("");
  return { on: "object", body: body === "" ? "" : `let m;${body}` };
};

const patternProperties: PieceOf = (value, { node, constant, member }) => {
  if (!isObject(value)) return undefined;
  const lines = Object.keys(value).map((source) => {
    const matches = `sure(${constant(compilePattern(source))}.test(k))`;
    return `if(${matches}&&!${member(inner(node, "patternProperties", source), "m")})return false;`;
  });
  return { on: "object", body: `for(const k of Object.keys(v)){const m=v[k];${lines.join("")}}` };
};

const additionalProperties: PieceOf = (value, { node, constant, member }) => {
  if (value === true) return NOTHING;
  const declared = sibling(node, "properties");
  const names = isObject(declared) ? Object.keys(declared) : [];
  const byPattern = sibling(node, "patternProperties");
  const sources = isObject(byPattern) ? Object.keys(byPattern) : [];
  const known = [
    names.length > FEW
      ? `${constant(new Set(names))}.has(k)`
      : names.map((name) => `k===${literal(name)}`).join("||"),
    ...sources.map((source) => `sure(${constant(compilePattern(source))}.test(k))`),
  ].filter((test) => test !== "");
  const skip = known.length === 0 ? "" : `if(${known.join("||")})continue;`;
  const test = member(inner(node, "additionalProperties"), "m");
  return {
    on: "object",
    body: `for(const k of Object.keys(v)){${skip}const m=v[k];if(!${test})return false;}`,
  };
};

const propertyNames: PieceOf = (_, { node, member }) => ({
  on: "object",
  body: `for(const k of Object.keys(v))if(!${member(inner(node, "propertyNames"), "k")})return false;`,
});

const dependentRequired: PieceOf = (value, writing) => {
  if (!isObject(value) || !Object.values(value).every(isNames)) return undefined;
  const tests = Object.entries(value).map(
    ([name, names]) => `(!${present(name)}||(${allPresent(names as string[], writing)}))`,
  );
  return { on: "object", test: tests.join("&&") || "true" };
};

const dependentSchemas: PieceOf = (value, { node, here }) => {
  if (!isObject(value)) return undefined;
  const tests = Object.keys(value).map(
    (name) => `(!${present(name)}||${here(inner(node, "dependentSchemas", name))})`,
  );
  return { on: "object", test: tests.join("&&") || "true" };
};

function count(length: string, on: Kind, operator: string): PieceOf {
  return (value) => (isCount(value) ? { on, test: `${length}${operator}${value}` } : undefined);
}

const uniqueItems: PieceOf = (value, { constant }) => {
  if (value === false) return NOTHING;
  if (value !== true) return undefined;
  return { on: "array", test: `(v.length<2||${constant(findEqualPair)}(v)===undefined)` };
};

const prefixItems: PieceOf = (value, { node, member }) => {
  if (!Array.isArray(value)) return undefined;
  const lines = value.map((_, index) => {
    const test = member(inner(node, "prefixItems", index), "e");
    return `if(v.length>${index}){const e=v[${index}];if(!${test})return false;}`;
  });
  return { on: "array", body: lines.join("") };
};

const items: PieceOf = (_, { node, member }) => {
  const prefix = sibling(node, "prefixItems");
  const start = Array.isArray(prefix) ? prefix.length : 0;
  const test = member(inner(node, "items"), "e");
  if (test === "true") return NOTHING;
  const loop = `for(let i=${start};i<v.length;i++){const e=v[i];if(!${test})return false;}`;
  return { on: "array", body: loop };
};

const contains: PieceOf = (_, { node, member }) => {
  const least = sibling(node, "minContains") ?? 1;
  const most = sibling(node, "maxContains") ?? Number.MAX_SAFE_INTEGER;
  if (!isCount(least) || !isCount(most)) return undefined;
  const test = member(inner(node, "contains"), "e");
  return {
    on: "array",
    body: `{let n=0;for(const e of v)if(${test})n++;if(n<${least}||n>${most})return false;}`,
  };
};

const allOf: PieceOf = (value, writing) => {
  const tests = branches(value, "allOf", writing);
  return tests && { on: "any", test: `(${tests.join("&&")})` };
};

const anyOf: PieceOf = (value, writing) => {
  const tests = branches(value, "anyOf", writing);
  return tests && { on: "any", test: `(${tests.join("||")})` };
};

const oneOf: PieceOf = (value, writing) => {
  const tests = branches(value, "oneOf", writing);
  return tests && { on: "any", test: `(${tests.map((t) => `(${t}?1:0)`).join("+")})===1` };
};

function branches(value: unknown, keyword: string, { node, here }: Writing): string[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  return value.map((_, index) => here(inner(node, keyword, index)));
}

const not: PieceOf = (_, { node, here }) => ({ on: "any", test: `!${here(inner(node, "not"))}` });

const conditional: PieceOf = (_, { node, here }) => {
  const branch = (keyword: string): string =>
    sibling(node, keyword) === undefined ? "true" : here(inner(node, keyword));
  return {
    on: "any",
    test: `(${here(inner(node, "if"))}?${branch("then")}:${branch("else")})`,
  };
};

function isNames(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((name) => typeof name === "string");
}

const unsure: PieceOf = () => UNSURE;

/** By keyword, in the order in which they are asked: cheap ones first. */
export const PIECES: ReadonlyMap<string, PieceOf> = new Map([
  ["type", type],
  ["enum", enumeration],
  ["const", constValue],
  ["minimum", bound(">=")],
  ["maximum", bound("<=")],
  ["exclusiveMinimum", bound(">")],
  ["exclusiveMaximum", bound("<")],
  ["multipleOf", multipleOf],
  ["minLength", minLength],
  ["maxLength", maxLength],
  ["pattern", pattern],
  ["format", format],
  ["required", required],
  ["minProperties", count("Object.keys(v).length", "object", ">=")],
  ["maxProperties", count("Object.keys(v).length", "object", "<=")],
  ["propertyNames", propertyNames],
  ["dependentRequired", dependentRequired],
  ["properties", properties],
  ["patternProperties", patternProperties],
  ["additionalProperties", additionalProperties],
  ["dependentSchemas", dependentSchemas],
  ["dependencies", unsure],
  ["minItems", count("v.length", "array", ">=")],
  ["maxItems", count("v.length", "array", "<=")],
  ["uniqueItems", uniqueItems],
  ["prefixItems", prefixItems],
  ["items", items],
  ["contains", contains],
  ["allOf", allOf],
  ["anyOf", anyOf],
  ["oneOf", oneOf],
  ["not", not],
  ["if", conditional],
  ["$dynamicRef", unsure],
  ["unevaluatedItems", unsure],
  ["unevaluatedProperties", unsure],
]);
