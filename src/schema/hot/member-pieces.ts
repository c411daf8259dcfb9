/**
 * Keywords about the members of objects and the elements of arrays, in plain code.
 *
 * The meaning is that of `evaluate/`, keyword by keyword.
 */
import { findEqualPair } from "../equal.ts";
import { isAskedFor } from "../evaluate/direction.ts";
import { inner, sibling } from "../evaluate/keyword.ts";
import { isCount } from "../evaluate/keywords-string.ts";
import { compilePattern } from "../pattern/pattern.ts";
import { isObject } from "../place.ts";
import { FEW, type Kind, literal, NOTHING, type PieceOf, UNSURE, type Writing } from "./piece.ts";

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

function isNames(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((name) => typeof name === "string");
}

/** By keyword. */
export const memberPieces: ReadonlyMap<string, PieceOf> = new Map([
  ["required", required],
  ["minProperties", count("Object.keys(v).length", "object", ">=")],
  ["maxProperties", count("Object.keys(v).length", "object", "<=")],
  ["propertyNames", propertyNames],
  ["dependentRequired", dependentRequired],
  ["properties", properties],
  ["patternProperties", patternProperties],
  ["additionalProperties", additionalProperties],
  ["dependentSchemas", dependentSchemas],
  // Where the rules come to it, else something later might be sure where they are not.
  ["dependencies", () => UNSURE],
  ["minItems", count("v.length", "array", ">=")],
  ["maxItems", count("v.length", "array", "<=")],
  ["uniqueItems", uniqueItems],
  ["prefixItems", prefixItems],
  ["items", items],
  ["contains", contains],
]);
