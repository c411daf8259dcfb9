/**
 * Forms in the URL encoding.
 *
 * URL Standard #application/x-www-form-urlencoded; OpenAPI 3.1
 * #encoding-the-x-www-form-urlencoded-media-type.
 */
import type { MediaType } from "../../contract/contract.ts";
import { isStructured } from "../../contract/media-type.ts";
import { formatPointer } from "../../source/pointer.ts";
import { sentTwice } from "../parameter/read-members.ts";
import { textSchemaOf } from "../parameter/text-schema.ts";
import { readQuery } from "../request-parts.ts";
import { MalformedText, queryDecode, queryDecodeOrKeep, readPrimitive } from "../wire.ts";
import type { BodyCodec, BodyFault, BodyReading } from "./body.ts";
import { decodeText, encodeText } from "./body-text.ts";
import { type FormField, formPlanOf } from "./form-plan.ts";
import { itemsOf, readStyled, textOf, writeStyled } from "./form-style.ts";
import { brief } from "./text-fault.ts";

/** A form as an object. What stands in it without being declared is a text, or a list of texts. */
export function readForm(body: Uint8Array, mediaType: MediaType, codec: BodyCodec): BodyReading {
  const decoded = decodeText(body, undefined);
  if (!("text" in decoded)) return { state: "malformed", reason: decoded.reason };
  const pairs = readQuery(decoded.text);
  const plan = formPlanOf(mediaType);
  const sent = new Map<string, string[]>();
  for (const [index, name] of pairs.names.entries()) {
    const known = sent.get(name);
    if (known === undefined) sent.set(name, [pairs.texts[index]!]);
    else known.push(pairs.texts[index]!);
  }
  const entries: [string, unknown][] = [];
  const faults: BodyFault[] = [];
  const used = new Set<string>();
  for (const field of plan.fields.values()) {
    const { name, parameter } = field;
    try {
      const texts = sent.get(name);
      const value =
        parameter === undefined
          ? texts && readTexts(field, texts, codec)
          : readStyled(plan, parameter, pairs, used);
      used.add(name);
      if (value !== undefined) entries.push([name, value]);
    } catch (error) {
      if (!(error instanceof MalformedText)) throw error;
      entries.push([name, sent.get(name)?.map(queryDecodeOrKeep)]);
      faults.push(malformed(name, error));
    }
  }
  for (const [name, texts] of sent) {
    if (used.has(name)) continue;
    // A text of nobody's that is not percent-encoded as it should be is no fault.
    const values = texts.map((text) => readPrimitive(plan.rest.schema, queryDecodeOrKeep(text)));
    entries.push([name, values.length === 1 ? values[0] : values]);
  }
  // fromEntries defines own properties, whatever their names.
  const value = Object.fromEntries(entries);
  return { state: "value", value, ...(faults.length > 0 && { faults }) };
}

/** What is wrong with a property whose text cannot be read. */
export function malformed(name: string, { message, tokens }: MalformedText): BodyFault {
  const reason = `cannot be read: ${brief(message, 200)}`;
  return { pointer: formatPointer([name, ...tokens]), kind: "malformed", reason };
}

/** @throws {MalformedText} */
function readTexts(field: FormField, texts: readonly string[], codec: BodyCodec): unknown {
  const values = texts.map((text) => readText(field, queryDecode(text), codec));
  const [only] = values;
  if (field.shape !== "array") {
    if (texts.length > 1) throw sentTwice(texts, textSchemaOf(field.schema));
    return only;
  }
  // A list may be one JSON text as well as a text for each item.
  return values.length === 1 && Array.isArray(only) && field.itemShape !== "array" ? only : values;
}

/** @throws {MalformedText} where the text is not of the field's media type */
function readText(field: FormField, text: string, codec: BodyCodec): unknown {
  const content = field.content[0]!;
  // Octets stand in a form as text, encoded as the schema says.
  if (!isStructured(content.type)) return readPrimitive(field.item, text);
  const reading = codec.read(encodeText(text), content.type, content);
  if (reading.state === "value") return reading.value;
  throw new MalformedText(reading.state === "malformed" ? `it ${reading.reason}` : "it is opaque");
}

/** A value as a form; what is undefined is left out. */
export function writeForm(value: unknown, mediaType: MediaType, codec: BodyCodec): string {
  const plan = formPlanOf(mediaType);
  const pairs: string[] = [];
  for (const [name, entry] of Object.entries(value ?? {})) {
    if (entry === undefined) continue;
    const field = plan.fields.get(name) ?? plan.rest;
    const { parameter } = field;
    if (parameter !== undefined) {
      for (const [key, text] of writeStyled(parameter, entry)) pairs.push(`${key}=${text}`);
      continue;
    }
    for (const item of itemsOf(entry, field)) {
      pairs.push(`${formEncode(name)}=${formEncode(textFor(item, field, codec))}`);
    }
  }
  return pairs.join("&");
}

function textFor(item: unknown, field: FormField, codec: BodyCodec): string {
  const content = field.content[0]!;
  if (!isStructured(content.type)) return textOf(item);
  return new TextDecoder().decode(codec.write(item, content).bytes);
}

/** URL Standard #concept-urlencoded-serializer. */
function formEncode(text: string): string {
  return encodeURIComponent(text.toWellFormed())
    .replaceAll("%20", "+")
    .replace(/[!'()~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
