/**
 * Which branches of a choice there are, and what taking one of them adds.
 */
import { subschema } from "../place.ts";
import type { Schema } from "../schema.ts";
import { branchName } from "./discriminator.ts";
import { freeTypes } from "./free-types.ts";
import { accepts, type Run, unsatisfiable } from "./run.ts";
import { anyType, type Choice, keepTypes, type Shape, typeBits } from "./shape.ts";

/** One way to meet a choice. */
export interface Branch {
  must: Schema[];
  /** Schemas that must refuse the value. */
  mustNot: Schema[];
  required?: string;
  absent?: string;
  /** Whether the value is no object, so that nothing about its properties holds. */
  isNoObject?: boolean;
  discriminated?: { name: string; value: string };
}

/** Of more than this the first are looked at, so that no list holds a sample for long. */
const MAX_BRANCHES = 2000;

/** Whether some branches of `choice` are not among those in order. */
export function isCutShort({ schema, kind }: Choice): boolean {
  if (kind === "if" || kind === "dependent") return false;
  return (schema.value as Record<string, unknown[]>)[kind]!.length > MAX_BRANCHES;
}

/**
 * The branches of `choice`, the ones to be tried first in front. Each is made when it is taken:
 * there may be hundreds, and the first one usually does.
 */
export function branchesInOrder(run: Run, choice: Choice, shape: Shape): (() => Branch)[] {
  if (choice.kind === "if") return conditionals(choice.schema).map((branch) => () => branch);
  if (choice.kind === "dependent") {
    return dependents(run, choice, shape).map((branch) => () => branch);
  }
  const { schema, kind } = choice;
  const held = (schema.value as Record<string, unknown[]>)[kind]!.slice(0, MAX_BRANCHES);
  // Ordering thousands of them, once for each that is tried, would take seconds.
  run.steps -= held.length >> 3;
  const all = held.map((_, index) => subschema(schema, kind, index));
  // What an example shows is what the author had in mind.
  const hint = shape.hints[0];
  const shown = hint === undefined ? -1 : all.findIndex((branch) => accepts(run, [branch], hint));
  const first = all.filter((branch, index) => index === shown && !isNull(branch));
  const others = all.filter((branch, index) => index !== shown && !isNull(branch));
  return [...first, ...others, ...all.filter(isNull)].map((branch) => () => ({
    must: [branch],
    mustNot: kind === "oneOf" ? all.filter((other) => other !== branch) : [],
    discriminated: branchName(schema, branch),
  }));
}

function isNull({ value }: Schema): boolean {
  return typeof value === "object" && (value.type === "null" || value.const === null);
}

function conditionals(schema: Schema): Branch[] {
  const has = (keyword: string) => Object.hasOwn(schema.value as object, keyword);
  const condition = subschema(schema, "if");
  const met = has("then") ? [condition, subschema(schema, "then")] : [condition];
  return [
    { must: met, mustNot: [] },
    { must: has("else") ? [subschema(schema, "else")] : [], mustNot: [condition] },
  ];
}

function dependents(run: Run, { schema, name = "" }: Choice, shape: Shape): Branch[] {
  const present = {
    must: [subschema(schema, "dependentSchemas", name)],
    mustNot: [],
    required: name,
  };
  const absent = { must: [], mustNot: [], absent: name };
  const none = { must: [], mustNot: [], isNoObject: true };
  if (shape.required.has(name)) return [present, none];
  if (shape.absent.has(name)) return [absent, none];
  const isWanted = shape.properties.has(name) && !run.minimal;
  return isWanted ? [present, absent, none] : [absent, present, none];
}

/** Takes `branch`: its schemas are visited next, and the shape remembers the rest. */
export function pushBranch(
  branch: Branch,
  { shape, waiting }: { shape: Shape; waiting: Schema[] },
): void {
  waiting.push(...branch.must.toReversed());
  for (const rival of branch.mustNot) shape.rivals.push(rival);
  if (branch.mustNot.length > 0) shape.isRough = true;
  for (const rival of branch.mustNot) {
    const loss = unsatisfiable(rival, "another branch of oneOf accepts every value of that type");
    keepTypes(shape, anyType & ~freeTypes(rival), loss);
  }
  if (branch.required !== undefined) shape.required.add(branch.required);
  if (branch.isNoObject) {
    const loss = unsatisfiable(undefined, "what depends on a property is no object");
    keepTypes(shape, anyType & ~typeBits.object, loss);
  }
  if (branch.absent !== undefined) shape.absent.add(branch.absent);
  if (branch.discriminated !== undefined) {
    const { name, value } = branch.discriminated;
    shape.discriminated.set(name, value);
  }
}
