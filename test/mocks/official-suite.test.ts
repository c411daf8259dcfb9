/**
 * The official test suite of JSON Schema 2020-12, unmodified, through the mock's HTTP door: each
 * schema is that of a request body in an OpenAPI 3.1 document, each case a POST that the mock server
 * accepts or refuses.
 */
import { describe, expect, test } from "vitest";
import { readContract } from "../../src/contract/read-contract.ts";
import { listen } from "../../src/mock/listen.ts";
import { createResponder } from "../../src/mock/responder.ts";
import { readSource } from "../../src/source/source.ts";
import { isSuiteThere, remoteDocuments, suiteFiles, suiteTexts } from "../schema/official-suite.ts";

/**
 * Cases that do not hold, and why not.
 *
 * 2020-12 validation #format: "Implementations MAY still treat format as an assertion" where the
 * vocabulary makes it an annotation. A contract that names a format means it, so we do.
 */
const exceptions: readonly { file: string; test: RegExp; count: number }[] = [
  {
    file: "format.json",
    test: /^invalid \S+ string is only an annotation by default$/,
    count: 19,
  },
];

describe.skipIf(!isSuiteThere)("official suite", () => {
  // A list without entries would be skipped unseen.
  test.each(isSuiteThere ? suiteFiles() : ["every file of the suite, which is not there"])(
    "%s",
    async (file) => {
      const groups = suiteTexts(file);
      const server = await listen(createResponder(contractOf(groups.map(({ schema }) => schema))));
      const failing: string[] = [];
      let excepted = 0;
      try {
        for (const [index, { description: group, tests }] of groups.entries()) {
          for (const { data, description, valid } of tests) {
            const { status } = await fetch(`${server.url}/${index}`, {
              method: "POST",
              headers: { "content-type": "application/json" },
              body: JSON.stringify(data),
            });
            if (status === (valid ? 200 : 422)) continue;
            const isExcepted = exceptions.some(
              (each) => each.file === file && each.test.test(description),
            );
            if (isExcepted) excepted += 1;
            else failing.push(`${group}: ${description}: ${status}`);
          }
        }
      } finally {
        await server.close();
      }
      expect(failing).toEqual([]);
      // An exception that no longer fails has to leave the list.
      expect(excepted).toBe(exceptions.find((exception) => exception.file === file)?.count ?? 0);
    },
  );
});

// A schema of the suite is a document of its own. Here it stands inside another, so one without an
// `$id` gets one: 2020-12 core #id-keyword, references are then resolved as the suite means them.
function contractOf(schemas: readonly unknown[]) {
  const uri = "https://test.example/openapi.json";
  const paths = Object.fromEntries(
    schemas.map((schema, index) => [
      `/${index}`,
      {
        post: {
          requestBody: {
            required: true,
            content: { "application/json": { schema: named(schema, index) } },
          },
          responses: { 200: { description: "It fits." } },
        },
      },
    ]),
  );
  const root = { openapi: "3.1.0", info: { title: "Suite", version: "1" }, paths };
  const sources = new Map(
    [{ uri, root }, ...remoteDocuments()].map((document) => [
      document.uri,
      readSource(JSON.stringify(document.root), {
        uri: document.uri,
        file: `${document.uri}.json`,
      }),
    ]),
  );
  return readContract({ sources, refused: new Map() }, uri).contract!;
}

function named(schema: unknown, index: number): unknown {
  if (typeof schema !== "object" || schema === null || "$id" in schema) return schema;
  return { $id: `https://test.example/schema/${index}`, ...schema };
}
