/**
 * Formats of numbers, and of texts that stand for numbers which JSON readers would round.
 *
 * OpenAPI format registry: the types that each applies to are its column "JSON data type".
 */
import type { Format } from "./format.ts";

export const numberFormats: readonly (readonly [string, Format])[] = [
  ["int8", signed(8)],
  ["int16", signed(16)],
  ["int32", signed(32)],
  ["int64", { ...signed(64), text: (text) => isWithin(text, -(2n ** 63n), 2n ** 63n - 1n) }],
  ["uint8", unsigned(8)],
  ["uint16", unsigned(16)],
  ["uint32", unsigned(32)],
  ["uint64", { ...unsigned(64), text: (text) => isWithin(text, 0n, 2n ** 64n - 1n) }],
  ["double-int", { number: Number.isSafeInteger }],
  ["float", { number: (number) => Math.abs(number) <= 3.4028234663852886e38 }],
  ["double", { number: Number.isFinite }],
  ["decimal", { number: Number.isFinite, text: (text) => /^-?\d+(?:\.\d+)?$/.test(text) }],
  ["decimal128", { number: Number.isFinite, text: isDecimal128 }],
  ["unixtime", { number: Number.isFinite, text: (text) => /^-?\d+(?:\.\d+)?$/.test(text) }],
];

// Of integers above 2 ** 53 the text may be another number than the one it was read as.
function signed(bits: number): Format {
  const end = 2 ** (bits - 1);
  return { number: (number) => Number.isInteger(number) && number >= -end && number < end };
}

function unsigned(bits: number): Format {
  const end = 2 ** bits;
  return { number: (number) => Number.isInteger(number) && number >= 0 && number < end };
}

function isWithin(text: string, least: bigint, most: bigint): boolean {
  // No more digits than the largest has: BigInt takes as long as a text is.
  if (!/^-?\d{1,20}$/.test(text)) return false;
  const number = BigInt(text);
  return number >= least && number <= most;
}

// IEEE 754-2019 §3.6: 34 digits, an exponent of the first digit from -6143 to 6144.
function isDecimal128(text: string): boolean {
  const parts = /^[+-]?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,5}))?$/.exec(text);
  if (parts === null) return false;
  const [, whole = "", fraction = "", exponent = "0"] = parts;
  const significant = (whole + fraction).replace(/^0+/, "").replace(/0+$/, "");
  const adjusted = Number(exponent) + whole.replace(/^0+/, "").length - 1;
  return significant.length <= 34 && Math.abs(adjusted) <= 6144;
}
