/**
 * Which rules hold for a header, a parameter or a key of metadata, and for one of its values.
 *
 * Pact V2 #matching-rules (`$.header.Accept`), V3 and V4 (`Accept`, `page[0]`, `$.page`).
 */
import { parseJsonPath } from "../json-path.ts";
import type { MatchingRules, RuleList } from "../pact.ts";

export interface NamedRules {
  /** For all values of the name. */
  all: RuleList | undefined;
  /** For the one at an index; the others are meant literally. */
  one(index: number): RuleList | undefined;
}

/** @param ignoresCase names of header fields are the same in any case: RFC 9110 §5.1 */
export function rulesOfName(
  rules: MatchingRules,
  category: string,
  name: string,
  ignoresCase = false,
): NamedRules {
  let all: RuleList | undefined;
  const ones = new Map<number, RuleList>();
  for (const [written, list] of rules.get(category) ?? []) {
    if (list.matchers.length === 0) continue;
    const [own, index] = written === name ? [name] : nameAndIndex(written);
    if (!isSame(own, name, ignoresCase)) continue;
    if (typeof index === "number") ones.set(index, list);
    else all ??= list;
  }
  return { all, one: (index) => ones.get(index) };
}

function nameAndIndex(written: string): [name: string, index?: number] {
  const tokens = parseJsonPath(written.startsWith("$") ? written : `$.${written}`);
  const [name, index] = tokens ?? [];
  if (typeof name !== "string") return [written];
  return typeof index === "number" ? [name, index] : [name];
}

function isSame(own: string, name: string, ignoresCase: boolean): boolean {
  return ignoresCase ? own.toLowerCase() === name.toLowerCase() : own === name;
}
