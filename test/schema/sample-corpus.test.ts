/**
 * Samples of every component schema of real documents, in both directions.
 *
 * The documents lie beside the repository; where they are absent the tests are skipped.
 */
import { existsSync, readFileSync } from "node:fs";
import { load } from "js-yaml";
import { describe, expect, test } from "vitest";
import { normaliseOpenApi30 } from "../../src/contract/openapi-30.ts";
import { sample } from "../../src/schema/sample.ts";
import { createSchemaStore, type Schema, schemaAt } from "../../src/schema/schema.ts";
import { isValid } from "../../src/schema/validate.ts";
import { formatPointer } from "../../src/source/pointer.ts";

const folder = new URL("../../../shared/corpus/openapi/", import.meta.url);
const uri = "test:/openapi";
const directions = ["request", "response"] as const;

describe.each([
  ["figma.yaml"],
  ["redocly-museum.yaml"],
  ["spotify.yml"],
  ["rebilly.yaml"],
  ["readme-3.0-discriminators.json"],
  ["xero-accounting.yaml"],
])("%s", (file) => {
  const url = new URL(file, folder);
  test.skipIf(!existsSync(url))("every component has valid samples of moderate size", () => {
    const failures: string[] = [];
    for (const [name, schema] of componentsOf(readFileSync(url, "utf8"))) {
      for (const direction of directions) {
        const made = sample(schema, { seed: 1, direction });
        if (!made.ok) failures.push(`${direction} ${name}: ${made.reason}, ${made.message}`);
        else {
          expect(isValid(schema, made.value, { direction }), `${direction} ${name}`).toBe(true);
          expect(JSON.stringify(made.value).length, name).toBeLessThan(40_000);
        }
      }
    }
    expect(failures).toEqual([]);
  });
});

function componentsOf(text: string): [string, Schema][] {
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
