/**
 * Objects that `not`, `oneOf` or `unevaluatedProperties` refuse, mended: by leaving something
 * out, or by setting one branch apart from the others.
 *
 * 2020-12 core #not, #oneOf.
 */
import { declaredProperties } from "../declared-properties.ts";
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
    const value = objectOf(values, (other) => other !== name);
    if (check(value)) return { value };
  }
  const kept = new Set(required);
  let best: Made | undefined;
  for (const name of ["", ...optional]) {
    if (run.steps <= 0) break;
    kept.add(name);
    const value = objectOf(values, (other) => kept.has(other));
    if (check(value)) best = { value };
    else if (best !== undefined) kept.delete(name);
  }
  return best;
}

/**
 * The object with a property of another branch added, and a value in it which that one refuses.
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
    if (!accepts(run, [rival], objectOf(mended))) continue;
    const refused = refusedMember(run, shape, { rival, values: mended });
    if (refused !== undefined) mended.set(refused.name, refused.value);
  }
  const value = objectOf(mended);
  return check(value) ? { value } : undefined;
}

function refusedMember(
  run: Run,
  shape: Shape,
  { rival, values }: { rival: Schema; values: Values },
): { name: string; value: unknown } | undefined {
  for (const name of declaredProperties(rival).keys()) {
    if (run.steps <= 0) return undefined;
    if (shape.properties.has(name) || shape.absent.has(name)) continue;
    for (const value of [null, true, "amber", 0, {}, []]) {
      const isRefused = !accepts(run, [rival], objectOf(new Map([...values, [name, value]])));
      if (isRefused && accepts(run, schemasFor(shape, name), value)) return { name, value };
    }
  }
  return undefined;
}

/** The object with these properties. */
export function objectOf(values: Values, isKept: (name: string) => boolean = () => true): object {
  const object = {};
  for (const [name, value] of values) if (isKept(name)) setProperty(object, name, value);
  return object;
}
