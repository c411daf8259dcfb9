/**
 * Bytes as text and back.
 *
 * Encoding Standard #names-and-labels. A byte string holds one byte in each character, so that
 * lengths are counted in octets: OpenAPI 3.1 #working-with-binary-data.
 */

import { brief } from "./text-fault.ts";

export type DecodedText = { text: string } | { reason: string };

const utf8 = new TextDecoder("utf-8", { fatal: true });
const encoder = new TextEncoder();

/** Decoders of other encodings, by label in lower case; as many as the standard has labels. */
const decoders = new Map<string, TextDecoder>();

/**
 * The text that `bytes` are; a byte order mark is not part of it.
 *
 * @param charset a label such as `utf-16` or `latin1`; UTF-8 where none is said
 */
export function decodeText(bytes: Uint8Array, charset: string | undefined): DecodedText {
  const decoder = charset === undefined ? utf8 : decoderOf(charset);
  if (decoder === undefined)
    return { reason: `says a charset that is unknown: ${brief(charset!)}` };
  try {
    return { text: decoder.decode(bytes) };
  } catch {
    return { reason: `is not ${decoder.encoding.toUpperCase()} text` };
  }
}

function decoderOf(charset: string): TextDecoder | undefined {
  const label = charset.trim().toLowerCase();
  if (label === "utf-8" || label === "utf8") return utf8;
  let decoder = decoders.get(label);
  if (decoder === undefined) {
    try {
      decoder = new TextDecoder(label, { fatal: true });
    } catch {
      return undefined;
    }
    decoders.set(label, decoder);
  }
  return decoder;
}

export function encodeText(text: string): Uint8Array {
  return encoder.encode(text);
}

/** Characters that one call of `fromCharCode` takes without running out of stack. */
const CHUNK = 8192;

/** One character for each byte, from U+0000 to U+00FF. */
export function byteString(bytes: Uint8Array): string {
  if (bytes.length <= CHUNK) return String.fromCharCode(...bytes);
  const chunks: string[] = [];
  for (let start = 0; start < bytes.length; start += CHUNK) {
    chunks.push(String.fromCharCode(...bytes.subarray(start, start + CHUNK)));
  }
  return chunks.join("");
}

/** The bytes of a byte string; a text with other characters in it is written in UTF-8. */
export function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code > 0xff) return encodeText(text);
    bytes[index] = code;
  }
  return bytes;
}
