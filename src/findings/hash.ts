/**
 * A short name for a text, the same on every machine.
 *
 * FNV-1a, 64 bits: not for secrets. It is computed here because the fingerprints of
 * findings are made in tiers that also run in a browser, where hashing is asynchronous.
 */
const OFFSET = 0xcbf29ce484222325n;
const PRIME = 0x100000001b3n;
const MASK = 0xffffffffffffffffn;

/** 16 hexadecimal digits. */
export function hash64(text: string): string {
  let hash = OFFSET;
  for (const byte of new TextEncoder().encode(text)) {
    hash = ((hash ^ BigInt(byte)) * PRIME) & MASK;
  }
  return hash.toString(16).padStart(16, "0");
}
