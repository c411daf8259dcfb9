import { expect, test } from "vitest";
import { createSchemaStore, schemaAt } from "../../schema/schema.ts";
import { readSource } from "../../source/source.ts";
import { readContract } from "../read-contract.ts";
import { everyPart } from "./every-part.ts";
import { lintStructure } from "./structure.ts";

/** Asks only that the names under `components.schemas` are objects. */
const metaSchema = schemaAt(
  createSchemaStore((uri) => ({
    uri,
    isSchema: true,
    root: {
      properties: {
        components: { properties: { schemas: { additionalProperties: { type: "object" } } } },
      },
    },
  })),
  "test:meta",
  "",
)!;

function findingsOf(faults: number): string[] {
  const schemas = Object.fromEntries(
    Array.from({ length: faults }, (_, index) => [`S${index}`, 1]),
  );
  const text = JSON.stringify({ openapi: "3.1.0", components: { schemas } });
  const uri = "test:openapi.json";
  const source = readSource(text, { uri, file: "openapi.json" });
  const documents = { sources: new Map([[uri, source]]), refused: new Map() };
  const contract = readContract(documents, uri).contract!;
  return lintStructure(contract, metaSchema, everyPart(contract)).map(
    ({ message, at }) => `${at.pointer} ${message}`,
  );
}

const LAST = "/components/schemas/S999 S999 is the number 1; the specification asks for an object";
const REST = " more than 1000 places break the specification's schema; the rest is not listed";

test.each([
  [1000, [LAST]],
  [1001, [LAST, REST]],
  [3000, [LAST, REST]],
])("of %i faults the first thousand are listed", (faults, end) => {
  const findings = findingsOf(faults);
  expect(findings).toHaveLength(999 + end.length);
  expect(findings.slice(999)).toEqual(end);
});
