/**
 * Strings: plausible for the property's name, in the format, found by all patterns, and of a
 * length within bounds.
 *
 * 2020-12 validation #string: length counts characters, not UTF-16 units.
 */

import type { Schema } from "../schema.ts";
import { formatted } from "./format.ts";
import { letters, plausibleText, textsFor } from "./names.ts";
import { type Words, wordsOf } from "./pattern.ts";
import { fork, pick, pickFitting } from "./random.ts";
import { type At, gaveUp, type Made } from "./run.ts";
import type { Shape } from "./shape.ts";

/** Longer texts are not made: nobody wants to read them, and a server may not want to send them. */
const longestText = 100_000;

/** A string that the shape allows and `check` confirms. */
export function sampleString(
  shape: Shape,
  at: At,
  { schema, check }: { schema: Schema | undefined; check: (text: string) => boolean },
): Made {
  if (shape.minLength > longestText) {
    return gaveUp(schema, `a string of ${shape.minLength} characters is too long for a sample`);
  }
  const isPlain = shape.patterns.size === 0 && shape.formats.size === 0;
  if (isPlain) return { value: plainText(shape, at) };
  for (const text of candidates(shape, at, schema)) {
    if (isWithin(text, shape) && check(text)) return { value: text };
  }
  return gaveUp(schema, `no string was found for ${asked(shape)}`);
}

function plainText(shape: Shape, at: At): string {
  if (at.variant > 0) return letters(at.random, unusualLength(shape, at.variant));
  const fits = (text: string) => isWithin(text, shape);
  const named = pickFitting(at.random, textsFor(at.name), fits);
  return named ?? fitted(plausibleText(at.random, at.name), shape, at);
}

function unusualLength({ minLength, maxLength }: Shape, variant: number): number {
  const added = [0, 1, 3, 9, 33][variant - 1] ?? 0;
  return Math.min(minLength + added, maxLength);
}

function* candidates(shape: Shape, at: At, schema: Schema | undefined): Generator<string> {
  const { minLength, maxLength, patterns } = shape;
  for (const format of shape.formats) {
    for (let tries = 0; tries < 3; tries += 1) {
      const random = fork(at.random, tries);
      const text = formatted(format, { random, name: at.name, minLength, maxLength });
      if (text !== undefined) yield text;
    }
  }
  const named = textsFor(at.name);
  if (named.length > 0) yield pick(at.random, named);
  yield* named;
  const words = schema && patterns.size > 0 ? wordsFor(schema, shape) : undefined;
  for (let tries = 0; words !== undefined && tries < 10; tries += 1) {
    yield words.draw(fork(at.random, tries));
  }
  // A format that is not known asks for nothing that is checked.
  yield plainText(shape, at);
  yield fitted(letters(at.random, 8), shape, at);
}

const known = new WeakMap<object, Map<string, Words | undefined>>();

/** The words of the shape's patterns, found once for all samples from the same documents. */
function wordsFor({ store }: Schema, shape: Shape): Words | undefined {
  const { minLength, maxLength } = shape;
  const patterns = [...shape.patterns].sort();
  const key = JSON.stringify([patterns, minLength, maxLength]);
  const inStore = known.get(store) ?? new Map<string, Words | undefined>();
  known.set(store, inStore);
  if (!inStore.has(key)) inStore.set(key, wordsOf(patterns, { minLength, maxLength }));
  return inStore.get(key);
}

/** `text` where its length fits, else letters of a length that does. */
function fitted(text: string, shape: Shape, at: At): string {
  if (isWithin(text, shape)) return text;
  const { minLength, maxLength } = shape;
  if (lengthOf(text) < minLength) {
    const longer = `${text} ${letters(at.random, minLength)}`;
    return longer.slice(0, minLength);
  }
  return letters(at.random, Math.max(minLength, Math.min(maxLength, 6)));
}

function isWithin(text: string, { minLength, maxLength }: Shape): boolean {
  // A character takes one or two UTF-16 units.
  if (text.length >= 2 * minLength && text.length <= maxLength) return true;
  const length = lengthOf(text);
  return length >= minLength && length <= maxLength;
}

function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

function asked({ patterns, formats, minLength, maxLength }: Shape): string {
  const parts = [...formats].map((format) => `format ${format}`);
  for (const pattern of patterns) parts.push(`pattern ${pattern}`);
  if (minLength > 0) parts.push(`minLength ${minLength}`);
  if (maxLength < Infinity) parts.push(`maxLength ${maxLength}`);
  return parts.join(", ");
}
