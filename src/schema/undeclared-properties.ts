/**
 * What stands in a value without being declared anywhere in its schema.
 *
 * Of an object whose schema declares properties and says nothing of others, by
 * `additionalProperties`, `patternProperties` or `unevaluatedProperties`, the others are
 * undeclared. A property that any branch declares is declared. Objects of which no property is
 * declared are free, and what cannot be resolved declares whatever there is.
 */
import { formatPointer, type PointerToken } from "../source/pointer.ts";
import { applying } from "./declared-properties.ts";
import { dynamicReference, isResolved, reference, type Schema, subschema } from "./schema.ts";

/** Deeper values are not looked into, and more pointers are not given. */
const MAX_DEPTH = 500;
const MAX_POINTERS = 50;

/** Pointers to the undeclared properties in `value`, in its order; what is inside one is part of it. */
export function undeclaredProperties(schema: Schema, value: unknown): string[] {
  const found: string[] = [];
  look([schema], value, [], found);
  return found;
}

function look(
  schemas: readonly Schema[],
  value: unknown,
  path: readonly PointerToken[],
  found: string[],
): void {
  if (value === null || typeof value !== "object" || path.length > MAX_DEPTH) return;
  const all = new Set(schemas.flatMap(saying));
  if ([...all].some(isUnknown)) return;
  if (Array.isArray(value)) {
    value.forEach((item, index) => {
      look(
        [...all].flatMap((schema) => itemsAt(schema, index)),
        item,
        [...path, index],
        found,
      );
    });
    return;
  }
  const isClosed =
    [...all].some((schema) => names(schema, "properties").length > 0) && ![...all].some(isOpen);
  for (const [name, entry] of Object.entries(value)) {
    const declared = [...all].flatMap((schema) => propertyOf(schema, name));
    if (declared.length > 0) look(declared, entry, [...path, name], found);
    else if (!isClosed) look([...all].flatMap(additionalOf), entry, [...path, name], found);
    else if (found.length < MAX_POINTERS) found.push(formatPointer([...path, name]));
  }
}

const known = new WeakMap<Schema, readonly Schema[]>();

/** Every schema that may have something to say of the same instance, conditions included. */
function saying(schema: Schema): readonly Schema[] {
  let all = known.get(schema);
  if (all === undefined) {
    const found = new Set<Schema>();
    const open = [schema];
    for (let current = open.pop(); current !== undefined; current = open.pop()) {
      for (const each of applying(current)) {
        if (found.has(each)) continue;
        found.add(each);
        if (Object.hasOwn(each.value as object, "if")) open.push(subschema(each, "if"));
        for (const name of names(each, "dependentSchemas")) {
          open.push(subschema(each, "dependentSchemas", name));
        }
      }
    }
    all = [...found];
    known.set(schema, all);
  }
  return all;
}

function isUnknown(schema: Schema): boolean {
  const target = reference(schema);
  return (target !== undefined && !isResolved(target)) || dynamicReference(schema) !== undefined;
}

const OTHERS = ["additionalProperties", "patternProperties", "unevaluatedProperties"];

function isOpen({ value }: Schema): boolean {
  return OTHERS.some((keyword) => Object.hasOwn(value as object, keyword));
}

function propertyOf(schema: Schema, name: string): Schema[] {
  const { properties } = schema.value as { properties?: unknown };
  const has =
    properties !== null && typeof properties === "object" && Object.hasOwn(properties, name);
  return has ? [subschema(schema, "properties", name)] : [];
}

function additionalOf(schema: Schema): Schema[] {
  const has = Object.hasOwn(schema.value as object, "additionalProperties");
  return has ? [subschema(schema, "additionalProperties")] : [];
}

function itemsAt(schema: Schema, index: number): Schema[] {
  const { prefixItems } = schema.value as { prefixItems?: unknown };
  if (Array.isArray(prefixItems) && index < prefixItems.length) {
    return [subschema(schema, "prefixItems", index)];
  }
  return Object.hasOwn(schema.value as object, "items") ? [subschema(schema, "items")] : [];
}

function names({ value }: Schema, keyword: string): string[] {
  const held = (value as Record<string, unknown>)[keyword];
  return held !== null && typeof held === "object" ? Object.keys(held) : [];
}
