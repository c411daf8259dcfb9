/**
 * Which JSON types a schema lets through, as far as its keywords say so outright.
 *
 * JSON Schema 2020-12 Validation #name-type, #name-enum, #name-const; through `$ref` and `allOf`
 * (all hold) and `anyOf`, `oneOf` (any holds).
 */
import { isResolved, reference, type Schema, subschema } from "./schema.ts";

export type InstanceType =
  | "null"
  | "boolean"
  | "integer"
  | "number"
  | "string"
  | "array"
  | "object";

const ALL: readonly InstanceType[] = [
  "null",
  "boolean",
  "integer",
  "number",
  "string",
  "array",
  "object",
];

/** A superset of the types of its instances; `number` comes with `integer`. */
export function instanceTypes(schema: Schema): ReadonlySet<InstanceType> {
  return typesOf(schema, new Set());
}

function typesOf(schema: Schema, open: Set<Schema>): ReadonlySet<InstanceType> {
  // Inside a circle of references nothing more is said.
  if (open.has(schema)) return new Set(ALL);
  if (schema.value === false) return new Set();
  if (schema.value === true) return new Set(ALL);
  open.add(schema);
  const { value } = schema;
  let types: ReadonlySet<InstanceType> = statedTypes(value);
  const target = reference(schema);
  if (isResolved(target)) types = types.intersection(typesOf(target, open));
  for (const branch of branches(schema, "allOf")) {
    types = types.intersection(typesOf(branch, open));
  }
  for (const keyword of ["anyOf", "oneOf"]) {
    const alternatives = branches(schema, keyword);
    if (alternatives.length === 0) continue;
    const union = new Set(alternatives.flatMap((branch) => [...typesOf(branch, open)]));
    types = types.intersection(union);
  }
  open.delete(schema);
  return types;
}

function branches(schema: Schema, keyword: string): Schema[] {
  const list = (schema.value as Record<string, unknown>)[keyword];
  return Array.isArray(list) ? list.map((_, index) => subschema(schema, keyword, index)) : [];
}

function statedTypes(value: Record<string, unknown>): Set<InstanceType> {
  const stated = [value.type].flat().filter((type) => ALL.includes(type as InstanceType));
  const types = new Set(stated.length === 0 ? ALL : (stated as InstanceType[]));
  if (types.has("number")) types.add("integer");
  const values = Object.hasOwn(value, "const") ? [value.const] : value.enum;
  if (!Array.isArray(values)) return types;
  return types.intersection(new Set(values.flatMap(typesOfValue)));
}

function typesOfValue(value: unknown): InstanceType[] {
  if (value === null) return ["null"];
  if (Array.isArray(value)) return ["array"];
  if (typeof value === "number")
    return Number.isInteger(value) ? ["integer", "number"] : ["number"];
  return [typeof value as InstanceType];
}
