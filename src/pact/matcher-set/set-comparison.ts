/**
 * Sets of values that rules accept, compared with the schemas of a contract.
 *
 * One object serves one run: a rule that stands in a thousand interactions is one schema, and is
 * compared with a schema of the contract once.
 */
import { textsOf } from "../../compat/text-view.ts";
import {
  type Comparison,
  createComparison,
  type Meeting,
  type SchemaVerdict,
} from "../../schema/compare/compare.ts";
import { allOfSchemas, composeSchema } from "../../schema/compose.ts";
import { type InstanceType, instanceTypes } from "../../schema/instance-types.ts";
import type { Schema } from "../../schema/schema.ts";
import type { RawSchema } from "./value-set.ts";

/** An event knows no `readOnly`. */
export type Direction = "request" | "response" | "event";

export interface SetComparison {
  /** One object for schemas that are written alike. */
  schemaOf(raw: RawSchema): Schema;
  /** What holds where all of these do. */
  whole(schemas: readonly Schema[]): Schema;
  /** The texts that its values are written as; undefined where that is not known. */
  writtenBy(schema: Schema): Schema | undefined;
  /** What holds where all of these do, but for null. */
  withoutNull(schemas: readonly Schema[]): Schema;
  /** As `instanceTypes` says, asked once. */
  typesOf(schema: Schema): ReadonlySet<InstanceType>;
  /** What `make` makes of the schemas together; once for each `kind`. */
  once<Value>(schemas: readonly Schema[], kind: string, make: () => Value): Value;
  compare(direction: Direction, sender: Schema, receiver: Schema): SchemaVerdict;
  meet(direction: Direction, sender: Schema, other: Schema): Meeting;
}

export function createSetComparison(): SetComparison {
  const made = new Map<Direction, Comparison>();
  let givenUp = 0;
  /** What `ask` finds out, unless too much was asked in vain before. */
  const asked = <Verdict extends { kind: string }>(
    direction: Direction,
    { uri, pointer }: Schema,
    ask: (comparison: Comparison) => Verdict,
  ): Verdict | Unknown => {
    if (givenUp >= MAX_GIVEN_UP) {
      return {
        kind: "unknown",
        reason: "comes after too much that was not decided",
        at: { uri, pointer },
      };
    }
    const comparison = remembered(made, direction, () =>
      createComparison({ maxSteps: MAX_STEPS, ...(direction !== "event" && { direction }) }),
    );
    const verdict = ask(comparison);
    if (verdict.kind === "unknown") givenUp += 1;
    return verdict;
  };
  const schemas = new Map<string, Schema>();
  const notNull = new WeakMap<Schema, Schema>();
  const together = new WeakMap<Schema, Map<string, Schema>>();
  const written = new WeakMap<Schema, { texts: Schema | undefined }>();
  const numbers = new WeakMap<Schema, number>();
  const verdicts = new WeakMap<Schema, WeakMap<Schema, Map<Direction, SchemaVerdict>>>();
  const meetings = new WeakMap<Schema, WeakMap<Schema, Map<Direction, Meeting>>>();
  let count = 0;
  const numberOf = (schema: Schema): number =>
    remembered(numbers, schema, () => {
      count += 1;
      return count;
    });
  const whole = (all: readonly Schema[]): Schema => {
    const [first, ...more] = all;
    if (first === undefined) return ANYTHING;
    if (more.length === 0) return first;
    const known = remembered(together, first, () => new Map<string, Schema>());
    return remembered(known, more.map(numberOf).join(","), () => allOfSchemas(all));
  };
  const types = new WeakMap<Schema, ReadonlySet<InstanceType>>();
  const typesOf = (schema: Schema) => remembered(types, schema, () => instanceTypes(schema));
  const facts = new WeakMap<Schema, Map<string, { value: unknown }>>();
  return {
    whole,
    typesOf,
    once<Value>(all: readonly Schema[], kind: string, make: () => Value): Value {
      const kinds = remembered(facts, whole(all), () => new Map<string, { value: unknown }>());
      return remembered(kinds, kind, () => ({ value: make() })).value as Value;
    },
    writtenBy: (schema) =>
      remembered(written, schema, () => ({ texts: usuallyWritten(schema) })).texts,
    schemaOf: (raw) =>
      remembered(schemas, JSON.stringify(raw), () => composeSchema(raw, new Map())),
    withoutNull(all) {
      const schema = whole(all);
      if (!typesOf(schema).has("null")) return schema;
      return remembered(notNull, schema, () => composeSchema(NOT_NULL, new Map([["all", schema]])));
    },
    compare(direction, sender, receiver) {
      const known = remembered(verdicts, sender, () => new WeakMap());
      const ways = remembered(known, receiver, () => new Map<Direction, SchemaVerdict>());
      return remembered(ways, direction, () =>
        asked(direction, receiver, (comparison) => comparison.compare(sender, receiver)),
      );
    },
    meet(direction, sender, other) {
      const known = remembered(meetings, sender, () => new WeakMap());
      const ways = remembered(known, other, () => new Map<Direction, Meeting>());
      return remembered(ways, direction, () =>
        asked(direction, other, (comparison) => comparison.meet(sender, other)),
      );
    },
  };
}

type Unknown = Extract<Meeting, { kind: "unknown" }>;

interface Known<Key, Value> {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): unknown;
}

/** What is known of a key; made when it is first asked for. */
function remembered<Key, Value>(known: Known<Key, Value>, key: Key, make: () => Value): Value {
  let value = known.get(key);
  if (value === undefined) {
    value = make();
    known.set(key, value);
  }
  return value;
}

// Nobody writes zero with a minus.
function usuallyWritten(schema: Schema): Schema | undefined {
  const texts = textsOf(schema, "sender");
  return texts && composeSchema(NOT_MINUS_ZERO, new Map([["texts", texts]]));
}

const NOT_MINUS_ZERO = { $ref: "texts", not: { const: "-0" } };
const NOT_NULL = { $ref: "all", not: { type: "null" } };
const ANYTHING = composeSchema(true, new Map());

/** Of one comparison: some tenths of a second. */
const MAX_STEPS = 5000;

/** In one run; a hostile pact could ask without end. */
const MAX_GIVEN_UP = 100;
