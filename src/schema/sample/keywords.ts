/**
 * What each keyword adds to the shape of a place.
 */
import { equalityKey } from "../equal.ts";
import { isObject, subschema } from "../place.ts";
import { isResolved, reference, type Schema } from "../schema.ts";
import { shown } from "../shown.ts";
import { copyJson } from "./json.ts";
import { unsatisfiable } from "./run.ts";
import {
  addProperty,
  anyType,
  type Glance,
  keepTypes,
  keepValues,
  type Shape,
  type TypeName,
  typeBitOf,
  typeBits,
  typesOf,
} from "./shape.ts";

type Reader = (shape: Shape, value: unknown, schema: Schema) => void;

/** Adds to `shape` what `keyword` asks for; a keyword that asks for nothing adds nothing. */
export function readKeyword(
  shape: Shape,
  schema: Schema,
  { keyword, value }: { keyword: string; value: unknown },
): void {
  readers.get(keyword)?.(shape, value, schema);
}

/** Whether `readKeyword` makes anything of it. */
export function isReadKeyword(keyword: string): boolean {
  return readers.has(keyword);
}

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["type", readType],
  ["const", (shape, value, schema) => keepValues(shape, [value], schema)],
  ["enum", (shape, value, schema) => keepValues(shape, Array.isArray(value) ? value : [], schema)],
  ["examples", (shape, value) => addHints(shape, Array.isArray(value) ? value.slice(0, 3) : [])],
  ["example", (shape, value) => addHints(shape, [value])],
  ["default", (shape, value) => addHints(shape, [value])],

  ["minimum", (shape, value) => raise(shape, "minimum", value)],
  ["maximum", (shape, value) => lower(shape, "maximum", value)],
  ["exclusiveMinimum", (shape, value) => raise(shape, "exclusiveMinimum", value)],
  ["exclusiveMaximum", (shape, value) => lower(shape, "exclusiveMaximum", value)],
  ["multipleOf", readMultiple],

  ["minLength", (shape, value) => raise(shape, "minLength", value)],
  ["maxLength", (shape, value) => lower(shape, "maxLength", value)],
  ["pattern", (shape, value) => void (typeof value === "string" && shape.patterns.add(value))],
  ["format", readFormat],
  ["contentEncoding", (shape, value) => void (value === "base64" && shape.formats.add("byte"))],

  ["minItems", (shape, value) => raise(shape, "minItems", value)],
  ["maxItems", (shape, value) => lower(shape, "maxItems", value)],
  ["uniqueItems", readUnique],
  ["items", (shape, _, schema) => addList(shape, schema)],
  ["prefixItems", (shape, _, schema) => addList(shape, schema)],
  ["contains", readContains],
  ["unevaluatedItems", (shape, _, schema) => readUnevaluated(shape, schema, "unevaluatedItems")],

  ["minProperties", (shape, value) => raise(shape, "minProperties", value)],
  ["maxProperties", (shape, value) => lower(shape, "maxProperties", value)],
  ["properties", readProperties],
  ["required", readRequired],
  ["dependentRequired", readDependentRequired],
  ["dependentSchemas", readDependentSchemas],
  ["additionalProperties", (shape, _, schema) => addCloser(shape, schema)],
  ["patternProperties", (shape, _, schema) => addCloser(shape, schema)],
  ["propertyNames", readPropertyNames],
  [
    "unevaluatedProperties",
    (shape, _, schema) => readUnevaluated(shape, schema, "unevaluatedProperties"),
  ],

  ["anyOf", (shape, value, schema) => addChoice(shape, value, { kind: "anyOf", schema })],
  ["oneOf", (shape, value, schema) => addChoice(shape, value, { kind: "oneOf", schema })],
  ["if", (shape, _, schema) => shape.choices.push({ kind: "if", schema })],
  ["not", readNot],
]);

/** There are seven types; what else stands there is no more telling than the first of it. */
const MAX_TOLD = 8;

function readType(shape: Shape, value: unknown, schema: Schema): void {
  const written = [value].flat();
  const words = written
    .slice(0, MAX_TOLD)
    .map((name) => (typeof name === "string" ? name : shown(name)));
  const message = `no value is ${words.join(" or ")} and what the other schemas ask for`;
  keepTypes(shape, typesOf(value), unsatisfiable(schema, message));
  // An author may write any value there.
  const names = written.filter(isTypeName);
  // A value says more than null does, so null comes last.
  for (const name of names)
    if (name !== "null" && !shape.order.includes(name)) shape.order.push(name);
  if (names.includes("null") && !shape.order.includes("null")) shape.order.push("null");
}

function isTypeName(name: unknown): name is TypeName {
  return typeof name === "string" && name !== "fraction" && Object.hasOwn(typeBits, name);
}

function addHints(shape: Shape, values: readonly unknown[]): void {
  for (const value of values) {
    const copy = value === null ? undefined : copyJson(value);
    if (copy !== undefined) shape.hints.push(copy);
  }
}

type Lower = "maximum" | "exclusiveMaximum" | "maxLength" | "maxItems" | "maxProperties";
type Upper = "minimum" | "exclusiveMinimum" | "minLength" | "minItems" | "minProperties";

function raise(shape: Shape, bound: Upper, value: unknown): void {
  if (typeof value === "number" && value > shape[bound]) shape[bound] = value;
}

function lower(shape: Shape, bound: Lower, value: unknown): void {
  if (typeof value === "number" && value < shape[bound]) shape[bound] = value;
}

function readMultiple(shape: Shape, value: unknown): void {
  if (typeof value === "number" && value > 0 && Number.isFinite(value)) shape.multiples.push(value);
}

