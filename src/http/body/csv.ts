/**
 * Records as comma-separated values.
 *
 * RFC 4180 §2.
 */
import { textOf } from "./form-style.ts";

/** A line of names and one for each record; what is no list of records is a line for each value. */
export function writeCsv(value: unknown): string {
  const rows = Array.isArray(value) ? value : [value];
  const names = new Set(rows.flatMap((row) => (isRecord(row) ? Object.keys(row) : [])));
  const header = names.size === 0 ? [] : [[...names]];
  const lines = rows.map((row) => {
    if (Array.isArray(row)) return row;
    return isRecord(row) ? [...names].map((name) => row[name]) : [row];
  });
  return [...header, ...lines].map((cells) => `${cells.map(cell).join(",")}\r\n`).join("");
}

function cell(value: unknown): string {
  const text = textOf(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
