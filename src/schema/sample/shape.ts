/**
 * What all schemas that hold at one place ask for together, as one record.
 *
 * Keywords: 2020-12 validation #validation, core #applicators.
 */
import { equalityKey } from "../equal.ts";
import type { Schema } from "../schema.ts";
import { type Failure, unsatisfiable } from "./run.ts";

/** Sets of JSON types are bits; `number` in a schema is both kinds of number. */
export const typeBits = {
  null: 1,
  boolean: 2,
  integer: 4,
  fraction: 8,
  number: 12,
  string: 16,
  array: 32,
  object: 64,
} as const;
export type TypeName = Exclude<keyof typeof typeBits, "fraction">;
export const anyType = 127;

export interface Shape {
  types: number;
  /** Types in the order in which they are tried. */
  order: TypeName[];
  /** What `const` and `enum` leave, by a key that equal values share. */
  values: Map<unknown, unknown> | undefined;
  hints: unknown[];

  minimum: number;
  maximum: number;
  exclusiveMinimum: number;
  exclusiveMaximum: number;
  multiples: number[];

  minLength: number;
  maxLength: number;
  patterns: Set<string>;
  formats: Set<string>;

  minItems: number;
  maxItems: number;
  isUnique: boolean;
  /** Schemas with `items` or `prefixItems`. */
  lists: Schema[];
  /** Schemas with `contains`. */
  containers: Schema[];
  unevaluatedItems: Schema[];

  minProperties: number;
  maxProperties: number;
  properties: Map<string, Property>;
  required: Set<string>;
  /** Names that must not be there. */
  absent: Set<string>;
  /** Values that discriminators ask for. */
  discriminated: Map<string, unknown>;
  dependents: Map<string, string[]>;
  /** Schemas with `additionalProperties` or `patternProperties`. */
  closers: Schema[];
  propertyNames: Schema[];
  unevaluatedProperties: Schema[];

  /** Schemas that must refuse the value. */
  rivals: Schema[];
  /** Whether the record says less than the schemas do, so that a value made from it may be refused. */
  isRough: boolean;
  /** Schemas entered by reference. */
  references: Schema[];
  visited: Set<Schema>;
  choices: Choice[];
  /** Why types were lost, if any were. */
  loss: Failure | undefined;
}

/** What the schemas say of one property. */
export interface Property {
  schemas: Schema[];
  types: number;
  values: Set<unknown> | undefined;
}

/** Schemas of which some must hold; which is decided once all that certainly holds is known. */
export interface Choice {
  kind: "anyOf" | "oneOf" | "if" | "dependent";
  schema: Schema;
  /** The property that a dependent schema waits for. */
  name?: string;
}

export function newShape(types: number): Shape {
  return {
    types,
    order: [],
    values: undefined,
    hints: [],
    minimum: -Infinity,
    maximum: Infinity,
    exclusiveMinimum: -Infinity,
    exclusiveMaximum: Infinity,
    multiples: [],
    minLength: 0,
    maxLength: Infinity,
    patterns: new Set(),
    formats: new Set(),
    minItems: 0,
    maxItems: Infinity,
    isUnique: false,
    lists: [],
    containers: [],
    unevaluatedItems: [],
    minProperties: 0,
    maxProperties: Infinity,
    properties: new Map(),
    required: new Set(),
    absent: new Set(),
    discriminated: new Map(),
    dependents: new Map(),
    closers: [],
    propertyNames: [],
    unevaluatedProperties: [],
    rivals: [],
    isRough: false,
    references: [],
    visited: new Set(),
    choices: [],
    loss: undefined,
  };
}

/** The bits of a `type` keyword's value. */
export function typesOf(type: unknown): number {
  if (typeof type === "string") return bitOf(type);
  if (!Array.isArray(type)) return anyType;
  return type.reduce<number>((bits, name) => bits | bitOf(name), 0);
}

function bitOf(name: unknown): number {
  if (typeof name !== "string" || name === "fraction" || !Object.hasOwn(typeBits, name)) return 0;
  return typeBits[name as TypeName];
}