function readFormat(shape: Shape, value: unknown): void {
  if (typeof value === "string") shape.formats.add(value);
}

function readUnique(shape: Shape, value: unknown): void {
  if (value === true) shape.isUnique = true;
}

function addList(shape: Shape, schema: Schema): void {
  if (shape.lists.at(-1) !== schema) shape.lists.push(schema);
}

function readContains(shape: Shape, _: unknown, schema: Schema): void {
  shape.containers.push(schema);
  shape.isRough = true;
}

function readUnevaluated(
  shape: Shape,
  schema: Schema,
  keyword: "unevaluatedItems" | "unevaluatedProperties",
): void {
  shape[keyword].push(subschema(schema, keyword));
  shape.isRough = true;
}

function readProperties(shape: Shape, value: unknown, schema: Schema): void {
  if (!isObject(value)) return;
  for (const name of Object.keys(value)) {
    const property = subschema(schema, "properties", name);
    addProperty(shape, name, property, glanceAt(property));
  }
}

const glances = new WeakMap<Schema, Glance>();

/** The types and values that a schema, or what it refers to, allows by itself. */
function glanceAt(schema: Schema): Glance {
  const known = glances.get(schema);
  if (known !== undefined) return known;
  const glance: Glance = { types: anyType, values: undefined };
  let target = schema;
  for (let steps = 0; steps < 8; steps += 1) {
    const { value } = target;
    if (value === false) glance.types = 0;
    if (typeof value === "boolean") break;
    if (Object.hasOwn(value, "type")) glance.types &= typesOf(value.type);
    const values = Object.hasOwn(value, "const") ? [value.const] : value.enum;
    if (Array.isArray(values)) glance.values ??= new Set(values.map(equalityKey));
    const next = reference(target);
    if (!isResolved(next)) break;
    target = next;
  }
  glances.set(schema, glance);
  return glance;
}

function readRequired(shape: Shape, value: unknown): void {
  if (!Array.isArray(value)) return;
  for (const name of value) if (typeof name === "string") shape.required.add(name);
}

function readDependentRequired(shape: Shape, value: unknown): void {
  if (!isObject(value)) return;
  for (const [name, names] of Object.entries(value)) {
    if (!Array.isArray(names)) continue;
    const due = names.filter((other): other is string => typeof other === "string");
    shape.dependents.set(name, [...(shape.dependents.get(name) ?? []), ...due]);
  }
}

function readDependentSchemas(shape: Shape, value: unknown, schema: Schema): void {
  if (!isObject(value)) return;
  for (const name of Object.keys(value)) shape.choices.push({ kind: "dependent", schema, name });
}

function addCloser(shape: Shape, schema: Schema): void {
  if (shape.closers.at(-1) !== schema) shape.closers.push(schema);
}

function readPropertyNames(shape: Shape, _: unknown, schema: Schema): void {
  shape.propertyNames.push(subschema(schema, "propertyNames"));
  shape.isRough = true;
}

function addChoice(
  shape: Shape,
  value: unknown,
  choice: { kind: "anyOf" | "oneOf"; schema: Schema },
): void {
  if (Array.isArray(value)) shape.choices.push(choice);
}

function readNot(shape: Shape, value: unknown, schema: Schema): void {
  const held = subschema(schema, "not");
  const keywords = isObject(held.value) ? Object.keys(held.value) : [];
  if (held.value === true || (isObject(value) && keywords.length === 0)) {
    keepTypes(shape, 0, unsatisfiable(schema, "not refuses every value"));
    return;
  }
  if (isObject(held.value) && keywords.length === 1) {
    const { type, required } = held.value;
    if (type !== undefined) {
      const types = typesOf(type);
      // `integer` refuses 3 and leaves 3.5.
      keepTypes(shape, anyType & ~types, unsatisfiable(schema, "not refuses every type left"));
      return;
    }
    if (Array.isArray(required) && required.length === 1) shape.absent.add(String(required[0]));
  }
  shape.rivals.push(held);
  shape.isRough = true;
}

/** The types that a shape's own keywords speak of, where no `type` says so. */
export function impliedTypes(shape: Shape): TypeName[] {
  const types: TypeName[] = [];
  if (shape.properties.size + shape.required.size + shape.closers.length > 0) types.push("object");
  if (shape.minProperties > 0 || shape.unevaluatedProperties.length > 0) types.push("object");
  if (shape.lists.length + shape.containers.length + shape.minItems > 0) types.push("array");
  if (shape.patterns.size + shape.formats.size + shape.minLength > 0) types.push("string");
  if (Number.isFinite(shape.maxLength)) types.push("string");
  const bounds = [shape.minimum, shape.maximum, shape.exclusiveMinimum, shape.exclusiveMaximum];
  if (shape.multiples.length > 0 || bounds.some(Number.isFinite)) types.push("number");
  return types;
}

/** Types in the order in which a value is tried, none of them twice. */
export function typesInOrder(shape: Shape): TypeName[] {
  const rest: TypeName[] = ["string", "integer", "boolean", "object", "array", "number", "null"];
  const all =
    shape.order.length > 0 ? [...shape.order, ...rest] : [...impliedTypes(shape), ...rest];
  const chosen: TypeName[] = [];
  for (const name of all) {
    if ((shape.types & typeBits[name]) !== 0 && !chosen.includes(name)) chosen.push(name);
  }
  return chosen;
}

/** Whether a value has one of the types left. */
export function hasAllowedType(shape: Shape, value: unknown): boolean {
  return (typeBitOf(value) & shape.types) !== 0;
}
