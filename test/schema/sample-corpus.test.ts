/**
 * Samples of every component schema of real documents, in both directions.
 *
 * The documents lie beside the repository; where they are absent the tests are skipped.
 */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { sample } from "../../src/schema/sample.ts";
import { isValid } from "../../src/schema/validate.ts";
import { componentsOf, corpusFile } from "./corpus-schemas.ts";

const directions = ["request", "response"] as const;

describe.each([
  ["figma.yaml"],
  ["redocly-museum.yaml"],
  ["spotify.yml"],
  ["rebilly.yaml"],
  ["readme-3.0-discriminators.json"],
  ["xero-accounting.yaml"],
])("%s", (file) => {
  const url = corpusFile(file);
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
