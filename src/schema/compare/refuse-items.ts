/**
 * The ways in which an array may fail to fit: 2020-12 core #applying-subschemas-to-arrays,
 * validation #array.
 */
import type { Schema } from "../schema.ts";
import { addContained, containedIn, itemShapeOf } from "./affirm-items.ts";
import { literal, negated } from "./goal.ts";
import { isAnything } from "./is-anything.ts";
import { failing, has, isCount, type Keywords, keyword } from "./parts.ts";
import type { Way } from "./state.ts";
import { withoutKeyword } from "./without.ts";

export function refuseItems(schema: Schema): Way[] {
  const value = schema.value as Keywords;
  const ways: Way[] = [];
  const min = keyword(value, "minItems");
  if (isCount(min) && min > 0) {
    ways.push(({ array }) => (array.max = Math.min(array.max, min - 1)));
  }
  const max = keyword(value, "maxItems");
  if (isCount(max)) ways.push(({ array }) => (array.min = Math.max(array.min, max + 1)));
  const shape = itemShapeOf(schema, false);
  for (const [index, wanted] of shape?.prefix.entries() ?? []) {
    const demand = { from: index, to: index, wanted: negated(wanted) };
    ways.push(({ array }) => array.demands.push(demand));
  }
  if (shape?.rest !== undefined) {
    const demand = { from: shape.prefix.length, wanted: negated(shape.rest) };
    ways.push(({ array }) => array.demands.push(demand));
  }
  if (keyword(value, "uniqueItems") === true) ways.push(({ array }) => (array.isRepeated = true));
  ways.push(...refuseContains(schema), ...refuseUnevaluated(schema));
  return ways;
}

// Fewer than enough, or more than all that may be.
function refuseContains(schema: Schema): Way[] {
  const contained = containedIn(schema);
  if (contained === undefined) return [];
  const { wanted, min, max } = contained;
  const ways: Way[] = [];
  if (min > 0) ways.push(({ array }) => addContained(array, { wanted, min: 0, max: min - 1 }));
  if (Number.isFinite(max)) {
    ways.push(({ array }) =>
      addContained(array, { wanted, min: max + 1, max: Number.POSITIVE_INFINITY }),
    );
  }
  return ways;
}

function refuseUnevaluated(schema: Schema): Way[] {
  if (!has(schema, "unevaluatedItems")) return [];
  const wanted = failing(schema, "unevaluatedItems");
  if (isAnything(wanted.schema)) return [];
  const others = literal(withoutKeyword(schema, "unevaluatedItems"), true, false);
  return [
    (next) => {
      const unevaluated = next.newScope({ isExact: true });
      next.add(others, [unevaluated]);
      next.array.demands.push({ from: 0, unevaluated, wanted });
    },
  ];
}
