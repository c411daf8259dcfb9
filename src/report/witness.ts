/**
 * A witness as the JSON it is, with the offending place marked.
 *
 * RFC 8259; the place is a JSON Pointer, RFC 6901.
 */
import { appendPointer } from "../source/pointer.ts";
import { visible } from "./visible.ts";

/** A line of a screen has room for this much of a value. */
const SHORT = 72;

/** More lines than these are left out around the place. */
const MAX_LINES = 40;

/**
 * Lines without indentation: one where the value is short, with a line of carets below it; else
 * one for each member, what is short in one line, and an arrow at the place.
 *
 * @param at where the offending value stands; undefined for the whole
 */
export function renderWitness(value: unknown, at: string | undefined): string[] {
  const line = inLine(value, at, "");
  if (line.text.length <= SHORT) return line.mark === undefined ? [line.text] : underlined(line);
  return shortened(inLines(value, at, "").map(marked));
}

/** A value in one line, and where in it the place is. */
interface Line {
  text: string;
  mark: { start: number; length: number } | undefined;
}

function underlined({ text, mark }: Line): string[] {
  const { start, length } = mark!;
  return [text, " ".repeat(start) + "^".repeat(Math.max(1, length))];
}

function inLine(value: unknown, at: string | undefined, pointer: string): Line {
  if (typeof value !== "object" || value === null) return markedWhole(scalar(value), at, pointer);
  const isList = Array.isArray(value);
  let text = isList ? "[" : "{";
  let mark: Line["mark"];
  for (const [name, member] of Object.entries(value)) {
    if (text.length > 1) text += ",";
    if (!isList) text += `${scalar(name)}:`;
    const inner = inLine(member, at, appendPointer(pointer, name));
    if (inner.mark) mark = { ...inner.mark, start: inner.mark.start + text.length };
    text += inner.text;
  }
  text += isList ? "]" : "}";
  return mark === undefined ? markedWhole(text, at, pointer) : { text, mark };
}

function markedWhole(text: string, at: string | undefined, pointer: string): Line {
  // The whole needs no mark.
  const isPlace = at !== undefined && at !== "" && at === pointer;
  return { text, mark: isPlace ? { start: 0, length: text.length } : undefined };
}

/** One line of a value in many, and whether the place begins there. */
interface Piece {
  text: string;
  isPlace: boolean;
}

function inLines(value: unknown, at: string | undefined, pointer: string): Piece[] {
  const isPlace = at !== undefined && at !== "" && at === pointer;
  const line = inLine(value, undefined, pointer);
  const holdsPlace = at?.startsWith(`${pointer}/`) === true;
  if (typeof value !== "object" || value === null || (line.text.length <= SHORT && !holdsPlace)) {
    return [{ text: line.text, isPlace }];
  }
  const isList = Array.isArray(value);
  const entries = Object.entries(value);
  const pieces: Piece[] = [{ text: isList ? "[" : "{", isPlace }];
  for (const [index, [name, member]] of entries.entries()) {
    const inner = inLines(member, at, appendPointer(pointer, name));
    if (!isList) inner[0]!.text = `${scalar(name)}: ${inner[0]!.text}`;
    if (index < entries.length - 1) inner.at(-1)!.text += ",";
    for (const piece of inner) pieces.push({ ...piece, text: `  ${piece.text}` });
  }
  pieces.push({ text: isList ? "]" : "}", isPlace: false });
  return pieces;
}

function marked({ text, isPlace }: Piece): string {
  return isPlace ? `${text}  ${ARROW}` : text;
}

const ARROW = "<-- here";

// What is far from the place tells nothing.
function shortened(lines: readonly string[]): string[] {
  if (lines.length <= MAX_LINES) return [...lines];
  const place = Math.max(
    0,
    lines.findIndex((line) => line.endsWith(ARROW)),
  );
  const start = Math.max(0, Math.min(place - MAX_LINES / 2, lines.length - MAX_LINES));
  const end = start + MAX_LINES;
  return [
    ...(start > 0 ? ["..."] : []),
    ...lines.slice(start, end),
    ...(end < lines.length ? ["..."] : []),
  ];
}

function scalar(value: unknown): string {
  return visible(JSON.stringify(value) ?? "");
}
