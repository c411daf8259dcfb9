/**
 * What a contract leaves to the provider at one place of an answer.
 */
import { instanceTypes } from "../schema/instance-types.ts";
import type { Schema } from "../schema/schema.ts";
import type { FieldPath } from "./field-path.ts";
import { closest } from "./matcher.ts";
import { isRequired, itemSchemas, readProperty, type SchemaView, viewsOf } from "./schema-view.ts";

/** That a field may be left out; that it may be null. */
export type Freedom = "optional" | "nullable";

// Where the contract says nothing of a type, it does not say that null is one.
const ALL_TYPES = 7;

/**
 * By the alternative that declares what `value` has; of what no contract declares nothing is said.
 *
 * @param value the whole answer
 * @param path a property is its last token, else there is nothing to leave out
 */
export function freedomAt(schema: Schema, value: unknown, path: FieldPath): ReadonlySet<Freedom> {
  const parent = schemasAt([schema], value, path.slice(0, -1));
  const name = path.at(-1)!;
  if (parent === undefined || !isObject(parent.value)) return new Set();
  const view = viewFor(parent.schemas, parent.value);
  const property = readProperty(view, name);
  if (property.state !== "declared") return new Set();
  const freedoms = new Set<Freedom>();
  if (!isRequired(view, name)) freedoms.add("optional");
  const types = property.schemas.map((each) => instanceTypes(each));
  const isStated = types.some((each) => each.size < ALL_TYPES);
  if (isStated && types.every((each) => each.has("null"))) freedoms.add("nullable");
  return freedoms;
}

/** What holds at a place of `value`, and one value that stands there. */
function schemasAt(
  schemas: readonly Schema[],
  value: unknown,
  path: FieldPath,
): { schemas: readonly Schema[]; value: unknown } | undefined {
  const [token, ...rest] = path;
  if (token === undefined) return { schemas, value };
  if (Array.isArray(value)) {
    const index = token === "*" ? 0 : Number(token);
    const view = viewsOf(schemas)?.find((each) => itemSchemas(each, index).length > 0);
    if (view === undefined || index >= value.length) return undefined;
    return schemasAt(itemSchemas(view, index), value[index], rest);
  }
  if (!isObject(value) || !Object.hasOwn(value, token)) return undefined;
  const property = readProperty(viewFor(schemas, value), token);
  if (property.state !== "declared") return undefined;
  return schemasAt(property.schemas, value[token], rest);
}

/** The alternative that declares most of what the object has. */
export function viewFor(schemas: readonly Schema[], value: object): SchemaView {
  return closest(viewsOf(schemas) ?? [], Object.keys(value));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
