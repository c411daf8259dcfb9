/**
 * In what two pacts differ, for people: lines with `-` are in the first, with `+` in the second,
 * and what is the same is left out.
 *
 * Only what makes the identity of a pact version is compared. Interactions are compared by their
 * names, since their order says nothing.
 */
import { equalJson, JsonNumber, jsonText, readJson } from "../../pact/match/json-value.ts";
import { canonical } from "./identity.ts";
import { LISTS } from "./pact-text.ts";

/** What is left out is counted. */
const MAX_LINES = 200;

/** What stands in a line for a part that only one side has. */
const ABSENT: unique symbol = Symbol("absent");

/** @returns '' where there is no difference */
export function describeDifference(before: string, after: string): string {
  const lines: string[] = [];
  compare(comparable(before), comparable(after), { indent: 0, label: "", comma: "" }, lines);
  if (lines.length <= MAX_LINES) return lines.join("\n");
  const more = lines.length - MAX_LINES;
  return [...lines.slice(0, MAX_LINES), ` ... and ${more} more lines`].join("\n");
}

function comparable(text: string): unknown {
  const reading = readJson(text);
  if (!("value" in reading)) throw new Error("no pact is compared that is no JSON object");
  const pact = reading.value as Record<string, unknown>;
  const lists = LISTS.filter((name) => Array.isArray(pact[name]));
  if (lists.length === 0) return pact;
  const parts: Record<string, unknown> = {};
  for (const name of lists) parts[name] = new Named(pact[name] as unknown[]);
  if (pact.metadata !== undefined) {
    const { pactSpecification, ...metadata } = (pact.metadata ?? {}) as Record<string, unknown>;
    const version =
      pactSpecification ?? metadata["pact-specification"] ?? metadata.pactSpecificationVersion;
    if (version !== undefined) parts.metadata = { pactSpecification: version };
  }
  return parts;
}

/** A list whose items have names. */
class Named {
  readonly items = new Map<string, unknown>();

  constructor(list: readonly unknown[]) {
    const counts = new Map<string, number>();
    for (const item of list) {
      const name = nameOf(item);
      // Of items with one name each is compared with the one in its place.
      const count = counts.get(name) ?? 0;
      counts.set(name, count + 1);
      this.items.set(`${name} ${count}`, withoutId(item));
    }
  }
}

function nameOf(item: unknown): string {
  if (!isRecord(item)) return canonical(item);
  const states = item.provider_state ?? item.providerState ?? item.providerStates;
  return canonical([item.type, item.description, states]);
}

function withoutId(item: unknown): unknown {
  if (!isRecord(item)) return item;
  const { _id: _, ...rest } = item;
  return rest;
}

interface Place {
  indent: number;
  /** `"name": `, or '' in a list. */
  label: string;
  comma: "" | ",";
}

function compare(before: unknown, after: unknown, place: Place, lines: string[]): void {
  const parts = partsOf(before, after);
  if (parts === undefined) {
    replace(before, after, place, lines);
    return;
  }
  const opened = lines.length;
  const spaces = " ".repeat(2 * place.indent);
  lines.push(` ${spaces}${place.label}${parts.open}`);
  for (const { label, old, now } of parts.pairs) {
    compare(old, now, { indent: place.indent + 1, label, comma: "," }, lines);
  }
  if (lines.length === opened + 1) lines.pop();
  else lines.push(` ${spaces}${parts.close}${place.comma}`);
}

interface Parts {
  open: string;
  close: string;
  pairs: { label: string; old: unknown; now: unknown }[];
}

/** What is compared part by part; undefined where the values are of two kinds, or have no parts. */
function partsOf(before: unknown, after: unknown): Parts | undefined {
  if (before instanceof Named && after instanceof Named) {
    const keys = [...new Set([...before.items.keys(), ...after.items.keys()])];
    const part = ({ items }: Named, key: string) => (items.has(key) ? items.get(key) : ABSENT);
    return {
      open: "[",
      close: "]",
      pairs: keys.map((key) => ({ label: "", old: part(before, key), now: part(after, key) })),
    };
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    const part = (list: unknown[], index: number) => (index < list.length ? list[index] : ABSENT);
    const pairs = Array.from({ length: Math.max(before.length, after.length) }, (_, index) => {
      return { label: "", old: part(before, index), now: part(after, index) };
    });
    return { open: "[", close: "]", pairs };
  }
  if (!isRecord(before) || !isRecord(after)) return undefined;
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const part = (value: Record<string, unknown>, name: string) =>
    Object.hasOwn(value, name) ? value[name] : ABSENT;
  return {
    open: "{",
    close: "}",
    pairs: names.map((name) => ({
      label: `${JSON.stringify(name)}: `,
      old: part(before, name),
      now: part(after, name),
    })),
  };
}

function replace(before: unknown, after: unknown, place: Place, lines: string[]): void {
  if (before !== ABSENT && after !== ABSENT && isSame(before, after)) return;
  if (before !== ABSENT) write("-", before, place, lines);
  if (after !== ABSENT) write("+", after, place, lines);
}

function isSame(before: unknown, after: unknown): boolean {
  if (before instanceof Named || after instanceof Named) return false;
  // 1.0 and 1.00 are two contents, though they are equal.
  return equalJson(before, after) && canonical(before) === canonical(after);
}

function write(sign: "-" | "+", value: unknown, place: Place, lines: string[]): void {
  const spaces = " ".repeat(2 * place.indent);
  const list = value instanceof Named ? [...value.items.values()] : value;
  const inner = (label: string): Place => ({ indent: place.indent + 1, label, comma: "," });
  const start = `${sign}${spaces}${place.label}`;
  if (Array.isArray(list) && list.length > 0) {
    lines.push(`${start}[`);
    for (const item of list) write(sign, item, inner(""), lines);
    lines.push(`${sign}${spaces}]${place.comma}`);
  } else if (isRecord(list) && Object.keys(list).length > 0) {
    lines.push(`${start}{`);
    for (const [name, member] of Object.entries(list)) {
      write(sign, member, inner(`${JSON.stringify(name)}: `), lines);
    }
    lines.push(`${sign}${spaces}}${place.comma}`);
  } else {
    const text = typeof list === "string" ? JSON.stringify(list) : jsonText(list);
    lines.push(`${start}${text}${place.comma}`);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return (
    value !== null &&
    typeof value === "object" &&
    !Array.isArray(value) &&
    !(value instanceof JsonNumber) &&
    !(value instanceof Named)
  );
}
