/**
 * One keyword's share of a program, and what its writing has at hand.
 */
import type { Node } from "../evaluate/evaluate.ts";

export type Kind = "any" | "object" | "array" | "string" | "number";

/** One keyword's share of the code about `v`: it applies to values of the kind `on`. */
export interface Piece {
  on: Kind;
  /** An expression that is true where the keyword holds. */
  test?: string;
  /** Statements that return false where it does not. */
  body?: string;
}

/** What the writing of one function has at hand. */
export interface Writing {
  node: Node;
  /** The schema first applied at the place of the value. */
  top: Node;
  direction: "request" | "response" | undefined;
  /** The name that a value from outside the code has in it. */
  constant(value: unknown): string;
  /** An expression: whether what `value` names fits `node`, one level further in. */
  member(node: Node, value: string): string;
  /** The same at the present place. */
  here(node: Node): string;
}

/** Undefined where the keyword's value is none that it can have: then nobody can be sure. */
export type PieceOf = (value: unknown, writing: Writing) => Piece | undefined;

/** `unsure` is in scope of all code: it throws. */
export const UNSURE: Piece = { on: "any", test: "unsure()" };

/** Of a keyword that every value passes. */
export const NOTHING: Piece = { on: "any", test: "true" };

/** Up to this many are compared one by one. */
export const FEW = 8;

/** JSON text of a string is a JavaScript literal since ES2019, whatever is in it. */
export function literal(value: unknown): string {
  // A document may say 1e999, which is Infinity, and which JSON has no text for.
  if (typeof value === "number") return String(value);
  return JSON.stringify(value) ?? "undefined";
}
