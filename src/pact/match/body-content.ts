/**
 * What a body of a pact, or one that was seen, holds: a text, or JSON with its numbers as written.
 */
import { essence, isJson, isXml } from "../../contract/media-type.ts";
import { offsetInJson } from "../../source/json-position.ts";
import { parsePointer } from "../../source/pointer.ts";
import type { Body } from "../pact.ts";
import { kindOfText } from "./content-kind.ts";
import { jsonText, readJson, readJsonAt } from "./json-value.ts";

export type BodyKind = "json" | "xml" | "form" | "multipart" | "text";

/** How a body of the type is compared. */
export function kindOfType(contentType: string): BodyKind {
  const type = essence(contentType);
  if (isJson(type) || type === "application/json-rpc") return "json";
  if (isXml(type)) return "xml";
  if (type === "application/x-www-form-urlencoded") return "form";
  return type.startsWith("multipart/") ? "multipart" : "text";
}

/** The type that the body shows by itself, where nobody states one. */
export function detectedType({ content, encoded }: Body): string | undefined {
  if (content === undefined || encoded !== false) return undefined;
  return typeof content === "string" ? kindOfText(content) : "application/json";
}

/** Binary content is a text of bytes in Latin-1. */
export function textOfBody({ content, encoded, place }: Body): string {
  if (typeof content !== "string") {
    return typeof place.value === "string" ? place.value : jsonText(content);
  }
  return encoded === "base64" ? (fromBase64(content) ?? content) : content;
}

/**
 * The JSON value of a body, or why there is none. Numbers are read where they stand: in the
 * pact's own text, or in the text that a string of it holds.
 */
export function jsonOfBody(body: Body): { value: unknown } | { reason: string } {
  const { content, place } = body;
  if (typeof content === "string" && body.encoded === "base64") {
    const text = fromBase64(content);
    return text === undefined ? { reason: "is not in base64" } : readJson(text);
  }
  if (content === place.value) return { value: valueInSource(body) };
  if (typeof place.value !== "string") return { value: content };
  const plain = readJson(place.value);
  if ("value" in plain) return plain;
  const decoded = fromBase64(place.value);
  return decoded === undefined ? { value: content } : readJson(decoded);
}

// A source that is no JSON text says nothing of how its numbers would be written there.
function valueInSource({ content, place: { source, pointer } }: Body): unknown {
  const hasNumbers =
    typeof content === "number" || (content !== null && typeof content === "object");
  if (!hasNumbers || !/^\ufeff?\s*[{[]/.test(source.text)) return content;
  if (!isJsonSource(source.text)) return content;
  return readJsonAt(source.text, offsetInJson(source.text, parsePointer(pointer) ?? []));
}

function isJsonSource(text: string): boolean {
  if (known?.text !== text)
    known = { text, isJson: "value" in readJson(text.replace(/^\ufeff/, "")) };
  return known.isJson;
}

// The bodies of a pact are read one after another, from one text.
let known: { text: string; isJson: boolean } | undefined;

// UTF-8 where the bytes are that, else Latin-1.
function fromBase64(text: string): string | undefined {
  let bytes: string;
  try {
    bytes = atob(text);
  } catch {
    return undefined;
  }
  try {
    return UTF_8.decode(Uint8Array.from(bytes, (letter) => letter.charCodeAt(0)));
  } catch {
    return bytes;
  }
}

const UTF_8 = new TextDecoder("utf-8", { fatal: true });
