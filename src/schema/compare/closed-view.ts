/**
 * Whether a sender that keeps to its schema sends a value.
 *
 * DESIGN, decision 1: at each object it sends the properties that are declared there, by every
 * schema that applies, and no others, as `unevaluatedProperties: false` would say; but where
 * `additionalProperties` or the like speaks of others, and where nothing is declared at all.
 */
import { compilePattern } from "../pattern/pattern.ts";
import { isObject, subschema } from "../place.ts";
import { isResolved, reference, type Schema } from "../schema.ts";
import { shapeOf } from "./affirm-members.ts";
import { decide } from "./decide.ts";
import { has, listed, namesIn } from "./parts.ts";

type Direction = "request" | "response" | undefined;

/**
 * Whether a value that fits all of the schemas, which speak of one place, has nothing in it that
 * none of them declares; undefined where it cannot be told.
 */
export function isSentBy(
  schemas: readonly Schema[],
  value: unknown,
  direction: Direction,
): boolean | undefined {
  return isDeclared(schemas, value, direction);
}

function isDeclared(
  schemas: readonly Schema[],
  value: unknown,
  direction: Direction,
): boolean | undefined {
  if (typeof value !== "object" || value === null) return true;
  const applied = appliedTo(schemas, value, direction);
  if (applied === undefined) return undefined;
  if (!isObject(value)) {
    return allOf(value as unknown[], (item, index) =>
      isDeclared(
        applied.flatMap((each) => itemsAt(each, index)),
        item,
        direction,
      ),
    );
  }
  const isFree = !applied.some((each) => (namesIn(each, "properties") ?? []).length > 0);
  const isOpen = applied.some(
    (each) => has(each, "additionalProperties") || has(each, "unevaluatedProperties"),
  );
  return allOf(Object.entries(value), ([name, member]) => {
    const inner = applied.flatMap((each) => membersAt(each, name));
    if (inner.length === 0 && !isFree && !isOpen) return false;
    return isDeclared(inner, member, direction);
  });
}

function allOf<T>(
  entries: readonly T[],
  test: (entry: T, index: number) => boolean | undefined,
): boolean | undefined {
  let all: boolean | undefined = true;
  for (const [index, entry] of entries.entries()) {
    const fits = test(entry, index);
    if (fits === false) return false;
    if (fits === undefined) all = undefined;
  }
  return all;
}

/** The schemas that apply to the value itself, each once; undefined where it cannot be told. */
export function appliedTo(
  schemas: readonly Schema[],
  value: unknown,
  direction: Direction,
): Schema[] | undefined {
  const applied = new Set<Schema>();
  const open = [...schemas];
  for (let schema = open.pop(); schema !== undefined; schema = open.pop()) {
    if (applied.has(schema) || typeof schema.value === "boolean") continue;
    applied.add(schema);
    const target = reference(schema);
    if (isResolved(target)) open.push(target);
    open.push(...(listed(schema, "allOf") ?? []));
    for (const keyword of ["anyOf", "oneOf"]) {
      for (const branch of listed(schema, keyword) ?? []) {
        const fits = decide(branch, value, direction);
        if (fits === undefined) return undefined;
        if (fits) open.push(branch);
      }
    }
    if (has(schema, "if")) {
      const condition = subschema(schema, "if");
      const fits = decide(condition, value, direction);
      if (fits === undefined) return undefined;
      if (fits) open.push(condition);
      const branch = fits ? "then" : "else";
      if (has(schema, branch)) open.push(subschema(schema, branch));
    }
    for (const keyword of ["dependentSchemas", "dependencies"]) {
      for (const name of namesIn(schema, keyword) ?? []) {
        if (isObject(value) && Object.hasOwn(value, name)) {
          const dependent = subschema(schema, keyword, name);
          if (dependent.fault === undefined) open.push(dependent);
        }
      }
    }
  }
  return [...applied];
}

/** What a schema says of the member `name`; what is unevaluated is left to the others. */
export function membersAt(schema: Schema, name: string): Schema[] {
  const shape = shapeOf(schema, false);
  if (shape === undefined) return [];
  const found: Schema[] = [];
  const declared = shape.names.get(name);
  if (declared !== undefined) found.push(declared.schema);
  for (const [source, { schema: inner }] of shape.patterns) {
    if (compilePattern(source).test(name) === true) found.push(inner);
  }
  if (found.length === 0 && shape.rest !== undefined) found.push(shape.rest.schema);
  return found;
}

export function itemsAt(schema: Schema, index: number): Schema[] {
  const prefix = listed(schema, "prefixItems") ?? [];
  if (index < prefix.length) return [prefix[index]!];
  return has(schema, "items") ? [subschema(schema, "items")] : [];
}
