/**
 * A value inside a JSON value, by its JSON Pointer: RFC 6901 §4.
 */

/** @returns undefined where nothing stands; own members and items only */
export function valueAt(root: unknown, pointer: string): unknown {
  let value = root;
  for (const token of pointer.split("/").slice(1)) {
    value = memberAt(value, token.replaceAll("~1", "/").replaceAll("~0", "~"));
  }
  return value;
}

function memberAt(value: unknown, name: string): unknown {
  if (value === null || typeof value !== "object") return undefined;
  // A list has no other members; its length is one of JavaScript's own.
  if (Array.isArray(value) && !/^(0|[1-9]\d*)$/.test(name)) return undefined;
  return Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}
