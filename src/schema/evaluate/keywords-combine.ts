/**
 * Keywords that put schemas together at one place: `allOf`, `anyOf`, `oneOf`, `not`, `if`.
 *
 * 2020-12 core #logic, #conditional.
 */

import { invalid, retell, unresolved } from "../violation.ts";
import { type Alternatives, explain } from "./branch.ts";
import {
  evaluate,
  evaluateQuietly,
  type Node,
  type Rule,
  type Run,
  violationsOf,
} from "./evaluate.ts";
import { markOf, returnTo } from "./evaluated.ts";
import { inner, type Keyword, type Keywords, malformed, sibling } from "./keyword.ts";
import { describe, namesAmong } from "./naming.ts";

const allOf: Keyword = (value, node, keyword) => {
  const branches = branchesOf(value, node, keyword);
  if (branches === undefined) return malformed(node, keyword, "a list of schemas");
  return (instance, run) => {
    let holds = true;
    for (let index = 0; index < branches.length; index += 1) {
      if (evaluate(branches[index]!, instance, run)) continue;
      if (run.violations === undefined) return false;
      holds = false;
    }
    return holds;
  };
};

const anyOf: Keyword = (value, node, keyword) => {
  const branches = branchesOf(value, node, keyword);
  if (branches === undefined) return malformed(node, keyword, "a list of schemas");
  return (instance, run) => {
    const { unknowns } = run;
    // Where it is recorded what has been looked at, every branch has a say.
    const enough = run.evaluated === undefined ? 1 : branches.length;
    if (matching(branches, instance, run, enough).length > 0) {
      run.unknowns = unknowns;
      return true;
    }
    return fail(run, () => explain({ node, keyword, branches }, instance, run));
  };
};

const oneOf: Keyword = (value, node, keyword) => {
  const branches = branchesOf(value, node, keyword);
  if (branches === undefined) return malformed(node, keyword, "a list of schemas");
  return (instance, run) => {
    const { unknowns } = run;
    const fitting = matching(branches, instance, run, 2);
    if (fitting.length > 1) {
      return fail(run, () => {
        const all = matching(branches, instance, run, branches.length);
        const wanted = `exactly one of ${branches.length} alternatives`;
        invalid(run, { node, keyword, wanted }, instance, `fits ${namesAmong(branches, all)}`);
      });
    }
    if (fitting.length === 1) {
      if (run.unknowns === unknowns) return true;
      // One of the others may fit too, for all we know.
      const others = branches.filter((branch) => branch !== fitting[0]);
      return fail(run, () => tellUnknowns({ node, keyword, branches: others }, instance, run));
    }
    return fail(run, () => explain({ node, keyword, branches }, instance, run));
  };
};

function branchesOf(value: unknown, node: Node, keyword: string): Node[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  return value.map((_, index) => inner(node, keyword, index));
}

// The branches that fit, up to the number that is enough to know.
function matching(
  branches: readonly Node[],
  instance: unknown,
  run: Run,
  enough: number,
): readonly Node[] {
  let fitting: Node[] | undefined;
  for (let index = 0; index < branches.length; index += 1) {
    const branch = branches[index]!;
    if (!tryOut(branch, instance, run)) continue;
    if (fitting === undefined) fitting = [branch];
    else fitting.push(branch);
    if (fitting.length >= enough) break;
  }
  return fitting ?? none;
}

const none: readonly Node[] = [];

// A schema that does not fit leaves no trace of what it looked at.
function tryOut(branch: Node, instance: unknown, run: Run): boolean {
  const { evaluated } = run;
  if (evaluated === undefined) return evaluateQuietly(branch, instance, run);
  const mark = markOf(evaluated);
  const fits = evaluateQuietly(branch, instance, run);
  if (!fits) returnTo(evaluated, mark);
  return fits;
}

function fail(run: Run, tell: () => void): false {
  if (run.violations !== undefined) tell();
  return false;
}

const not: Keyword = (_, node, keyword) => {
  const refused = inner(node, keyword);
  return (instance, run) => {
    const { evaluated, unknowns } = run;
    run.evaluated = undefined;
    const fits = evaluateQuietly(refused, instance, run);
    run.evaluated = evaluated;
    if (fits) {
      return fail(run, () => {
        const wanted = `anything but ${describe(refused.schema)}`;
        invalid(run, { node, keyword, wanted }, instance);
      });
    }
    return (
      run.unknowns === unknowns ||
      fail(run, () => tellUnknowns({ node, keyword, branches: [refused] }, instance, run))
    );
  };
};

const ifKeyword: Keyword = (_, node, keyword) => {
  const condition = inner(node, keyword);
  const then = sibling(node, "then") === undefined ? undefined : inner(node, "then");
  const otherwise = sibling(node, "else") === undefined ? undefined : inner(node, "else");
  const rule: Rule = (instance, run) => {
    const { unknowns } = run;
    const fits = tryOut(condition, instance, run);
    if (!fits && run.unknowns > unknowns) {
      const branches = [condition];
      return fail(run, () => tellUnknowns({ node, keyword, branches }, instance, run));
    }
    const consequence = fits ? then : otherwise;
    return consequence === undefined || evaluate(consequence, instance, run);
  };
  return rule;
};

function tellUnknowns(
  { node, keyword, branches }: Alternatives,
  instance: unknown,
  run: Run,
): void {
  const told = branches
    .flatMap((branch) => violationsOf(branch, instance, run))
    .filter(({ kind }) => kind === "unresolved");
  // Told in full, a branch may turn out to be refused by what can be decided in it.
  if (told.length === 0) unresolved(run, node, keyword, "cannot be checked in every part");
  retell(run, told);
}

/** By keyword. */
export const combiningKeywords: Keywords = new Map([
  ["allOf", allOf],
  ["anyOf", anyOf],
  ["oneOf", oneOf],
  ["not", not],
  ["if", ifKeyword],
]);
