/**
 * References that lead nowhere, in a circle, outside the root, or to the network.
 *
 * OpenAPI 3.1 #reference-object.
 */
import { createFinding, type Finding } from "../../findings/finding.ts";
import { isResolved, reference, schemaAt } from "../../schema/schema.ts";
import { type Dangling, isDangling, locationOf, resolveReference } from "../../source/documents.ts";
import { type FoundReference, findReferences } from "../../source/reference-scan.ts";
import type { Contract } from "../contract.ts";
import { namedPointer } from "./named-pointer.ts";

/** In every document that the contract's document leads to. */
export function lintReferences(contract: Contract): Finding[] {
  const findings: Finding[] = [];
  const chains = new Map<string, Step>();
  for (const source of contract.documents.sources.values()) {
    for (const found of findReferences(source)) {
      const target = resolveReference(contract.documents, found.at, found.ref);
      if (!isDangling(target)) {
        const place = `${source.uri}#${ownerPointer(found)}`;
        chains.set(place, { found, next: `${target.source.uri}#${target.pointer}` });
      } else if (!isSchemaReference(contract, found)) {
        findings.push(referenceFinding(contract.title, target));
      }
    }
  }
  return [
    ...findings,
    ...circularReferences(chains).map((found) => circleFinding(contract.title, found)),
  ];
}

/** A reference, and the place it leads to, where the next one may stand. */
interface Step {
  found: FoundReference;
  next: string;
}

// Each chain is followed once, up to what was seen before: generated ones have thousands of steps.
function circularReferences(chains: ReadonlyMap<string, Step>): FoundReference[] {
  const seen = new Set<string>();
  const circular: FoundReference[] = [];
  for (const start of chains.keys()) {
    const way: string[] = [];
    let place = start;
    while (chains.has(place) && !seen.has(place)) {
      seen.add(place);
      way.push(place);
      place = chains.get(place)!.next;
    }
    const closes = way.indexOf(place);
    if (closes === -1) continue;
    for (const member of way.slice(closes)) circular.push(chains.get(member)!.found);
  }
  return circular;
}

// A schema may refer by `$id` or `$anchor`, which only the schemas know.
function isSchemaReference(contract: Contract, found: FoundReference): boolean {
  const schema = schemaAt(contract.store, found.at.source.uri, ownerPointer(found));
  return schema !== undefined && isResolved(reference(schema));
}

// Of the object that has the `$ref`.
function ownerPointer({ at }: FoundReference): string {
  return at.pointer.slice(0, -"/$ref".length);
}

function circleFinding(title: string, { at, ref }: FoundReference): Finding {
  const reason = "the chain of $refs is a circle";
  return referenceFinding(title, { at, ref, code: "reference.dangling", reason });
}

function referenceFinding(title: string, { at, ref, code, reason }: Dangling): Finding {
  return createFinding({
    code,
    message: `${ref} leads nowhere: ${reason}`,
    at: locationOf(at),
    identity: [title, namedPointer(at), ref],
  });
}
