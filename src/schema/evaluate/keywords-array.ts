/**
 * Keywords about arrays.
 *
 * 2020-12 core #prefixItems and what follows it; validation #array.
 */
import { findEqualPair } from "../equal.ts";
import { invalid, retell, unresolved, type Violation } from "../violation.ts";
import { evaluateInside, type Node, type Run } from "./evaluate.ts";
import { counted, inner, type Keyword, type Keywords, malformed, sibling } from "./keyword.ts";
import { restRule } from "./keywords-object.ts";
import { isCount } from "./keywords-string.ts";

const prefixItems: Keyword = (value, node, keyword) => {
  if (!Array.isArray(value)) return malformed(node, keyword, "a list of schemas");
  const nodes = value.map((_, index) => inner(node, keyword, index));
  return (instance, run) => {
    if (!Array.isArray(instance)) return true;
    const count = Math.min(nodes.length, instance.length);
    let holds = true;
    for (let index = 0; index < count; index += 1) {
      if (evaluateInside(nodes[index]!, index, instance[index], run)) continue;
      if (run.violations === undefined) return false;
      holds = false;
    }
    if (run.evaluated !== undefined) run.evaluated.items = Math.max(run.evaluated.items, count);
    return holds;
  };
};

const items: Keyword = (value, node, keyword) => {
  const prefix = sibling(node, "prefixItems");
  const start = Array.isArray(prefix) ? prefix.length : 0;
  const each = restRule(value, inner(node, keyword), { node, keyword });
  return (instance, run) => {
    if (!Array.isArray(instance)) return true;
    let holds = true;
    for (let index = start; index < instance.length; index += 1) {
      if (each(index, instance[index], run)) continue;
      if (run.violations === undefined) return false;
      holds = false;
    }
    if (run.evaluated !== undefined)
      run.evaluated.items = Math.max(run.evaluated.items, instance.length);
    return holds;
  };
};

const contains: Keyword = (_, node, keyword) => {
  const wanted = inner(node, keyword);
  const least = sibling(node, "minContains") ?? 1;
  const most = sibling(node, "maxContains") ?? Number.POSITIVE_INFINITY;
  if (!isCount(least)) return malformed(node, "minContains", "a count");
  if (most !== Number.POSITIVE_INFINITY && !isCount(most)) {
    return malformed(node, "maxContains", "a count");
  }
  const limit = least === 1 && sibling(node, "minContains") === undefined ? keyword : "minContains";
  const tooFew = {
    node,
    keyword: limit,
    wanted: `${least} or more that fit its schema`,
    expected: least,
  };
  const tooMany = {
    node,
    keyword: "maxContains",
    wanted: `${most} or less that fit its schema`,
    expected: most,
  };
  return (instance, run) => {
    if (!Array.isArray(instance)) return true;
    const unknownsBefore = run.unknowns;
    const count = countMatches(wanted, instance, run);
    const hasUnknowns = run.unknowns > unknownsBefore;
    if (count > (most as number)) return invalid(run, tooMany, instance, has(count));
    // What is unknown may match or not: it matters where one more would change the answer.
    if (hasUnknowns && (count < least || Number.isFinite(most))) {
      return tellUnknowns({ node, keyword }, wanted, instance, run);
    }
    run.unknowns = unknownsBefore;
    return count >= least || invalid(run, tooFew, instance, has(count));
  };
};

function has(count: number): string {
  return `has ${counted(count, "element")} of that kind`;
}

function countMatches(wanted: Node, instance: readonly unknown[], run: Run): number {
  const { violations } = run;
  run.violations = undefined;
  let count = 0;
  for (let index = 0; index < instance.length; index += 1) {
    if (!evaluateInside(wanted, index, instance[index], run)) continue;
    count += 1;
    run.evaluated?.indices.push(index);
  }
  run.violations = violations;
  return count;
}

function tellUnknowns(
  { node, keyword }: { node: Node; keyword: string },
  wanted: Node,
  instance: readonly unknown[],
  run: Run,
): false {
  const { violations } = run;
  if (violations === undefined) return false;
  let hasTold = false;
  for (const [index, element] of instance.entries()) {
    const told: Violation[] = [];
    run.violations = told;
    evaluateInside(wanted, index, element, run);
    run.violations = violations;
    const unknown = told.filter(({ kind }) => kind === "unresolved");
    hasTold ||= unknown.length > 0;
    retell(run, unknown);
  }
  // Told in full, an element may turn out to be refused by what can be decided of it.
  if (!hasTold) unresolved(run, node, keyword, "cannot be checked in every part");
  return false;
}

function size(words: string, holds: (count: number, limit: number) => boolean): Keyword {
  return (value, node, keyword) => {
    if (!isCount(value)) return malformed(node, keyword, "a count");
    const wanted = `${counted(value, "element")} or ${words}`;
    const problem = { node, keyword, wanted, expected: value };
    return (instance, run) =>
      !Array.isArray(instance) ||
      holds(instance.length, value) ||
      invalid(run, problem, instance, `has ${instance.length}`);
  };
}

const uniqueItems: Keyword = (value, node, keyword) => {
  if (value === false) return undefined;
  if (value !== true) return malformed(node, keyword, "true or false");
  const problem = { node, keyword, wanted: "elements that all differ", expected: true };
  return (instance, run) => {
    if (!Array.isArray(instance) || instance.length < 2) return true;
    const pair = findEqualPair(instance);
    return (
      pair === undefined ||
      invalid(run, problem, instance, `has equal elements at ${pair[0]} and ${pair[1]}`)
    );
  };
};

/** By keyword. */
export const arrayKeywords: Keywords = new Map([
  ["minItems", size("more", (count, limit) => count >= limit)],
  ["maxItems", size("less", (count, limit) => count <= limit)],
  ["uniqueItems", uniqueItems],
  ["prefixItems", prefixItems],
  ["items", items],
  ["contains", contains],
]);
