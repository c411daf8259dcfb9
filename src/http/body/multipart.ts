/**
 * Multipart bodies as the objects that their schemas describe.
 *
 * OpenAPI 3.0 and 3.1 #encoding-multipart-media-types, RFC 7578. Parts are matched to properties
 * by their names. In `multipart/mixed` and its like a part without a name belongs to none; where
 * the schema is a list, its items are the parts.
 */
import type { MediaType } from "../../contract/contract.ts";
import {
  type ContentType,
  findMediaType,
  isStructured,
  readContentType,
} from "../../contract/media-type.ts";
import { formatPointer, type PointerToken } from "../../source/pointer.ts";
import { type HeaderContext, headerLines, judgeHeader } from "../parameter/header-value.ts";
import { sentTwice } from "../parameter/read-members.ts";
import { textSchemaOf } from "../parameter/text-schema.ts";
import type { Pairs } from "../request-parts.ts";
import { MalformedText, readPrimitive } from "../wire.ts";
import type { BodyCodec, BodyFault, BodyReading, WrittenBody } from "./body.ts";
import { byteString, decodeText, encodeText } from "./body-text.ts";
import { malformed } from "./form.ts";
import { type FormField, formPlanOf } from "./form-plan.ts";
import { asEncoded, asPlain, itemsOf, readStyled, writeStyled } from "./form-style.ts";
import { type DraftPart, type Part, readParts, writeParts } from "./multipart-parts.ts";
import { brief } from "./text-fault.ts";

export function readMultipart(
  body: Uint8Array,
  type: ContentType,
  mediaType: MediaType,
  codec: BodyCodec,
): BodyReading {
  const boundary = type.parameters.get("boundary");
  if (!boundary) return { state: "malformed", reason: "has a Content-Type that says no boundary" };
  const read = readParts(body, boundary);
  if ("reason" in read) return { state: "malformed", reason: read.reason };
  const { parts } = read;
  const isForm = type.essence === "multipart/form-data";
  const nameless = parts.findIndex(({ name, disposition }) =>
    isForm ? name === undefined || disposition !== "form-data" : name === undefined,
  );
  if (isForm && nameless >= 0) {
    const reason = `has a part, number ${nameless + 1}, without Content-Disposition: form-data and a name`;
    return { state: "malformed", reason };
  }
  const plan = formPlanOf(mediaType);
  if (plan.list !== undefined) return readList(parts, plan.list, codec);
  if (parts.length > 0 && parts.every(({ name }) => name === undefined)) return { state: "opaque" };
  return readNamed(parts, mediaType, codec);
}

function readList(parts: readonly Part[], field: FormField, codec: BodyCodec): BodyReading {
  const faults: BodyFault[] = [];
  const value = parts.map((part, index) => readPart({ field, part, at: [index], faults, codec }));
  return reading(value, faults);
}

function readNamed(parts: readonly Part[], mediaType: MediaType, codec: BodyCodec): BodyReading {
  const plan = formPlanOf(mediaType);
  const sent = new Map<string, Part[]>();
  for (const part of parts) {
    if (part.name === undefined) continue;
    const known = sent.get(part.name);
    if (known === undefined) sent.set(part.name, [part]);
    else known.push(part);
  }
  const faults: BodyFault[] = [];
  const used = new Set<string>();
  const entries: [string, unknown][] = [];
  let pairs: Pairs | undefined;
  for (const { name, parameter } of plan.fields.values()) {
    if (parameter === undefined) continue;
    pairs ??= pairsOf(parts);
    try {
      const value = readStyled(plan, parameter, pairs, used);
      if (value !== undefined) entries.push([name, value]);
    } catch (error) {
      if (!(error instanceof MalformedText)) throw error;
      entries.push([name, undefined]);
      faults.push(malformed(name, error));
    }
  }
  for (const [name, own] of sent) {
    if (used.has(name)) continue;
    const field = plan.fields.get(name) ?? plan.rest;
    // Several parts of one name are a list where nothing is declared.
    const isList = field.shape === "array" || (own.length > 1 && field === plan.rest);
    const values = own.map((part, index) =>
      readPart({ field, part, at: isList ? [name, index] : [name], faults, codec }),
    );
    if (!isList && own.length > 1) {
      const texts = own.map(({ body }) => textIn(body));
      faults.push(malformed(name, sentTwice(texts, textSchemaOf(field.schema))));
    }
    entries.push([name, isList ? values : values[0]]);
  }
  return reading(Object.fromEntries(entries), faults);
}

// In parts nothing is percent-encoded: OpenAPI 3.1 #encoding-allow-reserved.
function pairsOf(parts: readonly Part[]): Pairs {
  const named = parts.filter(({ name }) => name !== undefined);
  return {
    names: named.map(({ name }) => name!),
    texts: named.map(({ body }) => asEncoded(textIn(body))),
  };
}

function reading(value: unknown, faults: readonly BodyFault[]): BodyReading {
  return { state: "value", value, ...(faults.length > 0 && { faults }) };
}

