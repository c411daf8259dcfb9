/**
 * What is certain of every value of a schema, gathered from all that holds with it.
 */
import { applying } from "../declared-properties.ts";
import { type InstanceType, instanceTypes } from "../instance-types.ts";
import type { Schema } from "../schema.ts";
import { shapeOf } from "./affirm-members.ts";
import type { MemberShape } from "./cells.ts";
import { conjunctsOf } from "./conjuncts.ts";
import { has } from "./parts.ts";

export interface Facts {
  schema: Schema;
  isClosed: boolean;
  /** All that holds; none of them a boolean. */
  conjuncts: readonly Schema[];
  types: ReadonlySet<InstanceType>;
  /** What the conjuncts say of members. */
  shapes: readonly MemberShape[];
  /** Every name that may be sent; undefined where others may be too. */
  readonly sent: ReadonlySet<string> | undefined;
}

const known = [new WeakMap<Schema, Facts | undefined>(), new WeakMap<Schema, Facts | undefined>()];

/** Undefined where not all can be told. */
export function factsOf(schema: Schema, isClosed: boolean): Facts | undefined {
  const store = known[isClosed ? 1 : 0]!;
  if (!store.has(schema)) store.set(schema, gather(schema, isClosed));
  return store.get(schema);
}

function gather(schema: Schema, isClosed: boolean): Facts | undefined {
  const conjuncts = conjunctsOf(schema)?.filter(({ value }) => typeof value === "object");
  if (conjuncts === undefined) return undefined;
  let sent: ReadonlySet<string> | undefined | null = isClosed ? null : undefined;
  return {
    schema,
    isClosed,
    conjuncts,
    types: instanceTypes(schema),
    shapes: conjuncts.flatMap((each) => shapeOf(each, isClosed) ?? []),
    get sent() {
      if (sent === null) sent = sentNames(schema);
      return sent;
    },
  };
}

// Whatever branch applies: where nothing speaks of others, the declared names are all.
function sentNames(schema: Schema): Set<string> | undefined {
  const sent = new Set<string>();
  for (const each of applying(schema)) {
    if (OTHERS.some((name) => has(each, name))) return undefined;
    for (const name of shapeOf(each, true)?.names.names ?? []) sent.add(name);
  }
  return hasFreeBranch(schema) ? undefined : sent;
}

const OTHERS = [
  "additionalProperties",
  "patternProperties",
  "unevaluatedProperties",
  "if",
  "dependentSchemas",
  "dependencies",
];

// A branch that declares nothing, where nothing beside it does, leaves the object free.
function hasFreeBranch(schema: Schema): boolean {
  const conjuncts = conjunctsOf(schema) ?? [];
  return !conjuncts.some((each) => (shapeOf(each, true)?.names.size ?? 0) > 0);
}
