/**
 * A body as a pact file writes it: raw up to version 3, with its encoding in version 4.
 *
 * Pact V4 #body; how strings and nulls are taken follows the official reader.
 */
import { isJson } from "../contract/media-type.ts";
import { inside, isMapping, type Place } from "../source/documents.ts";
import { addFault, type Faults, kindOf } from "./fault.ts";
import type { Body, Specification } from "./pact.ts";

export interface BodyContext {
  specification: Specification;
  /** What the headers or the metadata say. */
  contentType: string | undefined;
}

/** @param key `body`, or `contents` of a message */
export function readBody(faults: Faults, part: Place, key: string, context: BodyContext): Body {
  const place = inside(part, key);
  const { contentType } = context;
  const absent = { content: undefined, contentType, encoded: false, hint: undefined } as const;
  if (place === undefined) return { ...absent, state: "missing", place: part };
  if (place.value === null) return { ...absent, state: "null", place };
  if (context.specification === "4" && isMapping(place.value)) {
    return readV4Body(faults, place, contentType);
  }
  return readRawBody(place, contentType);
}

function readV4Body(faults: Faults, body: Place, fallback: string | undefined): Body {
  const stated = inside(body, "contentType")?.value;
  const contentType = typeof stated === "string" ? stated : fallback;
  const hinted = inside(body, "contentTypeHint")?.value;
  const hint = typeof hinted === "string" ? hinted : undefined;
  const common = { content: undefined, contentType, encoded: false, hint } as const;
  const place = inside(body, "content");
  if (place === undefined) {
    if (Object.keys(body.value as object).length > 0) {
      const message = "the body has no `content`; the official tools read no body here";
      addFault(faults, body, message, "warning");
    }
    return { ...common, state: "missing", place: body };
  }
  if (place.value === null) return { ...common, state: "null", place };
  if (place.value === "") return { ...common, state: "empty", place };
  const encoding = encodingOf(inside(body, "encoded")?.value);
  if (encoding === false) return { ...common, ...typed(place.value, contentType), place };
  if (typeof place.value !== "string") {
    const message = `the encoded content is ${kindOf(place.value)}; a pact has a string here`;
    addFault(faults, place, message);
    return { ...common, state: "missing", place };
  }
  return { ...common, ...decoded(faults, place, encoding, contentType), place };
}

// `true` says that the content is encoded and not how; the official reader takes it as it stands.
function encodingOf(written: unknown): string | false {
  return typeof written === "string" ? written.toLowerCase() : false;
}

function decoded(
  faults: Faults,
  place: Place,
  encoding: string,
  contentType: string | undefined,
): Pick<Body, "state" | "content" | "contentType" | "encoded"> {
  const text = place.value as string;
  const state = "present";
  if (encoding === "base64") {
    const json = contentType !== undefined && isJson(contentType) ? fromBase64(text) : undefined;
    const parsed = json === undefined ? undefined : parseJson(json);
    if (parsed === undefined) return { state, content: text, contentType, encoded: "base64" };
    return { state, content: parsed.value, contentType, encoded: false };
  }
  if (encoding !== "json") {
    addFault(faults, place, `the encoding "${encoding}" is not known; the text is read as it is`);
  }
  const parsed = encoding === "json" ? parseJson(text) : undefined;
  return { state, content: parsed ? parsed.value : text, contentType, encoded: false };
}

// Up to version 3 a JSON body may stand there as text.
function readRawBody(place: Place, contentType: string | undefined): Body {
  const { value } = place;
  const common = { contentType, encoded: false, hint: undefined, place } as const;
  if (value === "") return { ...common, state: "empty", content: undefined };
  if (typeof value !== "string") return { ...common, ...typed(value, contentType) };
  const looksJson = contentType === undefined ? /^\s*[{[]/.test(value) : isJson(contentType);
  const parsed = looksJson ? parseJson(value) : undefined;
  if (parsed === undefined) return { ...common, state: "present", content: value };
  return { ...common, ...typed(parsed.value, contentType) };
}

function typed(
  content: unknown,
  contentType: string | undefined,
): Pick<Body, "state" | "content" | "contentType"> {
  const guessed = typeof content === "string" ? undefined : "application/json";
  return { state: "present", content, contentType: contentType ?? guessed };
}

function parseJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function fromBase64(text: string): string | undefined {
  try {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
