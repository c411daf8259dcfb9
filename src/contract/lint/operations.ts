/**
 * Operations that share an operationId, and parameters declared twice.
 *
 * OpenAPI 3.1 #operation-object: operationIds are unique in the document, callbacks and webhooks
 * included; a list of parameters has no name and location twice.
 */
import { createFinding, type Finding } from "../../findings/finding.ts";
import {
  follow,
  inside,
  isDangling,
  itemsOf,
  locationOf,
  type Place,
} from "../../source/documents.ts";
import type { Contract, Operation } from "../contract.ts";
import { everyOperation, everyPathItem } from "./every-operation.ts";

export function lintOperations(contract: Contract): Finding[] {
  return [...duplicateIds(contract), ...duplicateParameters(contract)];
}

function duplicateIds(contract: Contract): Finding[] {
  const first = new Map<string, Operation>();
  const findings: Finding[] = [];
  for (const operation of everyOperation(contract)) {
    if (operation.id === undefined) continue;
    const earlier = first.get(operation.id);
    if (earlier === undefined) first.set(operation.id, operation);
    if (earlier === undefined) continue;
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

function duplicateParameters(contract: Contract): Finding[] {
  const findings: Finding[] = [];
  const owners = [
    ...everyOperation(contract).map(({ key, place }) => ({ owner: key, place })),
    ...everyPathItem(contract).map(({ name, item }) => ({ owner: name, place: item })),
  ];
  for (const { owner, place } of owners) {
    const first = new Map<string, Place>();
    for (const entry of itemsOf(inside(place, "parameters"))) {
      const parameter = follow(contract.documents, entry);
      if (isDangling(parameter)) continue;
      const name = inside(parameter, "name")?.value;
      const location = inside(parameter, "in")?.value;
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
