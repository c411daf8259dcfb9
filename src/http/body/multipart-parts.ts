/**
 * A multipart body taken apart and put together, byte by byte.
 *
 * RFC 2046 §5.1.1 (delimiters, preamble, epilogue), RFC 7578 §4 (form-data), RFC 8187 and
 * RFC 6266 §4.3 (`filename*`), HTML #multipart-form-data (how browsers escape names).
 *
 * Our own, because a check has to say what is wrong with a body, and has to do so without
 * waiting: `Response.formData` drops the parts' fields and is asynchronous, and the small parsers
 * there are take a delimiter for one wherever its first characters stand, refuse a preamble, or
 * tell no more than that something is wrong.
 */
import { essence, readParameters } from "../../contract/media-type.ts";
import { shown } from "../../schema/shown.ts";
import { type Fields, readFields } from "../exchange.ts";
import { decodeText, encodeText } from "./body-text.ts";

export interface Part {
  /** What its Content-Disposition begins with, in lower case; `form-data` in a form. */
  disposition: string | undefined;
  /** Of its Content-Disposition; undefined where there is none. */
  name: string | undefined;
  filename: string | undefined;
  contentType: string | undefined;
  headers: Fields;
  /** Not a copy. */
  body: Uint8Array;
}

/** More are refused: a form of so many parts is an attack or a fault. */
export const MAX_PARTS = 10_000;

/** A part's header section may be as long. */
export const MAX_HEADER_BYTES = 16_384;

const CR = 13;
const LF = 10;
const DASH = 45;

/**
 * The parts, in order. What stands before the first delimiter and after the last is no part.
 *
 * @returns otherwise the reason why the body is not multipart, to be read after `the body`
 */
export function readParts(
  body: Uint8Array,
  boundary: string,
): { parts: Part[] } | { reason: string } {
  const delimiter = encodeText(`--${boundary}`);
  const parts: Part[] = [];
  let line = findDelimiter(body, delimiter, 0);
  if (line === undefined) return { reason: missingDelimiter(body, delimiter, boundary) };
  while (!line.isLast) {
    const next = findDelimiter(body, delimiter, line.end);
    if (next === undefined) return { reason: `ends without its last delimiter --${boundary}--` };
    if (parts.length === MAX_PARTS) return { reason: `has more than ${MAX_PARTS} parts` };
    // A part without fields begins with the empty line; one without that has nothing but fields.
    const part = readPart(
      body.subarray(line.end, Math.max(line.end, next.start)),
      parts.length + 1,
    );
    if ("reason" in part) return part;
    parts.push(part);
    line = next;
  }
  return { parts };
}

interface Delimiter {
  /** Of the line break before it, which belongs to it. */
  start: number;
  /** After its own line break. */
  end: number;
  isLast: boolean;
}

function findDelimiter(
  body: Uint8Array,
  delimiter: Uint8Array,
  from: number,
): Delimiter | undefined {
  // The first line of the body, or of a part without anything, has its line break behind it.
  for (let start = lineStart(body, from); start >= 0; start = nextLine(body, start)) {
    if (!standsAt(body, delimiter, start)) continue;
    let end = start + delimiter.length;
    const isLast = body[end] === DASH && body[end + 1] === DASH;
    if (isLast) return { start: start - 2, end, isLast };
    // RFC 2046 lets spaces stand at its end.
    while (body[end] === 32 || body[end] === 9) end += 1;
    if (body[end] === CR && body[end + 1] === LF) return { start: start - 2, end: end + 2, isLast };
  }
  return undefined;
}

function lineStart(body: Uint8Array, from: number): number {
  const isStart = from === 0 || (body[from - 2] === CR && body[from - 1] === LF);
  return isStart ? from : nextLine(body, from);
}

// The beginning of the line after the next line break; -1 where there is none.
function nextLine(body: Uint8Array, from: number): number {
  for (let at = body.indexOf(CR, from); at >= 0; at = body.indexOf(CR, at + 1)) {
    if (body[at + 1] === LF) return at + 2;
  }
  return -1;
}

function standsAt(body: Uint8Array, bytes: Uint8Array, at: number): boolean {
  for (let index = 0; index < bytes.length; index += 1) {
    if (body[at + index] !== bytes[index]) return false;
  }
  return true;
}

function missingDelimiter(body: Uint8Array, delimiter: Uint8Array, boundary: string): string {
  const from = body.indexOf(LF);
  const isBareLine =
    standsAt(body, delimiter, 0) || (from >= 0 && standsAt(body, delimiter, from + 1));
  return isBareLine
    ? "ends its lines with LF, not CRLF"
    : `has no line --${boundary}, the delimiter that its Content-Type says`;
}

