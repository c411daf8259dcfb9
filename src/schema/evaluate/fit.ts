/**
 * Which of several branches a value fits best, of those that all refuse it.
 *
 * A property speaks for a branch that declares it, the more so where it fits there. One cause should
 * give one finding: a wrong property of another branch must not hide what is missing in the one
 * that the rest of the value is made for. Where branches are equally likely, none is blamed.
 */
import { parsePointer } from "../../source/pointer.ts";
import { applying, declaredProperties } from "../declared-properties.ts";
import { isObject } from "../place.ts";
import type { Schema } from "../schema.ts";
import type { Violation } from "../violation.ts";
import type { Node } from "./evaluate.ts";

/** A branch and why it refuses the value. */
export interface Refusal {
  branch: Node;
  violations: readonly Violation[];
}

/**
 * The branch of `refusals` that `instance`, which stands at `depth`, was most likely made for;
 * undefined where none stands out.
 */
export function bestFit(
  refusals: readonly Refusal[],
  instance: unknown,
  depth: number,
): Refusal | undefined {
  const candidates = candidatesOf(refusals, instance, depth);
  const known = candidates.map((candidate) => candidate.known);
  const knows = (index: number) => known[index]!.size > 0;
  const all = [...refusals.keys()];
  // An object that has nothing of a branch, and lacks what it requires, was never meant for it: a
  // Reference Object where no `$ref` stands.
  const isStranger = (index: number) => !knows(index) && lacksOne(refusals[index]!, depth);
  let left = all.some(knows) ? all.filter((index) => !isStranger(index)) : all;
  if (left.length > 1) left = left.filter((index) => isOfKind(candidates[index]!, depth));
  // Nothing in the object says what it was made for.
  if (left.length > 1 && isObject(instance) && !left.some(knows)) return undefined;
  const measures: ((index: number) => number)[] = [
    (index) => tellingNames(candidates[index]!),
    (index) => known[index]!.size,
    (index) => known[index]!.difference(candidates[index]!.faulty).size,
    (index) => Math.min(...refusals[index]!.violations.map(depthOfFault)),
    (index) => (isComposite(instance) ? -refusals[index]!.violations.length : 0),
  ];
  for (const measure of measures) {
    if (left.length <= 1) break;
    const values = left.map(measure);
    const best = values.reduce((most, each) => Math.max(most, each));
    left = left.filter((_, position) => values[position] === best);
  }
  return left.length === 1 ? refusals[left[0]!] : undefined;
}

/** How many names stand before the end of the violation's place. */
export function depthOf({ instancePointer }: Violation): number {
  return instancePointer.split("/").length - 1;
}

// The place of a property that is not there is its own.
function depthOfFault(violation: Violation): number {
  return depthOf(violation) + (violation.keyword === "required" ? 1 : 0);
}

/** A branch, and what is asked of it more than once. */
interface Candidate extends Refusal {
  declared: ReadonlyMap<string, Schema>;
  /** The value's properties that something is wrong in. */
  faulty: ReadonlySet<string>;
  /** The value's properties that the branch speaks of. */
  known: ReadonlySet<string>;
  isDeclaredElsewhere(name: string): boolean;
}

function candidatesOf(refusals: readonly Refusal[], instance: unknown, depth: number): Candidate[] {
  const names = isObject(instance) ? Object.keys(instance) : [];
  const declarations = refusals.map(({ branch }) => declaredProperties(branch.schema));
  const counts = new Map(
    names.map((name) => [name, declarations.filter((declared) => declared.has(name)).length]),
  );
  return refusals.map((refusal, index) => {
    const declared = declarations[index]!;
    const faulty = faultyNames(refusal, depth);
    // A null that is refused is how serializers write what is not there: it speaks for nobody.
    const isNothing = (name: string) =>
      faulty.has(name) && (instance as Record<string, unknown>)[name] === null;
    return {
      ...refusal,
      declared,
      faulty,
      known: new Set(
        names.filter((name) => (declared.has(name) || faulty.has(name)) && !isNothing(name)),
      ),
      isDeclaredElsewhere: (name) => (counts.get(name) ?? 0) > (declared.has(name) ? 1 : 0),
    };
  });
}

const refusingNames: ReadonlySet<string> = new Set([
  "additionalProperties",
  "propertyNames",
  "unevaluatedProperties",
]);

// The properties that something is wrong in, but for those that should not be there at all.
function faultyNames({ violations }: Refusal, depth: number): Set<string> {
  const names = new Set<string>();
  for (const violation of violations) {
    const below = depthOf(violation) - depth;
    if (below < 1 || (below === 1 && refusingNames.has(violation.keyword))) continue;
    names.add(nameAt(violation, depth));
  }
  return names;
}

function nameAt({ instancePointer }: Violation, depth: number): string {
  return parsePointer(instancePointer)![depth]!;
}

function lacksOne({ violations }: Refusal, depth: number): boolean {
  return violations.some(
    (violation) => violation.keyword === "required" && depthOf(violation) === depth,
  );
}

const kindKeywords: ReadonlySet<string> = new Set(["type", "const", "enum", ""]);

// A value is of another kind where its type is wrong, or the property that tells the branches apart.
function isOfKind({ violations, isDeclaredElsewhere }: Candidate, depth: number): boolean {
  return violations.every((violation) => {
    const { keyword, expected } = violation;
    const below = depthOf(violation) - depth;
    if (below === 0) return !kindKeywords.has(keyword);
    if (below !== 1) return true;
    if (keyword === "const") return false;
    if (keyword !== "enum") return true;
    // One of many values is a tag only among branches that all have the property.
    const isOneValue = Array.isArray(expected) && expected.length === 1;
    return !isOneValue && !isDeclaredElsewhere(nameAt(violation, depth));
  });
}

// Properties that tell the branch from others: those it alone requires, and tags that agree.
function tellingNames({ branch, declared, faulty, known, isDeclaredElsewhere }: Candidate): number {
  const required = requiredNames(branch.schema);
  return [...known].filter(
    (name) =>
      (isTag(declared.get(name)) && !faulty.has(name)) ||
      (required.has(name) && !isDeclaredElsewhere(name)),
  ).length;
}

function isTag(property: Schema | undefined): boolean {
  if (property === undefined || !isObject(property.value)) return false;
  const { value } = property;
  return Object.hasOwn(value, "const") || (Array.isArray(value.enum) && value.enum.length === 1);
}

function requiredNames(schema: Schema): Set<unknown> {
  return new Set(
    applying(schema).flatMap(({ value }) =>
      isObject(value) && Array.isArray(value.required) ? value.required : [],
    ),
  );
}

function isComposite(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}
