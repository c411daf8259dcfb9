/**
 * Which dialect a document's schemas are in, by the URI of its meta-schema.
 *
 * 2020-12 core #section-8.1.1 (`$schema`); OpenAPI 3.1 #openapi-object (`jsonSchemaDialect`).
 */
import type { NormalisedSchema } from "../schema.ts";
import { normaliseDraft04 } from "./draft-04.ts";
import { moveItems, normaliseDraft07, withoutPrototype } from "./draft-07.ts";

/** One schema object of a document, shallowly, in 2020-12. */
export type Normalise = (schema: Record<string, unknown>) => NormalisedSchema;

/** Undefined for dialects that read as 2020-12 does. A dialect that nobody knows is all fault. */
export function normaliserOf(dialect: string): Normalise | undefined {
  const uri = dialect.replace(/#$/, "").replace(/^https?:/, "");
  if (CURRENT.has(uri)) return undefined;
  return OLDER.get(uri) ?? unknownDialect(dialect);
}

const CURRENT: ReadonlySet<string> = new Set([
  "//json-schema.org/draft/2020-12/schema",
  "//spec.openapis.org/oas/3.1/dialect/base",
  "//spec.openapis.org/oas/3.1/dialect/2024-10-25",
  "//spec.openapis.org/oas/3.1/dialect/2024-11-10",
]);

const OLDER: ReadonlyMap<string, Normalise> = new Map([
  ["//json-schema.org/draft-04/schema", normaliseDraft04],
  ["//json-schema.org/draft-06/schema", normaliseDraft07],
  ["//json-schema.org/draft-07/schema", normaliseDraft07],
  ["//json-schema.org/draft/2019-09/schema", normaliseDraft201909],
]);

// 2020-12 core #appendix-E: lists of `items` moved, and recursive references became dynamic ones.
function normaliseDraft201909(schema: Record<string, unknown>): NormalisedSchema {
  if (Object.hasOwn(schema, "$recursiveRef")) {
    return { value: true, fault: "$recursiveRef of draft 2019-09 is not read" };
  }
  const value = withoutPrototype(schema);
  for (const later of ["$dynamicRef", "$dynamicAnchor", "prefixItems"]) delete value[later];
  return { value, moved: moveItems(value) };
}

function unknownDialect(dialect: string): Normalise {
  const fault = `the document's schemas are in the dialect ${dialect}, which concordat does not read`;
  return () => ({ value: true, fault });
}
