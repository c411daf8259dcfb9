/**
 * Kinds that one version tells by another name, or by another property.
 *
 * OpenAPI 3.0 and 3.1 #discriminator-object: a hint, which no schema is held to, and by which
 * generated clients and servers choose what they read. So a name that the receiver does not know is
 * a warning, where schemas themselves find nothing.
 */
import { isObject } from "../../schema/place.ts";
import { isResolved, reference, type Schema, subschema } from "../../schema/schema.ts";
import { appendPointer, parsePointer } from "../../source/pointer.ts";
import { PairMap } from "./pair-map.ts";
import { type Declared, type Direction, MAX_DEPTH, shapeOf, together } from "./shape.ts";

export interface DiscriminatorDifference {
  /** Of the value whose kind it tells, in what is sent. */
  pointer: string;
  /** Of the property that both look at; undefined where each has its own. */
  property: string | undefined;
  /** What each side says: its property, or the names that the receiver does not know. */
  sent: string;
  known: string;
  /** The schemas that say so. */
  sender: Schema;
  receiver: Schema;
}

/** In the order of the schemas; each pair of schemas once. */
export function discriminatorDifferences(
  sender: Schema,
  receiver: Schema,
  direction: Direction,
): DiscriminatorDifference[] {
  const found: DiscriminatorDifference[] = [];
  const seen = new PairMap<true>();
  const open = [{ sender, receiver, pointer: "", depth: 0 }];
  for (const { sender: from, receiver: to, pointer, depth } of open) {
    if (seen.has(from, to) || alike[direction].has(from, to) || depth > MAX_DEPTH) continue;
    seen.set(from, to, true);
    const difference = differenceOf(from, to);
    if (difference !== undefined) found.push({ ...difference, pointer });
    const [sent, read] = [shapeOf(from, direction), shapeOf(to, direction)];
    const below = (inner: Declared | undefined, outer: Declared | undefined, at: string) => {
      if (inner?.schemas.length !== 1 || outer?.schemas.length !== 1) return;
      const [next, other] = [inner.schemas[0]!, outer.schemas[0]!];
      open.push({ sender: next, receiver: other, pointer: at, depth: depth + 1 });
    };
    for (const [name, inner] of sent.names) {
      below(inner, read.names.get(name), appendPointer(pointer, name));
    }
    below(sent.items, read.items, `${pointer}/0`);
  }
  if (found.length > 0) return found;
  for (const { sender: from, receiver: to } of open) {
    if (seen.has(from, to)) alike[direction].set(from, to, true);
  }
  return found;
}

/** Schemas in which nothing was found, nor in what they lead to: bodies share most of theirs. */
const alike: Record<Direction, PairMap<true>> = {
  request: new PairMap(),
  response: new PairMap(),
  message: new PairMap(),
};

interface Kinds {
  property: string;
  /** The names by which a value's kind is written. */
  written: ReadonlySet<string>;
  /** Those and the others by which it may be told. */
  known: ReadonlySet<string>;
  schema: Schema;
}

function differenceOf(
  sender: Schema,
  receiver: Schema,
): Omit<DiscriminatorDifference, "pointer"> | undefined {
  const [sent, read] = [kindsOf(sender), kindsOf(receiver)];
  if (sent === undefined || read === undefined) return undefined;
  const owners = { sender: sent.schema, receiver: read.schema };
  if (sent.property !== read.property) {
    return { ...owners, property: undefined, sent: sent.property, known: read.property };
  }
  const unknown = [...sent.written].filter((name) => !read.known.has(name));
  if (unknown.length === 0) return undefined;
  const names = { sent: unknown.join(", "), known: [...read.known].join(", ") || "none" };
  return { ...owners, property: sent.property, ...names };
}

function kindsOf(schema: Schema): Kinds | undefined {
  for (const each of together(schema)) {
    const { discriminator } = each.value as { discriminator?: unknown };
    if (!isObject(discriminator) || typeof discriminator.propertyName !== "string") continue;
    const mapping = isObject(discriminator.mapping) ? discriminator.mapping : {};
    const mapped = new Set(Object.values(mapping).map((to) => lastToken(String(to))));
    const implied = branchNames(each);
    const written = new Set([
      ...Object.keys(mapping),
      ...implied.filter((name) => !mapped.has(name)),
    ]);
    const known = new Set([...written, ...implied]);
    return { property: discriminator.propertyName, written, known, schema: each };
  }
  return undefined;
}

// The name of a component stands for itself.
function branchNames(schema: Schema): string[] {
  return ["oneOf", "anyOf"].flatMap((keyword) => {
    const branches = (schema.value as Record<string, unknown>)[keyword];
    if (!Array.isArray(branches)) return [];
    return branches.flatMap((_, index) => {
      const target = reference(subschema(schema, keyword, index));
      return isResolved(target) ? (parsePointer(target.pointer)?.at(-1) ?? []) : [];
    });
  });
}

// A mapping leads to a component by its name or by a reference.
function lastToken(text: string): string {
  const fragment = text.slice(text.indexOf("#") + 1);
  return parsePointer(fragment)?.at(-1) ?? text;
}