interface PartToRead {
  field: FormField;
  part: Part;
  /** Where its value stands in the body's. */
  at: readonly PointerToken[];
  faults: BodyFault[];
  codec: BodyCodec;
}

function readPart({ field, part, at, faults, codec }: PartToRead): unknown {
  const fault = (kind: BodyFault["kind"], reason: string): void => {
    faults.push({ pointer: formatPointer(at), kind, reason });
  };
  const headerFault = faultOfHeaders(field, part, codec);
  if (headerFault !== undefined) fault("invalid", headerFault);
  const said = part.contentType;
  const content = field.isContentStated
    ? findMediaType(field.content, said ?? "text/plain")
    : field.content[0];
  if (content === undefined) {
    const declared = field.content.map(({ type }) => type).join(", ");
    const sent =
      said === undefined ? "says no Content-Type" : `has the Content-Type ${brief(said)}`;
    fault("media-type", `${sent}; the contract declares ${declared}`);
    return byteString(part.body);
  }
  const type = field.isContentStated ? (said ?? "text/plain") : usedType(field, said);
  if (type === undefined) return readPrimitive(field.item, textOfPart(part));
  const read = codec.read(part.body, type, content);
  if (read.state === "value") {
    for (const inner of read.faults ?? []) {
      faults.push({ ...inner, pointer: formatPointer(at) + inner.pointer });
    }
    return read.value;
  }
  if (read.state === "malformed") fault("malformed", read.reason);
  return byteString(part.body);
}

// Where the contract states no type, the type of the property decides what is read, and the part
// may say in which of the ways that we know. Undefined for a text or octets.
function usedType(field: FormField, said: string | undefined): string | undefined {
  if (field.itemShape === "primitive") return undefined;
  return said !== undefined && isStructured(said) ? said : "application/json";
}

function textOfPart({ body, contentType, filename }: Part): string {
  if (contentType === undefined ? filename !== undefined : !/^\s*text\//i.test(contentType)) {
    return byteString(body);
  }
  const charset = contentType && readContentType(contentType).parameters.get("charset");
  const decoded = decodeText(body, charset || undefined);
  return "text" in decoded ? decoded.text : byteString(body);
}

function textIn(body: Uint8Array): string {
  const decoded = decodeText(body, undefined);
  return "text" in decoded ? decoded.text : byteString(body);
}

function faultOfHeaders({ headers }: FormField, part: Part, codec: BodyCodec): string | undefined {
  for (const header of headers) {
    const judgement = judgeHeader(header, part.headers, { ...PART, codec });
    if (judgement.state === "missing") return `lacks its required header ${header.name}`;
    if (judgement.state === "malformed") {
      return `has a header ${header.name} that ${judgement.reason}`;
    }
    const violation = judgement.violations.find(({ kind }) => kind === "invalid");
    if (violation !== undefined) return `has a header ${header.name} that ${violation.message}`;
  }
  return undefined;
}

// Encodings are for request bodies alone.
const PART: Pick<HeaderContext, "direction"> = { direction: "request" };

/** A value as a multipart body; what is undefined is left out. */
export function writeMultipart(
  value: unknown,
  contentType: string,
  mediaType: MediaType,
  codec: BodyCodec,
): WrittenBody {
  const plan = formPlanOf(mediaType);
  const { list } = plan;
  const parts =
    list !== undefined && Array.isArray(value)
      ? value.map((item) => draft(undefined, item, list, codec))
      : Object.entries(value ?? {}).flatMap(([name, entry]) =>
          entry === undefined
            ? []
            : draftsOf(name, entry, plan.fields.get(name) ?? plan.rest, codec),
        );
  const { bytes, boundary } = writeParts(parts);
  const type = contentType.replace(/;\s*boundary\s*=\s*("[^"]*"|[^;\s]*)/i, "");
  return { bytes, contentType: `${type}; boundary=${boundary}` };
}

function draftsOf(name: string, entry: unknown, field: FormField, codec: BodyCodec): DraftPart[] {
  const { parameter } = field;
  if (parameter === undefined) {
    return itemsOf(entry, field).map((item) => draft(name, item, field, codec));
  }
  return writeStyled(parameter, entry).map(([key, text]) => ({
    name: asPlain(key),
    headers: [],
    body: encodeText(asPlain(text)),
  }));
}

function draft(
  name: string | undefined,
  item: unknown,
  field: FormField,
  codec: BodyCodec,
): DraftPart {
  const content = field.content[0]!;
  const { bytes, contentType } = codec.write(item, content);
  const isText = /^text\//i.test(contentType) || isStructured(contentType);
  const headers = field.headers.flatMap((header): [string, string][] => {
    const lines = headerLines(header, 1, { ...PART, codec }) ?? [];
    return lines.map((line) => [header.name, line]);
  });
  return {
    name,
    filename: isText ? undefined : name,
    // RFC 7578 §4.4: a part that does not say is text/plain.
    headers: contentType === "text/plain" ? headers : [["Content-Type", contentType], ...headers],
    body: bytes,
  };
}
