/**
 * Whether an XML body is one that a pact expects, element by element.
 *
 * Pact V2 #matching-rules for XML: `$.people.person['@id']`, `['#text']`; a place in a list of
 * elements has no index. Where it is silent, as the official tools do. Prefixes mean nothing by
 * themselves: Namespaces in XML 1.0 §2.
 */
import { parseXml } from "../../http/body/xml-text.ts";
import { formatPointer } from "../../source/pointer.ts";
import type { Matcher, MatchingRules } from "../pact.ts";
import { type FoundRules, rulesFor } from "../rule-at.ts";
import { matchText, ruleName } from "./match-text.ts";
import { combined, differs, type Mismatch, type Outcome } from "./mismatch.ts";
import { matchesRegex } from "./regex.ts";
import { type NamedElement, nameElements } from "./xml-names.ts";

export interface XmlMatching {
  rules: MatchingRules;
  category: string;
  /** Attributes and elements that the pact does not mention are fine. */
  allowsMore: boolean;
}

export function matchXml(
  matching: XmlMatching,
  expected: string,
  actual: string,
): readonly Mismatch[] {
  const wanted = readRoot(expected);
  const seen = readRoot(actual);
  if ("reason" in wanted) return [unread(`the pact's body ${wanted.reason}`)];
  if ("reason" in seen) {
    const isRefused = seen.reason.startsWith("has ");
    return [
      isRefused ? unread(`the body ${seen.reason}`) : mismatch([], `the body ${seen.reason}`),
    ];
  }
  const path = [wanted.root.name];
  return compareElements(matching, { expected: wanted.root, actual: seen.root, path });
}

function readRoot(text: string): { root: NamedElement } | { reason: string } {
  const parsed = parseXml(text.trimStart());
  return "reason" in parsed ? parsed : { root: nameElements(parsed.root) };
}

function unread(message: string): Mismatch {
  return { kind: "undecided", part: "body", path: "", message };
}

interface Pair {
  expected: NamedElement;
  actual: NamedElement;
  path: readonly string[];
}

function compareElements(matching: XmlMatching, pair: Pair): readonly Mismatch[] {
  const { expected, actual, path } = pair;
  const found = rulesFor(matching.rules, matching.category, path);
  const own = judged(found, path, (rule, isCascaded) =>
    rule === undefined
      ? sameName(expected, actual)
      : matchElement(rule, expected, actual, isCascaded),
  );
  if (own.length > 0) return own;
  return [
    ...compareAttributes(matching, pair),
    ...compareChildren(matching, pair),
    ...compareTexts(matching, [...path, "#text"], expected.text, actual.text),
  ];
}

// The rules at a place, or the one of equality where there are none.
function judged(
  found: FoundRules | undefined,
  path: readonly string[],
  judge: (rule: Matcher | undefined, isCascaded: boolean) => Outcome,
): readonly Mismatch[] {
  if (found === undefined) return outcome(path, judge(undefined, false));
  return combined(found.list, (rule) => outcome(path, judge(rule, found.isCascaded), rule));
}

function sameName(expected: NamedElement, actual: NamedElement): Outcome {
  if (expected.name === actual.name) return undefined;
  return differs(`is <${actual.name}>; <${expected.name}> is expected`);
}

function matchElement(
  rule: Matcher,
  expected: NamedElement,
  actual: NamedElement,
  isCascaded: boolean,
): Outcome {
  switch (ruleName(rule)) {
    case "regex": {
      const verdict = matchesRegex(String(rule.regex), actual.localName);
      if (typeof verdict === "object") return { kind: "undecided", message: verdict.reason };
      return verdict ? undefined : differs(`<${actual.localName}> does not match ${rule.regex}`);
    }
    case "type":
    case "min":
    case "max":
      return sameName(expected, actual) ?? (isCascaded ? undefined : matchCount(rule, actual));
    case "notempty":
      if (actual.children.length > 0 || actual.text !== "") return sameName(expected, actual);
      return differs(`<${actual.name}> is empty`);
    case "equality":
      return sameName(expected, actual);
    default:
      return differs(`is an element, which the rule ${rule.match} is not about`);
  }
}

