/**
 * A value that a consumer sent, with matchers where the contract asks for a type and no more.
 *
 * DESIGN, decisions 3 and 7: a rule of a request that allows more than the contract accepts is
 * `request.rule-wider`. So what a schema narrows further is stated as it was sent.
 */
import { instanceTypes } from "../../schema/instance-types.ts";
import type { Schema } from "../../schema/schema.ts";
import { isMatcher, type PactMatcher } from "../matcher.ts";
import { itemSchemas, readProperty, type SchemaView, viewsOf } from "../schema-view.ts";

/**
 * `value` with a matcher on every leaf of which all `schemas` know the type alone; matchers that
 * stand in it already are kept. Lists are as long as they were sent: a rule about their items
 * would reach into what stands inside.
 */
export function withSentMatchers(schemas: readonly Schema[], value: unknown): unknown {
  if (isMatcher(value)) return value;
  const views = viewsOf(schemas) ?? [];
  // Which of several alternatives is meant is not for a rule to say.
  const view = views.length === 1 ? views[0]! : [];
  if (Array.isArray(value)) {
    return value.map((item, index) => withSentMatchers(itemSchemas(view, index), item));
  }
  if (value === null || typeof value !== "object") return leaf(view, value);
  return Object.fromEntries(
    Object.entries(value).map(([name, child]) => {
      const property = readProperty(view, name);
      const inner = property.state === "declared" ? property.schemas : [];
      return [name, withSentMatchers(inner, child)];
    }),
  );
}

function leaf(view: SchemaView, value: unknown): unknown {
  const asked = view.filter(saysSomething);
  if (asked.length === 0 || !asked.every(saysTypeAlone)) return value;
  const types = asked.map((schema) => instanceTypes(schema));
  const all = (type: "string" | "number" | "integer" | "boolean") =>
    types.every((each) => each.has(type));
  const matched = (type: string): PactMatcher => ({ "pact:matcher:type": type, value });
  switch (typeof value) {
    case "string":
      return all("string") ? matched("type") : value;
    case "number":
      if (all("number")) return matched("number");
      return all("integer") ? matched("integer") : value;
    case "boolean":
      return all("boolean") ? matched("boolean") : value;
    default:
      return value;
  }
}

/** Keywords that refuse no value, or lead to schemas that are in the view themselves. */
const SILENT: ReadonlySet<string> = new Set(
  "$ref $comment allOf default deprecated description example examples readOnly title writeOnly".split(
    " ",
  ),
);

function saysSomething({ value }: Schema): boolean {
  return typeof value !== "object" || Object.keys(value).some((keyword) => !SILENT.has(keyword));
}

function saysTypeAlone({ value }: Schema): boolean {
  if (typeof value !== "object") return value;
  return Object.keys(value).every((keyword) => keyword === "type" || SILENT.has(keyword));
}
