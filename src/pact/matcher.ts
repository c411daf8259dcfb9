/**
 * A value with the matchers that a contract has for it.
 *
 * Pact V3 and V4 #integration-json-format: a matcher stands in the body in place of the value.
 */
import { instanceTypes } from "../schema/instance-types.ts";
import type { Schema } from "../schema/schema.ts";
import { itemSchemas, readProperty, type SchemaView, viewsOf } from "./schema-view.ts";

/** A value and how the provider's answer is compared with it. */
export interface PactMatcher {
  "pact:matcher:type": string;
  value?: unknown;
  [parameter: string]: unknown;
}

/** A matcher that a test states: its own, or one of `MatchersV3`, whose types have no more to them. */
export type StatedPactMatcher = PactMatcher | { "pact:matcher:type": string };

/** Whether a matcher stands here in place of a value. */
export function isMatcher(value: unknown): value is PactMatcher {
  return value !== null && typeof value === "object" && "pact:matcher:type" in value;
}

/**
 * `value` with a matcher on every leaf and list, by what all `schemas` say of its type; matchers
 * that stand in it already are kept. Where the schemas know nothing, the value's own type counts.
 */
export function withMatchers(schemas: readonly Schema[], value: unknown): unknown {
  if (value === null) return { "pact:matcher:type": "null" };
  if (typeof value === "number") {
    return { "pact:matcher:type": numberMatcher(schemas), value };
  }
  if (typeof value === "boolean") return { "pact:matcher:type": "boolean", value };
  if (typeof value !== "object") return { "pact:matcher:type": "type", value };
  if (isMatcher(value)) return value;
  const views = viewsOf(schemas) ?? [[]];
  if (Array.isArray(value)) return listMatcher(views, value);
  const entries = Object.entries(value);
  if (entries.length === 0) return { "pact:matcher:type": "type", value };
  const view = closest(views, Object.keys(value));
  return Object.fromEntries(
    entries.map(([name, child]) => {
      const property = readProperty(view, name);
      return [name, withMatchers(property.state === "declared" ? property.schemas : [], child)];
    }),
  );
}

/** The alternative that declares most of the names; the first of equals, empty where there is none. */
export function closest(views: readonly SchemaView[], names: readonly string[]): SchemaView {
  let best: { view: SchemaView; known: number } = { view: [], known: -1 };
  for (const view of views) {
    const known = names.filter((name) => readProperty(view, name).state === "declared").length;
    if (known > best.known) best = { view, known };
  }
  return best.view;
}

function listMatcher(views: readonly SchemaView[], items: readonly unknown[]): PactMatcher {
  const view = views.find((each) => itemSchemas(each, 0).length > 0) ?? [];
  const value = items.map((item, index) => withMatchers(itemSchemas(view, index), item));
  // A list without an item says nothing of one, so that none may be asked for.
  return { "pact:matcher:type": "type", value, ...(value.length > 0 && { min: 1 }) };
}

// A `number` may be written without a fraction; `decimal` would refuse it then.
function numberMatcher(schemas: readonly Schema[]): "integer" | "number" {
  return schemas.some((schema) => {
    const types = instanceTypes(schema);
    return types.has("integer") && !types.has("number");
  })
    ? "integer"
    : "number";
}
