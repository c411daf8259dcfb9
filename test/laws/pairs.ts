/**
 * Pairs of a sender's and a receiver's schema, half of them with a verdict that is known
 * beforehand.
 */
import { below, fork, fraction, type Random, seeded } from "../../src/schema/sample/random.ts";
import { edited } from "./edits.ts";
import { type RandomSchema, randomSchema } from "./generate.ts";

export interface Pair {
  sender: RandomSchema;
  receiver: RandomSchema;
  /**
   * "compatible" by the edit between the two; "incompatible" only where a value is found that
   * shows it.
   */
  expected: "compatible" | "incompatible" | undefined;
  /** What was done to one of them to make the other. */
  edit: string;
}

/** The pair number `index` of `seed`, the same whenever it is asked for. */
export function pairAt(seed: number, index: number): Pair {
  const random = fork(seeded(seed), index);
  const base = randomSchema(random);
  if (index % 2 === 0) {
    const change = edited(base, random);
    if (change !== undefined) {
      const { edit, schema } = change;
      const [wide, narrow] = edit.becomes === "wider" ? [schema, base] : [base, schema];
      return index % 4 === 0
        ? { sender: narrow, receiver: wide, expected: "compatible", edit: edit.name }
        : { sender: wide, receiver: narrow, expected: "incompatible", edit: edit.name };
    }
  }
  const other = fraction(random) < 0.4 ? relative(base, random) : randomSchema(random);
  return { sender: base, receiver: other, expected: undefined, edit: "" };
}

/** Several edits further, in no known direction. */
function relative(base: RandomSchema, random: Random): RandomSchema {
  let made = base;
  const rounds = 1 + below(random, 4);
  for (let round = 0; round < rounds; round += 1) made = edited(made, random)?.schema ?? made;
  return made;
}
