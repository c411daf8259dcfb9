/**
 * Everything that is to be said of two schemas of one place: values that the sender sends and the
 * receiver refuses, what could not be decided, and properties that came or went.
 *
 * The comparison gives one witness for two schemas. Where there is one, the search goes on below:
 * each property that both declare, and the items of lists, are compared by themselves, so that two
 * changes in one body are two findings. That is done only where it is sound: where one schema of
 * the sender declares the property, and `$ref` and `allOf` alone lead to it. Inside `anyOf` and
 * `oneOf` the first witness is all.
 */
import type { SchemaVerdict } from "../../schema/compare/compare.ts";
import { equalityKey } from "../../schema/equal.ts";
import { isObject } from "../../schema/place.ts";
import { isResolved, reference, type Schema, subschema } from "../../schema/schema.ts";
import { shown } from "../../schema/shown.ts";
import { isValid, validate } from "../../schema/validate.ts";
import { appendPointer } from "../../source/pointer.ts";
import { boundedComparison, type Compare } from "./bounded-comparison.ts";
import type { Difference } from "./difference.ts";
import { createNameDifferences } from "./name-differences.ts";
import { PairMap } from "./pair-map.ts";
import {
  type Declared,
  type Direction,
  MAX_DEPTH,
  type Shape,
  shapeOf,
  together,
} from "./shape.ts";
import { inWhole } from "./whole-witness.ts";

export interface SchemaDifferences {
  comparison: Compare;
  /** In the order of the schemas; empty where nothing changed that matters to anybody. */
  of(sender: Schema, receiver: Schema): readonly Difference[];
}

/** Two schemas are held against each other once, whatever number of operations lead to them. */
export function createSchemaDifferences(direction: Direction): SchemaDifferences {
  const comparison = boundedComparison(direction);
  const names = createNameDifferences(direction);
  const known = new PairMap<readonly Difference[]>();
  return {
    comparison,
    of(from, to) {
      const [sender, receiver] = [named(from), named(to)];
      return known.get(sender, receiver, () => {
        const found: Difference[] = [];
        const walk: Walk = {
          comparison,
          direction,
          found,
          seen: new PairMap(),
          told: new Set(),
          open: [],
        };
        walk.open.push({ sender, receiver, pointer: "", holders: [] });
        for (const standing of walk.open) {
          if (found.length >= MAX_FOUND) {
            found.push({ kind: "unknown", reason: TOO_MANY, at: standing.receiver });
            break;
          }
          visit(walk, standing);
        }
        const refused = found.map((each) => inWhole(each, { found, direction, sender, receiver }));
        return [...refused, ...unrefused(names(sender, receiver), refused)];
      });
    },
  };
}

/** What is told of two schemas; thousands are read by nobody. */
const MAX_FOUND = 200;
const TOO_MANY = "is not looked at, as there are hundreds of differences already";

// What is a name for another schema is that schema: hundreds of answers name the same error.
function named(schema: Schema): Schema {
  let current = schema;
  for (let steps = 0; steps < MAX_NAMES; steps += 1) {
    const target = reference(current);
    if (!isResolved(target) || Object.keys(current.value).length > 1) break;
    current = target;
  }
  return current;
}

const MAX_NAMES = 100;

// That a name is refused is one cause; that it came or went would be the same again.
function unrefused(
  differences: readonly Difference[],
  refused: readonly Difference[],
): Difference[] {
  const told = new Set(
    refused.flatMap((each) =>
      each.kind === "refused" && /^(additional|unevaluated)Properties$/.test(each.violation.keyword)
        ? [(each.pointer + each.violation.instancePointer).replace(/\/[^/]*$/, "")]
        : [],
    ),
  );
  return differences.filter((each) => !("name" in each && told.has(each.pointer)));
}

interface Walk {
  comparison: Compare;
  direction: Direction;
  found: Difference[];
  seen: PairMap<true>;
  /** The places of what was found. */
  told: Set<string>;
  /** What is still to be looked at: what is nearest to the whole comes first. */
  open: Standing[];
}

interface Standing {
  sender: Schema;
  receiver: Schema;
  pointer: string;
  /** The sender's schemas of what it is in, the whole first. */
  holders: readonly Schema[];
}