function readPart(bytes: Uint8Array, number: number): Part | { reason: string } {
  const end = headerEnd(bytes);
  if (end === undefined)
    return { reason: `has no empty line between the fields and the content of part ${number}` };
  if (end > MAX_HEADER_BYTES)
    return { reason: `has more than ${MAX_HEADER_BYTES} bytes of fields in part ${number}` };
  const pairs: [string, string][] = [];
  const text = new TextDecoder().decode(bytes.subarray(0, end));
  // A line that begins with a space continues the one before.
  for (const line of text.replace(/\r\n[ \t]+/g, " ").split("\r\n")) {
    if (line === "") continue;
    const colon = line.indexOf(":");
    if (colon <= 0)
      return { reason: `has a line ${shown(line)} among the fields of part ${number}` };
    pairs.push([line.slice(0, colon).trim(), line.slice(colon + 1).trim()]);
  }
  const headers = readFields(pairs);
  const disposition = headers.get("content-disposition")?.[0];
  const parameters = disposition === undefined ? undefined : readParameters(disposition);
  return {
    disposition: disposition === undefined ? undefined : essence(disposition),
    name: unescaped(parameters?.get("name")),
    filename: extended(parameters?.get("filename*")) ?? unescaped(parameters?.get("filename")),
    contentType: headers.get("content-type")?.[0],
    headers,
    body: bytes.subarray(end === 0 ? 2 : end + 4),
  };
}

// Where the fields end, before the empty line; 0 where there are none. RFC 2046 lets the content
// be left out together with the empty line.
function headerEnd(bytes: Uint8Array): number | undefined {
  if (bytes.length === 0 || (bytes[0] === CR && bytes[1] === LF)) return 0;
  for (let at = bytes.indexOf(CR); at >= 0; at = bytes.indexOf(CR, at + 1)) {
    if (bytes[at + 1] !== LF) continue;
    const isEnd = at + 2 === bytes.length || (bytes[at + 2] === CR && bytes[at + 3] === LF);
    if (isEnd) return at;
  }
  return undefined;
}

// Browsers escape what would end a quoted string or a line.
function unescaped(text: string | undefined): string | undefined {
  return text?.replace(/%(22|0D|0A)/gi, decodeURIComponent);
}

// `UTF-8''%e2%82%ac%20rates`
function extended(text: string | undefined): string | undefined {
  const match = text === undefined ? null : /^([\w-]+)'[\w-]*'(.*)$/.exec(text);
  if (match === null) return undefined;
  const tokens = match[2]!.match(/%[0-9a-f]{2}|[\s\S]/gi) ?? [];
  const bytes = Uint8Array.from(tokens, (token) =>
    token.length === 3 ? Number.parseInt(token.slice(1), 16) : token.charCodeAt(0),
  );
  const decoded = decodeText(bytes, match[1]!);
  return "text" in decoded ? decoded.text : undefined;
}

/** A part to be written. */
export interface DraftPart {
  /** Undefined for a part of a list, which has no Content-Disposition. */
  name: string | undefined;
  /** Where it is a file. */
  filename?: string | undefined;
  headers: readonly (readonly [string, string])[];
  body: Uint8Array;
}

/** The body that `readParts` reads as these parts, and its boundary, which stands in none of them. */
export function writeParts(parts: readonly DraftPart[]): { bytes: Uint8Array; boundary: string } {
  const contents = parts.map(({ body }) => body);
  let boundary = "concordat-boundary";
  for (let number = 1; contents.some((body) => holds(body, boundary)); number += 1) {
    boundary = `concordat-boundary-${number}`;
  }
  const chunks = parts.flatMap((part) => [
    encodeText(`--${boundary}\r\n${headerText(part)}\r\n`),
    part.body,
    encodeText("\r\n"),
  ]);
  return { bytes: joined([...chunks, encodeText(`--${boundary}--\r\n`)]), boundary };
}

function headerText({ name, filename, headers }: DraftPart): string {
  const fields = headers.map(([field, value]) => `${field}: ${value}\r\n`).join("");
  if (name === undefined) return fields;
  const file = filename === undefined ? "" : `; filename="${escaped(filename)}"`;
  return `Content-Disposition: form-data; name="${escaped(name)}"${file}\r\n${fields}`;
}

function escaped(text: string): string {
  return text.replace(/["\r\n]/g, (character) => encodeURIComponent(character));
}

function holds(body: Uint8Array, text: string): boolean {
  const bytes = encodeText(text);
  for (let at = body.indexOf(bytes[0]!); at >= 0; at = body.indexOf(bytes[0]!, at + 1)) {
    if (standsAt(body, bytes, at)) return true;
  }
  return false;
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
