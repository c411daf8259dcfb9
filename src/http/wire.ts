/**
 * Texts as they stand on the wire: percent-encoding, pairs, and what they are read as.
 *
 * RFC 3986 §2.1; URL Standard #application/x-www-form-urlencoded; RFC 6570 §3.2.1 for what is
 * encoded; OpenAPI 3.1 #parameter-allow-reserved.
 */

import type { Schema } from "../schema/schema.ts";
import type { PointerToken } from "../source/pointer.ts";
import { type Shape, textSchemaOf } from "./parameter/text-schema.ts";

/** A text that cannot be read as the value that is due. */
export class MalformedText extends Error {
  /** As sent. */
  readonly text: unknown;
  /** Where in the value it would stand. */
  readonly tokens: readonly PointerToken[];
  /** What asks for one value where several were sent. */
  readonly schema: Schema | undefined;

  constructor(
    message: string,
    options: {
      text?: unknown;
      tokens?: readonly PointerToken[];
      schema?: Schema | undefined;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: options.cause });
    this.text = options.text;
    this.tokens = options.tokens ?? [];
    this.schema = options.schema;
  }

  /** The same, found one step further in. */
  inside(token: PointerToken): MalformedText {
    const { message, text, tokens, schema, cause } = this;
    return new MalformedText(message, { text, tokens: [token, ...tokens], schema, cause });
  }
}

/** @throws {MalformedText} */
export function percentDecode(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch (error) {
    throw new MalformedText(`${text} is not percent-encoded correctly`, { text, cause: error });
  }
}

/** The pairs of a query or form, in order, still encoded. */
export function rawPairs(query: string): [name: string, value: string][] {
  return query
    .split("&")
    .filter((pair) => pair !== "")
    .map((pair) => {
      const equals = pair.indexOf("=");
      return equals < 0 ? [pair, ""] : [pair.slice(0, equals), pair.slice(equals + 1)];
    });
}

/**
 * `+` is a space in a query: URL Standard #application/x-www-form-urlencoded.
 *
 * @throws {MalformedText}
 */
export function queryDecode(text: string): string {
  return percentDecode(text.includes("+") ? text.replaceAll("+", " ") : text);
}

/**
 * A text in a query that is not percent-encoded as it should be stays as it is: a name like that is
 * nobody's, and no fault of anybody else.
 */
export function queryDecodeOrKeep(text: string): string {
  return percentDecodeOrKeep(text.includes("+") ? text.replaceAll("+", " ") : text, text);
}

/**
 * The same of a text in which `+` is a plus.
 *
 * @param kept what is given where the text cannot be decoded
 */
export function percentDecodeOrKeep(text: string, kept: string = text): string {
  if (!text.includes("%")) return text;
  try {
    return percentDecode(text);
  } catch (error) {
    if (!(error instanceof MalformedText)) throw error;
    return kept;
  }
}

/**
 * Everything but RFC 3986's unreserved characters as triples: RFC 6570 §3.2.1.
 *
 * @throws {URIError} where half of a surrogate pair stands alone
 */
export function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, toTriple);
}

/**
 * Reserved characters and triples as they are, RFC 6570 §3.2.3, except those that mean something
 * in a query: `#`, `[`, `]`, `&`, `=` and `+`.
 *
 * @throws {URIError} where half of a surrogate pair stands alone
 */
export function reservedEncode(text: string): string {
  return text
    .split(/(%[0-9A-Fa-f]{2})/)
    .map((part, index) =>
      index % 2 === 1 ? part : encodeURI(part).replace(/[#[\]&=+]/g, toTriple),
    )
    .join("");
}

function toTriple(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** Whether values are written as one text, a list or an object. */
export function shapeOf(schema: Schema | undefined): Shape {
  const { isText, shapes } = textSchemaOf(schema);
  // Where a text would do as well, the text as it stands is what was meant.
  return isText ? "primitive" : (shapes.find((shape) => shape !== "primitive") ?? "primitive");
}

/**
 * `text` as a number, boolean or null where the schema has that type and the text reads so.
 * Where several readings are possible, the first that the schema accepts.
 */
export function readPrimitive(schema: Schema | undefined, text: string): unknown {
  return textSchemaOf(schema).primitive(text);
}
