/**
 * What a schema says of one member of its values, put together from wherever it says something:
 * through `$ref` and `allOf`, which all hold, and `anyOf` and `oneOf`, of which one does.
 *
 * JSON Schema 2020-12 Core #name-properties, #name-prefixitems. `if` and the like are not asked:
 * the result may let more through than they do.
 */
import { composeSchema } from "../schema/compose.ts";
import { instanceTypes } from "../schema/instance-types.ts";
import { compilePattern } from "../schema/pattern/pattern.ts";
import { isResolved, reference, type Schema, subschema } from "../schema/schema.ts";

export interface Member {
  schema: Schema;
  /** Whether every value has it. */
  isCertain: boolean;
}

/**
 * @param token a property's name, or the index of an item
 * @returns undefined where nothing declares such a member
 * @throws {Intractable} where too many branches say something of it
 */
export function memberOf(schema: Schema, token: string): Member | undefined {
  const parts = new Map<string, Schema>();
  const found = look(schema, { token, parts, known: new Map() });
  if (found.says === undefined) return undefined;
  const [only] = parts.values();
  const isAlone = parts.size === 1 && "$ref" in found.says;
  return {
    schema: isAlone ? only! : composeSchema(found.says, parts),
    isCertain: found.isRequired && isOnly(schema, token),
  };
}

/** A schema that says too much to be put together: branches of branches double with each. */
export class Intractable extends Error {}

/** Parts that are put together for one member. */
const MAX_SIZE = 2000;

/** What all items of a list are; undefined where nothing declares them. */
export function itemsOf(schema: Schema): Schema | undefined {
  return memberOf(schema, ITEMS)?.schema;
}

/** The bounds on a list's length that hold whatever else does. */
export function lengthsOf(schema: Schema): Record<string, unknown>[] {
  const owners = new Set([schema]);
  for (const each of owners) {
    const target = reference(each);
    if (isResolved(target)) owners.add(target);
    for (const branch of branchesOf(each, "allOf")) owners.add(branch);
  }
  return [...owners].flatMap(({ value }) =>
    ["minItems", "maxItems"].flatMap((keyword) =>
      typeof value === "object" && typeof value[keyword] === "number"
        ? [{ [keyword]: value[keyword] }]
        : [],
    ),
  );
}

/** No property has this name: it is no text that a pointer could hold. */
const ITEMS = "\ud800items";

interface Look {
  token: string;
  parts: Map<string, Schema>;
  /** What each schema says; nothing yet where a reference leads back. */
  known: Map<Schema, Found>;
}

interface Found {
  says: Record<string, unknown> | undefined;
  isRequired: boolean;
  /** How many parts it is made of, each counted as often as it stands there. */
  size: number;
}

const NOTHING: Found = { says: undefined, isRequired: false, size: 0 };

function look(schema: Schema, way: Look): Found {
  if (typeof schema.value === "boolean") return NOTHING;
  const known = way.known.get(schema);
  if (known !== undefined) return known;
  way.known.set(schema, NOTHING);
  const found = lookIn(schema, way);
  if (found.size > MAX_SIZE) throw new Intractable();
  way.known.set(schema, found);
  return found;
}

function lookIn(schema: Schema, inner: Look): Found {
  const target = reference(schema);
  const all = [
    ...(isResolved(target) ? [look(target, inner)] : []),
    ...branchesOf(schema, "allOf").map((branch) => look(branch, inner)),
    ...["anyOf", "oneOf"].flatMap((keyword) => {
      const branches = branchesOf(schema, keyword);
      return branches.length === 0 ? [] : [anyOf(branches, inner)];
    }),
    own(schema, inner),
  ];
  return { ...joined(all, "allOf"), isRequired: all.some(({ isRequired }) => isRequired) };
}

function anyOf(branches: readonly Schema[], way: Look): Found {
  // What can hold no members says nothing of them.
  const holding = branches.filter((branch) => mayHold(branch, way.token));
  const found = holding.map((branch) => look(branch, way));
  const isRequired = found.length > 0 && found.every((each) => each.isRequired);
  return { ...joined(found, "anyOf"), isRequired };
}

function joined(found: readonly Found[], keyword: "allOf" | "anyOf"): Omit<Found, "isRequired"> {
  const saying = new Map(found.flatMap(({ says, size }) => (says ? [[says, size] as const] : [])));
  const said = [...saying.keys()];
  const size = [...saying.values()].reduce((sum, each) => sum + each, 0);
  return { says: said.length > 1 ? { [keyword]: said } : said[0], size };
}

function own(schema: Schema, way: Look): Found {
  const { token } = way;
  const value = schema.value as Record<string, unknown>;
  if (token === ITEMS) return { ...said(way, listedItems(schema)), isRequired: false };
  const isRequired = Array.isArray(value.required) && value.required.includes(token);
  const found: Schema[] = [];
  if (has(value.properties, token)) found.push(subschema(schema, "properties", token));
  for (const source of namesOf(value.patternProperties)) {
    if (compilePattern(source).test(token) === true) {
      found.push(subschema(schema, "patternProperties", source));
    }
  }
  if (found.length === 0 && isOpen(value.additionalProperties)) {
    found.push(subschema(schema, "additionalProperties"));
  }
  if (found.length === 0 && isIndex(token)) {
    const index = Number(token);
    const prefix = Array.isArray(value.prefixItems) ? value.prefixItems.length : 0;
    if (index < prefix) found.push(subschema(schema, "prefixItems", index));
    else if (isOpen(value.items)) found.push(subschema(schema, "items"));
    const isThere = typeof value.minItems === "number" && value.minItems > index;
    return { ...said(way, found), isRequired: isThere };
  }
  return { ...said(way, found), isRequired };
}

function listedItems(schema: Schema): Schema[] {
  const { items, prefixItems } = schema.value as Record<string, unknown>;
  // A tuple's members are each of their own kind.
  if (Array.isArray(prefixItems)) return [];
  return isOpen(items) ? [subschema(schema, "items")] : [];
}

function said({ parts }: Look, schemas: readonly Schema[]): Omit<Found, "isRequired"> {
  const references = schemas.map((schema) => {
    const name = `part:${parts.size}`;
    parts.set(name, schema);
    return { $ref: name };
  });
  const says = references.length > 1 ? { allOf: references } : references[0];
  return { says, size: references.length };
}

function branchesOf(schema: Schema, keyword: string): Schema[] {
  const { value } = schema;
  const list = typeof value === "object" ? value[keyword] : undefined;
  return Array.isArray(list) ? list.map((_, index) => subschema(schema, keyword, index)) : [];
}

function mayHold(schema: Schema, token: string): boolean {
  const types = instanceTypes(schema);
  if (token === ITEMS) return types.has("array");
  return types.has("object") || (isIndex(token) && types.has("array"));
}

function isOnly(schema: Schema, token: string): boolean {
  const types = instanceTypes(schema);
  const holders = isIndex(token) ? ["object", "array"] : ["object"];
  return [...types].every((type) => holders.includes(type));
}

function isIndex(token: string): boolean {
  return /^(0|[1-9]\d*)$/.test(token);
}

// `true` and what is left out declare nothing.
function isOpen(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function has(value: unknown, name: string): boolean {
  return isOpen(value) && Object.hasOwn(value as object, name);
}

function namesOf(value: unknown): string[] {
  return isOpen(value) ? Object.keys(value as object) : [];
}
