/**
 * A JSON value, a line for each of its parts, with the rules that hold there.
 *
 * Pact V2 #matching-rule-selection: the rule whose path fits best. One that stands at a place
 * around this one is shown there and not repeated.
 */
import { JsonNumber, jsonText } from "../../pact/match/json-value.ts";
import type { MatchingRules, RuleList } from "../../pact/pact.ts";
import { type PlacePath, rulesFor } from "../../pact/rule-at.ts";

export interface JsonLine {
  text: string;
  rules: RuleList | undefined;
}

export interface JsonLines {
  lines: readonly JsonLine[];
  /** Whether there is more, which is not shown. */
  isCut: boolean;
  /** Those that hold at a line that is shown. */
  used: ReadonlySet<RuleList>;
}

/** Beyond this a body is no text that people read. */
const MAX_LINES = 400;

/** Finding rules takes a look at each of them for each line. */
const MAX_RULES = 300;

/** @param category of the rules, such as `body` */
export function jsonLines(value: unknown, rules: MatchingRules, category: string): JsonLines {
  const lines: JsonLine[] = [];
  const used = new Set<RuleList>();
  const hasFewRules = (rules.get(category)?.size ?? 0) <= MAX_RULES;
  let isCut = false;

  const put = (depth: number, text: string, path?: PlacePath): boolean => {
    if (lines.length === MAX_LINES) {
      isCut = true;
      return false;
    }
    const found = path && hasFewRules ? rulesFor(rules, category, path) : undefined;
    const list = found?.isCascaded === false ? found.list : undefined;
    if (list !== undefined) used.add(list);
    lines.push({ text: `${"  ".repeat(depth)}${text}`, rules: list });
    return true;
  };

  const write = (item: unknown, before: string, after: string, path: PlacePath): boolean => {
    const depth = path.length;
    const parts = partsOf(item);
    if (parts === undefined) return put(depth, `${before}${scalarText(item)}${after}`, path);
    const [open, close] = Array.isArray(item) ? "[]" : "{}";
    if (parts.length === 0) return put(depth, `${before}${open}${close}${after}`, path);
    if (!put(depth, `${before}${open}`, path)) return false;
    for (const [at, [name, part]] of parts.entries()) {
      const label = typeof name === "number" ? "" : `${JSON.stringify(name)}: `;
      const comma = at < parts.length - 1 ? "," : "";
      if (!write(part, label, comma, [...path, name])) return false;
    }
    return put(depth, `${close}${after}`);
  };

  write(value, "", "", []);
  return { lines, isCut, used };
}

function partsOf(value: unknown): [name: string | number, value: unknown][] | undefined {
  if (value === null || typeof value !== "object" || value instanceof JsonNumber) return undefined;
  return Array.isArray(value) ? value.map((item, at) => [at, item]) : Object.entries(value);
}

// `jsonText` leaves a string as it is, and here it is JSON.
function scalarText(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : jsonText(value);
}
