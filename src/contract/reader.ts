/**
 * What the parts of a document are read with: its documents and schemas, and how a part is
 * reached through its `$ref`.
 */
import { type Schema, type SchemaStore, schemaAt } from "../schema/schema.ts";
import { type DocumentSet, follow, inside, isDangling, type Place } from "../source/documents.ts";

export interface Reader {
  documents: DocumentSet;
  store: SchemaStore;
  root: Place;
}

/** The text at a path of keys, undefined where no text stands. */
export function stringAt(place: Place, ...keys: string[]): string | undefined {
  const value = inside(place, ...keys)?.value;
  return typeof value === "string" ? value : undefined;
}

/** What stands at `place` or behind its `$ref`; undefined where that leads nowhere. */
export function resolved(reader: Reader, place: Place | undefined): Place | undefined {
  if (place === undefined) return undefined;
  const target = follow(reader.documents, place);
  return isDangling(target) ? undefined : target;
}

/** The schema under `place`'s key `schema`, where one stands. */
export function schemaInside(reader: Reader, place: Place): Schema | undefined {
  const schema = inside(place, "schema");
  return schema && schemaAt(reader.store, schema.source.uri, schema.pointer);
}
