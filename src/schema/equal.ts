/**
 * When two JSON values are the same: 2020-12 core #equality.
 */

/** Whether `a` and `b` are equal: numbers by value, objects without regard to order. */
export function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((entry, index) => isEqual(entry, b[index]))
    );
  }
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every(
      (name) =>
        Object.hasOwn(b, name) &&
        isEqual((a as Record<string, unknown>)[name], (b as Record<string, unknown>)[name]),
    )
  );
}

/**
 * Something that is `===` for two values exactly when they are equal: a key for sets, which find
 * equals among many in linear time.
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
  const entries = Object.entries(value).map(
    ([name, entry]) => `${JSON.stringify(name)}:${canonical(entry)}`,
  );
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
