/**
 * How a JSON value reads in a message: on one line, as JSON, cut where it grows long.
 */

const longest = 60;

/** `value` as JSON, of at most 60 characters. */
export function shown(value: unknown): string {
  const text = write(value, { room: longest, depth: 0 });
  const letters = Array.from(text);
  return letters.length <= longest ? text : `${letters.slice(0, longest - 1).join("")}…`;
}

// Written by hand because a value may be very large, contain itself (YAML aliases), or hold
// what JSON.stringify refuses; work stops once the text is long enough.
function write(value: unknown, { room, depth }: { room: number; depth: number }): string {
  if (room <= 0) return "";
  if (typeof value === "string") return JSON.stringify(value.slice(0, longest + 1));
  if (typeof value !== "object" || value === null) return String(value);
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  if (depth > 4) return `${open}…${close}`;
  let text = open;
  for (const name in value) {
    if (text.length > room) break;
    if (!Object.hasOwn(value, name)) continue;
    const entry = (value as Record<string, unknown>)[name];
    if (text.length > 1) text += ",";
    if (!Array.isArray(value)) text += `${JSON.stringify(name)}:`;
    text += write(entry, { room: room - text.length, depth: depth + 1 });
  }
  return text + close;
}
