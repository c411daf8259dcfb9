/**
 * Changes of a schema whose direction is known: what was valid before stays valid, or what is
 * valid afterwards was valid before.
 */
import { below, fraction, pick, type Random } from "../../src/schema/sample/random.ts";
import { isObject, type Json } from "../exchanges/documents.ts";
import type { RandomSchema } from "./generate.ts";

export interface Edit {
  name: string;
  /** What the schema of all values before has become. */
  becomes: "wider" | "narrower";
  /** Undefined where it has nothing to change; the schema itself is left as it is. */
  apply(schema: Json, random: Random): RandomSchema | undefined;
}

type Kind = [keyword: string, is: (value: unknown) => boolean];

const number: Kind[1] = (value) => typeof value === "number";
const list: Kind[1] = (value) => Array.isArray(value) && value.length > 0;

/** An edit of the value of one keyword. */
function change(
  becomes: Edit["becomes"],
  [keyword, is]: Kind,
  how: string,
  edit: (value: never, random: Random) => unknown,
): Edit {
  return {
    name: `${keyword} ${how}`,
    becomes,
    apply(schema, random) {
      if (!is(schema[keyword])) return undefined;
      const made = edit(schema[keyword] as never, random);
      if (made === undefined) return undefined;
      return { ...schema, [keyword]: made };
    },
  };
}

/** Taking a keyword away, which nothing else looks at. */
function drop(keyword: string, ...neededBy: readonly string[]): Edit {
  return {
    name: `${keyword} dropped`,
    becomes: "wider",
    apply(schema) {
      if (!Object.hasOwn(schema, keyword)) return undefined;
      if (neededBy.some((other) => Object.hasOwn(schema, other))) return undefined;
      const { [keyword]: _, ...rest } = schema;
      return rest;
    },
  };
}

/** Adding a keyword that was not there, where values of the type may be. */
function put(keyword: string, types: readonly string[], make: (random: Random) => unknown): Edit {
  return {
    name: `${keyword} added`,
    becomes: "narrower",
    apply(schema, random) {
      const { type = types } = schema;
      const isOfUse = [type].flat().some((each) => types.includes(each as string));
      if (!isOfUse || Object.hasOwn(schema, keyword)) return undefined;
      return { ...schema, [keyword]: make(random) };
    },
  };
}

const NUMBER = ["integer", "number"];
const TYPES = [...NUMBER, "string", "object", "array", "boolean", "null"];

const UPPER = ["maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"];
const LOWER = ["minimum", "exclusiveMinimum"];
const COUNTS = ["minLength", "minItems", "minProperties"];

