/**
 * The official cases of the Pact specification, unmodified.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { matchMessage, matchRequest, matchResponse } from "../../src/pact/match/match.ts";
import type { Mismatch } from "../../src/pact/match/mismatch.ts";
import type { Specification } from "../../src/pact/pact.ts";
import { readMessagePart, readRequest, readResponse } from "../../src/pact/read-part.ts";
import { inside, type Place, rootPlace } from "../../src/source/documents.ts";
import { readSource } from "../../src/source/source.ts";

const folder = new URL("../../../shared/corpus/pact-testcases/", import.meta.url);

export const areCasesThere: boolean = existsSync(folder);

const VERSION = /^pact-specification-version-(\d)(?:\.\d)?\/testcases\/(\w+)\//;

/** Relative to the folder of all versions, sorted. */
export function caseFiles(): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => file.endsWith(".json"))
    .sort();
}

export interface CaseResult {
  /** What the case says. */
  match: boolean;
  mismatches: readonly Mismatch[];
}

export function runCase(file: string): CaseResult {
  const text = readFileSync(new URL(encodeURI(file), folder), "utf8");
  const place = rootPlace(readSource(text, { uri: `file:///${encodeURI(file)}`, file }));
  const [, version, kind] = VERSION.exec(file) ?? [];
  const match = inside(place, "match")?.value;
  const expected = inside(place, "expected");
  const actual = inside(place, "actual");
  if (typeof match !== "boolean" || expected === undefined || actual === undefined) {
    throw new Error(`${file} is no case`);
  }
  const compare = COMPARISONS[kind ?? ""];
  if (compare === undefined) throw new Error(`${file} is of an unknown kind`);
  return { match, mismatches: compare(expected, actual, version as Specification) };
}

type Comparison = (
  expected: Place,
  actual: Place,
  specification: Specification,
) => readonly Mismatch[];

const COMPARISONS: Record<string, Comparison> = {
  request: comparison(readRequest, matchRequest),
  response: comparison(readResponse, matchResponse),
  message: comparison(readMessagePart, matchMessage),
};

// Both sides are read as parts of a pact; the actual one has no rules.
function comparison<Part>(
  read: (faults: [], place: Place, specification: Specification) => Part,
  match: (expected: Part, actual: Part, specification: Specification) => readonly Mismatch[],
): Comparison {
  return (expected, actual, specification) =>
    match(read([], expected, specification), read([], actual, specification), specification);
}
