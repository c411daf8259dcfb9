/**
 * Which of several alternatives a value was meant to be, so that a failed `anyOf` or `oneOf`
 * can be told in the words of that one.
 *
 * OpenAPI 3.1 #discriminator-object is a hint here and never changes the verdict.
 */

import { parsePointer } from "../../source/pointer.ts";
import { isObject } from "../place.ts";
import { isResolved, reference } from "../schema.ts";
import { invalid, retell, type Violation } from "../violation.ts";
import type { Node, Run } from "./evaluate.ts";
import { violationsOf } from "./evaluate.ts";
import { bestFit, depthOf, type Refusal } from "./fit.ts";
import { nameOfReference, oneOfThem } from "./naming.ts";

/** The branches of one keyword. */
export interface Alternatives {
  node: Node;
  keyword: string;
  branches: readonly Node[];
}

/** Adds to `run.violations` why `instance` fits none of the branches. */
export function explain(alternatives: Alternatives, instance: unknown, run: Run): void {
  const { node, keyword, branches } = alternatives;
  if (run.evaluated !== undefined) run.evaluated.isUnsure = true;
  const told = branches.map((branch) => violationsOf(branch, instance, run));
  // A branch with nothing but unresolved violations may fit for all we know.
  const unknown = told.filter((own) => own.every(({ kind }) => kind === "unresolved")).flat();
  if (unknown.length > 0) {
    retell(run, unknown);
    return;
  }
  const chosen =
    chosenByName(alternatives, instance) ?? chosenByFit(branches, told, instance, run.depth);
  if (chosen !== undefined) {
    retell(run, told[chosen]!);
    return;
  }
  invalid(run, { node, keyword, wanted: oneOfThem(branches) }, instance);
}

function chosenByName({ node, branches }: Alternatives, instance: unknown): number | undefined {
  const { value } = node.schema;
  if (!isObject(value) || !isObject(value.discriminator) || !isObject(instance)) return undefined;
  const { propertyName, mapping } = value.discriminator;
  if (typeof propertyName !== "string" || !Object.hasOwn(instance, propertyName)) return undefined;
  const tag = instance[propertyName];
  if (typeof tag !== "string") return undefined;
  const mapped = isObject(mapping) && Object.hasOwn(mapping, tag) ? mapping[tag] : undefined;
  const index = branches.findIndex((branch) => isCalled(branch, mapped, tag));
  return index === -1 ? undefined : index;
}

function isCalled(branch: Node, mapped: unknown, tag: string): boolean {
  const { value } = branch.schema;
  if (!isObject(value) || typeof value.$ref !== "string") return false;
  if (mapped !== undefined) return value.$ref === mapped || nameOfReference(value.$ref) === mapped;
  const target = reference(branch.schema);
  return isResolved(target) && parsePointer(target.pointer)?.at(-1) === tag;
}

// The branch that was meant is the only one of the value's type, else the one it fits best.
function chosenByFit(
  branches: readonly Node[],
  told: readonly Violation[][],
  instance: unknown,
  depth: number,
): number | undefined {
  if (branches.length === 1) return 0;
  const ofType = [...told.keys()].filter((index) => isOfType(told[index]!, instance, depth));
  if (ofType.length === 1) return ofType[0];
  const refusals = ofType.map((index): Refusal => {
    return { branch: branches[index]!, violations: told[index]! };
  });
  const best = bestFit(refusals, instance, depth);
  return best && ofType[refusals.indexOf(best)];
}

// An `enum` or a `const` without a `type` wants the types of its values.
function isOfType(violations: readonly Violation[], instance: unknown, depth: number): boolean {
  return violations
    .filter((violation) => depthOf(violation) === depth)
    .every(({ keyword, expected }) => {
      if (keyword === "type" || keyword === "") return false;
      if (keyword === "const") return typeOf(expected) === typeOf(instance);
      if (keyword !== "enum" || !Array.isArray(expected)) return true;
      return expected.some((value) => typeOf(value) === typeOf(instance));
    });
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}