/** The bit of the type that a JSON value has. */
export function typeBitOf(value: unknown): number {
  if (value === null) return typeBits.null;
  if (Array.isArray(value)) return typeBits.array;
  if (typeof value === "number") {
    return Number.isInteger(value) ? typeBits.integer : typeBits.fraction;
  }
  return bitOf(typeof value);
}

/** Leaves only `types`, and remembers why where that takes some away. */
export function keepTypes(shape: Shape, types: number, loss: Failure): void {
  if ((shape.types & types) === shape.types) return;
  shape.types &= types;
  shape.loss = loss;
}

const keys = new WeakMap<object, unknown>();

// One enum may stand at thousands of places, and its values be large.
function keyOf(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return equalityKey(value);
  const key = keys.get(value) ?? equalityKey(value);
  keys.set(value, key);
  return key;
}

/** Leaves of `const` and `enum` what `values` has too. */
export function keepValues(shape: Shape, values: readonly unknown[], schema: Schema): void {
  const kept = new Map<unknown, unknown>();
  for (const value of values) {
    const key = keyOf(value);
    if (shape.values === undefined || shape.values.has(key)) kept.set(key, value);
  }
  const before = shape.values;
  shape.values = kept;
  if (kept.size > 0) return;
  const why = before === undefined ? "enum lists no value" : "const and enum share no value";
  keepTypes(shape, 0, unsatisfiable(schema, why));
}

/** Takes away the types whose bounds leave no value. */
export function dropEmptyTypes(shape: Shape, schema: Schema | undefined): void {
  const lose = (type: keyof typeof typeBits, message: string) =>
    keepTypes(shape, anyType & ~typeBits[type], unsatisfiable(schema, message));
  const low = Math.max(shape.minimum, shape.exclusiveMinimum);
  const high = Math.min(shape.maximum, shape.exclusiveMaximum);
  const isOpen = low === shape.exclusiveMinimum || high === shape.exclusiveMaximum;
  if (low > high || (low === high && isOpen)) {
    lose("number", `no number lies between ${low} and ${high}`);
  }
  if (shape.minLength > shape.maxLength) {
    lose("string", `minLength ${shape.minLength} is above maxLength ${shape.maxLength}`);
  }
  if (shape.minItems > shape.maxItems) {
    lose("array", `minItems ${shape.minItems} is above maxItems ${shape.maxItems}`);
  }
  const atLeast = Math.max(shape.minProperties, shape.required.size);
  if (atLeast > shape.maxProperties) {
    lose("object", `${atLeast} properties are due and ${shape.maxProperties} allowed`);
  }
  for (const name of shape.required) {
    if (shape.absent.has(name)) lose("object", `"${name}" is required and excluded`);
    const property = shape.properties.get(name);
    if (property && isImpossible(property)) {
      lose("object", `"${name}" is required and no value of it fits all its schemas`);
    }
  }
  const { values } = shape;
  if (values === undefined || shape.types === 0) return;
  for (const [key, value] of values) {
    if ((typeBitOf(value) & shape.types) === 0) values.delete(key);
  }
  if (values.size === 0) {
    keepTypes(shape, 0, unsatisfiable(schema, "no value of const or enum has an allowed type"));
  }
}

/** Adds what `schema` says of the property `name`. */
export function addProperty(shape: Shape, name: string, schema: Schema, glance: Glance): void {
  const property = shape.properties.get(name);
  if (property === undefined) {
    shape.properties.set(name, { schemas: [schema], ...glance });
    return;
  }
  property.schemas.push(schema);
  property.types &= glance.types;
  const { values } = property;
  if (values === undefined || glance.values === undefined) property.values ??= glance.values;
  else property.values = new Set([...values].filter((key) => glance.values?.has(key)));
}

/** What can be seen of a schema without looking into it. */
export interface Glance {
  types: number;
  values: Set<unknown> | undefined;
}

/** Whether a glance shows that no value fits. */
export function isImpossible(property: Glance): boolean {
  return property.types === 0 || property.values?.size === 0;
}
