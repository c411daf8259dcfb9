/**
 * All bodies that an interaction accepts, as one schema of 2020-12.
 *
 * Pact V1 #body: further members are fine in a response and not in a request. V2 to V4
 * #matching-rules. It says of all values what `match/match-json.ts` says of one, part by part; a
 * test holds both together.
 */
import { formatJsonPath, WILDCARD } from "../json-path.ts";
import { innerRules } from "../match/inner-rules.ts";
import { ruleName } from "../match/match-text.ts";
import type { Matcher, MatchingRules } from "../pact.ts";
import { type FoundRules, freesNames, type PlacePath, rulesFor, statedAt } from "../rule-at.ts";
import {
  ANY_VALUE,
  combinedSets,
  madeOf,
  type RawSchema,
  ruleSetOf,
  type ValueSet,
  valueSetOf,
} from "./value-set.ts";

export interface BodyRules {
  rules: MatchingRules;
  /** Of the rules. */
  category: string;
  /** Members that the pact does not mention are fine. */
  allowsMore: boolean;
  /** Reads the rules of a variant of `arrayContains`, as the pact writes them. */
  readRules(value: unknown): MatchingRules;
  /** Texts are what is meant by the rules, not all that is accepted. Default false. */
  isMeant?: boolean;
}

/** @param path where `expected` stands, as the rules see it; default the root */
export function bodySetOf(rules: BodyRules, expected: unknown, path: PlacePath = []): ValueSet {
  if (Array.isArray(expected)) return listSet(rules, expected, path);
  if (expected !== null && typeof expected === "object") {
    return objectSet(rules, expected as Members, path);
  }
  const found = rulesFor(rules.rules, rules.category, path);
  if (found === undefined) return exactly({ const: expected });
  const { isMeant = false } = rules;
  return valueSetOf(found.list, expected, { isCascaded: found.isCascaded, isMeant });
}

type Members = Readonly<Record<string, unknown>>;

/** Stands for all names, and all indexes, that the example does not have. */
const OTHER_NAME = "\u0000";
const OTHER_INDEX = 2 ** 31;

function objectSet(rules: BodyRules, expected: Members, path: PlacePath): ValueSet {
  const found = rulesFor(rules.rules, rules.category, path);
  if (found === undefined) return membersSet(rules, expected, path, undefined);
  const { list, isCascaded } = found;
  const sets = list.matchers.map((rule): ValueSet => {
    const name = ruleName(rule);
    if (!isCascaded && (name === "values" || name === "eachvalue")) {
      return valuesSet(rules, expected, path, rule);
    }
    return combinedSets("AND", [
      collectionSet(rule, expected, isCascaded),
      ...(name === "eachkey" && !isCascaded ? [keysSet(rules, rule)] : []),
      membersSet(rules, expected, path, found),
    ]);
  });
  const set = typed("object", combinedSets(list.combine, sets));
  const isEmpty = !rules.allowsMore && Object.keys(expected).length === 0;
  return isEmpty ? combinedSets("AND", [set, exactly({ maxProperties: 0 })]) : set;
}

function membersSet(
  rules: BodyRules,
  expected: Members,
  path: PlacePath,
  found: FoundRules | undefined,
): ValueSet {
  const areNamesFree = found !== undefined && !found.isCascaded && freesNames(found.list.matchers);
  const names = Object.keys(expected);
  const sets = names.map((name) => bodySetOf(rules, expected[name], [...path, name]));
  const schema = {
    type: "object",
    properties: Object.fromEntries(names.map((name, index) => [name, sets[index]!.schema])),
    ...(!areNamesFree && { required: names }),
    ...(!rules.allowsMore && !areNamesFree && { additionalProperties: false }),
    ...(areNamesFree && { additionalProperties: true }),
  };
  return madeOf(schema, sets);
}

function valuesSet(rules: BodyRules, expected: Members, path: PlacePath, rule: Matcher): ValueSet {
  const names = Object.keys(expected);
  if (names.length === 0) return exactly({ type: "object" });
  const inner = ruleName(rule) === "values" ? rules : withItemRules(rules, path, rule);
  const stated = [...statedAt(inner.rules, inner.category, path.length)].map(String);
  const all = [...new Set([...names, ...stated])];
  const example = (name: string) => expected[Object.hasOwn(expected, name) ? name : names[0]!];
  const sets = all.map((name) => bodySetOf(inner, example(name), [...path, name]));
  const others =
    stated.length === 0 ? sets[0]! : bodySetOf(inner, expected[names[0]!], [...path, OTHER_NAME]);
  const schema = {
    type: "object",
    properties: Object.fromEntries(all.map((name, index) => [name, sets[index]!.schema])),
    additionalProperties: others.schema,
  };
  return madeOf(schema, [...sets, others]);
}

/** What `eachKey` asks of all names. */
function keysSet({ isMeant = false }: BodyRules, rule: Matcher): ValueSet {
  const sets = innerRules(rule).matchers.map((inner) => ruleSetOf(inner, "", { isMeant }));
  if (sets.length === 0) return ANY_VALUE;
  const { schema, ...rest } = combinedSets("AND", sets);
  return { ...rest, schema: { propertyNames: schema } };
}

