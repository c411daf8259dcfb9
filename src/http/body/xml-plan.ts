/**
 * How a schema's values stand in XML: which names elements and attributes have.
 *
 * OpenAPI 3.0 and 3.1 #xml-object.
 */
import { applying, declaredItems, declaredProperties } from "../../schema/declared-properties.ts";
import { type InstanceType, instanceTypes } from "../../schema/instance-types.ts";
import { isResolved, reference, type Schema, subschema } from "../../schema/schema.ts";
import { isValid } from "../../schema/validate.ts";
import { parsePointer } from "../../source/pointer.ts";

/** A name as the contract gives it. */
export interface XmlName {
  /** Without a prefix. */
  local: string;
  /** Undefined where the contract says none: then any fits. */
  namespace: string | undefined;
  /** To be written; documents bind prefixes as they like. */
  prefix: string | undefined;
}

export interface XmlField {
  property: string;
  schema: Schema;
  name: XmlName;
  isAttribute: boolean;
  /** Where it is a list; its items then stand in an element of `name`, or under `item` in its place. */
  list: XmlList | undefined;
}

export interface XmlList {
  isWrapped: boolean;
  item: XmlName;
  schema: Schema | undefined;
}

export interface XmlPlan {
  /**
   * What the root element of a document must be called: what the schema states, else the name of
   * the component that it is; undefined where neither says.
   */
  root: XmlName | undefined;
  types: ReadonlySet<InstanceType>;
  fields: ReadonlyMap<string, XmlField>;
  /** By local name. */
  elements: ReadonlyMap<string, readonly XmlField[]>;
  attributes: ReadonlyMap<string, readonly XmlField[]>;
  /** Lists without an element of their own that must be there: with no items they are empty. */
  requiredLists: readonly XmlField[];
  /** Attributes that may be null, which is how a null is written: it is left out. */
  nullAttributes: readonly XmlField[];
  /** Of the schema itself, where it is a list. */
  list: XmlList | undefined;
}

const plans = new WeakMap<Schema, XmlPlan>();

export function xmlPlanOf(schema: Schema): XmlPlan {
  let plan = plans.get(schema);
  if (plan === undefined) {
    plan = makePlan(schema);
    plans.set(schema, plan);
  }
  return plan;
}

function makePlan(schema: Schema): XmlPlan {
  const fields = [...declaredProperties(schema)].map(([name, property]) => fieldOf(name, property));
  const required = requiredNames(schema);
  return {
    root: rootName(schema),
    types: instanceTypes(schema),
    fields: new Map(fields.map((field) => [field.property, field])),
    elements: byLocalName(fields.filter(({ isAttribute }) => !isAttribute)),
    attributes: byLocalName(fields.filter(({ isAttribute }) => isAttribute)),
    requiredLists: fields.filter(
      ({ property, list }) => list !== undefined && !list.isWrapped && required.has(property),
    ),
    nullAttributes: fields.filter(
      ({ isAttribute, schema }) => isAttribute && isValid(schema, null),
    ),
    list: listOf(schema, componentName(schema) ?? "item"),
  };
}

function fieldOf(property: string, schema: Schema): XmlField {
  const list = listOf(schema, property);
  const own = xmlOf(schema);
  // The outer name of a list is for its wrapper alone.
  const name = list === undefined || list.isWrapped ? nameOf(own, property) : list.item;
  return { property, schema, name, isAttribute: own.attribute === true, list };
}

function listOf(schema: Schema, inferred: string): XmlList | undefined {
  const types = instanceTypes(schema);
  if (!types.has("array") || types.has("string") || types.has("object")) return undefined;
  const own = xmlOf(schema);
  const isWrapped = own.wrapped === true;
  const items = declaredItems(schema);
  const outer = isWrapped && typeof own.name === "string" ? own.name : inferred;
  const item = nameOf(items === undefined ? {} : xmlOf(items), outer);
  return { isWrapped, item, schema: items };
}

function byLocalName(fields: readonly XmlField[]): Map<string, XmlField[]> {
  return Map.groupBy(fields, ({ name }) => name.local);
}

function nameOf(xml: XmlObject, inferred: string): XmlName {
  const { name, namespace, prefix } = xml;
  const written = typeof name === "string" ? name : inferred;
  // Some write the prefix into the name.
  const colon = written.indexOf(":");
  return {
    local: written.slice(colon + 1),
    namespace: typeof namespace === "string" ? namespace : undefined,
    prefix: typeof prefix === "string" ? prefix : colon > 0 ? written.slice(0, colon) : undefined,
  };
}

interface XmlObject {
  name?: unknown;
  namespace?: unknown;
  prefix?: unknown;
  attribute?: unknown;
  wrapped?: unknown;
}

function xmlOf(schema: Schema): XmlObject {
  return (xmlOwnerOf(schema)?.value as { xml?: XmlObject } | undefined)?.xml ?? {};
}

/**
 * Whose XML Object a schema has: its own, or that of what it is, behind its reference or in an
 * `allOf`. Undefined where none says one.
 */
export function xmlOwnerOf(schema: Schema): Schema | undefined {
  return beingItself(schema).find(({ value }) => {
    const { xml } = value as { xml?: unknown };
    return xml !== null && typeof xml === "object";
  });
}

function beingItself(schema: Schema): Schema[] {
  const found = new Set<Schema>();
  const open = [schema];
  for (let current = open.pop(); current !== undefined; current = open.pop()) {
    if (found.has(current) || typeof current.value === "boolean") continue;
    found.add(current);
    const target = reference(current);
    const { allOf } = current.value;
    const branches = Array.isArray(allOf)
      ? allOf.map((_, index) => subschema(current, "allOf", index)).reverse()
      : [];
    open.push(...branches, ...(isResolved(target) ? [target] : []));
  }
  return [...found];
}

function requiredNames(schema: Schema): Set<unknown> {
  return new Set(
    applying(schema).flatMap(({ value }) => (value as { required?: unknown[] }).required ?? []),
  );
}

function rootName(schema: Schema): XmlName | undefined {
  const own = xmlOf(schema);
  const inferred = componentName(schema);
  if (listOf(schema, "")?.isWrapped === false) return undefined;
  if (typeof own.name !== "string" && inferred === undefined) return undefined;
  return nameOf(own, inferred ?? "");
}

function componentName(schema: Schema): string | undefined {
  const component = componentOf(schema);
  return component && parsePointer(component.pointer)?.at(-1);
}

/** The component that a schema is or refers to; undefined where it is none. */
export function componentOf(schema: Schema): Schema | undefined {
  const seen = new Set<Schema>();
  for (let current: unknown = schema; isSchema(current) && !seen.has(current); ) {
    seen.add(current);
    const [components, schemas, name, ...inside] = parsePointer(current.pointer) ?? [];
    const isOne = components === "components" && schemas === "schemas" && inside.length === 0;
    if (isOne && name !== undefined) return current;
    current = reference(current);
  }
  return undefined;
}

function isSchema(value: unknown): value is Schema {
  return isResolved(value as Schema | undefined);
}
