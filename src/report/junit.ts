/**
 * A judgement as JUnit XML: a test case for each thing that was judged, so that a good run shows
 * what passed.
 *
 * Written for what Jenkins's xunit plugin accepts (junit-10.xsd), the strictest of the readers:
 * no attributes beyond its list, and one `failure` for a case, since many show only the first.
 * XML 1.0 #charsets, #syntax.
 */
import type { Finding } from "../findings/finding.ts";
import { type JudgedThing, type Judgement, thingsByKind } from "./judgement.ts";
import { renderFindings } from "./terminal.ts";
import { visible } from "./visible.ts";

/** Ends with a line break. Warnings are the output of a case that passes. */
export function renderJunit(judgement: Judgement): string {
  const { command, things } = judgement;
  const name = `concordat ${command}`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name, tests: things.length, failures: failed(things), errors: 0 })}>`,
    ...thingsByKind(judgement).flatMap(([kind, group]) => suite(command, kind, group)),
    "</testsuites>",
    "",
  ].join("\n");
}

function suite(command: string, kind: string, things: readonly JudgedThing[]): string[] {
  const counts = {
    tests: things.length,
    failures: failed(things),
    errors: 0,
    skipped: things.filter(({ outcome }) => outcome === "skipped").length,
  };
  const classname = `concordat.${command}.${kind}`;
  const names = distinct(things.map(({ name }) => name));
  return [
    `  <testsuite${attributes({ name: kind, ...counts })}>`,
    ...things.flatMap((thing, index) => testcase({ classname, name: names[index]! }, thing)),
    "  </testsuite>",
  ];
}

function testcase(named: { classname: string; name: string }, thing: JudgedThing): string[] {
  const { outcome, note, findings } = thing;
  const errors = findings.filter(({ severity }) => severity === "error");
  // A thing may fail by what could not be decided about it.
  const reasons = errors.length > 0 ? errors : findings;
  const isFailed = outcome === "failed";
  const told = isFailed ? findings.filter((finding) => !reasons.includes(finding)) : findings;
  const output = [outcome === "skipped" ? "" : (note ?? ""), text(told)].filter(Boolean).join("\n");
  const parts = [
    ...(isFailed ? [failure(reasons)] : []),
    ...(outcome === "skipped" ? [element("skipped", { message: note ?? "not judged" })] : []),
    ...(output === "" ? [] : [element("system-out", {}, output)]),
  ];
  if (parts.length === 0) return [`    ${element("testcase", named)}`];
  return [
    `    <testcase${attributes(named)}>`,
    ...parts.map((part) => `      ${part}`),
    "    </testcase>",
  ];
}

function failure(reasons: readonly Finding[]): string {
  const [first] = reasons;
  const more = reasons.length > 1 ? ` (and ${reasons.length - 1} more)` : "";
  const message = `${first?.message ?? "failed"}${more}`;
  return element("failure", { message, type: first?.code ?? "failed" }, text(reasons));
}

function text(findings: readonly Finding[]): string {
  return renderFindings(findings, { color: false, textOf: () => undefined });
}

function failed(things: readonly JudgedThing[]): number {
  return things.filter(({ outcome }) => outcome === "failed").length;
}

// Servers take two cases of one name for one case that ran twice.
function distinct(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} #${count}`;
  });
}

type Attributes = Record<string, string | number>;

function element(name: string, values: Attributes, content = ""): string {
  const head = `${name}${attributes(values)}`;
  return content === "" ? `<${head}/>` : `<${head}>${escapeText(content)}</${name}>`;
}

function attributes(values: Attributes): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeAttribute(String(value))}"`)
    .join("");
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

// A parser turns a bare CR into LF: XML 1.0 #sec-line-ends.
function escapeText(content: string): string {
  return visible(content)
    .replace(/[&<>]/g, (character) => ENTITIES[character]!)
    .replaceAll("\r", "&#13;");
}

// A parser turns line breaks and tabs of an attribute into spaces: XML 1.0 #AVNormalize.
function escapeAttribute(value: string): string {
  return visible(value)
    .replace(/[&<>"]/g, (character) => ENTITIES[character]!)
    .replace(/[\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}
