/**
 * Keywords about strings, and `format`, which some numbers have too.
 *
 * 2020-12 validation #string, #format (asserted, whatever the vocabulary says: a contract that
 * names a format means it).
 */
import { findFormat } from "../format/format.ts";
import { compilePattern } from "../pattern/pattern.ts";
import { shown } from "../shown.ts";
import { invalid, unresolved } from "../violation.ts";
import { counted, type Keyword, type Keywords, malformed } from "./keyword.ts";

const minLength: Keyword = (value, node, keyword) => {
  if (!isCount(value)) return malformed(node, keyword, "a count");
  const wanted = `${counted(value, "character")} or more`;
  const problem = { node, keyword, wanted, expected: value };
  return (instance, run) =>
    typeof instance !== "string" ||
    // A character takes one or two UTF-16 units, so counting is rarely needed.
    instance.length >= value * 2 ||
    (instance.length >= value && lengthOf(instance) >= value) ||
    invalid(run, problem, instance);
};

const maxLength: Keyword = (value, node, keyword) => {
  if (!isCount(value)) return malformed(node, keyword, "a count");
  const wanted = `${counted(value, "character")} or less`;
  const problem = { node, keyword, wanted, expected: value };
  return (instance, run) =>
    typeof instance !== "string" ||
    instance.length <= value ||
    (instance.length <= value * 2 && lengthOf(instance) <= value) ||
    invalid(run, problem, instance);
};

const pattern: Keyword = (value, node, keyword) => {
  if (typeof value !== "string") return malformed(node, keyword, "a regular expression");
  const compiled = compilePattern(value);
  const problem = { node, keyword, wanted: `text that matches ${shown(value)}`, expected: value };
  return (instance, run) => {
    if (typeof instance !== "string") return true;
    const matches = compiled.test(instance);
    if (matches === undefined) {
      const reason = compiled.fault ?? "the text is too long for it";
      return unresolved(run, node, keyword, `cannot be checked by ${shown(value)}: ${reason}`);
    }
    return matches || invalid(run, problem, instance);
  };
};

const format: Keyword = (value, node, keyword) => {
  if (typeof value !== "string") return malformed(node, keyword, "a name");
  const known = findFormat(value);
  if (known === undefined) return undefined;
  const problem = { node, keyword, wanted: `the format ${value}`, expected: value };
  const { text, number } = known;
  return (instance, run) => {
    if (typeof instance === "string") {
      return text === undefined || text(instance) || invalid(run, problem, instance);
    }
    if (typeof instance !== "number" || number === undefined) return true;
    return number(instance) || invalid(run, problem, instance);
  };
};

/** Whether a value can count something. */
export function isCount(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && Number.isInteger(value);
}

function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

/** By keyword. */
export const stringKeywords: Keywords = new Map([
  ["minLength", minLength],
  ["maxLength", maxLength],
  ["pattern", pattern],
  ["format", format],
]);
