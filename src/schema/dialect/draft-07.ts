/**
 * Draft-07 schemas as 2020-12: AsyncAPI's meta-schema is one.
 *
 * draft-handrews-json-schema-01 #section-8.3 (`$ref` stands alone), 2020-12 core #appendix-E
 * (what changed).
 */
import type { NormalisedSchema } from "../schema.ts";

// Keywords that mean something in 2020-12 and nothing in draft-07.
const unknown: ReadonlySet<string> = new Set([
  "$anchor",
  "$dynamicAnchor",
  "$dynamicRef",
  "dependentRequired",
  "dependentSchemas",
  "maxContains",
  "minContains",
  "prefixItems",
  "unevaluatedItems",
  "unevaluatedProperties",
]);

/** One draft-07 schema object, shallowly, in 2020-12. */
export function normaliseDraft07(schema: Record<string, unknown>): NormalisedSchema {
  if (Object.hasOwn(schema, "$ref")) return { value: withoutPrototype({ $ref: schema.$ref }) };
  const value = withoutPrototype();
  for (const keyword of Object.keys(schema)) {
    if (!unknown.has(keyword)) value[keyword] = schema[keyword];
  }
  nameFragment(value);
  return { value, moved: moveItems(value) };
}

/** A `$id` that is only a fragment is what 2020-12 calls an anchor. */
export function nameFragment(value: Record<string, unknown>): void {
  const { $id } = value;
  if (typeof $id !== "string" || !$id.includes("#")) return;
  const [uri, name] = $id.split("#") as [string, string];
  if (name !== "") value.$anchor = name;
  if (uri === "") delete value.$id;
  else value.$id = uri;
}

/** A list of `items` is `prefixItems`, and `additionalItems` then `items`. */
export function moveItems(value: Record<string, unknown>): ReadonlyMap<string, string> | undefined {
  const { items, additionalItems } = value;
  delete value.additionalItems;
  if (!Array.isArray(items)) return undefined;
  delete value.items;
  // 2020-12 wants one schema at least; an empty list says nothing in either.
  if (items.length > 0) value.prefixItems = items;
  if (additionalItems !== undefined) value.items = additionalItems;
  return moved;
}

/** An empty object in which every name is only a name. */
export function withoutPrototype(members: object = {}): Record<string, unknown> {
  return Object.assign(Object.create(null), members);
}

const moved: ReadonlyMap<string, string> = new Map([
  ["prefixItems", "items"],
  ["items", "additionalItems"],
]);
