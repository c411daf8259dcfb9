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
    const name = token.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const pattern = new RegExp(`(?<![\\w$-])["']?${name}["']?\\s*:`, "g");
    pattern.lastIndex = offset;
    const match = pattern.exec(text);
    if (match === null) break;
    offset = match.index;
  }
  return positionOf(lineStarts(text), offset);
}
