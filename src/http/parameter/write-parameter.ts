/**
 * A parameter's value as it stands on the wire: the table of styles, the other way.
 *
 * OpenAPI 3.0 and 3.1 #style-examples, #parameter-allow-reserved; RFC 6570 §3.2.1. Null, an empty
 * list and an empty object are written as the column `undefined` of the table has them; members
 * that are null are left out, RFC 6570 §2.3. Lists and objects inside a value are JSON texts.
 */
import type { Parameter } from "../../contract/contract.ts";
import { isJson } from "../../contract/media-type.ts";
import { percentEncode, reservedEncode } from "../wire.ts";
import { deepPairs } from "./deep-object.ts";
import { type Style, styleOf } from "./style.ts";

export type WrittenParameter =
  /** The text in the place of the name in a path, or a header's. */
  | { in: "path" | "header"; text: string }
  /** Encoded; between them stands `&`, or `; ` in a Cookie header. */
  | { in: "query" | "cookie"; pairs: readonly (readonly [name: string, text: string])[] };

/**
 * What a request carries for `value`, any JSON value.
 *
 * Where the table says n/a, a text is written as form writes it, `explode` makes a pair of each
 * member, and deepObject does without its `explode`.
 *
 * @returns undefined where it could not be read back: a member with the style's delimiter in it
 *   where that cannot be encoded, a line break in a header, half of a surrogate pair
 */
export function writeParameter(parameter: Parameter, value: unknown): WrittenParameter | undefined {
  try {
    const [content] = parameter.content;
    return content === undefined
      ? writeStyled(parameter, value)
      : writeContent(parameter, content.type, value);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

type Encode = (text: string) => string;

const plain: Encode = (text) => text;

function writeStyled(parameter: Parameter, value: unknown): WrittenParameter | undefined {
  const { in: where, explode } = parameter;
  const style = styleOf(parameter);
  switch (where) {
    case "header": {
      // OpenAPI 3.1 #fixed-fields-for-use-with-schema: nothing in a header is percent-encoded.
      const text = writeText(style, { explode, encode: plain }, value);
      return text !== undefined && isFieldValue(text) ? { in: where, text } : undefined;
    }
    case "path": {
      const text = style.isNamed
        ? writeMatrix(parameter, value)
        : writeText(style, { explode, encode: pathEncode(style, explode) }, value);
      return text === undefined ? undefined : { in: where, text: style.first + text };
    }
    default: {
      const encode = parameter.allowReserved ? reserved(style) : percentEncode;
      const pairs = writePairs(parameter, encode, value);
      // RFC 6265 §4.1.1: a cookie has a name.
      if (pairs === undefined || (where === "cookie" && pairs.some(([key]) => key === ""))) {
        return undefined;
      }
      return { in: where, pairs: pairs.map(([key, text]) => [percentEncode(key), text]) };
    }
  }
}

// A dot between the items of an exploded label is told from one in an item by its encoding.
function pathEncode({ separator }: Style, explode: boolean): Encode {
  if (!explode || separator !== ".") return percentEncode;
  return (text) => percentEncode(text).replaceAll(".", "%2E");
}

// The delimiter itself is encoded in members: OpenAPI 3.1 #delimiters-in-parameter-values.
function reserved({ delimiter }: Style): Encode {
  return (text) => reservedEncode(text).replaceAll(delimiter, percentEncode(delimiter));
}

interface Writing {
  explode: boolean;
  encode: Encode;
}

// `blue,black`, `R,100,G,200`, `R=100,G=200`
function writeText(style: Style, { explode, encode }: Writing, value: unknown): string | undefined {
  const separator = explode ? style.separator : style.delimiter;
  if (Array.isArray(value)) return joined(value.filter(isDefined).map(textOf), separator, encode);
  if (!isObject(value)) return encode(textOf(value));
  const entries = membersOf(value);
  if (!explode) return joined(entries.flat(), separator, encode);
  const isOdd = ([name, text]: [string, string]) => name.includes("=") || text.trim() !== text;
  if (encode === plain && entries.some(isOdd)) return undefined;
  const pieces = entries.map(([name, text]) => `${encode(name)}=${encode(text)}`);
  return joined(pieces, separator, plain);
}

/** Undefined where a part has the separator in it, so that it would be read as two. */
function joined(texts: readonly string[], separator: string, encode: Encode): string | undefined {
  const parts = texts.map(encode);
  // Readers drop spaces around the members of a header's list.
  const isBroken = (part: string) => part.includes(separator) || part.trim() !== part;
  return parts.some(isBroken) ? undefined : parts.join(separator);
}

// `;color` for what is empty, `;color=blue,black`, `;color=blue;color=black`, `;R=100;G=200`
function writeMatrix(parameter: Parameter, value: unknown): string | undefined {
  return writePairs(parameter, percentEncode, value)
    ?.map(([name, text]) => percentEncode(name) + (text === "" ? "" : `=${text}`))
    .join(";");
}

// Names are not encoded yet.
function writePairs(
  parameter: Parameter,
  encode: Encode,
  value: unknown,
): [name: string, text: string][] | undefined {
  const { name, explode } = parameter;
  const style = styleOf(parameter);
  const isExploded = explode || style.isDeep;
  if (isEmpty(value)) return [[name, ""]];
  if (Array.isArray(value)) {
    const items = value.filter(isDefined).map(textOf);
    if (isExploded) return items.map((text) => [name, encode(text)]);
    return alone(name, delimited(style, items, encode));
  }
  if (!isObject(value)) return [[name, encode(textOf(value))]];
  if (style.isDeep)
    return deepPairs(name, value)?.map(([key, inner]) => [key, encode(textOf(inner))]);
  if (!isExploded) return alone(name, delimited(style, membersOf(value).flat(), encode));
  return Object.entries(value).flatMap(([key, member]): [string, string][] => {
    if (!isDefined(member)) return [];
    // A list among the properties has a pair for each item.
    const members: unknown[] = Array.isArray(member) ? member.filter(isDefined) : [member];
    return members.map((each) => [key, encode(textOf(each))]);
  });
}

function alone(name: string, text: string | undefined): [string, string][] | undefined {
  return text === undefined ? undefined : [[name, text]];
}

function delimited(style: Style, texts: readonly string[], encode: Encode): string | undefined {
  if (!style.isDelimiterEncoded) return joined(texts, style.delimiter, encode);
  if (texts.some((text) => text.includes(style.delimiter))) return undefined;
  return texts.map(encode).join(percentEncode(style.delimiter));
}

function writeContent(
  { in: where, name }: Parameter,
  type: string,
  value: unknown,
): WrittenParameter | undefined {
  const text = isJson(type) ? asciiJson(value) : textOf(value);
  switch (where) {
    case "header":
      return isFieldValue(text) ? { in: where, text } : undefined;
    case "path":
      return { in: where, text: percentEncode(text) };
    default:
      return { in: where, pairs: [[percentEncode(name), percentEncode(text)]] };
  }
}

// Any character of a JSON text may be an escape: RFC 8259 §7. Headers are ASCII.
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

// RFC 9110 §5.5: no control characters; recipients drop spaces around a value.
function isFieldValue(text: string): boolean {
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(text) && text.trim() === text;
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function membersOf(value: object): [name: string, text: string][] {
  return Object.entries(value)
    .filter(([, member]) => isDefined(member))
    .map(([name, member]) => [name, textOf(member)]);
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  return typeof value === "object" && Object.values(value).every((member) => !isDefined(member));
}

function isDefined(value: unknown): boolean {
  return value !== null && value !== undefined;
}

function isObject(value: unknown): value is object {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
