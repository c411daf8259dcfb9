/**
 * How a place inside JSON is named.
 *
 * JSON Pointer: RFC 6901 §3 (escapes) and §6 (as a URI fragment).
 */

/** One step into a value: a property name or an array index. */
export type PointerToken = string | number;

/** The pointer that takes `tokens` one after another; the whole value is `""`. */
export function formatPointer(tokens: readonly PointerToken[]): string {
  let pointer = "";
  for (const token of tokens) pointer += `/${escapeToken(token)}`;
  return pointer;
}

/** `pointer` one step further in. */
export function appendPointer(pointer: string, ...tokens: PointerToken[]): string {
  return pointer + formatPointer(tokens);
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
  for (const token of tokens) {
    if (Array.isArray(value)) {
      // RFC 6901 §4: an index has no leading zeros, and `-` names nothing that exists.
      if (!/^(0|[1-9][0-9]*)$/.test(token)) return undefined;
      value = value[Number(token)];
    } else if (value !== null && typeof value === "object" && Object.hasOwn(value, token)) {
      value = (value as Record<string, unknown>)[token];
    } else {
      return undefined;
    }
  }
  return value;
}

function escapeToken(token: PointerToken): string {
  const text = String(token);
  return /[~/]/.test(text) ? text.replaceAll("~", "~0").replaceAll("/", "~1") : text;
}

function unescapeToken(token: string): string {
  return token.includes("~") ? token.replaceAll("~1", "/").replaceAll("~0", "~") : token;
}
