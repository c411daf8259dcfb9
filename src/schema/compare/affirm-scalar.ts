/**
 * What it takes for a number or a text to fit: 2020-12 validation #numeric, #string, #format.
 */
import { findFormat } from "../format/format.ts";
import type { Schema } from "../schema.ts";
import type { Bound } from "./cells.ts";
import { rangeOfFormat } from "./number-format.ts";
import { isCount, type Keywords, keyword } from "./parts.ts";
import type { State } from "./state.ts";

export function affirmNumber(state: State, schema: Schema): void {
  const value = schema.value as Keywords;
  const limits: [name: string, side: "lower" | "upper", isExclusive: boolean][] = [
    ["minimum", "lower", false],
    ["exclusiveMinimum", "lower", true],
    ["maximum", "upper", false],
    ["exclusiveMaximum", "upper", true],
  ];
  for (const [name, side, isExclusive] of limits) {
    const limit = keyword(value, name);
    if (typeof limit === "number") narrow(state, side, { limit, isExclusive });
    else if (limit !== undefined) state.doubt(schema, name, "is no number");
  }
  const step = keyword(value, "multipleOf");
  if (typeof step === "number" && step > 0) state.number.multiples.push(step);
  else if (step !== undefined) state.doubt(schema, "multipleOf", "is no number above 0");
  const range = rangeOfFormat(keyword(value, "format"));
  if (range === undefined) return;
  if (range.step !== undefined) state.number.multiples.push(range.step);
  narrow(state, "lower", range.lower);
  narrow(state, "upper", range.upper);
}

/** Keeps the narrower of two bounds. */
export function narrow(state: State, side: "lower" | "upper", bound: Bound): void {
  const { number } = state;
  const before = number[side];
  const isNarrower =
    before === undefined ||
    (side === "lower" ? bound.limit > before.limit : bound.limit < before.limit) ||
    (bound.limit === before.limit && bound.isExclusive);
  if (isNarrower) number[side] = bound;
}

export function affirmText(state: State, schema: Schema): void {
  const value = schema.value as Keywords;
  const { text } = state;
  const min = keyword(value, "minLength");
  if (isCount(min)) text.min = Math.max(text.min, min);
  else if (min !== undefined) state.doubt(schema, "minLength", "is no count");
  const max = keyword(value, "maxLength");
  if (isCount(max)) text.max = Math.min(text.max, max);
  else if (max !== undefined) state.doubt(schema, "maxLength", "is no count");
  const pattern = keyword(value, "pattern");
  if (typeof pattern === "string") text.patterns.push(pattern);
  else if (pattern !== undefined) state.doubt(schema, "pattern", "is no text");
  const format = keyword(value, "format");
  if (typeof format === "string" && findFormat(format)?.text !== undefined) {
    text.formats.push(format);
  }
}
