/**
 * The official test suite of JSON Schema 2020-12 as values: groups with their schema in place.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { normaliseDraft07 } from "../../src/schema/dialect/draft-07.ts";
import { metaSchemaDocuments } from "../../src/schema/meta-schema.ts";
import type { Schema, SchemaDocument } from "../../src/schema/schema.ts";
import { schemaIn } from "./schema-of.ts";

const suite = join(import.meta.dirname, "../../../shared/json-schema-test-suite");
const tests = join(suite, "tests/draft2020-12");

/** Whether it lies beside the repository. */
export const isSuiteThere: boolean = existsSync(tests);

export interface SuiteGroup {
  description: string;
  schema: Schema;
  tests: { description: string; data: unknown; valid: boolean }[];
}

/** The files, required, optional and formats, by their path in the suite. */
export function suiteFiles(): string[] {
  return files(tests);
}

/** Its groups as written. */
export function suiteTexts(file: string): (Omit<SuiteGroup, "schema"> & { schema: unknown })[] {
  return JSON.parse(readFileSync(join(tests, file), "utf8"));
}

export function suiteGroups(file: string): SuiteGroup[] {
  return suiteTexts(file).map((group, index) => {
    const uri = `https://test.example/${file}/${index}`;
    const own = { uri, root: group.schema, isSchema: true };
    return { ...group, schema: schemaIn([own, ...remoteDocuments()], "") };
  });
}

let remotes: SchemaDocument[] | undefined;

/** What the suite wants served at http://localhost:1234/, and the meta-schemas. */
export function remoteDocuments(): SchemaDocument[] {
  remotes ??= readRemotes();
  return remotes;
}

function readRemotes(): SchemaDocument[] {
  const folder = join(suite, "remotes");
  const served = files(folder).map((file): SchemaDocument => {
    const root = JSON.parse(readFileSync(join(folder, file), "utf8"));
    const isOlder = /draft2019-09|draft[67]/.test(file);
    return {
      uri: `http://localhost:1234/${file}`,
      root,
      isSchema: true,
      ...(isOlder ? { normalise: normaliseDraft07 } : {}),
    };
  });
  return [...served, ...metaSchemaDocuments];
}

function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".json"))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .sort();
}
