/**
 * A pattern in the dialect of re2, with the same meaning.
 *
 * Every set of characters is written out: `\s`, `\d` and `.` mean other things there.
 */
import type { AST } from "@eslint-community/regexpp";
import { charactersOf } from "./syntax.ts";

/** The re2 source for `pattern`; undefined where re2 has no words for it. */
export function writeRe2(pattern: AST.Pattern): string | undefined {
  try {
    return writeAlternatives(pattern.alternatives);
  } catch (error) {
    if (error instanceof Inexpressible) return undefined;
    throw error;
  }
}

class Inexpressible extends Error {}

function writeAlternatives(alternatives: readonly AST.Alternative[]): string {
  return alternatives.map(({ elements }) => elements.map(write).join("")).join("|");
}

function write(element: AST.Element): string {
  switch (element.type) {
    case "Character":
    case "CharacterSet":
    case "CharacterClass":
      return writeCharacters(element);
    case "Group":
      if (element.modifiers) throw new Inexpressible();
      return `(?:${writeAlternatives(element.alternatives)})`;
    case "CapturingGroup":
      return `(?:${writeAlternatives(element.alternatives)})`;
    case "Quantifier":
      return writeQuantifier(element);
    case "Assertion":
      return writeAssertion(element);
    default:
      throw new Inexpressible();
  }
}

function writeCharacters(part: Parameters<typeof charactersOf>[0]): string {
  const { ranges } = charactersOf(part);
  // A class without characters is written as the complement of all of them.
  if (ranges.length === 0) return "[^\\x{0}-\\x{10FFFF}]";
  return `[${ranges.map(({ min, max }) => `${code(min)}-${code(max)}`).join("")}]`;
}

function code(character: number): string {
  return `\\x{${character.toString(16)}}`;
}

function writeQuantifier({ element, min, max }: AST.Quantifier): string {
  // Whether it is greedy decides what is captured, not whether something matches.
  const body = `(?:${write(element)})`;
  if (max === Number.POSITIVE_INFINITY) {
    return min === 0 ? `${body}*` : min === 1 ? `${body}+` : `${body}{${min},}`;
  }
  return `${body}{${min},${max}}`;
}

function writeAssertion(assertion: AST.Assertion): string {
  switch (assertion.kind) {
    case "start":
      return "\\A";
    case "end":
      return "\\z";
    case "word":
      return assertion.negate ? "\\B" : "\\b";
    case "lookbehind":
      return `(?<${assertion.negate ? "!" : "="}${writeAlternatives(assertion.alternatives)})`;
    default:
      throw new Inexpressible();
  }
}
