/**
 * References that lead nowhere, and the edges that rest on them.
 *
 * DESIGN: faults stay local: a fault of a document is a warning when edges are judged. One that an
 * edge's own operations lead to is none: part of what the two sides promise each other is unread.
 */
import type { Contract, Operation } from "../contract/contract.ts";
import type { Finding } from "../findings/finding.ts";
import { isDangling, type Place, resolveReference } from "../source/documents.ts";
import { findReferencesIn } from "../source/reference-scan.ts";
import type { Edge } from "./edge.ts";
import { findTargetOperation } from "./match-target.ts";
import type { System } from "./system.ts";

/**
 * `faults` with each that an edge rests on as an error which says so, the others as they are.
 *
 * @param faults of references, as lint finds them in the contracts of `system`
 */
export function raiseReachedFaults(
  system: System,
  edges: readonly Edge[],
  faults: readonly Finding[],
): Finding[] {
  if (faults.length === 0) return [];
  const resting = new Map<string, Edge>();
  for (const edge of edges) {
    // Without a contract on purpose: listed, not judged.
    if (system.services.get(edge.provider)?.external) continue;
    for (const key of referencesOf(system, edge)) {
      if (!resting.has(key)) resting.set(key, edge);
    }
  }
  return faults.map((fault) => {
    const edge = resting.get(keyOf(fault.at.file, fault.at.pointer));
    if (edge === undefined) return fault;
    const { consumer, provider, method, path } = edge;
    return {
      ...fault,
      severity: "error",
      message: `${fault.message}; ${consumer} -> ${provider} ${method} ${path} rests on it`,
      because: edge.declaredAt,
    };
  });
}

/** Every reference that the operations and messages at both ends of `edge` lead to. */
function referencesOf(system: System, edge: Edge): Set<string> {
  const { services, events } = system;
  const consumer = services.get(edge.consumer)?.contract;
  const provider = services.get(edge.provider)?.contract;
  const called = provider && edge.target && findTargetOperation(provider, edge.method, edge.target);
  const channels = edge.method === "EVENT" ? (events?.channels ?? []) : [];
  return new Set([
    ...reachedFrom(consumer, [...placesOf(edge.consumerOperation), ...placesOf(edge.callback)]),
    ...reachedFrom(provider, [
      ...placesOf(called),
      ...(edge.event?.publisher.payloads.map(({ place }) => place) ?? []),
    ]),
    ...reachedFrom(
      events,
      channels.filter(({ address }) => address === edge.path).map(({ place }) => place),
    ),
  ]);
}

// The parameters may be the path item's.
function placesOf(operation: Operation | undefined): Place[] {
  if (operation === undefined) return [];
  return [operation.place, ...operation.parameters.map(({ place }) => place)];
}

function reachedFrom(contract: Contract | undefined, roots: readonly Place[]): Set<string> {
  const reached = new Set<string>();
  if (contract === undefined) return reached;
  const seen = new Set<string>();
  const open = [...roots];
  while (open.length > 0) {
    const place = open.pop()!;
    const key = `${place.source.uri}#${place.pointer}`;
    if (seen.has(key)) continue;
    seen.add(key);
    for (const { at, ref } of findReferencesIn(place)) {
      reached.add(keyOf(at.source.file, at.pointer));
      const target = resolveReference(contract.documents, at, ref);
      if (!isDangling(target)) open.push(target);
    }
  }
  return reached;
}

function keyOf(file: string, pointer: string): string {
  return `${file}#${pointer}`;
}
