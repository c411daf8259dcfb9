/**
 * A text of some length that matches patterns and formats, and matches none of others.
 */
import { findFormat } from "../format/format.ts";
import { compilePattern } from "../pattern/pattern.ts";
import { formatted } from "../sample/format.ts";
import { seeded } from "../sample/random.ts";
import type { TextCell } from "./cells.ts";
import {
  coverOfFormat,
  isWithinFormat,
  patternOfFormat,
  usualPatternOfFormat,
} from "./format-relation.ts";
import { allTexts, languageOf, searchTexts } from "./language.ts";

/** The text, or that there is none; else why neither was found. */
export type FoundText = { text: string } | "none" | { doubt: string };

/** @param fits what else is asked of it */
export function findText(cell: TextCell, fits: (text: string) => boolean): FoundText {
  const { min, max, patterns, notPatterns, formats, notFormats } = cell;
  if (min > max) return "none";
  if (patterns.some((pattern) => notPatterns.includes(pattern))) return "none";
  if (notFormats.some((other) => formats.some((format) => isWithinFormat(format, other)))) {
    return "none";
  }
  let isUndecided = false;
  const isIn = (text: string): boolean => {
    if (!isOfLength(text, min, max)) return false;
    for (const format of formats) if (!findFormat(format)!.text!(text)) return false;
    for (const format of notFormats) if (findFormat(format)!.text!(text)) return false;
    for (const [sources, wanted] of [
      [patterns, true],
      [notPatterns, false],
    ] as const) {
      for (const source of sources) {
        const matches = compilePattern(source).test(text);
        if (matches === undefined) isUndecided = true;
        if (matches !== wanted) return false;
      }
    }
    return fits(text);
  };
  const plain = (longest: number) => {
    for (const text of plainTexts(cell, longest)) if (isIn(text)) return { text };
    return undefined;
  };
  // Of what matches a pattern, its language knows best.
  const atFirst = notPatterns.length === 0 ? MAX_MADE : SHORT;
  const early = patterns.length === 0 || max === 0 ? plain(atFirst) : undefined;
  if (early !== undefined) return early;
  // The empty text was among them.
  if (max === 0) return isUndecided ? NO_IDEA : "none";
  const left = [...notPatterns, ...patternsOf(notFormats, patternOfFormat)];
  const usual = [...patterns, ...patternsOf(formats, usualPatternOfFormat)];
  if (usual.length === 0 && left.length === 0) return NO_IDEA;
  const likely = search(usual, left, cell, isIn);
  if (likely.taken !== undefined) return { text: likely.taken };
  const bound = [...patterns, ...patternsOf(formats, coverOfFormat)];
  const isNone = search(bound, left, cell, () => false).isEmpty;
  if (isNone === true) return "none";
  const counted = isNone === false ? countedTexts(bound, left) : undefined;
  if (counted !== undefined) {
    const text = counted.find(isIn);
    if (text !== undefined) return { text };
    return isUndecided ? NO_IDEA : "none";
  }
  const hasPatterns = patterns.length > 0 || notPatterns.length > 0;
  const late = hasPatterns ? plain(MAX_MADE) : undefined;
  if (late !== undefined) return late;
  return isNone === false
    ? NO_IDEA
    : { doubt: "is beside patterns whose texts cannot be compared" };
}

function patternsOf(
  formats: readonly string[],
  patternOf: (format: string) => string | undefined,
): string[] {
  return formats.flatMap((format) => patternOf(format) ?? []);
}

function countedTexts(
  patterns: readonly string[],
  notPatterns: readonly string[],
): string[] | undefined {
  const language = languageOf(patterns, notPatterns);
  return language && allTexts(language);
}

/** A text of a language that is taken, and whether there is none at all, where that is known. */
function search(
  patterns: readonly string[],
  notPatterns: readonly string[],
  { min, max }: TextCell,
  isTaken: (text: string) => boolean,
): { taken?: string; isEmpty?: boolean | undefined } {
  if (patterns.length === 0 && notPatterns.length === 0) return { isEmpty: false };
  const language = languageOf(patterns, notPatterns);
  if (language === undefined) return {};
  let taken: string | undefined;
  const isEmpty = searchTexts(language, { min, max }, (text) => {
    if (!isTaken(text)) return false;
    taken = text;
    return true;
  });
  return taken === undefined ? { isEmpty } : { taken };
}

const NO_IDEA: FoundText = { doubt: "leaves no text that was thought of" };

/** In code points, of which each takes one or two units of `text`: 2020-12 validation #maxlength. */
function isOfLength(text: string, min: number, max: number): boolean {
  if (text.length < min || text.length > 2 * max) return false;
  if (text.length >= 2 * min && text.length <= max) return true;
  let length = 0;
  for (const _ of text) length += 1;
  return length >= min && length <= max;
}

/** Longer texts are not made, and shorter ones first where a language may tell that there is none. */
const MAX_MADE = 100_000;
const SHORT = 1000;

function* plainTexts({ min, max, formats }: TextCell, most: number): Generator<string> {
  const longest = Math.min(max, most);
  for (const format of formats) {
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const random = seeded(seed);
      const text = formatted(format, { random, name: "", minLength: min, maxLength: longest });
      if (text !== undefined) yield text;
    }
  }
  yield* WORDS;
  if (min > longest) return;
  for (const length of new Set([min, min + 1, longest])) {
    for (const letter of LETTERS) yield letter.repeat(length);
  }
  for (let count = 0; count < COUNTED; count += 1) yield `${"x".repeat(min)}${count}`;
}

const SEEDS = 12;
const COUNTED = 50;
const LETTERS = [..."aZ0 -"];
const WORDS = ["text", "", "a", "1", "-", "0.5", "a b", "Ä", "2024-01-01", "https://example.com/a"];
