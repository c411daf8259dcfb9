/**
 * Whether a JSON body is one that a pact expects, place by place.
 *
 * Pact V1 #body: extra members are fine in a response and not in a request. V2 to V4
 * #matching-rules; where they are silent, as the official tools do: what the example shows as a
 * list or an object must be one, whatever the rules are.
 */
import { formatPointer } from "../../source/pointer.ts";
import { formatJsonPath, WILDCARD } from "../json-path.ts";
import type { Matcher, MatchingRules } from "../pact.ts";
import { type FoundRules, freesNames, type PlacePath, rulesFor } from "../rule-at.ts";
import { innerRules } from "./inner-rules.ts";
import { equalJson, jsonKind, shownJson } from "./json-value.ts";
import { ruleName } from "./match-text.ts";
import { matchCollection, matchType, matchValue } from "./match-value.ts";
import { combined, isUndecided, type Mismatch, type Outcome } from "./mismatch.ts";

export interface JsonMatching {
  rules: MatchingRules;
  /** Of the rules. */
  category: string;
  /** Members that the pact does not mention are fine. */
  allowsMore: boolean;
  /** Reads the rules of a variant of `arrayContains`, as the pact writes them. */
  readRules(value: unknown): MatchingRules;
}

/**
 * The mismatches of `actual` against `expected`, in the order of `expected`.
 *
 * @param path where the two stand, as the rules see it; default the root
 */
export function matchJson(
  matching: JsonMatching,
  expected: unknown,
  actual: unknown,
  path: PlacePath = [],
): readonly Mismatch[] {
  const walk = {
    ...matching,
    budget: { left: MAX_STEPS },
    isInVariant: false,
    variantRules: new Map(),
  };
  return compare(walk, { expected, actual, path });
}

// Variants inside variants multiply; beyond this nothing is decided. All else is linear.
const MAX_STEPS = 200_000;

interface Walk extends JsonMatching {
  /** Values that may still be compared with variants, in all of the body. */
  budget: { left: number };
  isInVariant: boolean;
  /** By what the pact writes, as variants are met again and again. */
  variantRules: Map<unknown, MatchingRules>;
}

interface Pair {
  expected: unknown;
  actual: unknown;
  path: PlacePath;
}

type Members = Readonly<Record<string, unknown>>;

const NONE: readonly Mismatch[] = [];

function compare(walk: Walk, pair: Pair): readonly Mismatch[] {
  const { expected, actual, path } = pair;
  if (walk.isInVariant) walk.budget.left -= 1;
  if (walk.budget.left < 0) {
    return [{ ...at(path), kind: "undecided", message: "there are too many ways to match" }];
  }
  const kind = jsonKind(expected);
  if (kind === "object" || kind === "array") {
    if (jsonKind(actual) !== kind) return outcome(path, matchType(expected, actual));
    return kind === "object" ? compareObjects(walk, pair) : compareLists(walk, pair);
  }
  const found = rulesFor(walk.rules, walk.category, path);
  if (found === undefined) {
    if (equalJson(expected, actual)) return NONE;
    return differ(path, `${shownJson(actual)} is not ${shownJson(expected)}`);
  }
  return combined(found.list, (rule) =>
    outcome(path, matchValue(rule, expected, actual, found.isCascaded), rule),
  );
}

function compareObjects(walk: Walk, pair: Pair): readonly Mismatch[] {
  const { path } = pair;
  const expected = pair.expected as Members;
  const actual = pair.actual as Members;
  const unexpected = Object.keys(actual);
  if (!walk.allowsMore && Object.keys(expected).length === 0 && unexpected.length > 0) {
    return differ(path, `an empty object is expected, not one with ${listed(unexpected)}`);
  }
  const found = rulesFor(walk.rules, walk.category, path);
  if (found === undefined) return compareMembers(walk, pair, undefined);
  const { list, isCascaded } = found;
  return combined(list, (rule) => {
    const name = ruleName(rule);
    if (!isCascaded && (name === "values" || name === "eachvalue")) {
      return compareValues(walk, pair, rule);
    }
    return [
      ...outcome(path, matchCollection(rule, expected, actual, isCascaded), rule),
      ...(name === "eachkey" && !isCascaded ? compareKeys(rule, actual, path) : NONE),
      ...compareMembers(walk, pair, found),
    ];
  });
}

function compareMembers(
  walk: Walk,
  { expected: all, actual: seen, path }: Pair,
  found: FoundRules | undefined,
): readonly Mismatch[] {
  const expected = all as Members;
  const actual = seen as Members;
  const mismatches: Mismatch[] = [];
  const areNamesFree = found !== undefined && !found.isCascaded && freesNames(found.list.matchers);
  for (const [name, value] of Object.entries(expected)) {
    const place = [...path, name];
    if (Object.hasOwn(actual, name)) {
      append(mismatches, compare(walk, { expected: value, actual: actual[name], path: place }));
    } else if (!areNamesFree) {
      append(mismatches, differ(place, `is missing; ${shownJson(value)} is expected`));
    }
  }
  if (walk.allowsMore || areNamesFree) return mismatches;
  for (const [name, value] of Object.entries(actual)) {
    if (Object.hasOwn(expected, name)) continue;
    append(mismatches, differ([...path, name], `is not expected, and is ${shownJson(value)}`));
  }
  return mismatches;
}

