/**
 * A schema as the plain alternatives it comes to, and what one alternative says of an object's
 * properties when its sender is read closed.
 *
 * DESIGN: schemas are sets, and senders are read closed. JSON Schema 2020-12 Core #applicators.
 */
import { compilePattern } from "../schema/pattern/pattern.ts";
import { isResolved, reference, type Schema, subschema } from "../schema/schema.ts";

/** Schemas that hold together; none of them refers further or branches. */
export type SchemaView = readonly Schema[];

const MAX_VIEWS = 64;

/** Schemas looked into: branches that lead to the same schemas twice double with each level. */
const MAX_EXPANDED = 1000;

/**
 * The alternatives of all `schemas` together, through `$ref`, `allOf`, `anyOf` and `oneOf`.
 *
 * @returns undefined where a reference leads nowhere, there are more than 64, or they take more
 *   than 1,000 schemas to find
 */
export function viewsOf(schemas: readonly Schema[]): SchemaView[] | undefined {
  let views: SchemaView[] = [[]];
  const work = { left: MAX_EXPANDED };
  for (const schema of schemas) {
    const own = expand(schema, new Set(), work);
    if (own === undefined) return undefined;
    views = product(views, own);
    if (views.length > MAX_VIEWS) return undefined;
  }
  return views;
}

function expand(
  schema: Schema,
  open: ReadonlySet<Schema>,
  work: { left: number },
): SchemaView[] | undefined {
  work.left -= 1;
  if (work.left < 0) return undefined;
  // A schema that leads back to itself says nothing more.
  if (open.has(schema)) return [[]];
  if (typeof schema.value === "boolean") return schema.fault === undefined ? [[schema]] : undefined;
  const inside = new Set([...open, schema]);
  const target = reference(schema);
  if (target !== undefined && !isResolved(target)) return undefined;
  let views: SchemaView[] | undefined = [[schema]];
  for (const each of [...(target ? [target] : []), ...branches(schema, "allOf")]) {
    views = productOf(views, expand(each, inside, work));
  }
  for (const keyword of ["anyOf", "oneOf"]) {
    const own = branches(schema, keyword).map((branch) => expand(branch, inside, work));
    if (own.length === 0) continue;
    if (own.some((each) => each === undefined)) return undefined;
    const alternatives = own.flatMap((each) => each!);
    // A value may satisfy all of an `anyOf`, and then has the properties of all.
    const together = keyword === "anyOf" ? [own.flatMap((each) => each![0]!)] : [];
    views = productOf(views, [...alternatives, ...together]);
  }
  views = productOf(views, conditions(schema, inside, work));
  for (const name of namesOf(schema, "dependentSchemas")) {
    const own = expand(subschema(schema, "dependentSchemas", name), inside, work);
    views = productOf(views, own && [[], ...own]);
  }
  return views;
}

// Which of the two holds is asked of the whole value; here is what either would declare.
function conditions(
  schema: Schema,
  inside: ReadonlySet<Schema>,
  work: { left: number },
): SchemaView[] | undefined {
  const expanded = (keyword: string): SchemaView[] | undefined =>
    keywordOf(schema, keyword) === undefined
      ? [[]]
      : expand(subschema(schema, keyword), inside, work);
  if (keywordOf(schema, "if") === undefined) return [[]];
  const holding = productOf(expanded("if"), expanded("then"));
  const failing = expanded("else");
  return holding && failing && [...holding, ...failing];
}

function namesOf(schema: Schema, keyword: string): string[] {
  const map = keywordOf(schema, keyword);
  return isRecord(map) ? Object.keys(map) : [];
}

function branches(schema: Schema, keyword: string): Schema[] {
  const list = keywordOf(schema, keyword);
  return Array.isArray(list) ? list.map((_, index) => subschema(schema, keyword, index)) : [];
}

function productOf(
  a: SchemaView[] | undefined,
  b: SchemaView[] | undefined,
): SchemaView[] | undefined {
  if (a === undefined || b === undefined || a.length * b.length > MAX_VIEWS) return undefined;
  return product(a, b);
}

function product(a: readonly SchemaView[], b: readonly SchemaView[]): SchemaView[] {
  return a.flatMap((left) => b.map((right) => [...left, ...right]));
}

