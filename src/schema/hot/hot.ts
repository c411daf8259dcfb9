/**
 * Schemas that are asked often, compiled: DESIGN, about validating schemas.
 *
 * A compiled check answers only when it is certain; the rules of `evaluate/` decide the rest, and
 * tell why a value is refused. So it changes no answer, only what an answer costs.
 */
import type { Node } from "../evaluate/evaluate.ts";
import { isStackOverflow } from "../violation.ts";
import { type Check, Unsure, writeCheck } from "./write-check.ts";

/** Asked this often, a schema is worth a program. */
const HOT = 64;

/** A program that has so often been unsure is given up. */
const MAX_UNSURE = 16;

type Direction = "request" | "response" | undefined;

interface Heat {
  asked: number;
  unsure: number;
  /** Null where none can be made, or none is of use. */
  check: Check | null | undefined;
}

const heats: Record<"request" | "response" | "none", WeakMap<Node, Heat>> = {
  request: new WeakMap(),
  response: new WeakMap(),
  none: new WeakMap(),
};

/** Whether `instance` fits for certain; undefined where that has to be found out by the rules. */
export function isCertain(
  node: Node,
  instance: unknown,
  direction: Direction,
): boolean | undefined {
  const ofDirection = heats[direction ?? "none"];
  let heat = ofDirection.get(node);
  if (heat === undefined) {
    heat = { asked: 0, unsure: 0, check: undefined };
    ofDirection.set(node, heat);
  }
  if (heat.check === null) return undefined;
  if (heat.check === undefined) {
    heat.asked += 1;
    if (heat.asked < HOT) return undefined;
    heat.check = made(node, direction);
    if (heat.check === null) return undefined;
  }
  try {
    return heat.check(instance);
  } catch (error) {
    // A stack that ends is a schema that leads back to itself, or a value too deep.
    if (!(error instanceof Unsure) && !isStackOverflow(error)) throw error;
    heat.unsure += 1;
    if (heat.unsure >= MAX_UNSURE) heat.check = null;
    return undefined;
  }
}

/** Whether code can be made of text: a page's security policy may forbid it. */
let isAllowed = true;

function made(node: Node, direction: Direction): Check | null {
  if (!isAllowed) return null;
  try {
    return writeCheck(node, direction) ?? null;
  } catch (error) {
    if (error instanceof EvalError) isAllowed = false;
    // A SyntaxError would be our own mistake; the rules are right all the same, and tests see it.
    return null;
  }
}
