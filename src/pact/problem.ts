/**
 * What is found at one field of a body that a pact expects.
 */
import type { Schema } from "../schema/schema.ts";
import type { MatchingRules } from "./pact.ts";

export type Path = readonly (string | number)[];

export interface Problem {
  kind: /** No value that the provider may send satisfies the pact. */
    | "undeclared"
    | "invalid"
    /** The rule lets values of the provider through; the example is none of them. */
    | "example"
    /** It holds for some of the provider's values. */
    | "optional"
    | "literal"
    /** It was not decided. */
    | "unresolved";
  path: Path;
  /** To be read after the name of the place; of a literal, before it. */
  message: string;
  rule: SchemaPlace | undefined;
  witness?: unknown;
}

/** Where a schema, or a keyword of it, stands. */
export interface SchemaPlace {
  uri: string;
  pointer: string;
}

/** A value of the pact and where in the body it stands. */
export interface Expected {
  value: unknown;
  path: Path;
}

/** What one walk over a body carries along. */
export interface Walk {
  rules: MatchingRules;
  /** Work left; at 0 what remains is unresolved. */
  steps: number;
}

export function isError({ kind }: Problem): boolean {
  return kind === "undeclared" || kind === "invalid";
}

export function unresolved(
  path: Path,
  schema: Schema | undefined,
  message: string,
  keyword?: string,
): Problem {
  return { kind: "unresolved", path, message, rule: schema && placeOf(schema, keyword) };
}

export function placeOf(schema: Schema, keyword?: string): SchemaPlace {
  const pointer = keyword === undefined ? schema.pointer : `${schema.pointer}/${keyword}`;
  return { uri: schema.uri, pointer };
}
