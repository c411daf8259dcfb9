import { expect, test } from "vitest";
import { hash64 } from "./hash.ts";

// The test vectors of draft-eastlake-fnv for FNV-1a with 64 bits.
test.each([
  ["", "cbf29ce484222325"],
  ["a", "af63dc4c8601ec8c"],
  ["foobar", "85944171f73967e8"],
])("FNV-1a of %j", (text, hash) => {
  expect(hash64(text)).toBe(hash);
});

test("every byte counts, by the definition", () => {
  const text = `${"é€𝒳".repeat(50)}\u0000`;
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  expect(hash64(text)).toBe(hash.toString(16).padStart(16, "0"));
});
