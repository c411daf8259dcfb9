/**
 * Two parts of a pact from their texts, matched.
 */

import { matchMessage, matchRequest, matchResponse } from "../../src/pact/match/match.ts";
import type { Mismatch } from "../../src/pact/match/mismatch.ts";
import type { Specification } from "../../src/pact/pact.ts";
import { readMessagePart, readRequest, readResponse } from "../../src/pact/read-part.ts";
import { inside, rootPlace } from "../../src/source/documents.ts";
import { readSource } from "../../src/source/source.ts";

export const MATCHERS = {
  request: (expected: string, actual: string, specification: Specification) => {
    const [wanted, seen] = pair(expected, actual);
    const read = (place: typeof wanted) => readRequest([], place, specification);
    return matchRequest(read(wanted), read(seen), specification);
  },
  response: (expected: string, actual: string, specification: Specification) => {
    const [wanted, seen] = pair(expected, actual);
    const read = (place: typeof wanted) => readResponse([], place, specification);
    return matchResponse(read(wanted), read(seen), specification);
  },
  message: (expected: string, actual: string, specification: Specification) => {
    const [wanted, seen] = pair(expected, actual);
    const read = (place: typeof wanted) => readMessagePart([], place, specification);
    return matchMessage(read(wanted), read(seen), specification);
  },
};

function pair(expected: string, actual: string) {
  const text = `[${expected}, ${actual}]`;
  const source = readSource(text, { uri: "file:///case.json", file: "case.json" });
  if (source.faults.length > 0) throw new Error(`the case is not JSON: ${text}`);
  const root = rootPlace(source);
  return [inside(root, 0)!, inside(root, 1)!] as const;
}

/** What differs, as `part path`; `?` before what is undecided. */
export function differing(
  kind: keyof typeof MATCHERS,
  [expected, actual]: readonly [string, string],
  specification: Specification = "4",
): string[] {
  const mismatches: readonly Mismatch[] = MATCHERS[kind](expected, actual, specification);
  return mismatches.map(({ kind: verdict, part, path }) =>
    `${verdict === "undecided" ? "?" : ""}${part} ${path}`.trim(),
  );
}

export const rules = (category: string, ...matchers: object[]) =>
  `"matchingRules": { "${category}": ${JSON.stringify({ matchers })} }`;
export const rulesAt = (category: string, name: string, ...matchers: object[]) =>
  `"matchingRules": { "${category}": { "${name}": ${JSON.stringify({ matchers })} } }`;

/** A body of version 4, of a type. */
export function body(content: string, type = "application/json", more = ""): string {
  const encoded = more.includes('"encoded"') ? "" : '"encoded":false,';
  return `"body":{"contentType":"${type}",${encoded}"content":${content}${more}}`;
}