export const EDITS: readonly Edit[] = [
  ...UPPER.map((keyword) => change("wider", [keyword, number], "+1", (n: number) => n + 1)),
  ...UPPER.map((keyword) =>
    change("narrower", [keyword, number], "-1", (n: number) =>
      keyword.startsWith("max") && keyword !== "maximum" && n === 0 ? undefined : n - 1,
    ),
  ),
  ...LOWER.map((keyword) => change("wider", [keyword, number], "-1", (n: number) => n - 1)),
  ...[...LOWER, ...COUNTS].map((keyword) =>
    change("narrower", [keyword, number], "+1", (n: number) => n + 1),
  ),
  ...COUNTS.map((keyword) =>
    change("wider", [keyword, number], "-1", (n: number) => (n > 0 ? n - 1 : undefined)),
  ),
  change("narrower", ["multipleOf", number], "doubled", (n: number) => n * 2),
  change("wider", ["type", (value) => value === "integer"], "made number", () => "number"),
  change("narrower", ["type", (value) => value === "number"], "made integer", () => "integer"),
  change("wider", ["type", (value) => typeof value === "string"], "with null", (type: string) =>
    type === "null" ? undefined : [type, "null"],
  ),
  change("narrower", ["type", list], "with one less", (types: string[]) =>
    types.length > 1 ? types.slice(1) : undefined,
  ),
  change("wider", ["enum", list], "with one more", (members: unknown[]) =>
    members.includes("more") ? undefined : [...members, "more"],
  ),
  change("narrower", ["enum", list], "with one less", (members: unknown[]) =>
    members.length > 1 ? members.slice(1) : undefined,
  ),
  change("wider", ["required", list], "with one less", (names: string[]) => names.slice(1)),
  change("narrower", ["required", Array.isArray], "with one more", (names: string[]) =>
    names.includes("a") ? undefined : [...names, "a"],
  ),
  change("wider", ["anyOf", list], "with one more", (branches: unknown[]) => [
    ...branches,
    { type: "null" },
  ]),
  change("narrower", ["anyOf", list], "with one less", (branches: unknown[], random) =>
    branches.length > 1 ? branches.toSpliced(below(random, branches.length), 1) : undefined,
  ),
  change("wider", ["allOf", list], "with one less", (branches: unknown[], random) =>
    branches.length > 1 ? branches.toSpliced(below(random, branches.length), 1) : undefined,
  ),
  change("narrower", ["allOf", list], "with one more", (branches: unknown[]) => [
    ...branches,
    { not: { const: "a" } },
  ]),
  change("wider", ["additionalProperties", (value) => value === false], "opened", () => ({
    type: "string",
  })),
  change("narrower", ["properties", isObject], "with one refused", (members: Json, random) => {
    const names = Object.keys(members);
    return names.length === 0 ? undefined : { ...members, [pick(random, names)]: false };
  }),
  change("wider", ["properties", isObject], "with one free", (members: Json, random) => {
    const names = Object.keys(members);
    return names.length === 0 ? undefined : { ...members, [pick(random, names)]: {} };
  }),
  change("wider", ["maxContains", number], "+1", (n: number) => n + 1),
  change("narrower", ["maxContains", number], "-1", (n: number) => (n > 0 ? n - 1 : undefined)),
  change("wider", ["minContains", number], "-1", (n: number) => (n > 0 ? n - 1 : undefined)),
  change("narrower", ["minContains", number], "+1", (n: number) => n + 1),
  ...["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"].map((keyword) =>
    drop(keyword),
  ),
  ...["minLength", "maxLength", "pattern", "format", "const", "enum"].map((each) => drop(each)),
  ...["required", "minProperties", "maxProperties", "propertyNames"].map((each) => drop(each)),
  ...["dependentRequired", "dependentSchemas", "uniqueItems", "not"].map((each) => drop(each)),
  ...["minItems", "maxItems", "items", "anyOf", "oneOf", "allOf"].map((each) => drop(each)),
  ...["unevaluatedProperties", "unevaluatedItems", "additionalProperties"].map((each) =>
    drop(each),
  ),
  drop("patternProperties", "additionalProperties"),
  drop("properties", "additionalProperties"),
  drop("prefixItems", "items"),
  drop("contains"),
  drop("maxContains"),
  drop("then"),
  drop("else"),
  put("minimum", NUMBER, (random) => below(random, 4)),
  put("exclusiveMaximum", NUMBER, (random) => below(random, 8)),
  put("multipleOf", NUMBER, () => 2),
  put("maxLength", ["string"], () => 3),
  put("pattern", ["string"], () => "^[a-c]+$"),
  put("format", ["string"], () => "date"),
  put("required", ["object"], () => ["b"]),
  put("maxProperties", ["object"], () => 1),
  put("propertyNames", ["object"], () => ({ pattern: "^[a-c]+$" })),
  put("dependentRequired", ["object"], () => ({ a: ["b"] })),
  put("additionalProperties", ["object"], () => false),
  put("uniqueItems", ["array"], () => true),
  put("minItems", ["array"], () => 2),
  put("maxItems", ["array"], () => 1),
  put("contains", ["array"], () => ({ type: "string" })),
  {
    name: "contains at most once",
    becomes: "narrower",
    apply: (schema) =>
      schema.contains === undefined || schema.maxContains !== undefined
        ? undefined
        : { ...schema, maxContains: 1 },
  },
  put("not", TYPES, () => ({ type: "null" })),
  put("enum", TYPES, () => ["a", "b", 1, 2, null]),
  {
    name: "properties with one more",
    becomes: "narrower",
    apply: ({ properties, ...rest }) =>
      isObject(properties) &&
      !Object.hasOwn(properties, "d") &&
      rest.additionalProperties === undefined
        ? { ...rest, properties: { ...properties, d: { type: "integer" } } }
        : undefined,
  },
  { name: "anything accepted", becomes: "wider", apply: () => true },
  {
    name: "alternative added",
    becomes: "wider",
    apply: (schema) => beside(schema, "anyOf", [{ type: "null" }]),
  },
  {
    name: "condition added",
    becomes: "narrower",
    apply: (schema) => beside(schema, "allOf", [{ minimum: 2 }]),
  },
];

