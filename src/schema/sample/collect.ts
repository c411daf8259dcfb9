/**
 * Gathers all that holds at one place into one shape: through `allOf` and `$ref`, then through
 * one branch of each `anyOf`, `oneOf` and `if`.
 */
import { subschema } from "../place.ts";
import { dynamicReference, isResolved, reference, type Schema } from "../schema.ts";
import { branchesInOrder, isCutShort, pushBranch } from "./branch.ts";
import { discriminate } from "./discriminator.ts";
import { readKeyword } from "./keywords.ts";
import { loneReference, plainShape } from "./plain.ts";
import { type At, type Failure, gaveUp, isFailure, type Run, unsatisfiable } from "./run.ts";
import {
  anyType,
  dropEmptyTypes,
  isImpossible,
  newShape,
  type Property,
  type Shape,
} from "./shape.ts";

/** Which branch was taken at each choice, in the order in which the choices came up. */
export interface Script {
  picks: number[];
  counts: number[];
  /** Whether a property that cannot have a value, though it may be absent, rules a branch out. */
  isStrict: boolean;
  /** Whether strictness ruled anything out. */
  wasStrict: boolean;
}

/** Moves `script` to the next untried branch of its last choice that has one; false after the last. */
export function nextScript(script: Script): boolean {
  const { picks, counts } = script;
  while (picks.length > 0) {
    const last = picks.length - 1;
    picks[last]! += 1;
    if (picks[last]! < counts[last]!) return true;
    picks.pop();
    counts.pop();
  }
  return false;
}

/** All that `schemas` ask for together, with the branches that `script` takes and adds to. */
export function collect(
  run: Run,
  schemas: readonly Schema[],
  { at, script }: { at: At; script: Script },
): Shape | Failure {
  const plain = schemas.length === 1 ? collectPlain(run, schemas[0]!, at) : undefined;
  if (plain !== undefined) return plain;
  const shape = newShape(anyType);
  shape.hints.push(...at.hints);
  const waiting = schemas.toReversed();
  let taken = 0;
  let before = 0;
  for (;;) {
    for (let schema = waiting.pop(); schema !== undefined; schema = waiting.pop()) {
      const failure = visit(run, schema, { shape, waiting, at, isSure: taken === 0 });
      if (failure !== undefined) return failure;
    }
    const choice = shape.choices.shift();
    if (choice === undefined) break;
    run.steps -= 1;
    if (run.steps <= 0) return gaveUp(choice.schema, TOO_MUCH);
    if (taken === 0 && script.isStrict) before = contradictions(shape).length;
    const branches = branchesInOrder(run, choice, shape);
    const isCut = isCutShort(choice);
    if (taken === script.picks.length) {
      script.picks.push(0);
      script.counts.push(Math.max(branches.length + (isCut ? 1 : 0), 1));
    }
    const branch = branches[script.picks[taken]!];
    taken += 1;
    if (branch === undefined && isCut) return gaveUp(choice.schema, TOO_MUCH);
    if (branch === undefined) return unsatisfiable(choice.schema, `${choice.kind} has no branch`);
    pushBranch(branch(), { shape, waiting });
  }
  const made = finish(shape, schemas, run.isCareful);
  if (isFailure(made) || taken === 0 || !script.isStrict) return made;
  const found = contradictions(shape);
  if (found.length <= before) return made;
  script.wasStrict = true;
  return gaveUp(found.at(-1)?.schemas.at(-1), "a property has no value in this branch");
}

/** As a power of two: reading so many items of a list takes about as long as visiting a schema. */
const READ_PER_STEP = 5;

const TOO_MUCH = "the schema takes too much work";

/** The same for one schema that is known to be plain, or a reference to one; else undefined. */
function collectPlain(run: Run, start: Schema, at: At): Shape | undefined {
  const references: Schema[] = [];
  let schema = start;
  for (let hops = 0; hops < MAX_PLAIN_HOPS; hops += 1) {
    const { value } = schema;
    if (at.isProperty && typeof value === "object" && isHidden(run, value)) return undefined;
    if (run.steps <= 1) return undefined;
    run.steps -= 1;
    const shape = plainShape(schema);
    if (shape !== undefined) {
      return {
        ...shape,
        hints: at.hints.length > 0 ? [...at.hints, ...shape.hints] : shape.hints,
        references,
        isRough: shape.isRough || run.isCareful,
      };
    }
    const target = loneReference(schema);
    if (target === undefined || isCut(run, target, at)) return undefined;
    references.push(target);
    schema = target;
  }
  return undefined;
}

/** References to references are followed the usual way. */
const MAX_PLAIN_HOPS = 4;

