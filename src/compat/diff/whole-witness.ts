/**
 * A witness of a part, put into a whole thing that is sent.
 */
import { isObject } from "../../schema/place.ts";
import { sample } from "../../schema/sample.ts";
import type { Schema } from "../../schema/schema.ts";
import { isValid } from "../../schema/validate.ts";
import { parsePointer } from "../../source/pointer.ts";
import type { Difference } from "./difference.ts";
import type { Direction } from "./shape.ts";

export interface Whole {
  found: readonly Difference[];
  direction: Direction;
  sender: Schema;
  receiver: Schema;
}

/**
 * The same difference shown by the first witness with the value in it, so that what is shown is a
 * whole thing that is sent. Where none is found with it, it is not known whether it is ever sent.
 */
export function inWhole(
  difference: Difference,
  { found, direction, sender, receiver }: Whole,
): Difference {
  const [first] = found;
  if (difference.kind !== "refused" || difference.pointer === "") return difference;
  const { pointer, violation, holders } = difference;
  const options = direction === "message" ? {} : { direction };
  const placing = { options, holders, part: difference.witness };
  const start = first?.kind === "refused" && first.pointer === "" ? first.witness : undefined;
  for (const value of start === undefined ? [undefined] : [start, undefined]) {
    const witness = withPart(placing, value, parsePointer(pointer) ?? []);
    if (!isValid(sender, witness, options) || isValid(receiver, witness, options)) continue;
    const instancePointer = pointer + violation.instancePointer;
    return { ...difference, pointer: "", witness, violation: { ...violation, instancePointer } };
  }
  const reason = "differs, and whether such a value is ever sent is not known";
  return { kind: "unknown", reason, at: violation.schema };
}

interface Placing {
  options: { direction?: "request" | "response" };
  holders: readonly Schema[];
  part: unknown;
}

function withPart(
  placing: Placing,
  value: unknown,
  [token, ...rest]: readonly string[],
  depth = 0,
): unknown {
  if (token === undefined) return placing.part;
  const holder = value ?? sampleOf(placing, depth);
  const inner = (held: unknown) => withPart(placing, held, rest, depth + 1);
  if (Array.isArray(holder)) return [inner(holder[0]), ...holder.slice(1)];
  if (isObject(holder)) return { ...holder, [token]: inner(holder[token]) };
  // Only the items of lists are told by a number.
  return token === "0" ? [inner(undefined)] : { [token]: inner(undefined) };
}

// Of what is left out, the least that is sent with the value in it.
function sampleOf({ options, holders }: Placing, depth: number): unknown {
  const schema = holders[depth];
  const found = schema && sample(schema, { ...options, seed: 1, minimal: true });
  return found?.ok === true ? found.value : undefined;
}
