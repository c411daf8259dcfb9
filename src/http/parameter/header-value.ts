/**
 * A declared header of a response or of a part of a multipart body: read, judged and written.
 *
 * OpenAPI 3.1 #header-object: style `simple`, or a document of the media type that `content`
 * names. RFC 9110 §5.3: a field that is sent in several lines is one list, except Set-Cookie.
 */
import type { Header, Parameter } from "../../contract/contract.ts";
import { isJson } from "../../contract/media-type.ts";
import { sample } from "../../schema/sample.ts";
import type { Schema } from "../../schema/schema.ts";
import { type Violation, validate } from "../../schema/validate.ts";
import type { BodyCodec } from "../body/body.ts";
import { encodeText } from "../body/body-text.ts";
import type { Fields } from "../exchange.ts";
import { shapeOf } from "../wire.ts";
import { readHeaderValue } from "./parameter-value.ts";
import { writeParameter } from "./write-parameter.ts";

export type HeaderJudgement =
  | { state: "missing" }
  /** @param reason to be read after the header's name */
  | { state: "malformed"; reason: string }
  /** Nothing wrong where there are no violations, or nothing sent of what is optional. */
  | { state: "judged"; violations: readonly Violation[] };

export interface HeaderContext {
  direction: "request" | "response";
  /** Reads and writes documents in headers; handed in, as a body's parts have headers again. */
  codec: BodyCodec;
}

const FITS: HeaderJudgement = { state: "judged", violations: [] };

export function judgeHeader(
  header: Header,
  fields: Fields,
  { direction, codec }: HeaderContext,
): HeaderJudgement {
  const lines = fields.get(header.name.toLowerCase());
  if (lines === undefined) return header.required ? { state: "missing" } : FITS;
  const [content] = header.content;
  if (content !== undefined) {
    const reading = codec.read(encodeText(lines.join(", ")), content.type, content);
    if (reading.state === "malformed") return reading;
    if (reading.state === "opaque") return FITS;
    return judged(content.schema, reading.value, direction);
  }
  const isOfLines = isSetCookie(header.name);
  const values = isOfLines ? lines : [lines.join(", ")];
  // Cookies may hold commas: each line is a value, and a list has a line for each item.
  if (isOfLines && shapeOf(header.schema) === "array") {
    return judged(header.schema, values, direction);
  }
  for (const text of values) {
    const value = readHeaderValue(header.schema, header.explode, text);
    const judgement = judged(header.schema, value, direction);
    if (judgement !== FITS) return judgement;
  }
  return FITS;
}

function isSetCookie(name: string): boolean {
  return name.toLowerCase() === "set-cookie";
}

function judged(
  schema: Schema | undefined,
  value: unknown,
  direction: "request" | "response",
): HeaderJudgement {
  if (schema === undefined) return FITS;
  const violations = validate(schema, value, { direction });
  return violations.length === 0 ? FITS : { state: "judged", violations };
}

/**
 * A value for a header as it is sent, in one line or, of a list of cookies, in one for each: its
 * first example that fits, else a sample.
 *
 * @returns undefined where none is found that a field can carry
 */
export function headerLines(
  header: Header,
  seed: number | string,
  context: HeaderContext,
): string[] | undefined {
  for (const { value } of header.examples) {
    const lines = written(header, value, context);
    if (lines !== undefined && fits(header, lines, context)) return lines;
    // An example may be the text that is sent.
    if (typeof value === "string" && fits(header, [value], context)) return [value];
  }
  const schema = header.content[0]?.schema ?? header.schema;
  if (schema === undefined) {
    return header.content.length > 0 ? written(header, {}, context) : undefined;
  }
  const made = sample(schema, { seed, direction: context.direction, name: header.name });
  return made.ok ? written(header, made.value, context) : undefined;
}

function fits(header: Header, lines: readonly string[], context: HeaderContext): boolean {
  const judgement = judgeHeader(header, new Map([[header.name.toLowerCase(), lines]]), context);
  return judgement.state === "judged" && judgement.violations.length === 0;
}

function written(header: Header, value: unknown, { codec }: HeaderContext): string[] | undefined {
  const [entry] = header.content;
  if (entry !== undefined) {
    const text = new TextDecoder().decode(codec.write(value, entry).bytes);
    return [isJson(entry.type) ? asciiJson(text) : text];
  }
  const values = isSetCookie(header.name) && Array.isArray(value) ? value : [value];
  const lines = values.map((each) => styled(header, each));
  return lines.every((line) => line !== undefined) ? lines : undefined;
}

function styled(header: Header, value: unknown): string | undefined {
  const written = writeParameter({ ...asParameter(header), content: [] }, value);
  return written !== undefined && "text" in written ? written.text : undefined;
}

/** A header is written as a parameter in a header is: OpenAPI 3.1 #header-object. */
export function asParameter({ name, explode, schema, content, place }: Header): Parameter {
  return {
    name,
    in: "header",
    required: false,
    style: "simple",
    explode,
    allowReserved: false,
    allowEmptyValue: false,
    schema,
    content,
    place,
  };
}

// Any character of a JSON text may be an escape: RFC 8259 §7. RFC 9110 §5.5: fields are ASCII.
function asciiJson(text: string): string {
  return text.replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
