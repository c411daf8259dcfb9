/**
 * Whether the query of a request, or a form, has the parameters that a pact expects and no others.
 *
 * Pact V2 #query-string-matching: the order of parameters does not matter, that of the values of
 * one does.
 */
import type { MatchingRules } from "../pact.ts";
import { matchTexts } from "./match-texts.ts";
import type { Mismatch } from "./mismatch.ts";
import { rulesOfName } from "./named-rules.ts";

export type Parameters = ReadonlyMap<string, readonly string[]>;

export interface QueryMatching {
  /** `body` for a form, whose rules are those of the body. */
  part: "query" | "body";
  category: string;
  rules: MatchingRules;
}

export function matchQuery(
  { part, category, rules }: QueryMatching,
  expected: Parameters,
  actual: Parameters,
): readonly Mismatch[] {
  const differ = (path: string, message: string): Mismatch => {
    return { kind: "mismatch", part, path, message };
  };
  const mismatches: Mismatch[] = [];
  for (const [name, values] of expected) {
    const seen = actual.get(name);
    if (seen === undefined) {
      mismatches.push(differ(name, `is missing; "${values.join(", ")}" is expected`));
      continue;
    }
    const matching = { part, path: name, rules: rulesOfName(rules, category, name) };
    mismatches.push(...matchTexts(matching, values, seen));
  }
  for (const [name, values] of actual) {
    if (expected.has(name)) continue;
    mismatches.push(differ(name, `is not expected, and is "${values.join(", ")}"`));
  }
  return mismatches;
}

/** The fields of a form in the URL encoding. */
export function readFormFields(text: string): Parameters {
  const fields = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(text)) {
    const values = fields.get(name);
    if (values === undefined) fields.set(name, [value]);
    else values.push(value);
  }
  return fields;
}
