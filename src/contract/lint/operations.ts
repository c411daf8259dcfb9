/**
 * Operations that share an operationId, and parameters declared twice.
 *
 * OpenAPI 3.1 #operation-object: operationIds are unique in the document, callbacks and webhooks
 * included; a list of parameters has no name and location twice.
 */
import { createFinding, type Finding } from "../../findings/finding.ts";
import {
  entriesOf,
  follow,
  inside,
  isDangling,
  itemsOf,
  locationOf,
  type Place,
} from "../../source/documents.ts";
import type { Contract, Operation } from "../contract.ts";

export function lintOperations(contract: Contract): Finding[] {
  return [...duplicateIds(contract), ...duplicateParameters(contract)];
}

function duplicateIds(contract: Contract): Finding[] {
  const first = new Map<string, Operation>();
  const findings: Finding[] = [];
  for (const operation of withCallbacks(contract.operations)) {
    if (operation.id === undefined) continue;
    const earlier = first.get(operation.id);
    if (earlier === undefined) first.set(operation.id, operation);
    // One path item may be reached by several references.
    if (earlier === undefined || isSamePlace(earlier.place, operation.place)) continue;
    findings.push(
      createFinding({
        code: "contract.operation-id-duplicate",
        message: `${operation.key} and ${earlier.key} both have the operationId ${operation.id}`,
        at: locationOf(inside(operation.place, "operationId")!),
        because: locationOf(inside(earlier.place, "operationId")!),
        operation: operation.key,
        identity: [operation.id],
      }),
    );
  }
  return findings;
}

function withCallbacks(operations: readonly Operation[]): Operation[] {
  return operations.flatMap((operation) => [
    operation,
    ...withCallbacks(operation.callbacks.flatMap((callback) => callback.operations)),
  ]);
}

function duplicateParameters(contract: Contract): Finding[] {
  const findings: Finding[] = [];
  const lists = contract.operations.flatMap((operation) => [
    { owner: operation.key, list: inside(operation.place, "parameters") },
  ]);
  for (const [path, entry] of entriesOf(inside(contract.root, "paths"))) {
    lists.push({ owner: path, list: inside(entry, "parameters") });
  }
  for (const { owner, list } of lists) {
    const first = new Map<string, Place>();
    for (const entry of itemsOf(list)) {
      const place = follow(contract.documents, entry);
      if (isDangling(place)) continue;
      const name = inside(place, "name")?.value;
      const location = inside(place, "in")?.value;
      if (typeof name !== "string" || typeof location !== "string") continue;
      const key = `${location} ${location === "header" ? name.toLowerCase() : name}`;
      const earlier = first.get(key);
      if (earlier === undefined) {
        first.set(key, entry);
        continue;
      }
      findings.push(
        createFinding({
          code: "contract.parameter-duplicate",
          message: `${owner} declares the ${location} parameter ${name} twice`,
          at: locationOf(entry),
          because: locationOf(earlier),
          operation: owner,
          identity: [key],
        }),
      );
    }
  }
  return findings;
}

function isSamePlace(a: Place, b: Place): boolean {
  return a.source.uri === b.source.uri && a.pointer === b.pointer;
}
