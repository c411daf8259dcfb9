/**
 * The parts of a contract that stand in other files, each once, with the kind that the reference
 * to it asks for.
 *
 * OpenAPI 3.1 #reference-object, #path-item-object, #schema-object; AsyncAPI 3.0 #referenceObject.
 */
import { isResolved, reference, schemaAt } from "../../schema/schema.ts";
import { isDangling, isMapping, type Place, resolveReference } from "../../source/documents.ts";
import { valueAt } from "../../source/pointer.ts";
import type { Source } from "../../source/source.ts";
import type { Contract } from "../contract.ts";
import { type Part, partsInside } from "./kinds.ts";

/**
 * In the order in which references lead to them. What stands inside a part that came earlier is
 * not listed again.
 */
export function partsElsewhere(contract: Contract): Part[] {
  if (contract.documents.sources.size === 1) return [];
  const elsewhere: Part[] = [];
  const seen = new Map<string, Set<unknown>>();
  const open: Part[] = [{ kind: "document", place: contract.root }];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    const { kind, place } = part;
    const ofKind = seen.get(kind) ?? new Set<unknown>();
    seen.set(kind, ofKind);
    if (!isMapping(place.value) || ofKind.has(place.value)) continue;
    ofKind.add(place.value);
    const next: Part[] = [];
    if (typeof place.value.$ref === "string") {
      const target = targetOf(contract, part);
      if (target !== undefined && !followsOwnRules(contract, target.source)) {
        const referred = { kind, place: target };
        next.push(referred);
        const isNew = !seen.get(kind)!.has(target.value);
        if (isNew && target.source !== contract.root.source && isHeld(contract, referred)) {
          elsewhere.push(referred);
        }
      }
    }
    if (isHeld(contract, part)) next.push(...partsInside(part, contract.format));
    open.push(...next.reverse());
  }
  return elsewhere;
}

// Whether the object says something itself: what stands beside a `$ref` counts in a path item and
// in a schema of OpenAPI 3.1, and nowhere else.
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
