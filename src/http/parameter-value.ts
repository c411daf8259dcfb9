/**
 * What a request says for one parameter.
 *
 * OpenAPI 3.1 #parameter-object, #style-values: simple, label and matrix in paths, form,
 * spaceDelimited, pipeDelimited and deepObject in queries, form in cookies, simple in headers.
 */
import type { Parameter } from "../contract/contract.ts";
import { isJson } from "../contract/media-type.ts";
import { declaredProperties } from "../schema/declared-properties.ts";
import type { Schema } from "../schema/schema.ts";
import { type Fields, fieldValue, type HttpRequest } from "./exchange.ts";
import {
  alternatingPairs,
  equalsPairs,
  MalformedText,
  percentDecode,
  queryDecode,
  queryDecodeOrKeep,
  rawPairs,
  readArray,
  readObject,
  readPrimitive,
  shapeOf,
} from "./wire.ts";

export type ParameterValue =
  | { state: "absent" }
  | { state: "malformed"; reason: string; text: string }
  | { state: "present"; value: unknown; schema: Schema | undefined };

/** @param pathValues by name, percent-encoded */
export function readParameterValue(
  parameter: Parameter,
  request: HttpRequest,
  pathValues: ReadonlyMap<string, string>,
): ParameterValue {
  try {
    const [content] = parameter.content;
    if (content !== undefined) return readContentValue(parameter, request, pathValues);
    const value = readStyled(parameter, request, pathValues);
    return value === undefined
      ? { state: "absent" }
      : { state: "present", value, schema: parameter.schema };
  } catch (error) {
    if (!(error instanceof MalformedText)) throw error;
    return { state: "malformed", reason: error.message, text: "" };
  }
}

/** A header of style `simple`; undefined where it is not there. */
export function readHeaderValue(
  schema: Schema | undefined,
  explode: boolean,
  text: string | undefined,
): unknown {
  return text === undefined ? undefined : readSimple(schema, explode, text, (part) => part.trim());
}

/** The cookies of a request: RFC 6265 §4.2.1. */
export function readCookies(headers: Fields): Map<string, string> {
  const cookies = new Map<string, string>();
  for (const pair of (headers.get("cookie") ?? []).flatMap((line) => line.split(";"))) {
    const [name, value] = equalsPairs([pair.trim()])[0]!;
    if (name !== "" && !cookies.has(name)) cookies.set(name, value);
  }
  return cookies;
}

function readStyled(
  parameter: Parameter,
  request: HttpRequest,
  pathValues: ReadonlyMap<string, string>,
): unknown {
  const { schema, explode } = parameter;
  switch (parameter.in) {
    case "path":
      return readPath(parameter, pathValues.get(parameter.name));
    case "header":
      return readHeaderValue(schema, explode, fieldValue(request.headers, parameter.name));
    case "cookie":
      return readCookie(parameter, readCookies(request.headers));
    case "query":
      return readQuery(parameter, rawPairs(request.query));
  }
}

function readPath(parameter: Parameter, raw: string | undefined): unknown {
  if (raw === undefined) return undefined;
  const { schema, explode, style, name } = parameter;
  if (style === "label") {
    const text = raw.startsWith(".") ? raw.slice(1) : raw;
    return readDelimited(schema, explode, text.split(explode ? "." : ","));
  }
  if (style === "matrix") return readMatrix(schema, explode, name, raw);
  return readSimple(schema, explode, raw, percentDecode);
}

// `;color=blue`, `;color=a,b`, `;color=a;color=b`, `;R=100;G=200`
function readMatrix(
  schema: Schema | undefined,
  explode: boolean,
  name: string,
  raw: string,
): unknown {
  const pairs = equalsPairs(raw.split(";").filter((part) => part !== ""));
  const shape = shapeOf(schema);
  if (shape === "object" && explode) return readObject(schema, decodePairs(pairs));
  const own = pairs.filter(([key]) => key === name).map(([, value]) => value);
  if (shape === "primitive") return readPrimitive(schema, percentDecode(own[0] ?? ""));
  const parts = explode ? own : (own[0] ?? "").split(",");
  return readDelimited(schema, false, parts);
}

function readSimple(
  schema: Schema | undefined,
  explode: boolean,
  text: string,
  decode: (part: string) => string,
): unknown {
  if (shapeOf(schema) === "primitive") return readPrimitive(schema, decode(text));
  return readDelimited(schema, explode, text === "" ? [] : text.split(","), decode);
}

