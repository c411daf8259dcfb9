/**
 * Findings as text for people: what, where on both sides, and how to mend it.
 *
 * STYLE: findings and errors.
 */
import { styleText } from "node:util";
import type { Finding, Location } from "../findings/finding.ts";
import { isExchange } from "./place.ts";
import { visible } from "./visible.ts";
import { renderWitness } from "./witness.ts";

export interface TerminalOptions {
  color: boolean;
  /** The text of a document by the name that locations carry; undefined where it has none. */
  textOf: (file: string) => string | undefined;
}

/** One finding; ends with a line break. */
export function renderFinding(finding: Finding, options: TerminalOptions): string {
  const { code, severity, message, at, because, mend, operation, service } = finding;
  const paint = painter(options.color);
  const subject = [service, operation].filter((part) => part !== undefined).join(" ");
  const lines = [
    `${paint(COLORS[severity], severity)}  ${paint("bold", code)}${subject && `  ${visible(subject)}`}`,
    ...wrapMessage(message),
    "",
    ...renderPlace(at, options),
  ];
  if (because !== undefined) lines.push(...renderPlace(because, options));
  if ("witness" in finding) {
    lines.push("", ...renderShown(finding));
  }
  if (mend !== undefined) lines.push("", `  mend  ${mend}`);
  return `${lines.join("\n")}\n`;
}

// The arguments of a command line that a person copies begin where the line does.
function renderShown({ witness, witnessAt, curl }: Finding): string[] {
  const label = "  witness  ";
  const [first, ...more] = renderWitness(witness, witnessAt);
  const isMarkedBelow = more.length === 1;
  const indent = isMarkedBelow ? " ".repeat(label.length) : "  ";
  const shown =
    more.length === 0 || isMarkedBelow
      ? [label + first, ...more.map((line) => indent + line)]
      : ["  witness", ...[first, ...more].map((line) => indent + line)];
  return curl === undefined ? shown : [...shown, "", `  ${visible(curl)}`];
}

/** All of them, a blank line between two. */
export function renderFindings(findings: readonly Finding[], options: TerminalOptions): string {
  return findings.map((finding) => renderFinding(finding, options)).join("\n");
}

/** `2 errors, 1 warning`, or `no findings`. */
export function countFindings(findings: readonly Finding[]): string {
  const counts = (["error", "warning", "info"] as const)
    .map((severity) => [severity, findings.filter((f) => f.severity === severity).length] as const)
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => plural(count, severity));
  return counts.join(", ") || "no findings";
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

const COLORS = { error: "red", warning: "yellow", info: "cyan" } as const;

type Format = Parameters<typeof styleText>[0];

export function painter(color: boolean): (format: Format, text: string) => string {
  return (format, text) => (color ? styleText(format, text, { validateStream: false }) : text);
}

function wrapMessage(message: string): string[] {
  return visible(message)
    .split("\n")
    .map((line) => `  ${line}`);
}

/** A line of a minified document would fill the screen. */
const MAX_LINE = 120;

function renderPlace(place: Location, options: TerminalOptions): string[] {
  const paint = painter(options.color);
  // An exchange has no lines of its own; its pointer says it all.
  const pointer = cutMiddle(visible(place.pointer));
  if (isExchange(place.file)) return [`  ${place.file} ${pointer}`.trimEnd()];
  const head = `  ${visible(place.file)}:${place.line}:${place.column}`;
  const lines = [pointer === "" ? head : `${head}  ${paint("dim", pointer)}`];
  const line = linesOf(place.file, options)[place.line - 1];
  if (line === undefined || line.trim() === "") return lines;
  const start = Math.max(0, place.column - 1 - MAX_LINE / 2);
  const shown = line.slice(start, start + MAX_LINE).replace(/\p{Cc}/gu, controlPicture);
  const gutter = `  ${place.line} | `;
  const mark = place.column - 1 - start;
  const length = Math.max(1, tokenLength(shown.slice(mark)));
  lines.push(
    gutter + shown,
    `${" ".repeat(gutter.length - 2)}| ${" ".repeat(mark)}${paint("red", "^".repeat(length))}`,
  );
  return lines;
}

const written = new WeakMap<TerminalOptions, Map<string, string[]>>();

// Split once: a document of 100,000 lines can have a finding on each.
function linesOf(file: string, options: TerminalOptions): string[] {
  const files = written.get(options) ?? new Map<string, string[]>();
  written.set(options, files);
  let lines = files.get(file);
  if (lines === undefined) {
    lines = options.textOf(file)?.split(/\r\n|\n|\r/) ?? [];
    files.set(file, lines);
  }
  return lines;
}

// One column each, so that what is marked below stays below.
function controlPicture(character: string): string {
  const code = character.charCodeAt(0);
  if (character === "\t") return " ";
  return code < 0x20 ? String.fromCharCode(0x2400 + code) : "\ufffd";
}

// A pointer into what is nested too deeply would fill the screen; JSON output has it whole.
function cutMiddle(pointer: string): string {
  if (pointer.length <= MAX_LINE) return pointer;
  const half = MAX_LINE / 2 - 1;
  return `${pointer.slice(0, half)}...${pointer.slice(-half)}`;
}

// The quoted text, the key or the rest of the line.
function tokenLength(text: string): number {
  // A plain key ends at a colon and a space; a plain value at what ends it in a flow collection.
  const token =
    /^"(?:[^"\\]|\\.)*"|^'[^']*'|^[^\s,[\]{}][^,\n]*?(?=:(?:\s|$))|^[^\s,[\]{}][^,[\]{}]*|^\S/.exec(
      text,
    )?.[0];
  return token?.trimEnd().length ?? 1;
}