function listSet(rules: BodyRules, expected: readonly unknown[], path: PlacePath): ValueSet {
  const found = rulesFor(rules.rules, rules.category, path);
  if (found === undefined) {
    const length = expected.length;
    const sets = expected.map((item, index) => bodySetOf(rules, item, [...path, index]));
    const prefixItems = sets.map(({ schema }) => schema);
    const size = { minItems: length, maxItems: length };
    return madeOf({ type: "array", ...(length > 0 && { prefixItems }), ...size }, sets);
  }
  // There is no example that the items could be compared with.
  if (expected.length === 0) return exactly({ type: "array" });
  const { list, isCascaded } = found;
  const sets = list.matchers.map((rule): ValueSet => {
    const name = ruleName(rule);
    if (name === "arraycontains") return variantsSet(rules, expected, rule);
    if (name === "eachvalue") {
      return isCascaded ? ANY_VALUE : itemsSet(withItemRules(rules, path, rule), expected, path);
    }
    return combinedSets("AND", [
      collectionSet(rule, expected, isCascaded),
      itemsSet(rules, expected, path),
    ]);
  });
  return typed("array", combinedSets(list.combine, sets));
}

// Further items are compared with the first example. What is missing at the end is missed only
// where no rule speaks of it.
function itemsSet(rules: BodyRules, expected: readonly unknown[], path: PlacePath): ValueSet {
  const indexes = [...statedAt(rules.rules, rules.category, path.length)].map(Number);
  const most = Math.max(0, ...indexes.filter((index) => index < MAX_STATED)) + 1;
  const count = Math.max(expected.length, most);
  const sets = Array.from({ length: count }, (_, index) =>
    bodySetOf(rules, expected[index < expected.length ? index : 0], [...path, index]),
  );
  // Where no rule tells indexes apart, all items are like the first.
  const others =
    indexes.length === 0 ? sets[0]! : bodySetOf(rules, expected[0], [...path, OTHER_INDEX]);
  const least = expected.findLastIndex(
    (_, index) => rulesFor(rules.rules, rules.category, [...path, index]) === undefined,
  );
  const schema = {
    type: "array",
    ...((sets.length > 1 || indexes.length > 0) && { prefixItems: sets.map((set) => set.schema) }),
    items: others.schema,
    ...(least >= 0 && { minItems: least + 1 }),
  };
  return madeOf(schema, [...sets, others]);
}

/** Beyond this an index that a rule states is one of the others. */
const MAX_STATED = 1000;

function variantsSet(rules: BodyRules, expected: readonly unknown[], rule: Matcher): ValueSet {
  const sets = variantsOf(rules, expected, rule).map((variant): ValueSet => {
    if (variant.rules === undefined) {
      return {
        schema: true,
        isExact: false,
        doubt: "arrayContains has a variant without an example",
      };
    }
    const inner = { ...rules, rules: variant.rules };
    const set = bodySetOf(inner, expected[variant.index]);
    return { ...set, schema: { contains: set.schema } };
  });
  return sets.length === 0 ? ANY_VALUE : combinedSets("AND", sets);
}

/** A variant: the example it is like, and its own rules; undefined where there is no example. */
export interface Variant {
  index: number;
  rules: MatchingRules | undefined;
}

/** The variants of `arrayContains`; without any, each example is one. */
export function variantsOf(
  rules: Pick<BodyRules, "readRules">,
  expected: readonly unknown[],
  rule: Matcher,
): Variant[] {
  const written = Array.isArray(rule.variants) ? (rule.variants as unknown[]) : [];
  const variants = written.length > 0 ? written : expected.map((_, index) => ({ index }));
  return variants.map((variant) => {
    const { index = 0, rules: own = {} } = (variant ?? {}) as { index?: unknown; rules?: unknown };
    if (typeof index !== "number" || !(index in expected)) return { index: -1, rules: undefined };
    return { index, rules: rules.readRules(own) };
  });
}

// What is said of the list or the object as a whole.
function collectionSet(
  matcher: Matcher,
  expected: readonly unknown[] | Members,
  isCascaded: boolean,
): ValueSet {
  const isList = Array.isArray(expected);
  switch (ruleName(matcher)) {
    case "equality":
      return exactly({ const: expected });
    case "type":
    case "min":
    case "max": {
      const { min, max } = isCascaded ? {} : (matcher as { min?: unknown; max?: unknown });
      return exactly({
        ...(typeof min === "number" && {
          [isList ? "minItems" : "minProperties"]: Math.max(0, Math.ceil(min)),
        }),
        ...(typeof max === "number" && {
          [isList ? "maxItems" : "maxProperties"]: Math.max(0, Math.floor(max)),
        }),
      });
    }
    case "notempty":
      return exactly(isList ? { minItems: 1 } : { minProperties: 1 });
    case "null":
      return exactly(false);
    case "regex":
    case "arraycontains":
    case "eachkey":
    case "eachvalue":
    case "values":
      return ANY_VALUE;
    default: {
      const of = ruleSetOf(matcher, "", {});
      if (of.doubt !== undefined && ruleName(matcher) !== "contenttype") return of;
      // What a rule asks of one value, it asks of each in a list.
      return exactly(isList);
    }
  }
}

/** The rules that `eachValue` states are all that count inside. */
export function withItemRules<Rules extends Pick<BodyRules, "rules" | "category">>(
  rules: Rules,
  path: PlacePath,
  rule: Matcher,
): Rules {
  const items = new Map([[formatJsonPath([...path, WILDCARD]), innerRules(rule)]]);
  return { ...rules, rules: new Map([[rules.category, items]]) };
}

function exactly(schema: RawSchema): ValueSet {
  return { schema, isExact: true };
}

function typed(type: "object" | "array", set: ValueSet): ValueSet {
  return { ...set, schema: { type, allOf: [set.schema] } };
}
