/**
 * Objects that `not`, `oneOf` or `unevaluatedProperties` refuse, mended: by leaving something
 * out, or by setting one branch apart from the others.
 *
 * 2020-12 core #not, #oneOf.
 */
import { declaredItems, declaredProperties } from "../declared-properties.ts";
import { isObject } from "../place.ts";
import type { Schema } from "../schema.ts";
import { setProperty } from "./json.ts";
import { schemasFor } from "./member.ts";
import { accepts, type Made, type Run } from "./run.ts";
import type { Shape } from "./shape.ts";

type Check = (value: unknown) => boolean;
type Values = ReadonlyMap<string, unknown>;

/** The object with as few members left out as it takes for `check` to pass, one way or another. */
export function reduced(
  run: Run,
  { values, required }: { values: Values; required: ReadonlySet<string> },
  check: Check,
): Made | undefined {
  const optional = [...values.keys()].filter((name) => !required.has(name));
  for (const name of optional) {
    if (run.steps <= 0) return undefined;
    const value = copyOf(run, values, (other) => other !== name);
    if (check(value)) return { value };
  }
  const kept = new Set(required);
  let best: Made | undefined;
  for (const name of ["", ...optional]) {
    if (run.steps <= 0) break;
    kept.add(name);
    const value = copyOf(run, values, (other) => kept.has(other));
    if (check(value)) best = { value };
    else if (best !== undefined) kept.delete(name);
  }
  return best;
}

/**
 * The object with a property of another branch added, at the top or deeper inside, and a value in
 * it which that one refuses.
 *
 * Branches of a `oneOf` that are open objects without required properties all accept what fits
 * one of them; only this tells them apart.
 */
export function distinguished(
  run: Run,
  shape: Shape,
  { values, check }: { values: Values; check: Check },
): Made | undefined {
  const mended = new Map(values);
  for (const rival of shape.rivals) {
    if (run.steps <= 0) break;
    if (!accepts(run, [rival], copyOf(run, mended))) continue;
    const refused = refusedMember(run, shape, { rival, values: mended });
    if (refused !== undefined) mended.set(refused.name, refused.value);
  }
  const value = objectOf(mended);
  return check(value) ? { value } : undefined;
}

const oddValues: readonly unknown[] = [null, true, "amber", 0, {}, []];

function refusedMember(
  run: Run,
  shape: Shape,
  { rival, values }: { rival: Schema; values: Values },
): { name: string; value: unknown } | undefined {
  for (const [name, declared] of declaredProperties(rival)) {
    if (shape.absent.has(name)) continue;
    if (shape.properties.has(name) && !values.has(name)) continue;
    const candidates = values.has(name) ? altered(declared, values.get(name), 1) : oddValues;
    for (const value of candidates) {
      if (run.steps <= 0) return undefined;
      const other = copyOf(run, new Map([...values, [name, value]]));
      const isRefused = !accepts(run, [rival], other);
      if (isRefused && accepts(run, schemasFor(shape, name), value)) return { name, value };
    }
  }
  return undefined;
}

const deepestMend = 3;

/** `value` with a member added somewhere inside that `schema` declares, in an odd type. */
function* altered(schema: Schema, value: unknown, depth: number): Generator<unknown> {
  if (depth > deepestMend) return;
  if (Array.isArray(value)) {
    const items = declaredItems(schema);
    if (items === undefined || value.length === 0) return;
    for (const item of altered(items, value[0], depth + 1)) yield value.with(0, item);
    return;
  }
  if (!isObject(value)) return;
  const members = new Map(Object.entries(value));
  for (const [name, declared] of declaredProperties(schema)) {
    const candidates = members.has(name)
      ? altered(declared, members.get(name), depth + 1)
      : oddValues;
    for (const member of candidates) yield objectOf(new Map([...members, [name, member]]));
  }
}

/** A large object takes as long to write as some schemas to visit, and is written once for each member. */
const MEMBERS_PER_STEP = 100;

function copyOf(run: Run, values: Values, isKept?: (name: string) => boolean): object {
  run.steps -= Math.floor(values.size / MEMBERS_PER_STEP);
  return objectOf(values, isKept);
}

/** The object with these properties. */
export function objectOf(values: Values, isKept: (name: string) => boolean = () => true): object {
  const object = {};
  for (const [name, value] of values) if (isKept(name)) setProperty(object, name, value);
  return object;
}
