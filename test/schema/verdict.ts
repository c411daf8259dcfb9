/**
 * What tables of schema comparisons share: a pair with its verdict, and what a witness must keep.
 */
import { expect } from "vitest";
import { type ComparisonOptions, compareSchemas } from "../../src/schema/compare/compare.ts";
import { judge } from "../../src/schema/judge.ts";
import { NotJudged } from "../exchanges/documents.ts";
import type { RandomSchema } from "../laws/generate.ts";
import { barePair, faultOf } from "../laws/judge-pair.ts";
import { schemaOf } from "./schema-of.ts";

export type Row = [
  sender: unknown,
  receiver: unknown,
  verdict: "compatible" | "incompatible" | "unknown",
];

/**
 * The pair has the verdict; a witness is valid for the sender, in its closed view, and refused by
 * the receiver, where Ajv can judge that. Ajv knows no directions: with one, only the verdict counts.
 */
export function expectVerdict([sender, receiver, verdict]: Row, options?: ComparisonOptions): void {
  const [from, to] = [schemaOf(sender), schemaOf(receiver)];
  const made = compareSchemas(from, to, options);
  expect(made.kind).toBe(verdict);
  if (made.kind !== "incompatible" || options !== undefined) return;
  expect(judge(from)(made.witness) ?? true).toBe(true);
  expect(judge(to)(made.witness) ?? false).toBe(false);
  try {
    const pair = barePair(sender as RandomSchema, receiver as RandomSchema);
    expect(faultOf(pair, made.witness)).toBe("");
  } catch (error) {
    if (!(error instanceof NotJudged)) throw error;
  }
}