/** `values` and `eachValue`: every member is compared with its example, or with the first one. */
function compareValues(walk: Walk, pair: Pair, rule: Matcher): readonly Mismatch[] {
  const expected = pair.expected as Members;
  const examples = Object.values(expected);
  if (examples.length === 0) return NONE;
  const inner = ruleName(rule) === "values" ? walk : withItemRules(walk, pair.path, rule);
  return Object.entries(pair.actual as Members).flatMap(([name, value]) =>
    compare(inner, {
      expected: Object.hasOwn(expected, name) ? expected[name] : examples[0],
      actual: value,
      path: [...pair.path, name],
    }),
  );
}

function compareKeys(rule: Matcher, actual: Members, path: PlacePath): readonly Mismatch[] {
  return Object.keys(actual).flatMap((name) =>
    innerRules(rule).matchers.flatMap((inner) =>
      outcome([...path, name], matchValue(inner, "", name), inner),
    ),
  );
}

function compareLists(walk: Walk, pair: Pair): readonly Mismatch[] {
  const { path } = pair;
  const expected = pair.expected as readonly unknown[];
  const actual = pair.actual as readonly unknown[];
  const found = rulesFor(walk.rules, walk.category, path);
  if (found !== undefined) {
    // There is no example that the items could be compared with.
    if (expected.length === 0) return NONE;
    const { list, isCascaded } = found;
    return combined(list, (rule) => {
      const name = ruleName(rule);
      if (name === "arraycontains") return compareVariants(walk, pair, rule);
      if (name === "eachvalue") {
        return isCascaded ? NONE : compareItems(withItemRules(walk, path, rule), pair);
      }
      return [
        ...outcome(path, matchCollection(rule, expected, actual, isCascaded), rule),
        ...compareItems(walk, pair),
      ];
    });
  }
  const items = compareItems(walk, { ...pair, actual: actual.slice(0, expected.length) });
  if (actual.length === expected.length) return items;
  const message = `has ${actual.length} items; ${expected.length} are expected`;
  return [...items, ...differ(path, message)];
}

// Further items are compared with the first example.
function compareItems(walk: Walk, { expected: all, actual: seen, path }: Pair): Mismatch[] {
  const expected = all as readonly unknown[];
  const actual = seen as readonly unknown[];
  const mismatches: Mismatch[] = [];
  for (const [index, value] of actual.entries()) {
    const example = index < expected.length ? expected[index] : expected[0];
    append(mismatches, compare(walk, { expected: example, actual: value, path: [...path, index] }));
  }
  for (let index = actual.length; index < expected.length; index += 1) {
    const place = [...path, index];
    if (rulesFor(walk.rules, walk.category, place) !== undefined) continue;
    append(mismatches, differ(place, `is missing; ${shownJson(expected[index])} is expected`));
  }
  return mismatches;
}

/** `arrayContains`: each variant is somewhere in the list; without variants, each example is. */
function compareVariants(walk: Walk, pair: Pair, rule: Matcher): readonly Mismatch[] {
  const examples = pair.expected as readonly unknown[];
  const written = Array.isArray(rule.variants) ? (rule.variants as unknown[]) : [];
  const variants = written.length > 0 ? written : examples.map((_, index) => ({ index }));
  return variants.flatMap((variant) => {
    const { index = 0, rules = {} } = (variant ?? {}) as { index?: unknown; rules?: unknown };
    if (typeof index !== "number" || !(index in examples)) {
      const message = `the variant ${shownJson(index)} has no example`;
      return outcome(pair.path, { kind: "undecided", message }, rule);
    }
    const own = walk.variantRules.get(rules) ?? walk.readRules(rules);
    walk.variantRules.set(rules, own);
    const inner = { ...walk, rules: own, isInVariant: true };
    return outcome(pair.path, findVariant(inner, examples[index], pair.actual), rule);
  });
}

function findVariant(walk: Walk, expected: unknown, items: unknown): Outcome {
  let isOpen = false;
  for (const actual of items as readonly unknown[]) {
    const own = compare(walk, { expected, actual, path: [] });
    if (own.length === 0) return undefined;
    isOpen ||= isUndecided(own);
  }
  const kind = isOpen ? "undecided" : "mismatch";
  const verb = isOpen ? "may be" : "is";
  return { kind, message: `no item ${verb} like ${shownJson(expected)}` };
}

// The rules that `eachValue` states are all that count inside.
function withItemRules(walk: Walk, path: PlacePath, rule: Matcher): Walk {
  const items = new Map([[formatJsonPath([...path, WILDCARD]), innerRules(rule)]]);
  return { ...walk, rules: new Map([[walk.category, items]]) };
}

// A list may have more mismatches than a call may have arguments.
function append(mismatches: Mismatch[], more: readonly Mismatch[]): void {
  for (const mismatch of more) mismatches.push(mismatch);
}

function at(path: PlacePath): { part: "body"; path: string } {
  return { part: "body", path: formatPointer(path) };
}

function differ(path: PlacePath, message: string): readonly Mismatch[] {
  return [{ ...at(path), kind: "mismatch", message }];
}

function outcome(path: PlacePath, found: Outcome, rule?: Matcher): readonly Mismatch[] {
  if (found === undefined) return NONE;
  return [{ ...at(path), ...found, ...(rule !== undefined && { rule }) }];
}

function listed(names: readonly string[]): string {
  return names.slice(0, 5).join(", ");
}
