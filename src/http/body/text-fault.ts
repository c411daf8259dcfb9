/**
 * Sent texts in messages: where one breaks its grammar, and what is shown of one.
 */
import { shown } from "../../schema/shown.ts";

export interface TextFault {
  /** In UTF-16 units from the beginning. */
  offset: number;
  /** What should stand there, as a noun: `a comma or }`. */
  wanted: string;
}

/** A clause for a message: `at line 2, column 9 stands "}" where a value should be`. */
export function faultClause(text: string, { offset, wanted }: TextFault): string {
  const before = text.slice(0, offset);
  const line = before.split("\n").length;
  const column = offset - before.lastIndexOf("\n");
  const place = `line ${line}, column ${column}`;
  if (offset >= text.length) return `it ends at ${place}, where ${wanted} should be`;
  const excerpt = text.slice(offset, offset + 20).split("\n", 1)[0]!;
  return `at ${place} stands ${shown(excerpt)} where ${wanted} should be`;
}

/** A sent text in a message, at most `longest` characters of it. */
export function brief(text: string, longest = 100): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
