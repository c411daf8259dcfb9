/**
 * A schema as it stands, but for one keyword.
 */
import type { Schema } from "../schema.ts";
import type { Keywords } from "./parts.ts";

const known = new WeakMap<Schema, Map<string, Schema>>();

/** One object for each schema and keyword. */
export function withoutKeyword(schema: Schema, keyword: string): Schema {
  let rests = known.get(schema);
  if (rests === undefined) {
    rests = new Map();
    known.set(schema, rests);
  }
  let rest = rests.get(keyword);
  if (rest === undefined) {
    const { [keyword]: _, ...value } = schema.value as Keywords;
    rest = { ...schema, value };
    rests.set(keyword, rest);
  }
  return rest;
}
