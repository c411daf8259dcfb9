/**
 * Bodies and values: one table of media types, read both ways.
 *
 * OpenAPI 3.0 and 3.1 #media-type-object. Each kind of body names its own text in its own file.
 */
import type { MediaType } from "../../contract/contract.ts";
import {
  type ContentType,
  isJson,
  isXml,
  readContentType,
  usualType,
} from "../../contract/media-type.ts";
import { instanceTypes } from "../../schema/instance-types.ts";
import type { Schema } from "../../schema/schema.ts";
import { readPrimitive, shapeOf } from "../wire.ts";
import { byteString, bytesOf, decodeText, encodeText } from "./body-text.ts";
import { writeCsv } from "./csv.ts";
import { readForm, writeForm } from "./form.ts";
import { textOf } from "./form-style.ts";
import { jsonFault } from "./json-fault.ts";
import { readMultipart, writeMultipart } from "./multipart.ts";
import { readXml } from "./xml.ts";
import { writeXml } from "./xml-write.ts";

export type BodyReading =
  | {
      state: "value";
      value: unknown /** Where it could not be read as declared. */;
      faults?: readonly BodyFault[];
    }
  /** @param reason to be read after `the body` */
  | { state: "malformed"; reason: string }
  /** A media type whose bodies are not values of the schema to us. */
  | { state: "opaque" };

/** What is wrong with one property of a body before its schema is asked. */
export interface BodyFault {
  /** In the value: of the property that is at fault. What stands there is not to be judged again. */
  pointer: string;
  kind: "malformed" | "media-type" | "invalid";
  /** To be read after the name of the place, or after `the body`. */
  reason: string;
}

export interface WrittenBody {
  bytes: Uint8Array;
  /** With its boundary, where it has one. */
  contentType: string;
}

/** What reads and writes the parts of a body; handed down, as a part is a body again. */
export interface BodyCodec {
  read: typeof readBody;
  write: typeof writeBody;
}

/** One line of the table. */
interface Kind {
  fits(essence: string): boolean;
  /** Whether no bytes at all are a value: an empty text, a form without fields. */
  hasEmpty: boolean;
  read(body: Uint8Array, type: ContentType, mediaType: MediaType): BodyReading;
  write(value: unknown, type: string, mediaType: MediaType): WrittenBody;
}

const JSON_TEXT: Kind = {
  fits: isJson,
  hasEmpty: false,
  read: readJson,
  write: (value, contentType) => ({ bytes: encodeText(JSON.stringify(value)), contentType }),
};

const FORM: Kind = {
  fits: (essence) => essence === "application/x-www-form-urlencoded",
  hasEmpty: true,
  read: (body, _, mediaType) => readForm(body, mediaType, codec),
  write: (value, contentType, mediaType) => ({
    bytes: encodeText(writeForm(value, mediaType, codec)),
    contentType,
  }),
};

const MULTIPART: Kind = {
  fits: (essence) => essence.startsWith("multipart/"),
  hasEmpty: false,
  read: (body, type, mediaType) => readMultipart(body, type, mediaType, codec),
  write: (value, contentType, mediaType) => writeMultipart(value, contentType, mediaType, codec),
};

const XML: Kind = {
  fits: isXml,
  hasEmpty: false,
  read: (body, type, { schema }) => readXml(body, type, schema),
  write: (value, contentType, { schema }) => ({
    bytes: encodeText(writeXml(value, schema)),
    contentType: inUtf8(contentType),
  }),
};

const TEXT: Kind = {
  fits: (essence) => essence.startsWith("text/"),
  hasEmpty: true,
  read: readText,
  write: (value, contentType) => {
    const isCsv = readContentType(contentType).essence === "text/csv";
    const text = isCsv && typeof value === "object" ? writeCsv(value) : textOf(value);
    return { bytes: encodeText(text), contentType: inUtf8(contentType) };
  },
};

