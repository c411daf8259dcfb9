/**
 * Matching rules of every version, in the categories of version 4.
 *
 * Pact V2 #matchers (`$.body.x` with one rule each), V3 and V4 #matching-rules.
 */
import { entriesOf, isMapping, itemsOf, type Place } from "../source/documents.ts";
import type { Source } from "../source/source.ts";
import { addFault, type Faults, kindOf } from "./fault.ts";
import { formatJsonPath, parseJsonPath } from "./json-path.ts";
import type { Matcher, MatchingRules, RuleList } from "./pact.ts";

const readOnes = new WeakMap<Source, Map<string, MatchingRules>>();

/**
 * Rules that say the same are read once for a file, and are one object: pacts state them again at
 * each interaction.
 *
 * @param place the value of `matchingRules`, or of the older `requestMatchingRules`
 */
export function readMatchingRules(faults: Faults, place: Place | undefined): MatchingRules {
  if (place === undefined) return NO_RULES;
  let known = readOnes.get(place.source);
  if (known === undefined) {
    known = new Map();
    readOnes.set(place.source, known);
  }
  const text = JSON.stringify(place.value) ?? "";
  const before = known.get(text);
  if (before !== undefined) return before;
  const count = faults.length;
  const rules = readRules(faults, place);
  // A number that is too large for JavaScript is written as null, too.
  if (faults.length === count && !text.includes("null")) known.set(text, rules);
  return rules;
}

const NO_RULES: MatchingRules = new Map();

function readRules(faults: Faults, place: Place): MatchingRules {
  const rules = new Map<string, Map<string, RuleList>>();
  const put = (category: string, path: string, list: RuleList) => {
    const known = rules.get(category);
    if (known === undefined) rules.set(category, new Map([[path, list]]));
    else known.set(path, list);
  };
  for (const [name, entry] of entriesOf(place)) {
    if (!isMapping(entry.value)) {
      addFault(faults, entry, `a matching rule is ${kindOf(entry.value)}; a pact has an object`);
    } else if (name.startsWith("$")) {
      const [category, path] = splitV2Path(name);
      put(category, path, ruleListOf(faults, entry));
    } else if (Array.isArray(entry.value.matchers)) {
      put(name, "", ruleListOf(faults, entry));
    } else {
      for (const [path, list] of entriesOf(entry)) put(name, path, ruleListOf(faults, list));
    }
  }
  return rules;
}

// `$.headers.X-Id` and `$.query.page[0]` name a header and a parameter, `$.body.x` a path in it.
function splitV2Path(path: string): [category: string, path: string] {
  const [part, ...rest] = parseJsonPath(path) ?? [];
  switch (part) {
    case "header":
    case "headers":
      return ["header", String(rest[0] ?? "")];
    case "query":
      return ["query", String(rest[0] ?? "")];
    case "path":
      return ["path", ""];
    case "body":
      return ["body", formatJsonPath(rest)];
    default:
      return ["body", path];
  }
}

function ruleListOf(faults: Faults, place: Place): RuleList {
  const { value } = place;
  if (!isMapping(value)) {
    addFault(faults, place, `a matching rule is ${kindOf(value)}; a pact has an object here`);
    return { combine: "AND", matchers: [] };
  }
  if (!Array.isArray(value.matchers)) return { combine: "AND", matchers: matcherOf(faults, place) };
  const matchers = entriesOf(place)
    .filter(([name]) => name === "matchers")
    .flatMap(([, list]) => itemsOf(list).flatMap((item) => matcherOf(faults, item)));
  const combine = value.combine === "OR" ? "OR" : "AND";
  if (matchers.length <= MAX_MATCHERS) return { combine, matchers };
  // Saying the same twice says nothing more, with AND and with OR.
  const distinct = [...new Map(matchers.map((each) => [JSON.stringify(each), each])).values()];
  if (distinct.length <= MAX_MATCHERS) return { combine, matchers: distinct };
  const message = `the rule has ${distinct.length} matchers; concordat reads ${MAX_MATCHERS} for one place`;
  addFault(faults, place, message);
  return { combine, matchers: distinct.slice(0, MAX_MATCHERS) };
}

/** For one place of a body: each is a schema to compare with, and with each other. */
const MAX_MATCHERS = 200;

function matcherOf(faults: Faults, place: Place): Matcher[] {
  const { value } = place;
  if (!isMapping(value)) {
    addFault(faults, place, `a matcher is ${kindOf(value)}; a pact has an object here`);
    return [];
  }
  if (typeof value.match === "string") return [{ ...value, match: value.match }];
  if (Object.keys(value).length === 0) return [];
  if (Object.hasOwn(value, "match")) {
    addFault(faults, place, `the name of a matcher is ${kindOf(value.match)}; a pact has a string`);
    return [];
  }
  // Version 2 lets `{ "min": 1 }` and `{ "regex": "…" }` stand by themselves.
  return [{ ...value, match: "regex" in value ? "regex" : "type" }];
}
