/**
 * What a schema says besides annotations, and where it is that says it.
 */
import { isResolved, reference, type Schema } from "../schema.ts";

type Keywords = Readonly<Record<string, unknown>>;

/** Where a schema is nothing but a reference, what that leads to. */
export function pastReferences(schema: Schema): Schema | undefined {
  let current = schema;
  for (let hops = 0; hops < MAX_HOPS; hops += 1) {
    if (current.fault !== undefined) return undefined;
    const target = reference(current);
    if (target === undefined) return current;
    if (!isResolved(target)) return undefined;
    if (assertions(current.value as Keywords).length > 1) return current;
    current = target;
  }
  return undefined;
}

const MAX_HOPS = 10_000;

const names = new WeakMap<Keywords, readonly string[]>();

/** The keywords that decide what is valid, in one order. */
export function assertions(value: Keywords): readonly string[] {
  let found = names.get(value);
  if (found === undefined) {
    found = Object.keys(value)
      .filter((name) => !ANNOTATIONS.has(name) && !name.startsWith("x-"))
      .sort();
    names.set(value, found);
  }
  return found;
}

// 2020-12 validation #annotations, core #comments; OpenAPI 3.1 #schema-object. `readOnly` and
// `writeOnly` are none: they decide what is sent.
const ANNOTATIONS: ReadonlySet<string> = new Set(
  `title description default deprecated examples example $comment $defs definitions $anchor
  discriminator xml externalDocs contentEncoding contentMediaType contentSchema nullable`.split(
    /\s+/,
  ),
);