// `$defs` stay where references look for them.
function beside({ $defs, ...own }: Json, keyword: string, more: unknown[]): Json {
  return { [keyword]: [own, ...more], ...($defs === undefined ? {} : { $defs }) };
}

export interface Edited {
  edit: Edit;
  schema: RandomSchema;
}

/** Subschemas whose values, when they become more, make those of the schema around them more. */
const MONOTONE = ["items", "additionalProperties", "propertyNames", "then", "else"];
const MONOTONE_LISTS = ["allOf", "anyOf", "prefixItems"];
const MONOTONE_MAPS = ["properties", "patternProperties", "dependentSchemas"];

/**
 * `schema` with one edit at the root or at a place inside; undefined where the one drawn has
 * nothing to change, or where what is evaluated would change with it.
 */
export function edited(
  schema: RandomSchema,
  random: Random,
  isWanted: (edit: Edit) => boolean = () => true,
): Edited | undefined {
  if (typeof schema === "boolean") return undefined;
  const paths: (string | number)[][] = [];
  collect(schema, [], paths);
  const path = pick(random, paths);
  const target = path.reduce<unknown>((each, key) => (each as Json)[key], schema) as Json;
  const all = EDITS.flatMap((edit) => {
    if (!isWanted(edit) || looksAtEvaluated(schema, edit, path)) return [];
    const made = edit.apply(target, random);
    return made === undefined ? [] : [{ edit, made }];
  });
  // A keyword that is there has more to do with the others than one that is added.
  const ofOwn = all.filter(({ edit }) => Object.hasOwn(target, edit.name.split(" ", 1)[0]!));
  const drawn = ofOwn.length > 0 && fraction(random) < 0.7 ? ofOwn : all;
  if (drawn.length === 0) return undefined;
  const { edit, made } = pick(random, drawn);
  const whole = replaced(structuredClone(schema), path, made);
  // The definitions go where the root goes.
  if (path.length === 0 && typeof whole !== "boolean" && schema.$defs !== undefined) {
    whole.$defs ??= schema.$defs;
  }
  return { edit, schema: whole };
}

// What one schema evaluates, another does not see as unevaluated: only dropping that itself is sure.
function looksAtEvaluated(schema: Json, { name }: Edit, path: readonly unknown[]): boolean {
  const isUnevaluated = JSON.stringify(schema).includes('"unevaluated');
  return isUnevaluated && !(path.length === 0 && name.startsWith("unevaluated"));
}

function collect(schema: unknown, path: (string | number)[], found: (string | number)[][]): void {
  if (!isObject(schema)) return;
  found.push(path);
  for (const key of MONOTONE) collect(schema[key], [...path, key], found);
  for (const key of MONOTONE_LISTS) {
    const inner = schema[key];
    if (!Array.isArray(inner)) continue;
    for (const [index, each] of inner.entries()) collect(each, [...path, key, index], found);
  }
  for (const key of MONOTONE_MAPS) {
    const inner = schema[key];
    if (!isObject(inner)) continue;
    for (const [name, each] of Object.entries(inner)) collect(each, [...path, key, name], found);
  }
}

function replaced(
  schema: Json,
  path: readonly (string | number)[],
  made: RandomSchema,
): RandomSchema {
  const last = path.at(-1);
  if (last === undefined) return made;
  const holder = path.slice(0, -1).reduce<unknown>((each, key) => (each as Json)[key], schema);
  (holder as Json)[last] = made;
  return schema;
}
