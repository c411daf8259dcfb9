/**
 * Every `$ref` of a document that is a reference, and none that is data.
 *
 * A `$ref` inside an example, a default, an enum, a const or an extension is part of a value;
 * a property named `example` in a schema's `properties` is a schema.
 * OpenAPI 3.1 #reference-object, #example-object, #specification-extensions.
 */
import { isMapping, type Place, rootPlace } from "./documents.ts";
import { appendPointer } from "./pointer.ts";
import type { Source } from "./source.ts";

export interface FoundReference {
  /** The place of the `$ref`'s value. */
  at: Place;
  /** As written; a `$ref` that is no string is a finding of the structure. */
  ref: string;
}

/** Of a whole document, in document order. */
export function findReferences(source: Source): FoundReference[] {
  return findReferencesIn(rootPlace(source));
}

/** Of what stands at `start`, in document order. */
export function findReferencesIn(start: Place): FoundReference[] {
  const found: FoundReference[] = [];
  const seen = new Set<object>();
  const open: { place: Place; names: boolean }[] = [{ place: start, names: false }];
  // An explicit stack, read from its end, so that depth costs no call stack.
  while (open.length > 0) {
    const { place, names } = open.pop()!;
    const { value } = place;
    if (value === null || typeof value !== "object" || seen.has(value)) continue;
    // YAML aliases share values; one look at each is enough.
    seen.add(value);
    if (!names && isMapping(value) && Object.hasOwn(value, "$ref")) {
      if (typeof value.$ref === "string") {
        found.push({ at: step(place, "$ref", value.$ref), ref: value.$ref });
      }
    }
    const children: { place: Place; names: boolean }[] = [];
    for (const [key, child] of Object.entries(value)) {
      if (child === null || typeof child !== "object") continue;
      if (!names && isMapping(value) && isData(key, value)) continue;
      children.push({
        place: step(place, key, child),
        names: !names && isMapping(value) && NAMES.has(key),
      });
    }
    open.push(...children.reverse());
  }
  return found;
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

function step(place: Place, key: string, value: unknown): Place {
  return { source: place.source, pointer: appendPointer(place.pointer, key), value };
}
