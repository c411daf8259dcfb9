/**
 * The ways in which an object may fail to fit: 2020-12 core #applying-subschemas-to-objects,
 * validation #object.
 */
import { isObject } from "../place.ts";
import type { Schema } from "../schema.ts";
import { isDue, shapeOf } from "./affirm-members.ts";
import type { Context } from "./context.ts";
import { literal, negated } from "./goal.ts";
import { failing, has, isCount, isNames, type Keywords, keyword, namesIn } from "./parts.ts";
import type { Way } from "./state.ts";
import { withoutKeyword } from "./without.ts";

export function refuseMembers(schema: Schema, context: Context): Way[] {
  const value = schema.value as Keywords;
  const ways: Way[] = [];
  const shape = shapeOf(schema, false);
  const required = keyword(value, "required");
  for (const name of isNames(required) ? required : []) {
    if (isDue(schema, name, context)) ways.push((next) => next.object.absent.add(name));
  }
  for (const [name, wanted] of shape?.names ?? []) {
    if (isAnything(wanted.schema)) continue;
    const refused = negated(wanted);
    ways.push((next) => next.give(name, refused));
  }
  for (const [matching, wanted] of shape?.patterns ?? []) {
    if (isAnything(wanted.schema)) continue;
    const demand = { matching, wanted: negated(wanted) };
    ways.push((next) => next.object.demands.push(demand));
  }
  if (shape?.rest !== undefined && !isAnything(shape.rest.schema)) {
    const demand = { outside: shape, wanted: negated(shape.rest) };
    ways.push((next) => next.object.demands.push(demand));
  }
  if (has(schema, "propertyNames")) {
    const demand = { named: failing(schema, "propertyNames") };
    ways.push((next) => next.object.demands.push(demand));
  }
  const min = keyword(value, "minProperties");
  if (isCount(min) && min > 0) {
    ways.push(({ object }) => (object.max = Math.min(object.max, min - 1)));
  }
  const max = keyword(value, "maxProperties");
  if (isCount(max)) ways.push(({ object }) => (object.min = Math.max(object.min, max + 1)));
  ways.push(...refuseDependents(schema, context), ...refuseUnevaluated(schema));
  return ways;
}

function isAnything({ value, fault }: Schema): boolean {
  if (fault !== undefined) return false;
  return value === true || (isObject(value) && Object.keys(value).length === 0);
}

function refuseDependents(schema: Schema, context: Context): Way[] {
  const ways: Way[] = [];
  for (const keywordName of ["dependentRequired", "dependentSchemas", "dependencies"]) {
    for (const name of namesIn(schema, keywordName) ?? []) {
      const dependent = ((schema.value as Keywords)[keywordName] as Keywords)[name];
      if (!isNames(dependent)) {
        const refused = failing(schema, keywordName, name);
        ways.push((next) => {
          next.give(name);
          next.add(refused);
        });
        continue;
      }
      for (const other of dependent) {
        if (!isDue(schema, other, context)) continue;
        ways.push((next) => {
          next.give(name);
          next.object.absent.add(other);
        });
      }
    }
  }
  return ways;
}

// All else holds, and a member that none of it evaluates does not fit what is left for those.
function refuseUnevaluated(schema: Schema): Way[] {
  if (!has(schema, "unevaluatedProperties")) return [];
  const wanted = failing(schema, "unevaluatedProperties");
  if (isAnything(wanted.schema)) return [];
  const others = literal(withoutKeyword(schema, "unevaluatedProperties"), true, false);
  return [
    (next) => {
      const unevaluated = next.newScope({ isExact: true });
      next.add(others, [unevaluated]);
      next.object.demands.push({ unevaluated, wanted });
    },
  ];
}
