/**
 * The schemas of an OpenAPI document and of those it refers to, each in its own dialect.
 *
 * OpenAPI 3.1 #schema-object, #openapi-object (`jsonSchemaDialect`); 2020-12 core #section-8.1.1
 * (`$schema`).
 */
import { normaliserOf } from "../schema/dialect/dialect.ts";
import { createSchemaStore, type SchemaDocument, type SchemaStore } from "../schema/schema.ts";
import { type DocumentSet, isMapping, type Place } from "../source/documents.ts";
import { normaliseOpenApi30 } from "./openapi-30.ts";
import { stringAt } from "./reader.ts";

export function openApiSchemas(
  documents: DocumentSet,
  root: Place,
  version: "3.0" | "3.1",
): SchemaStore {
  const dialect = stringAt(root, "jsonSchemaDialect");
  const inDialect = dialect === undefined ? undefined : normaliserOf(dialect);
  const usual = version === "3.0" ? normaliseOpenApi30 : inDialect;
  return createSchemaStore((uri): SchemaDocument | undefined => {
    const source = documents.sources.get(uri);
    if (source === undefined) return undefined;
    const { value } = source;
    const isSchema = isSchemaDocument(value);
    const keepsDialect = version === "3.0" && !isSchema;
    return { uri, root: value, isSchema, keepsDialect, ...(usual && { normalise: usual }) };
  });
}

// A file that is itself a schema, and not a bag of them: it may be referred to by `$id` and anchors.
function isSchemaDocument(value: unknown): value is Record<string, unknown> {
  if (!isMapping(value) || Object.hasOwn(value, "openapi")) return false;
  return ["$schema", "$id", "$anchor", "$dynamicAnchor", "type"].some(
    (keyword) => stringIn(value, keyword) !== undefined,
  );
}

function stringIn(value: Record<string, unknown>, key: string): string | undefined {
  const held = Object.hasOwn(value, key) ? value[key] : undefined;
  return typeof held === "string" ? held : undefined;
}
