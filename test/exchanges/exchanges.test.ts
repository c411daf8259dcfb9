/**
 * Requests, answers and faults for every operation of real documents: the system's own contracts,
 * and the published ones of ../shared/corpus, which is not part of the repository.
 *
 * Two seeds of the smaller documents; CONCORDAT_EXCHANGES=full has 20 seeds of all of them, in some
 * minutes. `node test/exchanges/run.ts` prints the same as a table.
 */
import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { type CorpusDocument, corpusDocuments, hasCorpus } from "./documents.ts";
import type { DocumentRun } from "./record.ts";
import { runDocument } from "./run-document.ts";

const isFull = process.env.CONCORDAT_EXCHANGES === "full";
const options = { seeds: isFull ? 20 : 2, mutantsPerRequest: 40 };
const LARGEST = isFull ? Number.POSITIVE_INFINITY : 500_000;
const timeout = isFull ? 300_000 : 30_000;

const contracts = path.resolve(import.meta.dirname, "../../contracts");

/** Operations of which no request can be made, as no value is valid. */
const WITHOUT_REQUEST: Record<string, string[]> = {
  // A string that is an integer; the draft-05 that was never published; two branches that are one.
  "openapi/readme-3.1-schema-types.json": [
    "PUT /anything/quirks/polymorphism",
    "PATCH /anything/quirks/polymorphism",
  ],
  "openapi/readme-3.1-schema-validation-local.json": ["GET /anything/numbers"],
  "openapi/readme-3.0-discriminators.json": ["POST /potentially-undefined-formData"],
};

/** What the judge does not read: media types, and a reference to the network. */
const NOT_JUDGED = [
  /^(an answer|a request's body): (application\/(octet-stream|pdf)|image\/\w+|text\/event-stream)$/,
  /^a request's body: multipart\/form-data$/,
  /^a reference leads to the network$/,
  /^no request can be made$/,
  // Keys that differ in their #fragment, or templates that differ in a name.
  /^another operation has the same path$/,
  /^a path with a fault is another operation's$/,
];

function expectSound(run: DocumentRun): void {
  expect(run.failures).toEqual([]);
  expect([...run.withoutRequest.keys()]).toEqual(WITHOUT_REQUEST[run.name] ?? []);
  const reasons = [...run.notJudged.keys()];
  expect(reasons.filter((reason) => !NOT_JUDGED.some((known) => known.test(reason)))).toEqual([]);
  const asked = run.operations - run.withoutRequest.size;
  expect(run.requests).toBe(asked * options.seeds * 2);
}

describe("the system's contracts", () => {
  const documents = readdirSync(contracts)
    .filter((name) => name.endsWith(".openapi.yaml"))
    .map((name): CorpusDocument => {
      const file = path.join(contracts, name);
      return { name, file, root: contracts, bytes: statSync(file).size };
    });

  test.each(documents)("$name", { timeout }, async (document) => {
    const run = await runDocument(document, options);
    expectSound(run);
    expect(run.operations).toBeGreaterThan(0);
    expect(run.answers).toBe(run.operations * (options.seeds + 1));
    // Every operation has a path, credentials or a body that can be wrong.
    expect(run.mutants).toBeGreaterThan(run.operations * options.seeds);
    expect([...run.notJudged]).toEqual([]);
  });
});

describe.skipIf(!hasCorpus)("the corpus (skipped where ../shared is absent)", () => {
  const documents = hasCorpus ? corpusDocuments().filter(({ bytes }) => bytes < LARGEST) : [];
  const runs: DocumentRun[] = [];

  test.each(documents)("$name", { timeout }, async (document) => {
    const run = await runDocument(document, options);
    runs.push(run);
    expectSound(run);
  });

  test("is judged for the most part", () => {
    const total = (of: (run: DocumentRun) => number) => runs.reduce((sum, run) => sum + of(run), 0);
    const operations = total((run) => run.operations);
    expect(runs).toHaveLength(documents.length);
    expect(operations).toBeGreaterThan(500);
    // Of each operation an answer without preference, and one for each seed.
    expect(total((run) => run.answers) / operations).toBeGreaterThan(0.9 * (options.seeds + 1));
    expect(total((run) => run.mutants) / operations).toBeGreaterThan(8 * options.seeds);
    expect(total((run) => run.stillValid)).toBeLessThan(0.05 * total((run) => run.mutants));
  });
});
