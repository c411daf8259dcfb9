/**
 * Every part of a contract, wherever it stands: what its document holds and what references lead to.
 *
 * OpenAPI 3.1 #reference-object, #path-item-object, #schema-object; AsyncAPI 3.0 #referenceObject.
 */
import { isResolved, reference, schemaAt } from "../../schema/schema.ts";
import { isDangling, isMapping, type Place, resolveReference } from "../../source/documents.ts";
import { valueAt } from "../../source/pointer.ts";
import type { Source } from "../../source/source.ts";
import type { Contract } from "../contract.ts";
import { type Part, partsInside } from "./kinds.ts";

/** A part, and how it was reached. */
export interface ReachedPart extends Part {
  /** Whether it came by a reference, and not as a part of what holds it. */
  isReferred: boolean;
  /**
   * Whether the object says something itself: what stands beside a `$ref` counts in a path item
   * and in a schema of OpenAPI 3.1, and nowhere else.
   */
  isHeld: boolean;
  /** What bodies, parameters and media types are part of; undefined where it may be either. */
  direction: "request" | "response" | undefined;
}

/** In document order, what a reference leads to right after it; each once for a kind and direction. */
export function everyPart(contract: Contract): ReachedPart[] {
  const found: ReachedPart[] = [];
  const seen = new Map<string, Set<unknown>>();
  const open: Omit<ReachedPart, "isHeld">[] = [
    { kind: "document", name: "", place: contract.root, isReferred: false, direction: undefined },
  ];
  for (let reached = open.pop(); reached !== undefined; reached = open.pop()) {
    const { kind, place } = reached;
    const direction = directionOf(kind, reached.direction);
    const key = direction === undefined ? kind : `${kind} ${direction}`;
    const ofKind = seen.get(key) ?? new Set<unknown>();
    seen.set(key, ofKind);
    if (!isMapping(place.value) || ofKind.has(place.value)) continue;
    ofKind.add(place.value);
    const part: ReachedPart = { ...reached, direction, isHeld: isHeld(contract, reached) };
    found.push(part);
    const next: Omit<ReachedPart, "isHeld">[] = [];
    if (typeof place.value.$ref === "string") {
      const target = targetOf(contract, part);
      if (target !== undefined && !followsOwnRules(contract, target.source)) {
        next.push({ ...reached, place: target, isReferred: true });
      }
    }
    if (part.isHeld) {
      for (const inner of partsInside(part, contract.format)) {
        next.push({ ...inner, isReferred: false, direction });
      }
    }
    // One by one: a call takes no more arguments than the stack holds, and lists are longer.
    for (const inner of next.reverse()) open.push(inner);
  }
  return found;
}

// A header may be one of a response, or of a part of a request's body; a schema may be of anything.
function directionOf(
  kind: string,
  around: ReachedPart["direction"],
): "request" | "response" | undefined {
  if (kind === "parameter" || kind === "request-body") return "request";
  if (kind === "response") return "response";
  return kind === "media-type" || kind === "encoding" ? around : undefined;
}

function isHeld(contract: Contract, { kind, place }: Part): boolean {
  if (!isMapping(place.value) || typeof place.value.$ref !== "string") return true;
  return (
    contract.format === "openapi" &&
    (kind === "path-item" || (kind === "schema" && !contract.version.startsWith("3.0")))
  );
}

// A schema may refer by `$id` or `$anchor`, which only the schemas know.
function targetOf(contract: Contract, { kind, place }: Part): Place | undefined {
  if (kind === "schema") {
    const schema = schemaAt(contract.store, place.source.uri, place.pointer);
    const target = schema && reference(schema);
    if (!isResolved(target)) return undefined;
    const source = contract.documents.sources.get(target.uri);
    const value = valueAt(source?.value, target.pointer);
    return source && { source, pointer: target.pointer, value };
  }
  const { $ref } = place.value as { $ref: string };
  const at = { ...place, pointer: `${place.pointer}/$ref`, value: $ref };
  const target = resolveReference(contract.documents, at, $ref);
  return isDangling(target) ? undefined : target;
}

// A file that is a contract of another version is held to that version, when it is linted itself.
function followsOwnRules(contract: Contract, { value }: Source): boolean {
  if (!isMapping(value)) return false;
  const stated = ["openapi", "asyncapi", "swagger"].filter((key) => Object.hasOwn(value, key));
  if (stated.length === 0) return false;
  const own = value[contract.format];
  return own === undefined || minorOf(own) !== minorOf(contract.version);
}

function minorOf(version: unknown): string {
  return String(version).split(".").slice(0, 2).join(".");
}
