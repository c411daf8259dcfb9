/**
 * A parameter whose value is a document of a media type.
 *
 * OpenAPI 3.0 and 3.1 #fixed-fields-for-use-with-content: JSON and texts are read.
 */
import type { MediaType, Parameter } from "../../contract/contract.ts";
import { isJson } from "../../contract/media-type.ts";
import { cookiesOf, fieldText, queryOf, type RequestParts } from "../request-parts.ts";
import { MalformedText, percentDecode, queryDecode } from "../wire.ts";
import { attempt, sentTwice } from "./read-members.ts";
import { type TextSchema, textSchemaOf } from "./text-schema.ts";

/** A text of a media type that is not read. */
export const UNREAD: unique symbol = Symbol("unread");

/** Gives undefined where the parameter is absent, a MalformedText, UNREAD or the value. */
export function contentReader(
  parameter: Parameter,
  { type, schema }: MediaType,
): (parts: RequestParts) => unknown {
  const value = textSchemaOf(schema);
  const parse = contentParser(type, value);
  const read = (parts: RequestParts): unknown => {
    const text = contentText(parameter, parts, value);
    return text === undefined ? undefined : parse(text);
  };
  return (parts) => attempt(read, parts);
}

function contentParser(type: string, value: TextSchema): (text: string) => unknown {
  if (isJson(type)) {
    return (text) => {
      try {
        return JSON.parse(text);
      } catch (error) {
        throw new MalformedText(`${text} is not ${type}`, { text, cause: error });
      }
    };
  }
  return isPlainText(type) ? value.primitive : () => UNREAD;
}

function isPlainText(type: string): boolean {
  return /^text\/(?!xml\b)[^+]*(;|$)/i.test(type.trim());
}

function contentText(
  parameter: Parameter,
  parts: RequestParts,
  value: TextSchema,
): string | undefined {
  const { name, in: where } = parameter;
  if (where === "header") return fieldText(parts.request.headers, name.toLowerCase());
  if (where === "path") {
    const text = parts.pathValues.get(name);
    return text === undefined ? undefined : percentDecode(text);
  }
  const { names, texts } = where === "query" ? queryOf(parts) : cookiesOf(parts);
  const own = texts.filter((_, index) => names[index] === name);
  if (own.length > 1) throw sentTwice(own, value);
  const [text] = own;
  if (text === undefined) return undefined;
  return where === "query" ? queryDecode(text) : percentDecode(text);
}
