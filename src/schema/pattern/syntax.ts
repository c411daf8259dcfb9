/**
 * The syntax of regular expressions, and which characters a part of one means.
 *
 * ECMA-262 #sec-patterns.
 */
import { type AST, RegExpParser } from "@eslint-community/regexpp";
import { CharSet, JS } from "refa";

/** A part of a pattern that means one character. */
export type OneCharacter = AST.Character | AST.CharacterSet | AST.CharacterClass;

// As the `u` flag has it, also for patterns that compile only without: texts are characters.
const flags = { unicode: true };
const parser = new RegExpParser({ ecmaVersion: 2025 });

/** The pattern in parts; undefined where it is no regular expression. */
export function parsePattern(
  source: string,
  { isUnicode }: { isUnicode: boolean },
): AST.Pattern | undefined {
  try {
    return parser.parsePattern(source, 0, source.length, { unicode: isUnicode });
  } catch {
    return undefined;
  }
}

/** Which characters a part means. */
export function charactersOf(part: OneCharacter): CharSet {
  if (part.type === "Character") return JS.createCharSet([part.value], flags);
  if (part.type === "CharacterSet") return ofSet(part);
  let characters = CharSet.empty(0x10ffff);
  // Without the `v` flag a class holds characters, ranges and escapes, and no classes.
  for (const element of part.elements) {
    if (element.type === "Character") characters = characters.union(charactersOf(element));
    else if (element.type === "CharacterSet") characters = characters.union(ofSet(element));
    else if (element.type === "CharacterClassRange") {
      const range = { min: element.min.value, max: element.max.value };
      characters = characters.union(JS.createCharSet([range], flags));
    }
  }
  return part.negate ? characters.negate() : characters;
}

function ofSet(set: AST.CharacterSet): CharSet {
  if (set.kind === "property" && set.strings) throw new Error("Only the v flag has these");
  return JS.createCharSet([set], flags);
}
