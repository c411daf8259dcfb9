/**
 * Whether a schema's own dialect has the validation keywords at all.
 *
 * 2020-12 core #vocabulary: a meta-schema lists the vocabularies its schemas use.
 */
import { isObject } from "../place.ts";
import { type Schema, schemaAt } from "../schema.ts";

const validation = "https://json-schema.org/draft/2020-12/vocab/validation";
const standard = "https://json-schema.org/draft/";

/** False where the `$schema` in force names a known meta-schema without the vocabulary. */
export function usesValidation(schema: Schema): boolean {
  const { store, links } = schema;
  const { resource } = links;
  const root = schemaAt(store, resource.document.document.uri, resource.pointer)?.value;
  const dialect = isObject(root) && Object.hasOwn(root, "$schema") ? root.$schema : undefined;
  if (typeof dialect !== "string" || dialect.startsWith(standard)) return true;
  const meta = schemaAt(store, dialect, "")?.value;
  if (!isObject(meta) || !isObject(meta.$vocabulary)) return true;
  return Object.hasOwn(meta.$vocabulary, validation);
}
