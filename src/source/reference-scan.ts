/**
 * Every `$ref` of a document that is a reference, and none that is data.
 *
 * A `$ref` inside an example, a default, an enum, a const or an extension is part of a value;
 * a property named `example` in a schema's `properties` is a schema.
 * OpenAPI 3.1 #reference-object, #example-object, #specification-extensions.
 */
import { type Place, rootPlace } from "./documents.ts";
import { appendPointer } from "./pointer.ts";
import type { Source } from "./source.ts";

export interface FoundReference {
  /** The place of the `$ref`'s value. */
  at: Place;
  /** As written; a `$ref` that is no string is a finding of the structure. */
  ref: string;
}

const found = new WeakMap<Source, readonly FoundReference[]>();

/** Of a whole document, in document order; looked for once. */
export function findReferences(source: Source): readonly FoundReference[] {
  let references = found.get(source);
  if (references === undefined) {
    references = findReferencesIn(rootPlace(source));
    found.set(source, references);
  }
  return references;
}

/** Of what stands at `start`, in document order. */
export function findReferencesIn(start: Place): FoundReference[] {
  const references: FoundReference[] = [];
  // YAML aliases share values; one look at each is enough.
  const seen = start.source.isTree ? undefined : new Set<object>();

  // Sources are no deeper than the stack allows. A pointer is made only where it is asked for:
  // most of a document's values hold no reference.
  function look(value: object, path: Path, names: boolean): void {
    if (seen?.has(value)) return;
    seen?.add(value);
    const owner = value as Record<string, unknown>;
    const isKeyed = !names && !Array.isArray(value);
    if (isKeyed && Object.hasOwn(owner, "$ref") && typeof owner.$ref === "string") {
      const pointer = pointerOf({ parent: path, token: "$ref" }, start.pointer);
      references.push({
        at: { source: start.source, pointer, value: owner.$ref },
        ref: owner.$ref,
      });
    }
    for (const key in owner) {
      const child = owner[key];
      if (child === null || typeof child !== "object") continue;
      if (isKeyed && isData(key, owner)) continue;
      look(child, { parent: path, token: key }, isKeyed && NAMES.has(key));
    }
  }

  if (start.value !== null && typeof start.value === "object") look(start.value, undefined, false);
  return references;
}

/**
 * The `$ref`s of a whole document that may lead to others, in document order: all but those that
 * begin with `#`. Most documents have none, which their text tells at a tenth of the cost.
 */
export function findReferencesToOthers(source: Source): readonly FoundReference[] {
  if (source.isTree && !OTHERS.test(source.text)) return [];
  return findReferences(source).filter(({ ref }) => !ref.startsWith("#"));
}

/** In JSON, which alone is a tree for sure: a `$ref` that begins with anything but `#`, or an escape that may be a letter of one. */
const OTHERS = /"\$ref"\s*:\s*"(?!#)|\\u00[2-7]/i;

type Path = { parent: Path; token: string } | undefined;

function pointerOf(path: Path, start: string): string {
  const tokens: string[] = [];
  for (let step = path; step !== undefined; step = step.parent) tokens.push(step.token);
  return appendPointer(start, ...tokens.reverse());
}

/** Keys whose value maps names chosen by the author: a key in there is no keyword. */
const NAMES = new Set([
  "properties",
  "patternProperties",
  "$defs",
  "definitions",
  "dependentSchemas",
  "schemas",
  "examples",
  "parameters",
  "responses",
  "requestBodies",
  "headers",
  "securitySchemes",
  "links",
  "callbacks",
  "pathItems",
  "channels",
  "messages",
  "operations",
  "paths",
  "webhooks",
  "variables",
]);

const DATA = new Set(["example", "default", "enum", "const", "value", "mapping"]);

function isData(key: string, parent: Record<string, unknown>): boolean {
  if (key.startsWith("x-")) return true;
  // `examples` maps names to Example Objects (which may be references) or, in a schema, lists values.
  if (key === "examples") return Array.isArray(parent[key]);
  return DATA.has(key);
}
