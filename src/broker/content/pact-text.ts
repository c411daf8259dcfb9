/**
 * Where the parts of a pact stand in its text, so that it can be added to without being written
 * anew: numbers, order and unusual names would not survive that.
 *
 * Of members that have one name the last counts (ECMA-262 JSON.parse), here as there.
 */

export const LISTS = ["interactions", "messages"] as const;

export type ListName = (typeof LISTS)[number];

export interface PactText {
  /** Of the brace that closes the pact. */
  end: number;
  /** The pact has no members. */
  isEmpty: boolean;
  lists: Partial<Record<ListName, ListText>>;
}

export interface ListText {
  /** Of the bracket that closes the list. */
  end: number;
  items: Span[];
}

export interface Span {
  start: number;
  /** Behind the last character. */
  end: number;
}

/**
 * Takes one pass over the text.
 *
 * @param text of a JSON object; that it is one was found out before
 */
export function scanPact(text: string): PactText {
  const lists: PactText["lists"] = {};
  let isEmpty = true;
  let at = skipSpace(text, skipSpace(text, 0) + 1);
  while (text.charCodeAt(at) !== CLOSE_BRACE) {
    isEmpty = false;
    const nameEnd = stringEnd(text, at);
    const raw = text.slice(at, nameEnd);
    const name = LISTS.find((each) => raw === `"${each}"` || isWrittenAs(raw, each));
    at = skipSpace(text, skipSpace(text, nameEnd) + 1);
    if (name !== undefined) delete lists[name];
    if (name !== undefined && text.charCodeAt(at) === OPEN_BRACKET) {
      const list = scanList(text, at);
      lists[name] = list;
      at = list.end + 1;
    } else {
      at = valueEnd(text, at);
    }
    at = skipComma(text, at);
  }
  return { end: at, isEmpty, lists };
}

function scanList(text: string, start: number): ListText {
  const items: Span[] = [];
  let at = skipSpace(text, start + 1);
  while (text.charCodeAt(at) !== CLOSE_BRACKET) {
    const end = valueEnd(text, at);
    items.push({ start: at, end });
    at = skipComma(text, end);
  }
  return { end: at, items };
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** `"inter\u0061ctions"` is a name, too. */
function isWrittenAs(raw: string, name: string): boolean {
  return raw.includes("\\") && JSON.parse(raw) === name;
}

/** Behind the value that begins at `start`, however deep it is nested. */
function valueEnd(text: string, start: number): number {
  const first = text.charCodeAt(start);
  if (first === QUOTE) return stringEnd(text, start);
  if (first !== OPEN_BRACE && first !== OPEN_BRACKET) return wordEnd(text, start);
  let depth = 0;
  let at = start;
  do {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = stringEnd(text, at);
      continue;
    }
    if (code === OPEN_BRACE || code === OPEN_BRACKET) depth += 1;
    else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) depth -= 1;
    at += 1;
  } while (depth > 0);
  return at;
}

function stringEnd(text: string, start: number): number {
  let at = text.indexOf('"', start + 1);
  while (isEscaped(text, at)) at = text.indexOf('"', at + 1);
  return at + 1;
}

// After an odd number of backslashes.
function isEscaped(text: string, at: number): boolean {
  let before = at;
  while (text.charCodeAt(before - 1) === BACKSLASH) before -= 1;
  return (at - before) % 2 === 1;
}

/** Of a number, `true`, `false` or `null`. */
function wordEnd(text: string, start: number): number {
  let at = start;
  while (at < text.length && /[-+.\w]/.test(text[at]!)) at += 1;
  return at;
}

function skipComma(text: string, start: number): number {
  const at = skipSpace(text, start);
  return text.charCodeAt(at) === COMMA ? skipSpace(text, at + 1) : at;
}

function skipSpace(text: string, start: number): number {
  let at = start;
  while (isSpace(text.charCodeAt(at))) at += 1;
  return at;
}

// RFC 8259 §2.
function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}
