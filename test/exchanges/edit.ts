/**
 * A value with one place of it changed.
 */
import { isObject } from "./documents.ts";

export const NOTHING: unique symbol = Symbol("nothing");

/** A copy of `value` with another value at `pointer`; `-` adds to a list; NOTHING takes it away. */
export function edited(value: unknown, pointer: string, replacement: unknown): unknown {
  const tokens = pointer
    .split("/")
    .slice(1)
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
  return within(value, tokens, replacement);
}

function within(value: unknown, tokens: readonly string[], replacement: unknown): unknown {
  const [token, ...rest] = tokens;
  if (token === undefined) return replacement;
  if (Array.isArray(value)) {
    if (token === "-") return [...value, replacement];
    return value.with(Number(token), within(value[Number(token)], rest, replacement));
  }
  const members = isObject(value) ? Object.entries(value) : [];
  const kept = members.filter(([name]) => name !== token);
  const inner = isObject(value) && Object.hasOwn(value, token) ? value[token] : undefined;
  const made = within(inner, rest, replacement);
  return Object.fromEntries(made === NOTHING ? kept : [...kept, [token, made]]);
}
