/**
 * The laws on components of published documents, as they are and with one edit each.
 * `bench/laws.ts --corpus` holds all of the documents to them.
 */
import { describe, expect, test } from "vitest";
import { corpusDocuments, hasCorpus } from "../exchanges/documents.ts";
import { runCorpusDocument } from "./corpus.ts";
import { editedDocument } from "./corpus-edits.ts";

const options = { seed: 1, pairs: 500, witnesses: 60, compatible: 60 };

// Without the documents there is nothing to compare.
describe.skipIf(!hasCorpus)("components of a published document", () => {
  const document = () =>
    corpusDocuments().find(({ name }) => name === "openapi/redocly-museum.yaml")!;

  test("keep the laws with each other", async () => {
    const run = await runCorpusDocument(document(), options);
    expect(run.broken).toEqual([]);
    expect(run.pairs).toBe(run.components * (run.components - 1));
    expect(run.verdicts).toMatchObject({ unknown: 0, threw: 0 });
  });

  test("keep the laws with what one edit makes of them", async () => {
    const made = editedDocument(document(), { seed: 1, count: 30 })!;
    const run = await runCorpusDocument(made.document, options, made.pairs);
    made.remove();
    expect(run.broken).toEqual([]);
    expect(run.expected).toBeGreaterThan(30);
    expect(run.unmet).toEqual([]);
  });
});
