/**
 * The component schemas of the real documents that lie beside the repository.
 */
import { load } from "js-yaml";
import { normaliseOpenApi30 } from "../../src/contract/openapi-30.ts";
import { createSchemaStore, type Schema, schemaAt } from "../../src/schema/schema.ts";
import { formatPointer } from "../../src/source/pointer.ts";

const folder = new URL("../../../shared/corpus/openapi/", import.meta.url);
const uri = "test:/openapi";

export function corpusFile(name: string): URL {
  return new URL(name, folder);
}

/** The schemas of `components`, by name. */
export function componentsOf(text: string): [string, Schema][] {
  const root = load(text) as { openapi: string; components: { schemas: object } };
  const normalise = root.openapi.startsWith("3.0") ? normaliseOpenApi30 : undefined;
  const store = createSchemaStore((wanted) =>
    wanted === uri ? { uri, root, normalise } : undefined,
  );
  return Object.keys(root.components.schemas).map((name) => {
    const pointer = formatPointer(["components", "schemas", name]);
    return [name, schemaAt(store, uri, pointer)!];
  });
}
