/**
 * Copies of a value with something else at one place; the value itself stays as it is.
 */
import type { PointerToken } from "../../source/pointer.ts";
import { isObject } from "../place.ts";
import { setProperty } from "../sample/json.ts";

/** `value` with `replacement` where `tokens` lead; every step on the way is there. */
export function withValueAt(
  value: unknown,
  tokens: readonly PointerToken[],
  replacement: unknown,
): unknown {
  const [token, ...rest] = tokens;
  if (token === undefined) return replacement;
  if (Array.isArray(value)) {
    return value.with(Number(token), withValueAt(value[Number(token)], rest, replacement));
  }
  const members = value as Record<string, unknown>;
  return withMember(members, String(token), withValueAt(members[token], rest, replacement));
}

/** `object` with a member more, or with another value for it. */
export function withMember(object: object, name: string, value: unknown): object {
  const copy = copyWithout(object, NONE);
  setProperty(copy, name, value);
  return copy;
}

const NONE: ReadonlySet<string> = new Set();

/** `object` without some of its members. */
export function copyWithout(object: object, names: ReadonlySet<string>): object {
  const copy = {};
  for (const [name, value] of Object.entries(object)) {
    if (!names.has(name)) setProperty(copy, name, value);
  }
  return copy;
}

/** The names of an object's members; none where the value is no object. */
export function namesIn(value: unknown): string[] {
  return isObject(value) ? Object.keys(value) : [];
}
