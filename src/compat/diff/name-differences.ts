/**
 * Properties that only one of two schemas declares, and that break nobody by themselves.
 */
import type { Schema } from "../../schema/schema.ts";
import { appendPointer } from "../../source/pointer.ts";
import { PairMap } from "./pair-map.ts";
import { type Declared, type Direction, MAX_DEPTH, type Shape, shapeOf } from "./shape.ts";

export interface NameDifference {
  kind: "receiver-only" | "sender-only";
  /** Of the object that has it, in what is sent. */
  pointer: string;
  name: string;
  /** Of the property. */
  schema: Schema;
}

type NameDifferences = (sender: Schema, receiver: Schema) => readonly NameDifference[];

/** Two schemas are looked at once; where they lead back to themselves, what is inside is told once. */
export function createNameDifferences(direction: Direction): NameDifferences {
  const known = new PairMap<readonly NameDifference[]>();
  let depth = 0;
  const of: NameDifferences = (sender, receiver) => {
    if (depth > MAX_DEPTH) return NONE;
    if (known.has(sender, receiver)) return known.get(sender, receiver, () => NONE);
    known.set(sender, receiver, NONE);
    depth += 1;
    const sent = shapeOf(sender, direction);
    const read = shapeOf(receiver, direction);
    const found = ownNames(sent, read);
    const below = (from: Declared, to: Declared, step: string) => {
      const [[inner], [outer]] = [from.schemas, to.schemas];
      // Of what several schemas say together, which of one side is which of the other is not said.
      if (from.schemas.length > 1 || to.schemas.length > 1) return;
      if (inner === undefined || outer === undefined) return;
      for (const each of of(inner, outer)) found.push({ ...each, pointer: step + each.pointer });
    };
    for (const [name, from] of sent.names) {
      const to = read.names.get(name);
      if (to !== undefined) below(from, to, appendPointer("", name));
    }
    if (sent.items !== undefined && read.items !== undefined) below(sent.items, read.items, "/0");
    depth -= 1;
    known.set(sender, receiver, found);
    return found;
  };
  return of;
}

const NONE: readonly NameDifference[] = [];

function ownNames(sent: Shape, read: Shape): NameDifference[] {
  // Of an object that declares nothing every name is free, and none is news.
  if (sent.names.size === 0 || read.names.size === 0) return [];
  const found: NameDifference[] = [];
  for (const [name, { schemas }] of read.names) {
    // One that is required and not sent breaks.
    if (sent.names.has(name) || read.required.has(name)) continue;
    found.push({ kind: "receiver-only", pointer: "", name, schema: schemas[0]! });
  }
  for (const [name, { schemas }] of sent.names) {
    if (read.names.has(name)) continue;
    found.push({ kind: "sender-only", pointer: "", name, schema: schemas[0]! });
  }
  return found;
}
