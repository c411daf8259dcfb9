/**
 * A body read as its media type says.
 *
 * JSON: RFC 8259, and RFC 6839 §3.1 for `+json`. Forms: URL Standard
 * #application/x-www-form-urlencoded, with the types of OpenAPI 3.1 #media-type-encoding.
 */
import type { MediaType } from "../contract/contract.ts";
import { essence, isJson } from "../contract/media-type.ts";
import { declaredProperties } from "../schema/declared-properties.ts";
import { MalformedText, queryDecode, rawPairs, readArray, readPrimitive, shapeOf } from "./wire.ts";

export type BodyReading =
  | { state: "value"; value: unknown }
  | { state: "malformed"; reason: string }
  /** A media type whose bodies are not values of a schema to us. */
  | { state: "opaque" };

/** @param contentType of the body itself; `mediaType` may be a range */
export function readBody(body: Uint8Array, contentType: string, mediaType: MediaType): BodyReading {
  if (isJson(contentType)) return readJson(body);
  if (essence(contentType) === "application/x-www-form-urlencoded")
    return readForm(body, mediaType);
  if (isPlainText(contentType)) {
    return { state: "value", value: new TextDecoder().decode(body) };
  }
  return { state: "opaque" };
}

// XML is text too, and its value is a tree.
function isPlainText(contentType: string): boolean {
  const type = essence(contentType);
  return type.startsWith("text/") && type !== "text/xml" && !type.endsWith("+xml");
}

function readJson(body: Uint8Array): BodyReading {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(body);
    return { state: "value", value: JSON.parse(text) };
  } catch (error) {
    return { state: "malformed", reason: `is not JSON: ${(error as Error).message}` };
  }
}

function readForm(body: Uint8Array, { schema }: MediaType): BodyReading {
  const properties = schema && declaredProperties(schema);
  const values = new Map<string, string[]>();
  try {
    for (const [name, value] of rawPairs(new TextDecoder().decode(body))) {
      const key = queryDecode(name);
      values.set(key, [...(values.get(key) ?? []), queryDecode(value)]);
    }
  } catch (error) {
    if (!(error instanceof MalformedText)) throw error;
    return { state: "malformed", reason: `is no form: ${error.message}` };
  }
  const entries = [...values].map(([name, texts]): [string, unknown] => {
    const property = properties?.get(name);
    if (shapeOf(property) === "array") return [name, readArray(property, texts)];
    return [name, readPrimitive(property, texts[0]!)];
  });
  return { state: "value", value: Object.fromEntries(entries) };
}
