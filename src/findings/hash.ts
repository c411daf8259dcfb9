/**
 * A short name for a text, the same on every machine.
 *
 * FNV-1a, 64 bits: not for secrets. It is computed here because the fingerprints of
 * findings are made in tiers that also run in a browser, where hashing is asynchronous.
 */
// In halves of 32 bits: a document can have 100,000 findings, and BigInt takes 50 times as long.
const OFFSET_HIGH = 0xcbf29ce4;
const OFFSET_LOW = 0x84222325;

/** The prime is 2 ** 40 and this. */
const PRIME_LOW = 0x1b3;

/** 16 hexadecimal digits. */
export function hash64(text: string): string {
  let high = OFFSET_HIGH;
  let low = OFFSET_LOW;
  for (const byte of encoder.encode(text)) {
    low = (low ^ byte) >>> 0;
    const product = low * PRIME_LOW;
    // No sum comes near 2 ** 53; what is beyond 64 bits falls away.
    high = (high * PRIME_LOW + Math.floor(product / 2 ** 32) + low * 2 ** 8) >>> 0;
    low = product >>> 0;
  }
  return hex(high) + hex(low);
}

const encoder = new TextEncoder();

function hex(half: number): string {
  return half.toString(16).padStart(8, "0");
}
