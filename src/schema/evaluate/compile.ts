/**
 * A schema's keywords turned into rules, in the order in which they are best asked: cheap ones
 * first, those that depend on others last.
 */

import { isResolved, reference } from "../schema.ts";
import { unresolved } from "../violation.ts";
import type { Node, Rule } from "./evaluate.ts";
import { nodeOf } from "./evaluate.ts";
import { type Keyword, refusal } from "./keyword.ts";
import { arrayKeywords } from "./keywords-array.ts";
import { combiningKeywords } from "./keywords-combine.ts";
import { numberKeywords } from "./keywords-number.ts";
import { objectKeywords } from "./keywords-object.ts";
import { deadEnd, dynamicReferenceRule, referenceRule } from "./keywords-reference.ts";
import { stringKeywords } from "./keywords-string.ts";
import { unevaluatedKeywords } from "./keywords-unevaluated.ts";
import { valueKeywords } from "./keywords-value.ts";
import { usesValidation } from "./vocabulary.ts";

const applicators: ReadonlyMap<string, Keyword> = new Map([
  ...objectKeywords,
  ...arrayKeywords,
  ...combiningKeywords,
]);

const first: ReadonlyMap<string, Keyword> = new Map([
  ...valueKeywords,
  ...numberKeywords,
  ...stringKeywords,
  ...applicators,
]);

// Of the vocabulary called validation; applicators and `format` have their own.
const ofValidation: ReadonlySet<string> = new Set([
  ...valueKeywords.keys(),
  ...numberKeywords.keys(),
  "minLength",
  "maxLength",
  "pattern",
  "required",
  "dependentRequired",
  "minProperties",
  "maxProperties",
  "minItems",
  "maxItems",
  "uniqueItems",
]);

/** The rules of a schema; kept on its node, with what else a run needs to know. */
export function compile(node: Node): readonly Rule[] {
  const rules: Rule[] = [];
  const { value, fault } = node.schema;
  if (fault !== undefined) {
    rules.push((_, run) => unresolved(run, node, "", `cannot be checked: ${fault}`));
  } else if (value === false) {
    rules.push(refusal(node));
  } else if (value !== true) {
    const isValidating = usesValidation(node.schema);
    const isOff = (keyword: string) => !isValidating && ofValidation.has(keyword);
    for (const [keyword, make] of first) {
      if (!Object.hasOwn(value, keyword) || isOff(keyword)) continue;
      const rule = make(value[keyword], node, keyword);
      if (rule !== undefined) rules.push(rule);
    }
    node.keepsAccount = [...unevaluatedKeywords.keys()].some((keyword) =>
      Object.hasOwn(value, keyword),
    );
    addReferences(node, value, rules);
    for (const [keyword, make] of unevaluatedKeywords) {
      const rule = Object.hasOwn(value, keyword) && make(value[keyword], node, keyword);
      if (rule) rules.push(rule);
    }
  }
  node.rules = rules;
  return rules;
}

function addReferences(node: Node, value: Record<string, unknown>, rules: Rule[]): void {
  if (Object.hasOwn(value, "$dynamicRef")) rules.push(dynamicReferenceRule(node));
  const target = reference(node.schema);
  if (target === undefined) return;
  if (!isResolved(target)) rules.push(deadEnd(node, "$ref", target));
  else if (node.keepsAccount) rules.push(referenceRule(node));
  else node.next = nodeOf(target);
}
