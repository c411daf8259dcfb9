/**
 * The ways in which an object may fail to fit: 2020-12 core #applying-subschemas-to-objects,
 * validation #object.
 */
import type { Schema } from "../schema.ts";
import { isDue, shapeOf } from "./affirm-members.ts";
import type { MemberShape } from "./cells.ts";
import type { Context } from "./context.ts";
import { type Literal, literal, negated } from "./goal.ts";
import { isAnything } from "./is-anything.ts";
import { failing, has, isCount, isNames, type Keywords, keyword, namesIn } from "./parts.ts";
import type { State, Way } from "./state.ts";
import { withoutKeyword } from "./without.ts";

export function refuseMembers(state: State, schema: Schema, context: Context): Way[] {
  const value = schema.value as Keywords;
  const ways: Way[] = [];
  const shape = shapeOf(schema, false);
  const required = keyword(value, "required");
  for (const name of isNames(required) ? required : []) {
    if (isDue(schema, name, context)) ways.push((next) => next.object.absent.add(name));
  }
  for (const [name, wanted] of nearestFirst(state, shape, context)) {
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

// The member whose schemas differ soonest goes first: witnesses are small then. Those that are
// known not to differ are no way at all.
function nearestFirst(
  state: State,
  shape: MemberShape | undefined,
  { proofs }: Context,
): [name: string, wanted: Literal][] {
  const ranked: [name: string, wanted: Literal, rank: number][] = [];
  for (const [name, wanted] of shape?.names.entries() ?? []) {
    if (isAnything(wanted.schema)) continue;
    const own = state.object.shapes.flatMap(({ names }) => names.get(name) ?? []);
    const ranks = own.map(({ schema, isClosed }) =>
      proofs.rank(schema, wanted.schema, isClosed && own.length === 1),
    );
    const rank = Math.max(0, ...ranks);
    if (rank !== Number.POSITIVE_INFINITY) ranked.push([name, wanted, rank]);
  }
  return ranked.sort((a, b) => a[2] - b[2]).map(([name, wanted]) => [name, wanted]);
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
