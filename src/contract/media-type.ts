/**
 * Which entry of a `content` map describes a body, and what a media type says.
 *
 * OpenAPI 3.1 #request-body-content: "only the most specific key is applicable".
 * Media type grammar: RFC 9110 §8.3.1, parameters §5.6.6.
 */
import type { MediaType } from "./contract.ts";

/** A media type taken apart: `text/csv; header=present`. */
export interface ContentType {
  /** `type/subtype` in lower case. */
  essence: string;
  /** By name in lower case, values as sent and unquoted; of a name said twice the first. */
  parameters: ReadonlyMap<string, string>;
}

/**
 * The entry that fits `contentType` most closely, or undefined when none fits: the type with the
 * most of its parameters, the type without, one whose parameters are not said, then its `type/*`
 * range, then the full wildcard. An entry whose parameter is said differently does not fit;
 * `charset` and `boundary` tell no entries apart. Constant time for a value seen before.
 *
 * @param content not modified after the first call
 * @param contentType the field value as sent, such as `application/json; charset=utf-8`
 */
export function findMediaType(
  content: readonly MediaType[],
  contentType: string,
): MediaType | undefined {
  let known = chosen.get(content);
  if (known === undefined) {
    known = new Map();
    chosen.set(content, known);
  }
  const seen = known.get(contentType);
  if (seen !== undefined || known.has(contentType)) return seen;
  const entry = mostSpecific(content, readContentType(contentType));
  keep(known, contentType, entry);
  return entry;
}

const chosen = new WeakMap<readonly MediaType[], Map<string, MediaType | undefined>>();

function mostSpecific(content: readonly MediaType[], sent: ContentType): MediaType | undefined {
  let best: MediaType | undefined;
  let rank = 0;
  for (const entry of content) {
    const fit = closeness(readContentType(entry.type), sent);
    if (fit > rank) {
      best = entry;
      rank = fit;
    }
  }
  return best;
}

/** How closely a declared type or range describes a sent type; 0 where it does not. */
function closeness(declared: ContentType, sent: ContentType): number {
  if (declared.essence === "*/*") return 1;
  if (isRange(declared.essence)) return isWithin(sent.essence, declared.essence) ? 2 : 0;
  if (declared.essence !== sent.essence) return 0;
  let said = 0;
  let isUnsaid = false;
  for (const [name, value] of declared.parameters) {
    if (INDIFFERENT.includes(name)) continue;
    const actual = sent.parameters.get(name);
    // A client that leaves a parameter out leaves it open, as everyone reads it.
    if (actual === undefined) isUnsaid = true;
    else if (actual.toLowerCase() !== value.toLowerCase()) return 0;
    else said += 1;
  }
  return isUnsaid ? 3 : 4 + said;
}

// How a text is written, not what kind of document it is.
const INDIFFERENT: readonly string[] = ["charset", "boundary"];

/** Whether `essence` is a range: `text/*` or the full wildcard. */
export function isRange(essence: string): boolean {
  return essence.endsWith("/*");
}

/** Whether a type stands within a range; the full wildcard holds every one. */
export function isWithin(essence: string, range: string): boolean {
  return range === "*/*" || (isRange(range) && essence.startsWith(range.slice(0, -1)));
}

/** A type that a sender may use who is free within a range; a type that is none stays as it is. */
export function usualType(range: string): string {
  if (!isRange(range)) return range;
  const usual = USUAL_TYPES.find((type) => isWithin(type, range));
  return usual ?? `${range.slice(0, -1)}octet-stream`;
}

const USUAL_TYPES = ["application/json", "text/plain", "image/png"];

/** Whether bodies of this type are JSON texts: `application/json` and every `+json` type. */
export function isJson(mediaType: string): boolean {
  const type = essence(mediaType);
  return type === "application/json" || type.endsWith("+json");
}

/** Whether bodies of this type are XML: RFC 7303 §9.1, §9.2 and every `+xml` type. */
export function isXml(mediaType: string): boolean {
  const type = essence(mediaType);
  return type === "application/xml" || type === "text/xml" || type.endsWith("+xml");
}

/** Whether a body of this type is a tree, as schemas describe them, whatever the schema. */
export function isStructured(mediaType: string): boolean {
  return isJson(mediaType) || isXml(mediaType);
}

/**
 * The media type without its parameters, in lower case. Contracts write `application/json` and
 * servers answer `application/json; charset=utf-8`, and every reader takes them as the same type.
 */
export function essence(mediaType: string): string {
  const end = mediaType.indexOf(";");
  return (end < 0 ? mediaType : mediaType.slice(0, end)).trim().toLowerCase();
}

/** A media type with its parameters; texts that are none give whatever stands before the first `;`. */
export function readContentType(text: string): ContentType {
  const known = read.get(text);
  if (known !== undefined) return known;
  const end = text.indexOf(";");
  const type = {
    essence: essence(text),
    parameters: end < 0 ? NO_PARAMETERS : readParameters(text.slice(end + 1)),
  };
  keep(read, text, type);
  return type;
}

const read = new Map<string, ContentType>();
const NO_PARAMETERS: ReadonlyMap<string, string> = new Map();

/** The texts that are remembered at once, and how long they may be: senders choose them. */
const MAX_KNOWN = 100;
const MAX_KNOWN_LENGTH = 200;

function keep<T>(known: Map<string, T>, text: string, value: T): void {
  if (text.length > MAX_KNOWN_LENGTH) return;
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(text, value);
}

/**
 * Parameters as media types, dispositions and `Accept` have them: `a=1; b="x;\"y"`.
 * RFC 9110 §5.6.6. What is no parameter is skipped.
 */
export function readParameters(text: string): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const part of splitOutsideQuotes(text, ";")) {
    const equals = part.indexOf("=");
    if (equals < 0) continue;
    const name = part.slice(0, equals).trim().toLowerCase();
    if (name !== "" && !parameters.has(name)) parameters.set(name, unquote(part.slice(equals + 1)));
  }
  return parameters;
}

/** `text` cut at `separator`, except inside quoted strings. RFC 9110 §5.6.4. */
export function splitOutsideQuotes(text: string, separator: string): string[] {
  if (!text.includes('"')) return text.split(separator);
  const parts: string[] = [];
  let start = 0;
  let isQuoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (character === '"') isQuoted = !isQuoted;
    else if (character === "\\" && isQuoted) index += 1;
    else if (character === separator && !isQuoted) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}

function unquote(value: string): string {
  const text = value.trim();
  if (!text.startsWith('"')) return text;
  const end = text.length > 1 && text.endsWith('"') ? -1 : undefined;
  // A backslash that quotes neither itself nor a quotation mark is part of a path that old
  // browsers send as a file's name.
  return text.slice(1, end).replace(/\\(["\\])/g, "$1");
}
