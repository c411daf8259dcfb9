/**
 * A value for one place: branch by branch, type by type, until one fits.
 */
import { isObject } from "../place.ts";
import type { Schema } from "../schema.ts";
import { sampleArray } from "./array.ts";
import { collect, nextScript, type Script } from "./collect.ts";
import { copyJson } from "./json.ts";
import { hasAllowedType, typesInOrder } from "./keywords.ts";
import { sampleNumber } from "./number.ts";
import { sampleObject } from "./object.ts";
import { below, fork } from "./random.ts";
import {
  type At,
  accepts,
  type Failure,
  gaveUp,
  isFailure,
  type Made,
  type Run,
  refuses,
  unsatisfiable,
  worse,
} from "./run.ts";
import { type Shape, type TypeName, typeBits } from "./shape.ts";
import { sampleString } from "./string.ts";

/** Deeper values are not made; the stack holds a few times as many levels. */
const deepest = 200;
const tries = 6;

/** A value that all `schemas` accept. */
export function sampleValue(run: Run, schemas: readonly Schema[], at: At): Made {
  if (at.depth > deepest) return gaveUp(schemas[0], `the value is deeper than ${deepest} levels`);
  let failure: Failure | undefined;
  for (const isStrict of [true, false]) {
    const script: Script = { picks: [], counts: [], isStrict, wasStrict: false };
    do {
      const shape = collect(run, schemas, { at, script });
      const made = isFailure(shape) ? shape : inside(run, shape, { schemas, at });
      if (!isFailure(made)) {
        run.made += 1;
        // This ends the attempt: a value of this size is not wanted while a smaller one may do.
        if (run.made > run.extent.made && run.recursive.size > 0) run.steps = 0;
        return made;
      }
      if (made.failed === "hidden") return made;
      failure = worse(failure, made);
      if (run.steps <= 0) return failure;
    } while (nextScript(script));
    if (!script.wasStrict) break;
  }
  return failure ?? gaveUp(schemas[0], "no branch was left");
}

interface Place {
  schemas: readonly Schema[];
  at: At;
}

/** Makes the value with the schemas that the shape entered counted as entered. */
function inside(run: Run, shape: Shape, place: Place): Made {
  const { entered } = run;
  for (const target of shape.references) entered.set(target, (entered.get(target) ?? 0) + 1);
  const made = fromShape(run, shape, place);
  for (const target of shape.references) entered.set(target, entered.get(target)! - 1);
  return made;
}

function fromShape(run: Run, shape: Shape, { schemas, at }: Place): Made {
  const check = (value: unknown) => accepts(run, schemas, value);
  const { preferred } = at;
  if (preferred !== undefined && hasAllowedType(shape, preferred) && check(preferred)) {
    return { value: preferred };
  }
  if (shape.values !== undefined) return fromValues(run, shape, { schemas, at, check });
  if (run.usesExamples) {
    for (const hint of shape.hints) {
      if (isWhole(shape, hint) && hasAllowedType(shape, hint) && check(hint)) {
        return { value: copyJson(hint) };
      }
    }
  }
  let failure: Failure | undefined;
  for (const type of typesInOrder(shape)) {
    for (let variant = 0; variant < tries; variant += 1) {
      const random = variant === 0 ? at.random : fork(at.random, variant);
      const made = ofType(run, { ...shape, types: shape.types & typeBits[type] }, type, {
        schemas,
        at: { ...at, random, variant },
        check,
      });
      const isRight = !isFailure(made) && (!shape.isRough || check(made.value));
      if (isRight) return made;
      failure = worse(
        failure,
        isFailure(made)
          ? made
          : gaveUp(schemas[0], `no ${type} was found that meets not and oneOf`),
      );
      const isHopeless = isFailure(made) && made.failed === "unsatisfiable";
      if (isHopeless || !shape.isRough || run.steps <= 0) break;
    }
  }
  return failure ?? unsatisfiable(schemas[0], "no type is left");
}

interface Making extends Place {
  check: (value: unknown) => boolean;
}

function fromValues(run: Run, shape: Shape, { schemas, at, check }: Making): Made {
  const values = [...shape.values!.values()];
  const start = below(at.random, values.length);
  const hinted = shape.hints.filter((hint) => check(hint));
  const turned = [...values.slice(start), ...values.slice(0, start)];
  const [nulls, others] = [turned.filter(isNull), turned.filter((value) => !isNull(value))];
  for (const value of [...hinted, ...others, ...nulls]) {
    const copy = copyJson(value);
    if (copy !== undefined && check(copy)) return { value: copy };
  }
  const message = "no value of const or enum fits the other keywords";
  const areRefused = values.every((value) => run.steps > 0 && refuses(run, schemas, value));
  return areRefused ? unsatisfiable(schemas[0], message) : gaveUp(schemas[0], message);
}

function isNull(value: unknown): boolean {
  return value === null;
}

/** Whether an example is used as it is; of others the parts are used, so that nothing is missing. */
function isWhole(shape: Shape, hint: unknown): boolean {
  if (Array.isArray(hint)) return shape.lists.length + shape.unevaluatedItems.length === 0;
  if (isObject(hint)) return shape.properties.size + shape.closers.length === 0;
  return true;
}

function ofType(run: Run, shape: Shape, type: TypeName, making: Making): Made {
  const { at, check } = making;
  const schema = shape.visited.values().next().value ?? making.schemas[0];
  switch (type) {
    case "null":
      return { value: null };
    case "boolean":
      return { value: below(at.random, 2) === 1 };
    case "integer":
    case "number":
      return sampleNumber(shape, at, schema);
    case "string":
      return sampleString(shape, at, { schema, check });
    case "array":
      return sampleArray(run, shape, at);
    case "object":
      return sampleObject(run, shape, { at, schema, check });
  }
}
