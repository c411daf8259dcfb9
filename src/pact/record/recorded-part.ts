/**
 * What a recorded request and a recorded response have in common, as a file of version 4 has it.
 *
 * Pact V4 #matching-rules, #body.
 */
import type { RuleList } from "../pact.ts";

export interface RecordedPart {
  headers: Record<string, readonly string[]>;
  body?: RecordedBody;
  matchingRules: Record<string, unknown>;
}

export interface RecordedBody {
  content: unknown;
  contentType: string;
  encoded: false | "base64";
}

/** By the name of a header or parameter, or by JSONPath. */
export type Rules = Map<string, RuleList>;

/** Categories without a rule are not written. */
export function writeRules(rules: Readonly<Record<string, Rules>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(rules)
      .filter(([, own]) => own.size > 0)
      .map(([category, own]) => [category, own.get("") ?? Object.fromEntries(own)]),
  );
}

export function regexRule(regex: string): RuleList {
  return { combine: "AND", matchers: [{ match: "regex", regex }] };
}
