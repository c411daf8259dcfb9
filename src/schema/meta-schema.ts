/**
 * The meta-schema of JSON Schema 2020-12: the schema of schemas, as its authors publish it.
 *
 * JSON Schema 2020-12 Core #name-meta-schemas-and-vocabulari. The texts come with Ajv.
 */
import applicator from "ajv/dist/refs/json-schema-2020-12/meta/applicator.json" with {
  type: "json",
};
import content from "ajv/dist/refs/json-schema-2020-12/meta/content.json" with { type: "json" };
import core from "ajv/dist/refs/json-schema-2020-12/meta/core.json" with { type: "json" };
import format from "ajv/dist/refs/json-schema-2020-12/meta/format-annotation.json" with {
  type: "json",
};
import metaData from "ajv/dist/refs/json-schema-2020-12/meta/meta-data.json" with { type: "json" };
import unevaluated from "ajv/dist/refs/json-schema-2020-12/meta/unevaluated.json" with {
  type: "json",
};
import validation from "ajv/dist/refs/json-schema-2020-12/meta/validation.json" with {
  type: "json",
};
import schema from "ajv/dist/refs/json-schema-2020-12/schema.json" with { type: "json" };
import type { SchemaDocument } from "./schema.ts";

/** The documents of the meta-schema, the one that stands for the whole first. */
export const metaSchemaDocuments: readonly SchemaDocument[] = [
  schema,
  core,
  applicator,
  unevaluated,
  validation,
  metaData,
  format,
  content,
].map((root) => ({ uri: root.$id, root, isSchema: true }));
