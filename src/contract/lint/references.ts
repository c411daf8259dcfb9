/**
 * References that lead nowhere, outside the root, or to the network.
 *
 * OpenAPI 3.1 #reference-object.
 */
import { createFinding, type Finding } from "../../findings/finding.ts";
import { isResolved, reference, schemaAt } from "../../schema/schema.ts";
import { type Dangling, isDangling, locationOf, resolveReference } from "../../source/documents.ts";
import { type FoundReference, findReferences } from "../../source/reference-scan.ts";
import type { Contract } from "../contract.ts";

/** In every document that the contract's document leads to. */
export function lintReferences(contract: Contract): Finding[] {
  const findings: Finding[] = [];
  for (const source of contract.documents.sources.values()) {
    for (const found of findReferences(source)) {
      const target = resolveReference(contract.documents, found.at, found.ref);
      if (isDangling(target) && !isSchemaReference(contract, found)) {
        findings.push(referenceFinding(target));
      }
    }
  }
  return findings;
}

// A schema may refer by `$id` or `$anchor`, which only the schemas know.
function isSchemaReference(contract: Contract, { at }: FoundReference): boolean {
  const pointer = at.pointer.slice(0, -"/$ref".length);
  const schema = schemaAt(contract.store, at.source.uri, pointer);
  return schema !== undefined && isResolved(reference(schema));
}

function referenceFinding({ at, ref, code, reason }: Dangling): Finding {
  return createFinding({
    code,
    message: `${ref} leads nowhere: ${reason}`,
    at: locationOf(at),
    identity: [at.pointer, ref],
  });
}
