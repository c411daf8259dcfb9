/**
 * Where a pointer of a configuration stands in the script that made it.
 *
 * A script is run, not read, so this is a search for the keys in their order: near enough for a
 * person to look at, and never relied on.
 */
import { parsePointer } from "../source/pointer.ts";
import { lineStarts, type Position, positionOf } from "../source/position.ts";

/** The place of the last key of `pointer` that is found, else the text's beginning. */
export function locateInScript(text: string, pointer: string): Position {
  let offset = 0;
  for (const token of parsePointer(pointer) ?? []) {
    const item = /^\d+$/.test(token) ? startOfItem(text, offset, Number(token)) : undefined;
    if (item !== undefined) {
      offset = item;
      continue;
    }
    const name = token.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const pattern = new RegExp(`(?<![\\w$-])["']?${name}["']?\\s*:`, "g");
    pattern.lastIndex = offset;
    const match = pattern.exec(text);
    if (match === null) break;
    offset = match.index;
  }
  return positionOf(lineStarts(text), offset);
}

/** What is no bracket or comma of the list: strings, comments. */
const SKIPPED =
  /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|\/\/.*|\/\*[\s\S]*?\*\//y;

/** Where an item begins of the list that is written at `offset`, or after the key there. */
function startOfItem(text: string, offset: number, wanted: number): number | undefined {
  const opening = /^(?:["']?[\w$-]+["']?\s*:\s*)?\[/.exec(text.slice(offset));
  if (opening === null) return undefined;
  let depth = 0;
  let count = 0;
  let isDue = true;
  for (let at = offset + opening[0].length; at < text.length; at += 1) {
    SKIPPED.lastIndex = at;
    const skipped = SKIPPED.exec(text)?.[0];
    const character = text[at]!;
    const isComment = skipped?.startsWith("/") === true;
    if (isDue && !isComment && !/[\s\]]/.test(character)) {
      if (count === wanted) return at;
      isDue = false;
    }
    if (skipped !== undefined) at += skipped.length - 1;
    else if ("[{(".includes(character)) depth += 1;
    else if ("]})".includes(character)) {
      if (depth === 0) return undefined;
      depth -= 1;
    } else if (character === "," && depth === 0) {
      count += 1;
      isDue = true;
    }
  }
  return undefined;
}
