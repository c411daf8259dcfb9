/**
 * What it takes for an object to fit: 2020-12 core #applying-subschemas-to-objects, validation
 * #object. OpenAPI 3.1 #schema-object on `readOnly` and `writeOnly`.
 */
import { isAskedFor } from "../evaluate/direction.ts";
import { nodeOf } from "../evaluate/evaluate.ts";
import { isObject } from "../place.ts";
import type { Schema } from "../schema.ts";
import type { Affirmed } from "./affirm.ts";
import type { MemberShape } from "./cells.ts";
import type { Context } from "./context.ts";
import {
  has,
  holding,
  holdingMembers,
  isCount,
  isNames,
  type Keywords,
  keyword,
  namesIn,
} from "./parts.ts";
import type { State, Way } from "./state.ts";

export function affirmMembers(state: State, part: Affirmed, context: Context): void {
  const { schema, isClosed, scopes } = part;
  const value = schema.value as Keywords;
  const { object } = state;
  const shape = shapeOf(schema, isClosed);
  if (shape !== undefined) object.shapes.push(shape);
  for (const index of scopes) recordMembers(state, index, schema);
  const { direction } = context;
  if (isClosed && direction !== undefined) {
    for (const name of shape?.names.names ?? []) {
      if (!isAskedFor(name, nodeOf(schema), { direction, top: nodeOf(schema) })) {
        object.hidden.add(name);
      }
    }
  }
  if (has(schema, "propertyNames")) object.names.push(holding(schema, false, "propertyNames"));
  const required = keyword(value, "required");
  if (isNames(required)) {
    for (const name of required) if (isDue(schema, name, context)) object.required.add(name);
  }
  const min = keyword(value, "minProperties");
  if (isCount(min)) object.min = Math.max(object.min, min);
  const max = keyword(value, "maxProperties");
  if (isCount(max)) object.max = Math.min(object.max, max);
  affirmDependents(state, part, context);
  for (const [name, fits] of MEMBERS_WELL_FORMED) {
    if (has(schema, name) && !fits(value[name])) state.doubt(schema, name, "is malformed");
  }
}

export function isDue(schema: Schema, name: string, { direction }: Context): boolean {
  return isDueIn(schema, name, direction);
}

/**
 * Whether a required name is required in a direction.
 *
 * @param top what `schema` stands in, at the same place of the value: there, too, a property may be
 * said to be read only. Default: nothing but itself.
 */
export function isDueIn(
  schema: Schema,
  name: string,
  direction: Context["direction"],
  top: Schema = schema,
): boolean {
  if (direction === undefined) return true;
  return isAskedFor(name, nodeOf(schema), { direction, top: nodeOf(top) });
}

/** What keywords are to be. */
export const MEMBERS_WELL_FORMED: readonly [name: string, fits: (value: unknown) => boolean][] = [
  ["properties", isObject],
  ["patternProperties", isObject],
  ["required", isNames],
  ["minProperties", isCount],
  ["maxProperties", isCount],
  ["dependentSchemas", isObject],
  ["dependentRequired", (value) => isObject(value) && Object.values(value).every(isNames)],
  ["dependencies", isObject],
];

const shapes = new WeakMap<Schema, [open?: MemberShape, closed?: MemberShape]>();

/** What a schema says of members; undefined where it says nothing. */
export function shapeOf(schema: Schema, isClosed: boolean): MemberShape | undefined {
  const slot = isClosed ? 1 : 0;
  const made = shapes.get(schema) ?? [];
  if (made[slot] !== undefined) return made[slot];
  const names = holdingMembers(schema, isClosed, "properties");
  const patterns = holdingMembers(schema, isClosed, "patternProperties");
  const hasRest = has(schema, "additionalProperties");
  if (names.size === 0 && patterns.size === 0 && !hasRest) return undefined;
  shapes.set(schema, made);
  made[slot] = {
    names,
    patterns: patterns.entries(),
    rest: hasRest ? holding(schema, isClosed, "additionalProperties") : undefined,
  };
  return made[slot];
}

/** What the schema evaluates, by itself, is so in a scope. */
export function recordMembers(state: State, index: number, schema: Schema): void {
  const scope = state.scopes[index]!;
  const shape = shapeOf(schema, false);
  for (const name of shape?.names.names ?? []) scope.names.add(name);
  for (const [source] of shape?.patterns ?? []) scope.patterns.add(source);
  if (shape?.rest !== undefined) scope.hasAllNames = true;
  if ((namesIn(schema, "properties") ?? []).length > 0) scope.isDeclared = true;
}

// 2020-12 core #dependentschemas, validation #dependentrequired; `dependencies` are both.
function affirmDependents(state: State, part: Affirmed, context: Context): void {
  const { schema, isClosed, scopes } = part;
  for (const keywordName of ["dependentRequired", "dependentSchemas", "dependencies"]) {
    for (const name of namesIn(schema, keywordName) ?? []) {
      const dependent = ((schema.value as Keywords)[keywordName] as Keywords)[name];
      const then: Way = isNames(dependent)
        ? (next) => {
            for (const other of dependent) if (isDue(schema, other, context)) next.give(other);
          }
        : (next) => next.add(holding(schema, isClosed, keywordName, name), scopes);
      state.choose([
        (next) => next.object.absent.add(name),
        (next) => {
          next.give(name);
          then(next);
        },
      ]);
    }
  }
}