function readDelimited(
  schema: Schema | undefined,
  explode: boolean,
  parts: readonly string[],
  decode: (part: string) => string = percentDecode,
): unknown {
  switch (shapeOf(schema)) {
    case "primitive":
      return readPrimitive(schema, decode(parts.join(",")));
    case "array":
      return readArray(schema, parts.map(decode));
    case "object": {
      const pairs = explode ? equalsPairs(parts) : alternatingPairs(parts);
      return readObject(
        schema,
        pairs.map(([key, value]) => [decode(key), decode(value)]),
      );
    }
  }
}

function readCookie(parameter: Parameter, cookies: ReadonlyMap<string, string>): unknown {
  const { schema, explode, name } = parameter;
  if (shapeOf(schema) === "object" && explode) {
    const names = schema === undefined ? [] : [...declaredProperties(schema).keys()];
    const pairs = names.filter((key) => cookies.has(key)).map((key) => [key, cookies.get(key)!]);
    return pairs.length === 0 ? undefined : readObject(schema, pairs as [string, string][]);
  }
  const text = cookies.get(name);
  return text === undefined ? undefined : readSimple(schema, false, text, percentDecode);
}

const DELIMITERS: Record<string, RegExp> = {
  form: /,/,
  spaceDelimited: /%20|\+|,/,
  pipeDelimited: /\||%7C/i,
};

function readQuery(parameter: Parameter, pairs: readonly [string, string][]): unknown {
  const { schema, explode, style, name } = parameter;
  const own = pairs.filter(([key]) => queryDecodeOrKeep(key) === name).map(([, value]) => value);
  const shape = shapeOf(schema);
  if (shape === "object" && style === "deepObject") return readDeepObject(parameter, pairs);
  if (shape === "object" && explode) return readFormObject(parameter, pairs);
  if (own.length === 0) return undefined;
  if (shape === "primitive") return readPrimitive(schema, queryDecode(own[0]!));
  const delimiter = DELIMITERS[style] ?? DELIMITERS.form!;
  const isSplit = !explode || style !== "form";
  const parts = own.flatMap((value) => (isSplit ? value.split(delimiter) : [value]));
  const decoded = parts.map(queryDecode);
  return shape === "array"
    ? readArray(schema, decoded)
    : readObject(schema, alternatingPairs(decoded));
}

// `color[R]=100&color[G]=200`
function readDeepObject(parameter: Parameter, pairs: readonly [string, string][]): unknown {
  const prefix = `${parameter.name}[`;
  const own = pairs
    .map(([key, value]): [string, string] => [queryDecodeOrKeep(key), value])
    .filter(([key]) => key.startsWith(prefix) && key.endsWith("]"))
    .map(([key, value]): [string, string] => [key.slice(prefix.length, -1), queryDecode(value)]);
  return own.length === 0 ? undefined : readObject(parameter.schema, own);
}

// `R=100&G=200`: the properties stand in the query under their own names.
function readFormObject(parameter: Parameter, pairs: readonly [string, string][]): unknown {
  const names = parameter.schema === undefined ? new Map() : declaredProperties(parameter.schema);
  const own = pairs
    .map(([key, value]): [string, string] => [queryDecodeOrKeep(key), value])
    .filter(([key]) => names.has(key))
    .map(([key, value]): [string, string] => [key, queryDecode(value)]);
  return own.length === 0 ? undefined : readObject(parameter.schema, own);
}

function decodePairs(pairs: readonly [string, string][]): [string, string][] {
  return pairs.map(([key, value]) => [percentDecode(key), percentDecode(value)]);
}

function readContentValue(
  parameter: Parameter,
  request: HttpRequest,
  pathValues: ReadonlyMap<string, string>,
): ParameterValue {
  const text = rawText(parameter, request, pathValues);
  if (text === undefined) return { state: "absent" };
  const content = parameter.content[0]!;
  if (!isJson(content.type)) return { state: "present", value: text, schema: content.schema };
  try {
    return { state: "present", value: JSON.parse(text), schema: content.schema };
  } catch {
    return { state: "malformed", reason: `it is not ${content.type}`, text };
  }
}

function rawText(
  parameter: Parameter,
  request: HttpRequest,
  pathValues: ReadonlyMap<string, string>,
): string | undefined {
  switch (parameter.in) {
    case "path": {
      const raw = pathValues.get(parameter.name);
      return raw === undefined ? undefined : percentDecode(raw);
    }
    case "header":
      return fieldValue(request.headers, parameter.name);
    case "cookie": {
      const raw = readCookies(request.headers).get(parameter.name);
      return raw === undefined ? undefined : percentDecode(raw);
    }
    case "query": {
      const pair = rawPairs(request.query).find(
        ([key]) => queryDecodeOrKeep(key) === parameter.name,
      );
      return pair === undefined ? undefined : queryDecode(pair[1]);
    }
  }
}
