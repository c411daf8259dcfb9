/**
 * Whether a provider may answer a list that a pact expects: how many items, and what they are.
 *
 * Pact V2 #matchers (`min`, `max`), V4 #matching-rules (`arrayContains`, `eachValue`, `notEmpty`).
 */
import type { Schema } from "../schema/schema.ts";
import { ruleName } from "./match/match-text.ts";
import { variantsOf, withItemRules } from "./matcher-set/body-set.ts";
import type { Matcher } from "./pact.ts";
import {
  askedOf,
  type Expected,
  type Path,
  type Problem,
  placeOf,
  rulePath,
  rulesOf,
  type Walk,
} from "./problem.ts";
import { rulesFor, statedAt } from "./rule-at.ts";
import { itemSchemas, keywordOf, type SchemaView } from "./schema-view.ts";

interface ExpectedList {
  value: readonly unknown[];
  path: Path;
}

type Judge = (walk: Walk, schemas: readonly Schema[], expected: Expected) => Problem[];

export function judgeItems(
  walk: Walk,
  view: SchemaView,
  expected: ExpectedList,
  judge: Judge,
): Problem[] {
  const { value, path } = expected;
  const found = rulesOf(walk, path);
  const matchers = found?.list.matchers ?? [];
  const own = found?.isCascaded === false ? matchers : [];
  const variants = matchers.find((rule) => ruleName(rule) === "arraycontains");
  if (variants !== undefined) return judgeVariants(walk, view, { expected, rule: variants, judge });
  const each = own.find((rule) => ruleName(rule) === "eachvalue");
  const inner = each === undefined ? walk : withItemRules(walk, rulePath(walk, path), each);
  const count = judgeCount(walk, view, expected);
  const problems = count === undefined ? [] : [count];
  for (const [index, item] of value.entries()) {
    const schemas = itemSchemas(view, index);
    if (schemas.length === 0) continue;
    const inside = judge(inner, schemas, { value: item, path: [...path, index] });
    for (const problem of inside) problems.push(problem);
  }
  return [...problems, ...judgeMore(inner, view, expected, judge)];
}

// Further items are like the first example, and other rules may hold for them than for that.
function judgeMore(
  walk: Walk,
  view: SchemaView,
  { value, path }: ExpectedList,
  judge: Judge,
): Problem[] {
  const place = rulePath(walk, path);
  const stated = [...statedAt(walk.rules, walk.category, place.length)];
  if (stated.length === 0 || value.length === 0 || rulesOf(walk, path) === undefined) return [];
  const index = Math.max(value.length, ...stated.map((each) => Number(each) + 1 || 0));
  const schemas = itemSchemas(view, index);
  if (schemas.length === 0) return [];
  return judge(walk, schemas, { value: value[0], path: [...path, index] }).map((problem) =>
    problem.kind === "invalid" ? { ...problem, kind: "excluded" } : problem,
  );
}

// Whether a list has such an item depends on the state; whether there can be one does not.
function judgeVariants(
  walk: Walk,
  view: SchemaView,
  { expected, rule, judge }: { expected: ExpectedList; rule: Matcher; judge: Judge },
): Problem[] {
  const { value, path } = expected;
  const problems = variantsOf(walk, value, rule).flatMap((variant): Problem[] => {
    if (variant.rules === undefined) {
      const message = "was not compared with a variant of arrayContains: it has no example";
      return [{ kind: "undecided", path, message, rule: view[0] && placeOf(view[0]) }];
    }
    const schemas = itemSchemas(view, variant.index);
    if (schemas.length === 0) return [];
    const place = [...path, variant.index];
    const inner = { ...walk, rules: variant.rules, base: place.length };
    const inside = judge(inner, schemas, { value: value[variant.index], path: place });
    // That other items are not like this one is what the rule is for.
    return inside.filter(({ kind }) => !["excluded", "literal", "optional"].includes(kind));
  });
  const contained: Problem = {
    kind: "literal",
    path,
    message: "the items contained in ",
    rule: undefined,
  };
  return [...problems, contained];
}

// Without a rule the pact asks for as many items as its example has; a rule may say `min`, `max`.
function judgeCount(
  walk: Walk,
  view: SchemaView,
  { value, path }: ExpectedList,
): Problem | undefined {
  const { least, most } = countsOf(walk, { value, path });
  for (const schema of view) {
    const minItems = numberAt(schema, "minItems") ?? 0;
    const maxItems = numberAt(schema, "maxItems") ?? Number.POSITIVE_INFINITY;
    if (minItems > most || maxItems < least) {
      const keyword = minItems > most ? "minItems" : "maxItems";
      const asked = keyword === "minItems" ? `at least ${minItems}` : `at most ${maxItems}`;
      const message = `has ${value.length} items; the contract sends ${asked}`;
      return {
        kind: "invalid",
        path,
        message,
        rule: placeOf(schema, keyword),
        witness: value,
        asked: askedOf([schema], value),
      };
    }
  }
  const all = (keyword: "minItems" | "maxItems") =>
    view.flatMap((schema) => numberAt(schema, keyword) ?? []);
  const sendsFewer = Math.max(0, ...all("minItems")) < least;
  const sendsMore = Math.min(Number.POSITIVE_INFINITY, ...all("maxItems")) > most;
  if (!sendsFewer && !sendsMore) return undefined;
  return { kind: "literal", path, message: "the number of items in ", rule: undefined };
}

function countsOf(walk: Walk, { value, path }: ExpectedList): { least: number; most: number } {
  const found = rulesOf(walk, path);
  if (found === undefined) return { least: value.length, most: value.length };
  const free = { least: 0, most: Number.POSITIVE_INFINITY };
  // There is no example that the items could be compared with.
  if (value.length === 0) return free;
  const { matchers, combine } = found.list;
  if (matchers.some((rule) => ruleName(rule) === "equality")) {
    return { least: value.length, most: value.length };
  }
  if (combine === "OR") return free;
  // What no rule speaks of is missed where it is missing.
  const place = rulePath(walk, path);
  const asked = value.findLastIndex(
    (_, index) => rulesFor(walk.rules, walk.category, [...place, index]) === undefined,
  );
  const stated = found.isCascaded ? [] : matchers.filter((rule) => COUNTING.test(ruleName(rule)));
  const bounds = (name: "min" | "max") =>
    stated.map((rule) => rule[name]).filter((bound) => typeof bound === "number");
  const isNotEmpty = matchers.some((rule) => ruleName(rule) === "notempty");
  return {
    least: Math.max(asked + 1, isNotEmpty ? 1 : 0, ...bounds("min")),
    most: Math.min(free.most, ...bounds("max")),
  };
}

const COUNTING = /^(type|min|max)$/;

function numberAt(schema: Schema, keyword: string): number | undefined {
  const value = keywordOf(schema, keyword);
  return typeof value === "number" ? value : undefined;
}
