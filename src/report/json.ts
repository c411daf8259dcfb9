/**
 * Results as the JSON shapes that DESIGN promises; each has a schema in `schemas/`.
 */

/** Indented, ending with a line break, keys in the order they were made. */
export function renderJson(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
