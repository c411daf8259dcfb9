/**
 * JSON values as plain data: copied out of documents, and put together.
 */
import { isObject } from "../place.ts";

const largestCopy = 5000;
const deepestCopy = 64;

/** Values of documents that are no examples: one enum may be asked for at thousands of places. */
const uncopied = new WeakSet<object>();

/** A copy of `value`, or undefined where it is no JSON value, or too large or deep to be an example. */
export function copyJson(value: unknown): unknown {
  const isComposite = typeof value === "object" && value !== null;
  if (isComposite && uncopied.has(value)) return undefined;
  const copy = copyWithin(value, { left: largestCopy }, 0);
  if (isComposite && copy === undefined) uncopied.add(value);
  return copy;
}

// YAML gives values that contain themselves, and numbers that are not finite.
function copyWithin(value: unknown, room: { left: number }, depth: number): unknown {
  room.left -= 1;
  if (room.left < 0 || depth > deepestCopy) return undefined;
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (Array.isArray(value)) {
    const copy: unknown[] = [];
    for (const item of value) {
      const copied = copyWithin(item, room, depth + 1);
      if (copied === undefined) return undefined;
      copy.push(copied);
    }
    return copy;
  }
  if (!isPlain(value)) return undefined;
  const copy = {};
  for (const name of Object.keys(value)) {
    const copied = copyWithin(value[name], room, depth + 1);
    if (copied === undefined) return undefined;
    setProperty(copy, name, copied);
  }
  return copy;
}

// A YAML timestamp is a Date: an object that is not a JSON one.
function isPlain(value: unknown): value is Record<string, unknown> {
  if (!isObject(value)) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Gives `object` an own property, whatever its name: assigning to `__proto__` would not. */
export function setProperty(object: object, name: string, value: unknown): void {
  if (name !== "__proto__") (object as Record<string, unknown>)[name] = value;
  else {
    Object.defineProperty(object, name, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
}
