/**
 * Formats of bare items in structured fields: RFC 8941 §3.3.
 */
import type { Format } from "./format.ts";

export const structuredFieldFormats: readonly (readonly [string, Format])[] = [
  // At most 15 digits; 12 before the point and 3 behind it.
  ["sf-integer", { number: (number) => Number.isInteger(number) && Math.abs(number) < 1e15 }],
  ["sf-decimal", { number: isDecimal }],
  ["sf-boolean", { text: (text) => text === "?0" || text === "?1" }],
  ["sf-string", { text: (text) => /^"(?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*"$/.test(text) }],
  ["sf-token", { text: (text) => /^[A-Za-z*][\w!#$%&'*+.^`|~:/-]*$/.test(text) }],
  ["sf-binary", { text: (text) => /^:[A-Za-z0-9+/]*={0,2}:$/.test(text) }],
];

function isDecimal(number: number): boolean {
  return Math.abs(number) < 1e12 && Number(number.toFixed(3)) === number;
}
