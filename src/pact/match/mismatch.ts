/**
 * What an actual request, response or message does not share with the one that a pact expects.
 */
import type { Matcher, RuleList } from "../pact.ts";

export interface Mismatch {
  /** `undecided`: whether it matches could not be told; the message says why. */
  kind: "mismatch" | "undecided";
  part: "method" | "path" | "query" | "header" | "status" | "body" | "metadata";
  /** In a body a JSON Pointer; else the name of the parameter, the header or the key, or "". */
  path: string;
  /** What was expected and what was seen. */
  message: string;
  /** The rule that does not hold; undefined where the pact means its example literally. */
  rule?: Matcher;
}

/** Why one value does not satisfy one rule; undefined where it does. */
export type Outcome = { kind: Mismatch["kind"]; message: string } | undefined;

export function differs(message: string): Outcome {
  return { kind: "mismatch", message };
}

export function undecided(message: string): Outcome {
  return { kind: "undecided", message };
}

/** Whether every one of `mismatches` might be none, and there is one. */
export function isUndecided(mismatches: readonly Mismatch[]): boolean {
  return mismatches.length > 0 && mismatches.every(({ kind }) => kind === "undecided");
}

/**
 * The mismatches of a list of rules: of all of them, or of none where one that suffices holds.
 *
 * Pact V3 #matching-rules: `combine`, by default `AND`.
 */
export function combined(
  { combine, matchers }: RuleList,
  each: (matcher: Matcher) => readonly Mismatch[],
): readonly Mismatch[] {
  if (combine === "AND") return matchers.flatMap((matcher) => each(matcher));
  const all: Mismatch[] = [];
  let open: readonly Mismatch[] | undefined;
  for (const matcher of matchers) {
    const found = each(matcher);
    if (found.length === 0) return found;
    if (isUndecided(found)) open ??= found;
    all.push(...found);
  }
  return open ?? all;
}
