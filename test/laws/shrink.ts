/**
 * A pair made smaller as long as it shows the same.
 */
import { isObject } from "../exchanges/documents.ts";
import type { RandomSchema } from "./generate.ts";

interface Schemas {
  sender: RandomSchema;
  receiver: RandomSchema;
}

const MOST_TRIES = 400;

/** The smallest pair that was found of which `showsIt` is still true. */
export function shrunk(pair: Schemas, showsIt: (smaller: Schemas) => boolean): Schemas {
  let current: Schemas = { sender: pair.sender, receiver: pair.receiver };
  let tries = MOST_TRIES;
  const holds = (smaller: Schemas): boolean => {
    tries -= 1;
    try {
      return showsIt(smaller);
    } catch {
      return false;
    }
  };
  const smallerOnes = function* (): Generator<Schemas> {
    // The same edit on both sides keeps what they have in common.
    const { sender, receiver } = current;
    for (const made of lesser(sender)) yield { sender: made as RandomSchema, receiver };
    for (const made of lesser(receiver)) yield { sender, receiver: made as RandomSchema };
  };
  for (let isSmaller = true; isSmaller && tries > 0; ) {
    isSmaller = false;
    for (const smaller of smallerOnes()) {
      if (tries <= 0) break;
      if (!holds(smaller)) continue;
      current = smaller;
      isSmaller = true;
      break;
    }
  }
  return current;
}

/** Everything with one part less. */
function* lesser(value: unknown): Generator<unknown> {
  if (Array.isArray(value)) {
    const list = value as unknown[];
    for (const [index, each] of list.entries()) {
      if (list.length > 1) yield list.toSpliced(index, 1);
      for (const made of lesser(each)) yield list.with(index, made);
    }
    return;
  }
  if (!isObject(value)) return;
  for (const [key, each] of Object.entries(value)) {
    const { [key]: _, ...rest } = value;
    yield rest;
    if (isObject(each) && Object.keys(each).length > 0) yield { ...rest, [key]: {} };
    for (const made of lesser(each)) yield { ...rest, [key]: made };
  }
}
