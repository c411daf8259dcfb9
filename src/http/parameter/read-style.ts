/**
 * A parameter's value from the wire, by the table of styles.
 *
 * OpenAPI 3.0 and 3.1 #style-examples. Values are split before they are decoded, so that an encoded
 * delimiter is part of a member: #delimiters-in-parameter-values.
 */
import type { Parameter } from "../../contract/contract.ts";
import type { Pairs } from "../request-parts.ts";
import { MalformedText, percentDecode, queryDecode } from "../wire.ts";
import { readDeepObject } from "./deep-object.ts";
import { isSpread, type QueryNames, takesOthers } from "./query-names.ts";
import { type Codec, readEmpty, readItems, readProperties, sentTwice } from "./read-members.ts";
import { type Style, styleOf } from "./style.ts";
import type { Shape, TextSchema } from "./text-schema.ts";

/** Gives the value, or throws a MalformedText. */
export type ReadFromText = (text: string) => unknown;
/** Gives the value, undefined where it is absent, or throws a MalformedText. */
export type ReadFromPairs = (pairs: Pairs) => unknown;

const plain = (text: string) => text;
const trimmed = (text: string) => text.trim();

/** Of a path value or a header field, in one shape. */
export function textReader(parameter: Parameter, value: TextSchema, shape: Shape): ReadFromText {
  const style = styleOf(parameter);
  const decode = parameter.in === "header" ? trimmed : percentDecode;
  if (style.isNamed) return matrixReader(parameter, value, shape);
  const { first } = style;
  const read = bareReader(style, parameter.explode, value, shape, decode);
  if (first === "") return read;
  return (text) => {
    if (!text.startsWith(first)) throw unprefixed(text, first, parameter);
    return read(text.slice(first.length));
  };
}

/** Of a header of a response, which has style `simple`. */
export function simpleReader(explode: boolean, value: TextSchema, shape: Shape): ReadFromText {
  return bareReader(SIMPLE_STYLE, explode, value, shape, trimmed);
}

const SIMPLE_STYLE = styleOf({ in: "header", style: "simple" });

function bareReader(
  style: Style,
  explode: boolean,
  value: TextSchema,
  shape: Shape,
  decode: Codec["decode"],
): ReadFromText {
  if (shape === "primitive") return (text) => value.primitive(decode(text));
  const separator = explode ? style.separator : style.delimiter;
  const codec: Codec = { decode, isCommaFree: separator !== "," };
  if (shape === "array") return (text) => readItems(value, text.split(separator), codec);
  return (text) => {
    if (text === "") return readEmpty(value, "object", codec);
    const pieces = text.split(separator);
    const pairs = explode ? equalsPairs(pieces, decode) : alternatingPairs(pieces, decode);
    return readProperties(value, pairs, codec, false);
  };
}

// `;color=blue`, `;color=a,b`, `;color=a;color=b`, `;R=100;G=200`
function matrixReader(parameter: Parameter, value: TextSchema, shape: Shape): ReadFromText {
  const read = pairsReader(parameter, value, shape, undefined);
  return (text) => {
    if (!text.startsWith(";")) throw unprefixed(text, ";", parameter);
    const names: string[] = [];
    const texts: string[] = [];
    for (const piece of text.slice(1).split(";")) {
      const equals = piece.indexOf("=");
      names.push(percentDecode(equals < 0 ? piece : piece.slice(0, equals)));
      texts.push(equals < 0 ? "" : piece.slice(equals + 1));
    }
    const isObject = shape === "object" && parameter.explode;
    const other = isObject ? undefined : names.find((name) => name !== parameter.name);
    if (other === undefined) return read({ names, texts });
    throw new MalformedText(`${text} has ${other || "no name"} where ;${parameter.name} is due`, {
      text,
    });
  };
}

function unprefixed(text: string, first: string, { style }: Parameter): MalformedText {
  const begins = `${text === "" ? "an empty text" : text} does not begin with ${first}`;
  return new MalformedText(`${begins}, as style ${style} asks`, { text });
}

