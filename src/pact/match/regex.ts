/**
 * Whether a text matches the regular expression of a rule: all of it, in bounded time.
 *
 * Pact V2 #matchers: "a regular expression match against the string representation of a values".
 * Official cases: `alligator named .{4}` does not match "alligator named brent".
 */
import { compilePattern } from "../../schema/pattern/pattern.ts";
import { type TextKind, translateRegex } from "./regex-dialect.ts";

/** True, false, or why it cannot be told. */
export function matchesRegex(source: string, text: string): boolean | { reason: string } {
  const translated = translationOf(source, {
    isOneLine: !text.includes("\n"),
    isAscii: !/[^\0-\x7f]/.test(text),
  });
  if ("reason" in translated) {
    return { reason: `the regular expression has ${translated.reason}, which is not understood` };
  }
  const pattern = compilePattern(translated.pattern);
  if (pattern.fault !== undefined) return { reason: "the regular expression is not understood" };
  return (
    pattern.test(text) ?? { reason: "the regular expression takes too long for a text so long" }
  );
}

type Translation = ReturnType<typeof translateRegex>;

const MAX_CACHED = 1000;
const translations = new Map<string, Translation>();

function translationOf(source: string, kind: TextKind): Translation {
  const key = `${kind.isOneLine ? 1 : 0}${kind.isAscii ? 1 : 0}${source}`;
  let translation = translations.get(key);
  if (translation === undefined) {
    translation = translateRegex(source, kind);
    if (translations.size >= MAX_CACHED) translations.clear();
    translations.set(key, translation);
  }
  return translation;
}
