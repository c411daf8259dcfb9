/**
 * The mock skips exactly the response examples that lint names.
 *
 * Over the documents of lint's own cases, and over published ones where ../shared is there.
 */
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { Contract, MediaType } from "../src/contract/contract.ts";
import type { Finding, Location } from "../src/findings/finding.ts";
import { loadContractFile } from "../src/load/load.ts";
import { makeBody } from "../src/mock/body.ts";
import { locationOf } from "../src/source/documents.ts";
import { runCli } from "./run-cli.ts";

const cases = path.join(import.meta.dirname, "cases/lint");
const corpus = path.resolve(import.meta.dirname, "../../shared/corpus/openapi");
const PUBLISHED = ["box.json", "twilio-messaging.json", "xero-accounting.yaml", "xero-files.yaml"];

test.each(readdirSync(cases).filter((name) => name.startsWith("example")))("%s", async (name) => {
  const { skipped, named } = await judge(path.join(cases, name));
  expect(named).toEqual(skipped);
});

test("some are skipped", async () => {
  const found = await Promise.all(
    ["example-is-held-to-its-direction", "example-is-text-of-another-media-type"].map((name) =>
      judge(path.join(cases, name)),
    ),
  );
  expect(found.map(({ skipped }) => skipped.length)).toEqual([1, 4]);
});

describe.skipIf(!existsSync(corpus))("the corpus (skipped where ../shared is absent)", () => {
  test.each(PUBLISHED)("%s", async (file) => {
    const { skipped, named } = await judge(corpus, file);
    expect(named).toEqual(skipped);
    expect(named).not.toEqual([]);
  });
});

/** The places of response examples: those the mock skips, those that lint names. */
async function judge(
  cwd: string,
  file = "openapi.yaml",
): Promise<{ skipped: string[]; named: string[] }> {
  if (!existsSync(path.join(cwd, file))) return { skipped: [], named: [] };
  const { contract } = await loadContractFile(path.join(cwd, file), { cwd });
  const answers = contract!.operations.flatMap(({ responses }) =>
    responses.flatMap(({ content }) => content),
  );
  const outcome = await runCli(["lint", file, "--format", "json"], { cwd });
  const { problems } = JSON.parse(outcome.stdout) as { problems: Finding[] };
  const named = problems.filter(({ code }) => code === "example.invalid");
  return { skipped: skippedBy(contract!, answers), named: namedAmong(answers, named) };
}

function skippedBy(contract: Contract, answers: readonly MediaType[]): string[] {
  return inOrder(
    answers
      .flatMap((mediaType) => makeBody(contract, mediaType, { dynamic: false, seed: 1 }).warnings)
      .filter(({ code }) => code === "mock.example-invalid")
      .map(({ at }) => key(at)),
  );
}

// A finding stands at the place in the example that is at fault.
function namedAmong(answers: readonly MediaType[], findings: readonly Finding[]): string[] {
  const places = answers.flatMap(({ examples }) => examples.map(({ place }) => locationOf(place)));
  return inOrder(
    places
      .filter(({ file, pointer }) =>
        findings.some(({ at }) => at.file === file && `${at.pointer}/`.startsWith(`${pointer}/`)),
      )
      .map(key),
  );
}

function key({ file, pointer }: Location): string {
  return `${file}#${pointer}`;
}

function inOrder(keys: readonly string[]): string[] {
  return [...new Set(keys)].sort();
}
