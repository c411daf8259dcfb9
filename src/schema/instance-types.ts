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

/** All that `type` may say: 2020-12 validation #type. */
export const INSTANCE_TYPES: readonly InstanceType[] = [
  "null",
  "boolean",
  "integer",
  "number",
  "string",
  "array",
  "object",
];

type Types = ReadonlySet<InstanceType>;

/** A superset of the types of its instances; `number` comes with `integer`. */
export function instanceTypes(schema: Schema): Types {
  return typesOf(schema, new Map(), 0);
}

const ANY: Types = new Set(INSTANCE_TYPES);

/** References and branches that are followed one after another; what stands behind may be anything. */
const MAX_DEPTH = 500;

// Branches that lead to the same schemas are many paths, so each schema is asked once.
function typesOf(schema: Schema, known: Map<Schema, Types>, depth: number): Types {
  const { value } = schema;
  if (value === false) return new Set();
  if (value === true || depth > MAX_DEPTH) return ANY;
  const before = known.get(schema);
  if (before !== undefined) return before;
  // Inside a circle of references nothing more is said.
  known.set(schema, ANY);
  const ask = (other: Schema) => typesOf(other, known, depth + 1);
  let types: Types = statedTypes(value);
  const target = reference(schema);
  if (isResolved(target)) types = types.intersection(ask(target));
  for (const branch of branches(schema, "allOf")) types = types.intersection(ask(branch));
  for (const keyword of ["anyOf", "oneOf"]) {
    const alternatives = branches(schema, keyword);
    if (alternatives.length === 0) continue;
    const union = new Set(alternatives.flatMap((branch) => [...ask(branch)]));
    types = types.intersection(union);
  }
  known.set(schema, types);
  return types;
}

function branches(schema: Schema, keyword: string): Schema[] {
  const list = (schema.value as Record<string, unknown>)[keyword];
  return Array.isArray(list) ? list.map((_, index) => subschema(schema, keyword, index)) : [];
}

function statedTypes(value: Record<string, unknown>): Types {
  const stated = [value.type]
    .flat()
    .filter((type) => INSTANCE_TYPES.includes(type as InstanceType));
  const types = new Set(stated.length === 0 ? INSTANCE_TYPES : (stated as InstanceType[]));
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
