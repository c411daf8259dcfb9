/**
 * An answer in which everything that a consumer reads is there: the contract's example, else a
 * sample, with what they lack.
 */
import type { MediaType } from "../contract/contract.ts";
import { composeSchema } from "../schema/compose.ts";
import { sample } from "../schema/sample.ts";
import type { Schema } from "../schema/schema.ts";
import { isValid } from "../schema/validate.ts";
import type { FieldPath } from "./field-path.ts";
import { knownValues } from "./pick-fields.ts";
import { itemSchemas, readProperty, type SchemaView, viewsOf } from "./schema-view.ts";
import { viewFor } from "./variant-fields.ts";

/**
 * A valid body with a value at each of `paths` that is not null, as far as there can be one.
 * Undefined where neither an example nor a sample is there to begin with.
 */
export function wholeAnswer(
  mediaType: MediaType & { schema: Schema },
  paths: readonly FieldPath[],
): unknown {
  const { schema } = mediaType;
  const fits = (value: unknown) => isValid(schema, value, { direction: "response" });
  const made = knownValues(mediaType).map((value) => {
    const full = paths.reduce((filled, path) => filledAt([schema], filled, path), value);
    if (fits(full)) return { value: full, isFull: true };
    const some = paths.reduce((filled, path) => {
      const more = filledAt([schema], filled, path);
      return fits(more) ? more : filled;
    }, value);
    return { value: some, isFull: false };
  });
  return (made.find(({ isFull }) => isFull) ?? made[0])?.value;
}

// What is there already stays, but for null, and for an alternative that does not have the field.
function filledAt(schemas: readonly Schema[], given: unknown, path: FieldPath, name = ""): unknown {
  const [token, ...rest] = path;
  const value = given ?? (schemas.length > 0 ? sampled(schemas) : undeclared(name, token));
  if (token === undefined || value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) {
    const items = value.length === 0 && token === "*" ? [undefined] : value;
    return items.map((item: unknown, index) => {
      if (token !== "*" && token !== String(index)) return item;
      const view = viewsOf(schemas)?.find((each) => itemSchemas(each, index).length > 0) ?? [];
      return filledAt(itemSchemas(view, index), item, rest, name);
    });
  }
  const { object, inner } = declaring(schemas, value, token);
  const child = filledAt(inner, object[token], rest, token);
  return child === undefined ? object : { ...object, [token]: child };
}

/** The object, or another one of an alternative that declares `name`; and what it says of that. */
function declaring(
  schemas: readonly Schema[],
  value: object,
  name: string,
): { object: Record<string, unknown>; inner: readonly Schema[] } {
  const object = value as Record<string, unknown>;
  const inner = declaredBy(viewFor(schemas, object), name);
  if (inner.length > 0) return { object, inner };
  const other = viewsOf(schemas)?.find((view) => declaredBy(view, name).length > 0);
  const made = other && sampled([...schemas, ...other]);
  if (other === undefined || typeof made !== "object" || made === null) return { object, inner };
  return { object: made as Record<string, unknown>, inner: declaredBy(other, name) };
}

function declaredBy(view: SchemaView, name: string): readonly Schema[] {
  const property = readProperty(view, name);
  return property.state === "declared" ? property.schemas : [];
}

// As `pickFields` shows what the contract does not know: by its name.
function undeclared(name: string, token: string | undefined): unknown {
  if (token === undefined) return name;
  return token === "*" ? [] : {};
}

/** A value that is not null; undefined where none is found. */
function sampled(schemas: readonly Schema[]): unknown {
  const parts = new Map(schemas.map((schema, index) => [`part:${index}`, schema]));
  const allOf = [...parts.keys()].map(($ref) => ({ $ref }));
  const something = composeSchema({ allOf, not: { type: "null" } }, parts);
  const made = sample(something, { seed: 0, direction: "response" });
  return made.ok ? made.value : undefined;
}
