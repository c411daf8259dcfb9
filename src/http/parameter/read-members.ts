/**
 * The members of a value that was taken apart: items and properties, typed by their schemas.
 *
 * RFC 6570 says nothing of lists and objects inside a value, and OpenAPI 3.1
 * #non-rfc6570-field-values-and-combinations leaves them to us: inside a value they are JSON texts,
 * and an inner list may stand with commas where a comma does nothing else.
 */
import { isValid } from "../../schema/validate.ts";
import type { PointerToken } from "../../source/pointer.ts";
import { MalformedText } from "../wire.ts";
import type { TextSchema } from "./text-schema.ts";

/** How texts are decoded, and whether a comma still means something where they stand. */
export interface Codec {
  /** @throws {MalformedText} */
  decode(text: string): string;
  /** Whether a list inside a list is told by its commas. */
  isCommaFree: boolean;
}

/** @throws {MalformedText} with the place of the item that cannot be decoded */
export function readItems(list: TextSchema, texts: readonly string[], codec: Codec): unknown {
  const [only] = texts;
  if (texts.length === 1 && only === "") return readEmpty(list, "array", codec);
  const items: unknown[] = [];
  for (let index = 0; index < texts.length; index += 1) {
    items.push(readAt(index, list.item(index), texts[index]!, codec));
  }
  return items;
}

/** What `read` gives, or why it cannot be read. */
export function attempt<T>(read: (from: T) => unknown, from: T): unknown {
  try {
    return read(from);
  } catch (error) {
    if (error instanceof MalformedText) return error;
    throw error;
  }
}

/** Names, decoded, and texts in the order they were sent. */
export type MemberPairs = readonly (readonly [name: string, text: string])[];

/**
 * @param isSpread whether a list among the properties has a pair for each item
 * @throws {MalformedText} with the place of the property that cannot be read
 */
export function readProperties(
  object: TextSchema,
  pairs: MemberPairs,
  codec: Codec,
  isSpread: boolean,
): Record<string, unknown> {
  const texts = new Map<string, string[]>();
  for (const [name, text] of pairs) {
    const before = texts.get(name);
    if (before === undefined) texts.set(name, [text]);
    else before.push(text);
  }
  const entries: [string, unknown][] = [];
  for (const [name, sent] of texts) {
    const property = object.property(name);
    if (isSpread && isList(property, sent)) {
      entries.push([name, within(name, () => readItems(property, sent, codec))]);
    } else if (sent.length > 1) {
      throw sentTwice(sent, property).inside(name);
    } else {
      entries.push([name, readAt(name, property, sent[0]!, codec)]);
    }
  }
  // fromEntries defines own properties, whatever their names.
  return Object.fromEntries(entries);
}

// A text that may also be a list is one where it was sent more than once.
function isList({ shapes }: TextSchema, sent: readonly string[]): boolean {
  return shapes[0] === "array" || (sent.length > 1 && shapes.includes("array"));
}

/** What is wrong where one value is due and several were sent. */
export function sentTwice(texts: readonly string[], { schema }: TextSchema): MalformedText {
  const times = texts.length === 2 ? "twice" : `${texts.length} times`;
  return new MalformedText(`it is sent ${times}, and is one value`, { text: [...texts], schema });
}

/**
 * The empty text: what the empty string, null, an empty list and an empty object all have, by the
 * column `undefined` of OpenAPI 3.1 #style-examples. The first reading that the schema accepts.
 */
export function readEmpty(value: TextSchema, shape: "array" | "object", codec: Codec): unknown {
  const { schema, isNullable } = value;
  const empty = shape === "array" ? [] : {};
  if (schema === undefined || isValid(schema, empty)) return empty;
  if (isNullable && isValid(schema, null)) return null;
  if (shape === "object") return empty;
  const single = [value.item(0).primitive(codec.decode(""))];
  return isValid(schema, single) ? single : empty;
}

function readAt(token: PointerToken, member: TextSchema, text: string, codec: Codec): unknown {
  const [shape] = member.shapes;
  if (shape === "primitive") {
    try {
      return member.primitive(codec.decode(text));
    } catch (error) {
      throw located(error, token);
    }
  }
  return within(token, () => readNested(member, text, codec));
}

function readNested(member: TextSchema, text: string, codec: Codec): unknown {
  const decoded = codec.decode(text);
  const json = parseNested(decoded);
  if (json !== undefined) return json;
  if (decoded === "" && member.isNullable) return null;
  if (!codec.isCommaFree || member.shapes[0] !== "array") return decoded;
  return readItems(member, text.split(","), { ...codec, isCommaFree: false });
}

function parseNested(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function within<T>(token: PointerToken, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw located(error, token);
  }
}

function located(error: unknown, token: PointerToken): unknown {
  return error instanceof MalformedText ? error.inside(token) : error;
}
