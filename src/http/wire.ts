/**
 * A parameter's text on the wire, as the value its schema describes.
 *
 * OpenAPI 3.1 #style-values, #style-examples. Undecodable percent-encoding is malformed, RFC 3986
 * §2.1.
 */
import { declaredItems, declaredProperties } from "../schema/declared-properties.ts";
import { instanceTypes } from "../schema/instance-types.ts";
import type { Schema } from "../schema/schema.ts";
import { isValid } from "../schema/validate.ts";

/** A text that is not percent-encoded as it should be. */
export class MalformedText extends Error {}

/** @throws {MalformedText} */
export function percentDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    throw new MalformedText(`${text} is not percent-encoded correctly`, { cause: error });
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

/** `+` is a space in a query: URL Standard #application/x-www-form-urlencoded. */
export function queryDecode(text: string): string {
  return percentDecode(text.replaceAll("+", " "));
}

/**
 * A text in a query that is not percent-encoded as it should be stays as it is: a name like that is
 * nobody's, and no fault of anybody else.
 */
export function queryDecodeOrKeep(text: string): string {
  try {
    return queryDecode(text);
  } catch (error) {
    if (!(error instanceof MalformedText)) throw error;
    return text;
  }
}

/** Whether values are written as one text, a list or an object. */
export function shapeOf(schema: Schema | undefined): "primitive" | "array" | "object" {
  if (schema === undefined) return "primitive";
  const types = instanceTypes(schema);
  // Where a text would do as well, the text as it stands is what was meant.
  if (types.has("string")) return "primitive";
  if (types.has("array")) return "array";
  return types.has("object") ? "object" : "primitive";
}

/**
 * `text` as a number, boolean or null where the schema has that type and the text reads so.
 * Where several readings are possible, the first that the schema accepts.
 */
export function readPrimitive(schema: Schema | undefined, text: string): unknown {
  if (schema === undefined) return text;
  const types = instanceTypes(schema);
  const readings: unknown[] = [];
  if (types.has("string")) readings.push(text);
  if (types.has("integer") || types.has("number")) {
    if (/^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text)) readings.push(Number(text));
  }
  if (types.has("boolean") && (text === "true" || text === "false")) readings.push(text === "true");
  if (types.has("null") && (text === "" || text === "null")) readings.push(null);
  // The list's first, which may be null.
  return [...readings.filter((reading) => isValid(schema, reading)), ...readings, text][0];
}

export function readArray(schema: Schema | undefined, texts: readonly string[]): unknown[] {
  const items = schema && declaredItems(schema);
  return texts.map((text) => readPrimitive(items, text));
}

export function readObject(
  schema: Schema | undefined,
  pairs: readonly (readonly [string, string])[],
): Record<string, unknown> {
  const properties = schema && declaredProperties(schema);
  const entries = pairs.map(([name, text]): [string, unknown] => {
    const property = properties?.get(name);
    return [name, readPrimitive(property, text)];
  });
  // fromEntries defines own properties, whatever their names.
  return Object.fromEntries(entries);
}

/** `a,1,b,2` as pairs; a name without a value has the empty text. */
export function alternatingPairs(parts: readonly string[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (let index = 0; index < parts.length; index += 2) {
    pairs.push([parts[index]!, parts[index + 1] ?? ""]);
  }
  return pairs;
}

/** `a=1,b=2` as pairs. */
export function equalsPairs(parts: readonly string[]): [string, string][] {
  return parts.map((part) => {
    const equals = part.indexOf("=");
    return equals < 0 ? [part, ""] : [part.slice(0, equals), part.slice(equals + 1)];
  });
}