function visit(walk: Walk, standing: Standing): void {
  const { sender, receiver, pointer, holders } = standing;
  if (walk.seen.has(sender, receiver) || holders.length > MAX_DEPTH) return;
  walk.seen.set(sender, receiver, true);
  const verdict = walk.comparison.compare(sender, receiver);
  if (verdict.kind === "compatible") return;
  const sent = shapeOf(sender, walk.direction);
  const read = shapeOf(receiver, walk.direction);
  if (verdict.kind === "unknown") walk.found.push(verdict);
  else {
    const { witness, violation, sender: senderPlace } = verdict;
    const proof = { sender, receiver, witness };
    tell(walk, { kind: "refused", pointer, witness, violation, senderPlace, holders, proof });
    alsoMissing(walk, standing, verdict, { sent, read });
    alsoBranches(walk, standing);
  }
  const inside = [...holders, sender];
  for (const [name, from] of sent.names) {
    const to = read.names.get(name);
    if (to !== undefined)
      below(walk, from, to, { pointer: appendPointer(pointer, name), holders: inside });
  }
  if (sent.items !== undefined && read.items !== undefined) {
    below(walk, sent.items, read.items, { pointer: `${pointer}/0`, holders: inside });
  }
}

// What several say together is no less than what the whole was asked for.
function below(
  walk: Walk,
  from: Declared,
  to: Declared,
  { pointer, holders }: Pick<Standing, "pointer" | "holders">,
): void {
  const [sender] = from.schemas;
  if (sender === undefined || from.schemas.length > 1 || from.always.length !== 1) return;
  for (const receiver of to.always) {
    walk.open.push({ sender, receiver, pointer, holders });
  }
}

// What is found in a whole and in a part of it is one cause.
function tell({ found, told }: Walk, difference: Difference & { kind: "refused" }): void {
  const { violation, senderPlace } = difference;
  const { keyword, message, schema } = violation;
  const kind = keyword === "required" ? message : keyword;
  const key = [schema.uri, schema.pointer, senderPlace.uri, senderPlace.pointer, kind].join("\n");
  if (!told.has(key)) found.push(difference);
  told.add(key);
}

// The first witness tells of one name that lacks; it or a part of it shows the others.
function alsoMissing(
  walk: Walk,
  { sender, receiver, pointer, holders }: Standing,
  verdict: SchemaVerdict & { kind: "incompatible" },
  { sent, read }: { sent: Shape; read: Shape },
): void {
  const { direction } = walk;
  const { witness, violation, sender: senderPlace } = verdict;
  if (!isObject(witness)) return;
  const options = direction === "message" ? {} : { direction };
  for (const name of read.required) {
    if (sent.required.has(name)) continue;
    const { [name]: _, ...rest } = witness;
    if (!isValid(sender, rest, options)) continue;
    const start = `has no property ${shown(name)};`;
    const missing = validate(receiver, rest, options).find(
      ({ keyword, instancePointer, message }) =>
        keyword === "required" && instancePointer === "" && message.startsWith(start),
    );
    const isTold = violation.instancePointer === "" && violation.message.startsWith(start);
    if (missing === undefined || isTold) continue;
    const proof = { sender, receiver, witness: rest };
    const own = { kind: "refused", pointer, witness: rest, holders, proof } as const;
    tell(walk, { ...own, violation: missing, senderPlace });
  }
}

// A new branch, beside others that differ: what a branch by itself sends, where the whole does so.
function alsoBranches(walk: Walk, { sender, receiver, pointer, holders }: Standing): void {
  const { comparison, direction, found } = walk;
  const options = direction === "message" ? {} : { direction };
  for (const each of together(sender)) {
    for (const keyword of ["anyOf", "oneOf"]) {
      const branches = (each.value as Record<string, unknown>)[keyword];
      if (!Array.isArray(branches)) continue;
      for (const index of branches.keys()) {
        const verdict = comparison.compare(subschema(each, keyword, index), receiver);
        if (verdict.kind !== "incompatible") continue;
        const { witness, violation, sender: senderPlace } = verdict;
        if (!isValid(sender, witness, options) || isShown(found, pointer, witness)) continue;
        const proof = { sender, receiver, witness };
        tell(walk, { kind: "refused", pointer, witness, violation, senderPlace, holders, proof });
      }
    }
  }
}

function isShown(found: readonly Difference[], pointer: string, witness: unknown): boolean {
  const key = equalityKey(witness);
  return found.some(
    (each) =>
      each.kind === "refused" && each.pointer === pointer && equalityKey(each.witness) === key,
  );
}