interface Visit {
  shape: Shape;
  waiting: Schema[];
  at: At;
  /** Whether no branch has been taken yet. */
  isSure: boolean;
}

function visit(
  run: Run,
  schema: Schema,
  { shape, waiting, at, isSure }: Visit,
): Failure | undefined {
  const { value } = schema;
  if (value === true || shape.visited.has(schema)) return undefined;
  if (value === false) return unsatisfiable(schema, "the schema is false: nothing fits");
  run.steps -= 1;
  if (run.steps <= 0) return gaveUp(schema, TOO_MUCH);
  if (at.isProperty && isSure && isHidden(run, value)) {
    return { failed: "hidden", pointer: schema.pointer, message: `not part of a ${run.direction}` };
  }
  shape.visited.add(schema);
  for (const keyword of Object.keys(value)) {
    const held = value[keyword];
    if (Array.isArray(held)) run.steps -= held.length >> READ_PER_STEP;
    if (keyword === "allOf") {
      // Each would take a step.
      if (Array.isArray(held) && held.length > run.steps) return gaveUp(schema, TOO_MUCH);
      pushAll(schema, held, waiting);
    } else if (keyword === "$ref" || keyword === "$dynamicRef") {
      const failure = enter(run, schema, { keyword, shape, waiting, at });
      if (failure !== undefined) return failure;
    } else readKeyword(shape, schema, { keyword, value: held });
  }
  if (value.discriminator !== undefined) discriminate(shape, schema);
  return shape.types === 0 ? shape.loss : undefined;
}

// OpenAPI 3.1 #schema-object has these from JSON Schema: 2020-12 validation #readOnly.
function isHidden(run: Run, value: Record<string, unknown>): boolean {
  if (run.direction === undefined) return false;
  return (run.direction === "request" ? value.readOnly : value.writeOnly) === true;
}

function pushAll(schema: Schema, held: unknown, waiting: Schema[]): void {
  if (!Array.isArray(held)) return;
  for (let index = held.length - 1; index >= 0; index -= 1) {
    waiting.push(subschema(schema, "allOf", index));
  }
}

function enter(
  run: Run,
  schema: Schema,
  { keyword, shape, waiting, at }: Omit<Visit, "isSure"> & { keyword: string },
): Failure | undefined {
  const target = keyword === "$ref" ? reference(schema) : dynamicReference(schema);
  if (!isResolved(target)) {
    return gaveUp(schema, `the reference ${target?.unresolved ?? ""} leads nowhere`);
  }
  if (keyword === "$dynamicRef") shape.isRough = true;
  if (shape.visited.has(target) && leadsToItself(target)) {
    return gaveUp(schema, `${target.pointer || "the schema"} refers back to itself`);
  }
  if (isCut(run, target, at)) {
    return gaveUp(schema, `a value would have no end: it enters ${target.pointer} again and again`);
  }
  shape.references.push(target);
  waiting.push(target);
  return undefined;
}

/** Whether a schema applies to a value only if it applies to it, by `$ref` and `allOf`. */
function leadsToItself(start: Schema): boolean {
  const seen = new Set<Schema>();
  const waiting = [start];
  for (let schema = waiting.pop(); schema !== undefined; schema = waiting.pop()) {
    if (typeof schema.value === "boolean" || seen.has(schema)) continue;
    seen.add(schema);
    const before = waiting.length;
    const target = reference(schema);
    if (isResolved(target)) waiting.push(target);
    pushAll(schema, schema.value.allOf, waiting);
    if (waiting.includes(start, before)) return true;
  }
  return false;
}

function isCut({ entered, extent, recursive }: Run, target: Schema, at: At): boolean {
  if (at.isOptional && at.depth > extent.depth && recursive.has(target)) return true;
  if ((entered.get(target) ?? 0) < extent.entries) return false;
  recursive.add(target);
  for (const [other, times] of entered) if (times > 0) recursive.add(other);
  return true;
}

function finish(shape: Shape, schemas: readonly Schema[], isCareful: boolean): Shape | Failure {
  if (isCareful) shape.isRough = true;
  dropEmptyTypes(shape, shape.visited.values().next().value ?? schemas[0]);
  if (shape.types !== 0) return shape;
  return shape.loss ?? unsatisfiable(schemas[0], "no type is left");
}

/** Properties whose schemas contradict each other. One that is false is left out on purpose. */
function contradictions({ properties }: Shape): Property[] {
  return [...properties.values()].filter(
    (property) =>
      property.schemas.length > 1 &&
      isImpossible(property) &&
      !property.schemas.some(({ value }) => value === false),
  );
}
