/**
 * When two JSON values are the same: 2020-12 core #equality.
 */

/**
 * A key for `Set` and `Map` that two values share exactly when they are equal; so equals among
 * many are found in linear time.
 */
export function equalityKey(value: unknown): unknown {
  if (typeof value === "string") return `"${value}`;
  return typeof value === "object" && value !== null ? canonical(value) : value;
}

/** JSON text that equal values share. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) {
    // JSON.stringify writes -0 as 0, as it should be here.
    return JSON.stringify(value) ?? "null";
  }
  const entries = Object.entries(value)
    .filter(([, entry]) => entry !== undefined)
    .map(([name, entry]) => `${JSON.stringify(name)}:${canonical(entry)}`);
  return `{${entries.sort().join(",")}}`;
}

/** Index pair of the first two equal elements, the later one first found; undefined without any. */
export function findEqualPair(elements: readonly unknown[]): [number, number] | undefined {
  const seen = new Map<unknown, number>();
  for (const [index, element] of elements.entries()) {
    const key = equalityKey(element);
    const earlier = seen.get(key);
    if (earlier !== undefined) return [earlier, index];
    seen.set(key, index);
  }
  return undefined;
}
