/**
 * A schema for a test, standing alone or in a document.
 */
import {
  createSchemaStore,
  type Schema,
  type SchemaDocument,
  schemaAt,
} from "../../src/schema/schema.ts";

/** `root` as a schema with the URI `https://test.example/schema`. */
export function schemaOf(root: unknown, more: Partial<SchemaDocument> = {}): Schema {
  return schemaIn([{ uri: "https://test.example/schema", root, isSchema: true, ...more }], "");
}

/** The schema at `pointer` in the first of `documents`. */
export function schemaIn(documents: readonly SchemaDocument[], pointer: string): Schema {
  const store = createSchemaStore((uri) => documents.find((document) => document.uri === uri));
  const schema = schemaAt(store, documents[0]!.uri, pointer);
  if (schema === undefined) throw new Error(`Nothing stands at ${pointer}`);
  return schema;
}
