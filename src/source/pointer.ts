/**
 * How a place inside JSON is named.
 *
 * JSON Pointer: RFC 6901 §3 (escapes) and §6 (as a URI fragment).
 */

/** One step into a value: a property name or an array index. */
export type PointerToken = string | number;

/** The pointer that takes `tokens` one after another; the whole value is `""`. */
export function formatPointer(tokens: readonly PointerToken[]): string {
  return appendPointer("", ...tokens);
}

/** `pointer` some steps further in. */
export function appendPointer(pointer: string, ...tokens: PointerToken[]): string {
  let inner = pointer;
  for (const token of tokens) inner += `/${escapeToken(token)}`;
  return inner;
}

/**
 * The tokens of a pointer.
 *
 * @returns undefined where `pointer` is not one: it neither is empty nor starts with `/`
 */
export function parsePointer(pointer: string): string[] | undefined {
  if (pointer === "") return [];
  if (!pointer.startsWith("/")) return undefined;
  return pointer.slice(1).split("/").map(unescapeToken);
}

/**
 * The pointer that a URI fragment (without its `#`) stands for, or undefined when the
 * fragment is an anchor or its percent-encoding is broken.
 */
export function pointerOfFragment(fragment: string): string | undefined {
  if (fragment === "") return "";
  if (!fragment.startsWith("/")) return undefined;
  if (!fragment.includes("%")) return fragment;
  try {
    return decodeURIComponent(fragment);
  } catch {
    return undefined;
  }
}

/** The value at `pointer`, or undefined where nothing stands; own properties only. */
export function valueAt(root: unknown, pointer: string): unknown {
  const tokens = parsePointer(pointer);
  if (tokens === undefined) return undefined;
  let value = root;
  for (const token of tokens) value = memberAt(value, token);
  return value;
}

/** The value one step in, or undefined where nothing stands; own properties only. */
export function memberAt(value: unknown, token: PointerToken): unknown {
  if (value === null || typeof value !== "object") return undefined;
  if (Array.isArray(value)) {
    if (typeof token === "number") return value[token];
    // RFC 6901 §4: an index has no leading zeros, and `-` names nothing that exists.
    return /^(0|[1-9][0-9]*)$/.test(token) ? value[Number(token)] : undefined;
  }
  return Object.hasOwn(value, token) ? (value as Record<PointerToken, unknown>)[token] : undefined;
}

function escapeToken(token: PointerToken): PointerToken {
  if (typeof token === "number" || !(token.includes("~") || token.includes("/"))) return token;
  return token.replaceAll("~", "~0").replaceAll("/", "~1");
}

function unescapeToken(token: string): string {
  return token.includes("~") ? token.replaceAll("~1", "/").replaceAll("~0", "~") : token;
}
