/**
 * What each keyword becomes in plain code: a condition, or statements where it needs a loop.
 *
 * What cannot be said here throws `unsure`, and the rules of `evaluate/` decide.
 */
import { inner, sibling } from "../evaluate/keyword.ts";
import { memberPieces } from "./member-pieces.ts";
import { type PieceOf, UNSURE, type Writing } from "./piece.ts";
import { valuePieces } from "./value-pieces.ts";

const allOf: PieceOf = (value, writing) => {
  const tests = branches(value, "allOf", writing);
  return tests && { on: "any", test: `(${tests.join("&&")})` };
};

const anyOf: PieceOf = (value, writing) => {
  const tests = branches(value, "anyOf", writing);
  return tests && { on: "any", test: `(${tests.join("||")})` };
};

const oneOf: PieceOf = (value, writing) => {
  const tests = branches(value, "oneOf", writing);
  return tests && { on: "any", test: `(${tests.map((t) => `(${t}?1:0)`).join("+")})===1` };
};

function branches(value: unknown, keyword: string, { node, here }: Writing): string[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  return value.map((_, index) => here(inner(node, keyword, index)));
}

const not: PieceOf = (_, { node, here }) => ({ on: "any", test: `!${here(inner(node, "not"))}` });

const conditional: PieceOf = (_, { node, here }) => {
  const branch = (keyword: string): string =>
    sibling(node, keyword) === undefined ? "true" : here(inner(node, keyword));
  return {
    on: "any",
    test: `(${here(inner(node, "if"))}?${branch("then")}:${branch("else")})`,
  };
};

const unsure: PieceOf = () => UNSURE;

/** By keyword, in the order in which they are asked: cheap ones first. */
export const PIECES: ReadonlyMap<string, PieceOf> = new Map([
  ...valuePieces,
  ...memberPieces,
  ["allOf", allOf],
  ["anyOf", anyOf],
  ["oneOf", oneOf],
  ["not", not],
  ["if", conditional],
  ["$dynamicRef", unsure],
  ["unevaluatedItems", unsure],
  ["unevaluatedProperties", unsure],
]);