const BINARY: Kind = {
  fits: () => true,
  hasEmpty: true,
  read: (body, _, { schema }) => readBinary(body, schema),
  write: (value, contentType) => ({
    bytes: typeof value === "string" ? bytesOf(value) : encodeText(textOf(value)),
    contentType,
  }),
};

// XML is text too, and its value is a tree: the first that fits has it.
const KINDS: readonly Kind[] = [JSON_TEXT, FORM, MULTIPART, XML, TEXT, BINARY];

/** The table, for what reads and writes bodies inside bodies. */
export const codec: BodyCodec = { read: readBody, write: writeBody };

/**
 * The value that a body stands for, typed by the schema where the wire has only text.
 *
 * JSON texts may begin with a byte order mark, RFC 8259 §8.1, and are decoded as their `charset`
 * says. Of a property name that a text states twice the last one counts, and a number beyond
 * double precision becomes the nearest double, as `JSON.parse` has it; names such as
 * `__proto__` are names like any other. Octets (images, `application/octet-stream`) are a byte
 * string where the schema is of strings. Media types of other structure, such as a CSV of
 * records, are opaque. Nothing is copied or kept.
 *
 * @param contentType of the body itself; `mediaType` may be a range
 */
export function readBody(body: Uint8Array, contentType: string, mediaType: MediaType): BodyReading {
  const type = readContentType(contentType);
  return kindOf(type.essence).read(body, type, mediaType);
}

/**
 * The bytes that `readBody` reads as `value`, in UTF-8.
 *
 * Where the schema leaves open how a value is written, and in media types that are opaque to
 * `readBody`, a string is the text itself, records are written as CSV where that is the type, and
 * other values as JSON. The same value gives the same bytes, boundaries included.
 *
 * @param contentType what the body says it is, where the media type is a range or has parameters
 *   to be told; default: the media type's own, a usual one for a range
 */
export function writeBody(
  value: unknown,
  mediaType: MediaType,
  contentType: string = usualType(mediaType.type),
): WrittenBody {
  return kindOf(readContentType(contentType).essence).write(value, contentType, mediaType);
}

/** Whether a body of this type may be empty and be a value all the same: a text, a form, octets. */
export function hasEmptyValue(contentType: string): boolean {
  return kindOf(readContentType(contentType).essence).hasEmpty;
}

function kindOf(essence: string): Kind {
  // Nearly every body is of it.
  if (essence === "application/json") return JSON_TEXT;
  for (const kind of KINDS) if (kind.fits(essence)) return kind;
  return BINARY;
}

// Whatever the contract says, what is written here is UTF-8.
function inUtf8(contentType: string): string {
  const charset = readContentType(contentType).parameters.get("charset");
  if (charset === undefined || charset.toLowerCase() === "utf-8") return contentType;
  return contentType.replace(/;\s*charset\s*=\s*("[^"]*"|[^;\s]*)/i, "; charset=utf-8");
}

function readJson(body: Uint8Array, { parameters }: ContentType): BodyReading {
  const decoded = decodeText(body, parameters.get("charset"));
  if (!("text" in decoded)) return { state: "malformed", reason: decoded.reason };
  try {
    return { state: "value", value: JSON.parse(decoded.text) };
  } catch {
    return { state: "malformed", reason: `is not JSON: ${jsonFault(decoded.text)}` };
  }
}

function readText(
  body: Uint8Array,
  { parameters }: ContentType,
  { schema }: MediaType,
): BodyReading {
  const decoded = decodeText(body, parameters.get("charset"));
  if (!("text" in decoded)) return { state: "malformed", reason: decoded.reason };
  // A text of records is written in a way that its media type knows, and we do not.
  if (shapeOf(schema) !== "primitive") return { state: "opaque" };
  return { state: "value", value: readPrimitive(schema, decoded.text) };
}

function readBinary(body: Uint8Array, schema: Schema | undefined): BodyReading {
  if (schema === undefined || !instanceTypes(schema).has("string")) return { state: "opaque" };
  return { state: "value", value: byteString(body) };
}
