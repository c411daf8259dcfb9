/**
 * A JSON value that can be changed anywhere, and its text, numbers that no double holds included.
 */
import { appendPointer } from "../../src/source/pointer.ts";

/** A piece of JSON text that stands for itself. */
export class Lexeme {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Owner = Record<string, unknown> | unknown[];

/** A value in the one that holds it. */
export interface Slot {
  owner: Owner;
  key: string;
  pointer: string;
}

/** More are not looked for: one change at a time is spread over the beginning of a large document. */
const MAX_SLOTS = 20_000;

/** Every place in `root` but the root itself, in document order. */
export function slotsOf(root: unknown): Slot[] {
  const slots: Slot[] = [];
  const look = (value: unknown, pointer: string): void => {
    if (value === null || typeof value !== "object" || value instanceof Lexeme) return;
    for (const key of Object.keys(value)) {
      if (slots.length >= MAX_SLOTS) return;
      const inner = appendPointer(pointer, key);
      slots.push({ owner: value as Owner, key, pointer: inner });
      look((value as Record<string, unknown>)[key], inner);
    }
  };
  look(root, "");
  return slots;
}

export function valueIn({ owner, key }: Slot): unknown {
  return (owner as Record<string, unknown>)[key];
}

export function isMapping(value: unknown): value is Record<string, unknown> {
  return (
    value !== null &&
    typeof value === "object" &&
    !Array.isArray(value) &&
    !(value instanceof Lexeme)
  );
}

/** As a property of its own, `__proto__` too. */
export function put(owner: object, key: string, value: unknown): void {
  Object.defineProperty(owner, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

export function remove({ owner, key }: Slot): void {
  if (Array.isArray(owner)) owner.splice(Number(key), 1);
  else delete owner[key];
}

/** Under another name, where it stood. */
export function rename({ owner, key }: Slot, name: string): void {
  if (Array.isArray(owner)) return;
  const entries = Object.entries(owner);
  for (const [known] of entries) delete owner[known];
  for (const [known, value] of entries) put(owner, known === key ? name : known, value);
}

export function copyOf(value: unknown): unknown {
  if (value === null || typeof value !== "object" || value instanceof Lexeme) return value;
  if (Array.isArray(value)) return value.map(copyOf);
  const copy = {};
  for (const [key, inner] of Object.entries(value)) put(copy, key, copyOf(inner));
  return copy;
}

/** A line for each value, so that lines can be lost. */
export function writeJson(value: unknown, indent = "\n"): string {
  if (value instanceof Lexeme) return value.text;
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  const inner = `${indent} `;
  const parts = Array.isArray(value)
    ? value.map((item) => writeJson(item, inner))
    : Object.entries(value).map(
        ([key, item]) => `${JSON.stringify(key)}: ${writeJson(item, inner)}`,
      );
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  if (parts.length === 0) return open + close;
  return `${open}${inner}${parts.join(`,${inner}`)}${indent}${close}`;
}