export type PropertyReading =
  | { state: "declared"; schemas: readonly Schema[] }
  /** The object declares no properties, so that anything may stand in it. */
  | { state: "free" }
  /** `by` is the schema of the object. */
  | { state: "undeclared" | "write-only"; by: Schema | undefined };

const readings = new WeakMap<SchemaView, Map<string, PropertyReading>>();

/** What a view says of the property `name` in an answer; found out once. */
export function readProperty(view: SchemaView, name: string): PropertyReading {
  let known = readings.get(view);
  if (known === undefined) {
    known = new Map();
    readings.set(view, known);
  }
  let reading = known.get(name);
  if (reading === undefined) {
    reading = propertyOf(view, name);
    known.set(name, reading);
  }
  return reading;
}

function propertyOf(view: SchemaView, name: string): PropertyReading {
  const stated = view.map((schema) => ({ schema, found: propertyIn(schema, name) }));
  // 2020-12 core #unevaluatedProperties: it speaks of what nothing beside it speaks of.
  const isEvaluated = stated.some(({ found }) => found !== "silent" && found !== "refused");
  const readings = isEvaluated
    ? stated
    : view.map((schema, index) => ({ schema, found: unevaluatedIn(schema, stated[index]!.found) }));
  const refusing = readings.find(({ found }) => found === "refused");
  if (refusing !== undefined) return { state: "undeclared", by: refusing.schema };
  const schemas = readings.flatMap(({ found }) => (typeof found === "string" ? [] : found));
  const isWriteOnly = schemas.some((schema) => keywordOf(schema, "writeOnly") === true);
  const owner = view.find((schema) =>
    ["properties", "patternProperties", "unevaluatedProperties"].some(
      (keyword) => keywordOf(schema, keyword) !== undefined,
    ),
  );
  if (isWriteOnly) return { state: "write-only", by: owner };
  if (schemas.length > 0) return { state: "declared", schemas };
  const isOpen = owner === undefined || readings.some(({ found }) => found === "allowed");
  return isOpen ? { state: "free" } : { state: "undeclared", by: owner };
}

export function isRequired(view: SchemaView, name: string): boolean {
  return view.some((schema) => {
    const required = keywordOf(schema, "required");
    return Array.isArray(required) && required.includes(name);
  });
}

/** What must hold for the item at `index`; empty where anything may stand there. */
export function itemSchemas(view: SchemaView, index: number): Schema[] {
  return view.flatMap((schema) => {
    const prefix = keywordOf(schema, "prefixItems");
    if (Array.isArray(prefix) && index < prefix.length) {
      return [subschema(schema, "prefixItems", index)];
    }
    return keywordOf(schema, "items") === undefined ? [] : [subschema(schema, "items")];
  });
}

/** A keyword's value, own properties only; undefined for `true` and `false`. */
export function keywordOf(schema: Schema, keyword: string): unknown {
  const { value } = schema;
  return typeof value === "object" && Object.hasOwn(value, keyword) ? value[keyword] : undefined;
}

// "allowed": stated to be open, without saying for what.
type Reading = Schema[] | "refused" | "allowed" | "silent";

function propertyIn(schema: Schema, name: string): Reading {
  const found: Schema[] = [];
  const properties = keywordOf(schema, "properties");
  if (isRecord(properties) && Object.hasOwn(properties, name)) {
    found.push(subschema(schema, "properties", name));
  }
  const patterns = keywordOf(schema, "patternProperties");
  for (const pattern of isRecord(patterns) ? Object.keys(patterns) : []) {
    if (compilePattern(pattern).test(name) !== false) {
      found.push(subschema(schema, "patternProperties", pattern));
    }
  }
  if (found.length > 0) return found;
  const rest = keywordOf(schema, "additionalProperties");
  if (rest === true) return "allowed";
  if (isRecord(rest)) return [subschema(schema, "additionalProperties")];
  return rest === false ? "refused" : "silent";
}

function unevaluatedIn(schema: Schema, stated: Reading): Reading {
  const rest = keywordOf(schema, "unevaluatedProperties");
  if (stated !== "silent" || rest === undefined) return stated;
  if (rest === true) return "allowed";
  return isRecord(rest) ? [subschema(schema, "unevaluatedProperties")] : stated;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
