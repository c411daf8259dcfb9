/**
 * Objects: with every property that is declared and may be there, or only those required.
 *
 * 2020-12 core #properties and what follows it; validation #object.
 */
import { isObject } from "../place.ts";
import type { Schema } from "../schema.ts";
import { extraNames } from "./extra.ts";
import { schemasFor } from "./member.ts";
import { distinguished, objectOf, reduced } from "./mend.ts";
import { fork } from "./random.ts";
import {
  type At,
  type Failure,
  gaveUp,
  isFailure,
  type Made,
  type Run,
  unsatisfiable,
} from "./run.ts";
import type { Shape } from "./shape.ts";

/** What making an object needs besides its shape. */
export interface Making {
  at: At;
  schema: Schema | undefined;
  check: (value: unknown) => boolean;
}

/** Properties by name, as far as they could be made. */
interface Members {
  values: Map<string, unknown>;
  failures: Map<string, Failure>;
  required: Set<string>;
  hints: Record<string, unknown>;
}

/** An object that the shape allows, with as many of its properties as `check` lets pass. */
export function sampleObject(run: Run, shape: Shape, making: Making): Made {
  const { schema, check, at } = making;
  const members: Members = {
    values: new Map(),
    failures: new Map(),
    required: new Set(shape.required),
    hints: hintsOf(run, shape, at),
  };
  for (const name of namesOf(run, shape)) {
    if (shape.absent.has(name)) continue;
    const failure = addMember(run, shape, { name, members, at });
    if (failure !== undefined && members.required.has(name)) return failure;
  }
  const failure =
    addDependents(run, shape, { members, at }) ?? addExtras(run, shape, members, making);
  if (failure !== undefined) return failure;
  dropBeyond(shape, members);
  if (members.values.size > shape.maxProperties) {
    return unsatisfiable(schema, `more than ${shape.maxProperties} properties are required`);
  }
  const whole = objectOf(members.values);
  if (!shape.isRough || check(whole)) return { value: whole };
  return (
    reduced(run, members, check) ??
    distinguished(run, shape, { values: members.values, check }) ??
    gaveUp(schema, "no object was found that all schemas accept")
  );
}

// In document order, so that a sample reads as the schema does.
function namesOf(run: Run, { properties, required }: Shape): string[] {
  const declared = [...properties.keys()];
  const undeclared = [...required].filter((name) => !properties.has(name));
  const wanted = run.minimal ? declared.filter((name) => required.has(name)) : declared;
  return [...wanted, ...undeclared];
}

function hintsOf(run: Run, shape: Shape, at: At): Record<string, unknown> {
  const hints = run.usesExamples ? [...at.hints, ...shape.hints] : [];
  return hints.find(isObject) ?? {};
}

/** Makes the member `name`; what hinders it is returned, and remembered. */
function addMember(
  run: Run,
  shape: Shape,
  { name, members, at }: { name: string; members: Members; at: At },
): Failure | undefined {
  const { values, failures, required, hints } = members;
  const schemas = schemasFor(shape, name);
  const isRequired = required.has(name);
  const made = run.sample(run, schemas, {
    random: fork(at.random, name),
    name,
    hints: Object.hasOwn(hints, name) ? [hints[name]] : [],
    preferred: shape.discriminated.get(name),
    variant: 0,
    isOptional: !isRequired,
    isProperty: !(isRequired && run.keepsHidden),
    depth: at.depth + 1,
  });
  if (!isFailure(made)) {
    values.set(name, made.value);
    return undefined;
  }
  if (made.failed === "hidden") return undefined;
  failures.set(name, made);
  return made;
}

/** Adds what members ask for beside them, or takes them away where that cannot be. */
function addDependents(
  run: Run,
  shape: Shape,
  { members, at }: { members: Members; at: At },
): Failure | undefined {
  if (shape.dependents.size === 0) return undefined;
  const { values, required, failures } = members;
  // A Map's iteration reaches the members added on the way.
  for (const name of values.keys()) {
    for (const due of shape.dependents.get(name) ?? []) {
      if (values.has(due)) continue;
      const failure = shape.absent.has(due)
        ? unsatisfiable(schemasFor(shape, due)[0], `"${due}" is due and excluded`)
        : (failures.get(due) ?? addMember(run, shape, { name: due, members, at }));
      if (failure === undefined) continue;
      if (required.has(name)) return failure;
      values.delete(name);
      failures.set(name, failure);
      // Others may have asked for the one that is gone.
      return addDependents(run, shape, { members, at });
    }
  }
  return undefined;
}

/** Larger objects are not made. */
const MOST_MEMBERS = 1000;

function addExtras(
  run: Run,
  shape: Shape,
  members: Members,
  { at, schema }: Making,
): Failure | undefined {
  const { values } = members;
  if (shape.minProperties > MOST_MEMBERS) {
    return gaveUp(
      schema,
      `an object of ${shape.minProperties} properties is too large for a sample`,
    );
  }
  const isMap = shape.properties.size === 0 && shape.closers.length > 0 && values.size === 0;
  const usual = isMap && !run.minimal ? 1 : 0;
  const wanted = Math.max(shape.minProperties, usual, at.variant);
  const shown = run.minimal ? [] : Object.keys(members.hints).slice(0, 5);
  let failure: Failure | undefined;
  for (const name of extraNames(run, shape, { shown, wanted, at })) {
    const isShown = shown.includes(name);
    if ((!isShown && values.size >= wanted) || values.size >= shape.maxProperties) continue;
    if (values.has(name) || shape.absent.has(name) || shape.properties.has(name)) continue;
    const failed = addMember(run, shape, { name, members, at });
    if (failed !== undefined) failure ??= failed;
  }
  if (values.size >= shape.minProperties) return undefined;
  const message = `${shape.minProperties} properties are due and only ${values.size} were found`;
  return gaveUp(schema, failure === undefined ? message : `${message}: ${failure.message}`);
}

/** Leaves out optional members, the last ones first, where there are more than may be. */
function dropBeyond(shape: Shape, { values, required }: Members): void {
  const asked = new Set([...values.keys()].flatMap((name) => shape.dependents.get(name) ?? []));
  for (const name of [...values.keys()].reverse()) {
    if (values.size <= shape.maxProperties) return;
    if (!required.has(name) && !asked.has(name)) values.delete(name);
  }
}