// A text without elements is one item: the official tools count nodes.
function matchCount({ min, max }: Matcher, { children, name, text }: NamedElement): Outcome {
  const count = children.length === 0 && text !== "" ? 1 : children.length;
  const found = `<${name}> has ${count} ${count === 1 ? "item" : "items"}`;
  if (typeof min === "number" && count < min) return differs(`${found}; at least ${min} expected`);
  if (typeof max === "number" && count > max) return differs(`${found}; at most ${max} expected`);
  return undefined;
}

function compareAttributes(
  matching: XmlMatching,
  { expected, actual, path }: Pair,
): readonly Mismatch[] {
  const mismatches: Mismatch[] = [];
  for (const [name, value] of expected.attributes) {
    const place = [...path, `@${name}`];
    const seen = actual.attributes.get(name);
    if (seen === undefined) mismatches.push(mismatch(place, `is missing; "${value}" is expected`));
    else mismatches.push(...compareTexts(matching, place, value, seen));
  }
  if (matching.allowsMore) return mismatches;
  for (const [name, value] of actual.attributes) {
    if (expected.attributes.has(name)) continue;
    mismatches.push(mismatch([...path, `@${name}`], `is not expected, and is "${value}"`));
  }
  return mismatches;
}

function compareTexts(
  { rules, category }: XmlMatching,
  path: readonly string[],
  expected: string,
  actual: string,
): readonly Mismatch[] {
  return judged(rulesFor(rules, category, path), path, (rule, isCascaded) =>
    matchText(rule ?? { match: "equality" }, expected, actual, isCascaded),
  );
}

// Elements of different names stand in any order, those of one name in theirs.
function compareChildren(
  matching: XmlMatching,
  { expected, actual, path }: Pair,
): readonly Mismatch[] {
  const mismatches: Mismatch[] = [];
  const groups = byName(actual.children);
  for (const [name, examples] of byName(expected.children)) {
    const group = groups.get(name) ?? [];
    const place = [...path, name];
    const found = rulesFor(matching.rules, matching.category, place);
    const isFree = group.length > 0 && isByType(found);
    const count = isFree ? group.length : Math.max(examples.length, group.length);
    for (let index = 0; index < count; index += 1) {
      const example = isFree ? examples[0] : examples[index];
      const seen = group[index];
      if (seen === undefined) mismatches.push(mismatch(place, `is missing`));
      else if (example !== undefined) {
        const inside = compareElements(matching, { expected: example, actual: seen, path: place });
        mismatches.push(...inside);
      } else if (!matching.allowsMore) mismatches.push(mismatch(place, "is not expected again"));
    }
  }
  for (const name of groups.keys()) {
    if (expected.children.some((child) => child.name === name)) continue;
    const place = [...path, name];
    const isTyped = isByType(rulesFor(matching.rules, matching.category, place));
    if (!matching.allowsMore || isTyped) mismatches.push(mismatch(place, "is not expected"));
  }
  return mismatches;
}

function isByType(found: FoundRules | undefined): boolean {
  return found?.list.matchers.some((rule) => /^(type|min|max)$/.test(ruleName(rule))) ?? false;
}

function byName(elements: readonly NamedElement[]): Map<string, NamedElement[]> {
  const groups = new Map<string, NamedElement[]>();
  for (const element of elements) {
    const group = groups.get(element.name);
    if (group === undefined) groups.set(element.name, [element]);
    else group.push(element);
  }
  return groups;
}

function mismatch(path: readonly string[], message: string): Mismatch {
  return { kind: "mismatch", part: "body", path: formatPointer(path), message };
}

function outcome(path: readonly string[], found: Outcome, rule?: Matcher): readonly Mismatch[] {
  if (found === undefined) return [];
  return [
    { part: "body", path: formatPointer(path), ...found, ...(rule !== undefined && { rule }) },
  ];
}
