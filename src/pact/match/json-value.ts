/**
 * JSON with its numbers as they are written: 10, 10.0 and 1e1 are one value and three texts.
 *
 * RFC 8259 §6; Pact V3 #matching-rules: `integer` and `decimal` tell these apart.
 */
import { isTooDeep } from "../../source/nesting.ts";

/** A number whose text says more than its value does; every other number is a plain one. */
export class JsonNumber {
  readonly value: number;
  readonly lexeme: string;

  constructor(lexeme: string) {
    this.value = Number(lexeme);
    this.lexeme = lexeme;
  }
}

export type JsonKind = "null" | "boolean" | "integer" | "decimal" | "string" | "array" | "object";

/**
 * The value of a JSON text, or why there is none.
 *
 * @returns plain values, but a `JsonNumber` where `String` would not give a number's text back
 */
export function readJson(text: string): { value: unknown } | { reason: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { reason: "is not JSON" };
  }
  if (isTooDeep(value)) return { reason: "is nested too deep to be compared" };
  return { value: NOTABLE.test(text) || hasEscapedName(text) ? read({ text, at: 0 }) : value };
}

/** The value that stands at `offset` of a text that has been parsed before. */
export function readJsonAt(text: string, offset: number): unknown {
  return read({ text, at: offset });
}

// May be inside a string, which costs a little time and no more.
const NOTABLE = /\d[.eE]|-0|\d{16}/;

// V8 takes a name that is escaped for another one that it has seen in its place
// (nodejs/node#63785): after {"a":1,"\\":1} it reads {"a":1,"\n":1} with a backslash for a name.
function hasEscapedName(text: string): boolean {
  if (!text.includes("\\")) return false;
  let start = text.indexOf('"');
  while (start !== -1) {
    let end = start + 1;
    let isEscaped = false;
    for (; text[end] !== '"'; end += 1) {
      if (text[end] !== "\\") continue;
      isEscaped = true;
      end += 1;
    }
    if (isEscaped) {
      const after = { text, at: end + 1 };
      skipSpace(after);
      if (text[after.at] === ":") return true;
    }
    start = text.indexOf('"', end + 1);
  }
  return false;
}

export function jsonKind(value: unknown): JsonKind {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (value instanceof JsonNumber) return kindOfLexeme(value.lexeme);
  if (typeof value === "number") return kindOfLexeme(String(value));
  if (typeof value === "string" || typeof value === "boolean") {
    return typeof value as "string" | "boolean";
  }
  return "object";
}

// The official tools hold an integer in 64 bits, and take a longer one for a decimal number.
function kindOfLexeme(lexeme: string): "integer" | "decimal" {
  if (!/^-?\d+$/.test(lexeme)) return "decimal";
  if (lexeme.length < 19) return "integer";
  const value = BigInt(lexeme);
  return value >= -(2n ** 63n) && value < 2n ** 64n ? "integer" : "decimal";
}

/** The text of a string as it is, of anything else as JSON, numbers as they are written. */
export function jsonText(value: unknown): string {
  return typeof value === "string" ? value : writeJson(value);
}

/** A value in a message: on one line, cut where it grows long. */
export function shownJson(value: unknown): string {
  const letters = Array.from(writeJson(value).slice(0, 2 * LONGEST));
  return letters.length <= LONGEST
    ? letters.join("")
    : `${letters.slice(0, LONGEST - 1).join("")}…`;
}

const LONGEST = 60;

function writeJson(value: unknown): string {
  if (value instanceof JsonNumber) return value.lexeme;
  if (Array.isArray(value)) return `[${value.map(writeJson).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  const members = Object.entries(value).map(
    ([name, member]) => `${JSON.stringify(name)}:${writeJson(member)}`,
  );
  return `{${members.join(",")}}`;
}

/** Whether two values are the same, 1 and 1.0 not being so. */
export function equalJson(expected: unknown, actual: unknown): boolean {
  const kind = jsonKind(expected);
  if (kind !== jsonKind(actual)) return false;
  switch (kind) {
    case "integer":
      return expected === actual || BigInt(jsonText(expected)) === BigInt(jsonText(actual));
    case "decimal":
      return numberOf(expected) === numberOf(actual);
    case "array": {
      const [all, seen] = [expected as unknown[], actual as unknown[]];
      return all.length === seen.length && all.every((item, index) => equalJson(item, seen[index]));
    }
    case "object": {
      const [all, seen] = [expected as object, actual as object];
      const entries = Object.entries(all);
      return (
        entries.length === Object.keys(seen).length &&
        entries.every(
          ([name, value]) =>
            Object.hasOwn(seen, name) && equalJson(value, seen[name as keyof typeof seen]),
        )
      );
    }
    default:
      return expected === actual;
  }
}

function numberOf(value: unknown): number {
  return value instanceof JsonNumber ? value.value : (value as number);
}

interface Cursor {
  readonly text: string;
  at: number;
}

// The syntax has been checked.
function read(cursor: Cursor): unknown {
  skipSpace(cursor);
  switch (cursor.text[cursor.at]) {
    case "{":
      return readObject(cursor);
    case "[":
      return readArray(cursor);
    case '"':
      return readString(cursor);
    case "t":
      return word(cursor, "true", true);
    case "f":
      return word(cursor, "false", false);
    case "n":
      return word(cursor, "null", null);
    default:
      return readNumber(cursor);
  }
}

function readObject(cursor: Cursor): unknown {
  const entries: [string, unknown][] = [];
  cursor.at += 1;
  for (skipSpace(cursor); cursor.text[cursor.at] !== "}"; skipSpace(cursor)) {
    const name = readString(cursor);
    skipSpace(cursor);
    cursor.at += 1;
    entries.push([name, read(cursor)]);
    skipComma(cursor);
  }
  cursor.at += 1;
  // fromEntries defines own properties, whatever their names.
  return Object.fromEntries(entries);
}

function readArray(cursor: Cursor): unknown[] {
  const items: unknown[] = [];
  cursor.at += 1;
  for (skipSpace(cursor); cursor.text[cursor.at] !== "]"; skipSpace(cursor)) {
    items.push(read(cursor));
    skipComma(cursor);
  }
  cursor.at += 1;
  return items;
}

const STRING = /"(?:[^"\\]+|\\.)*"/y;

function readString(cursor: Cursor): string {
  return JSON.parse(take(cursor, STRING)) as string;
}

const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

function readNumber(cursor: Cursor): number | JsonNumber {
  const lexeme = take(cursor, NUMBER);
  const value = Number(lexeme);
  return String(value) === lexeme ? value : new JsonNumber(lexeme);
}

function take(cursor: Cursor, pattern: RegExp): string {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.text)?.[0];
  if (found === undefined) throw new Error(`no JSON at ${cursor.at}`);
  cursor.at += found.length;
  return found;
}

function word<Value>(cursor: Cursor, text: string, value: Value): Value {
  cursor.at += text.length;
  return value;
}

function skipComma(cursor: Cursor): void {
  skipSpace(cursor);
  if (cursor.text[cursor.at] === ",") cursor.at += 1;
}

const SPACE = /[ \t\n\r]*/y;

function skipSpace(cursor: Cursor): void {
  SPACE.lastIndex = cursor.at;
  SPACE.test(cursor.text);
  cursor.at = SPACE.lastIndex;
}