/** Of a query or of cookies, in one shape; `names` says whose the names of a query are. */
export function pairsReader(
  parameter: Parameter,
  value: TextSchema,
  shape: Shape,
  names: QueryNames | undefined,
): ReadFromPairs {
  const style = styleOf(parameter);
  const { name, explode, in: where } = parameter;
  const decode = where === "query" ? queryDecode : percentDecode;
  if (style.isDeep && shape !== "primitive") {
    return (pairs) => readDeepObject(name, value, shape, pairs);
  }
  if (shape === "primitive") return (pairs) => readPrimitivePair(pairs, name, value, decode);
  if (shape === "array" && explode) {
    const codec: Codec = { decode, isCommaFree: true };
    return (pairs) => {
      const own = textsOf(pairs, name);
      return own.length === 0 ? undefined : readItems(value, own, codec);
    };
  }
  if (explode) return spreadReader(parameter, value, decode, names);
  const read = delimitedReader(style, value, shape, decode);
  return (pairs) => {
    const own = textsOf(pairs, name);
    if (own.length > 1) throw sentTwice(own, value);
    return own.length === 0 ? undefined : read(own[0]!);
  };
}

function readPrimitivePair(
  { names, texts }: Pairs,
  name: string,
  value: TextSchema,
  decode: Codec["decode"],
): unknown {
  const index = names.indexOf(name);
  if (index < 0) return undefined;
  if (names.includes(name, index + 1)) throw sentTwice(textsOf({ names, texts }, name), value);
  return value.primitive(decode(texts[index]!));
}

function textsOf({ names, texts }: Pairs, name: string): string[] {
  return texts.filter((_, index) => names[index] === name);
}

// `color=a,b`, `color=a%20b`, `color=R|100|G|200`
function delimitedReader(
  { delimiter, isDelimiterEncoded }: Style,
  value: TextSchema,
  shape: Shape,
  decode: Codec["decode"],
): ReadFromText {
  const codec: Codec = {
    decode: isDelimiterEncoded ? plain : decode,
    isCommaFree: isDelimiterEncoded,
  };
  const split = (text: string) => (isDelimiterEncoded ? decode(text) : text).split(delimiter);
  if (shape === "array") return (text) => readItems(value, split(text), codec);
  return (text) =>
    text === ""
      ? readEmpty(value, "object", codec)
      : readProperties(value, alternatingPairs(split(text), codec.decode), codec, false);
}

// `R=100&G=200`: the properties stand under their own names.
function spreadReader(
  parameter: Parameter,
  value: TextSchema,
  decode: Codec["decode"],
  names: QueryNames | undefined,
): ReadFromPairs {
  const codec: Codec = { decode, isCommaFree: true };
  const isOpen = takesOthers(parameter);
  const isQuery = isSpread(parameter);
  const belongs = (name: string): boolean => {
    if (value.names.has(name)) return true;
    // The names in a path's segment are the object's, whatever they are. Cookies come from
    // everywhere: only those that are declared are the object's.
    if (!isQuery) return parameter.in === "path";
    return isOpen && (names === undefined || names.ownerOf(name) === parameter);
  };
  return (pairs) => {
    const own: [string, string][] = [];
    let isEmpty = false;
    for (let index = 0; index < pairs.names.length; index += 1) {
      const name = pairs.names[index]!;
      const text = pairs.texts[index]!;
      // `color=` alone is the empty object.
      if (name === parameter.name && text === "" && !value.names.has(name)) isEmpty = true;
      if (belongs(name)) own.push([name, text]);
    }
    if (isEmpty && own.every(([name]) => name === parameter.name)) {
      return readEmpty(value, "object", codec);
    }
    return own.length === 0 ? undefined : readProperties(value, own, codec, true);
  };
}

// `R=100,G=200`
function equalsPairs(pieces: readonly string[], decode: Codec["decode"]): [string, string][] {
  return pieces.map((piece) => {
    const equals = piece.indexOf("=");
    if (equals < 0) throw new MalformedText(`${piece} is no name=value`, { text: piece });
    return [decode(piece.slice(0, equals)), piece.slice(equals + 1)];
  });
}

// `R,100,G,200`
function alternatingPairs(pieces: readonly string[], decode: Codec["decode"]): [string, string][] {
  const pairs: [string, string][] = [];
  for (let index = 0; index < pieces.length; index += 2) {
    const name = pieces[index]!;
    const text = pieces[index + 1];
    if (text === undefined) {
      throw new MalformedText(`the name ${name} has no value`, { text: name });
    }
    pairs.push([decode(name), text]);
  }
  return pairs;
}
