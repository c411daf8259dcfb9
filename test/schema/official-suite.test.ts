/**
 * The official test suite of JSON Schema 2020-12, unmodified, against both ways to ask.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, test } from "vitest";
import { normaliseDraft07 } from "../../src/schema/dialect/draft-07.ts";
import { metaSchemaDocuments } from "../../src/schema/meta-schema.ts";
import type { SchemaDocument } from "../../src/schema/schema.ts";
import { isValid, validate } from "../../src/schema/validate.ts";
import { schemaIn } from "./schema-of.ts";

const suite = join(import.meta.dirname, "../../../shared/json-schema-test-suite");
const tests = join(suite, "tests/draft2020-12");
const isThere = existsSync(tests);

interface Group {
  description: string;
  schema: unknown;
  tests: { description: string; data: unknown; valid: boolean }[];
}

/**
 * Cases that do not hold, and why not.
 *
 * 2020-12 validation #format: "Implementations MAY still treat format as an assertion" where the
 * vocabulary makes it an annotation. A contract that names a format means it, so we do; the file
 * `format.json` asks for the default, and its cases say so in one phrase.
 */
const exceptions: readonly { file: string; test: RegExp; reason: string }[] = [
  {
    file: "format.json",
    test: /^invalid \S+ string is only an annotation by default$/,
    reason: "formats are asserted",
  },
];

describe.skipIf(!isThere)("official suite", () => {
  const remotes = isThere ? readRemotes() : [];
  // A list without entries would be skipped unseen.
  test.each(isThere ? files(tests) : ["every file of the suite, which is not there"])(
    "%s",
    (file) => {
      const { failing, excepted } = run(file, remotes);
      expect(failing).toEqual([]);
      // An exception that no longer fails has to leave the list.
      expect(excepted).toBe(exceptions.some((exception) => exception.file === file) ? 19 : 0);
    },
  );
});

function run(
  file: string,
  remotes: readonly SchemaDocument[],
): { failing: string[]; excepted: number } {
  const failing: string[] = [];
  let excepted = 0;
  const groups: Group[] = JSON.parse(readFileSync(join(tests, file), "utf8"));
  for (const [index, group] of groups.entries()) {
    const uri = `https://test.example/${file}/${index}`;
    const schema = schemaIn([{ uri, root: group.schema, isSchema: true }, ...remotes], "");
    for (const { description, data, valid } of group.tests) {
      const told = validate(schema, data).length === 0;
      const asked = isValid(schema, data);
      if (told === valid && asked === valid) continue;
      const isExcepted = exceptions.some(
        (each) => each.file === file && each.test.test(description),
      );
      if (isExcepted) excepted += 1;
      else failing.push(`${group.description}: ${description}: validate ${told}, isValid ${asked}`);
    }
  }
  return { failing, excepted };
}

// What the suite wants served at http://localhost:1234/, and the meta-schemas.
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
