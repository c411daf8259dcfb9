/**
 * Every edge of a system: what the contracts declare, in the order of services and documents, then
 * events, what the configuration adds, and what only pacts tell.
 *
 * DESIGN: where edges come from.
 */
import type { Finding } from "../findings/finding.ts";
import { declaredEdges } from "./declared-edges.ts";
import type { Edge } from "./edge.ts";
import { eventEdges } from "./event-edges.ts";
import { eventExtensionFaults } from "./event-extensions.ts";
import { pactEdges } from "./pact-edges.ts";
import type { ConfiguredEdge, System } from "./system.ts";
import { readTarget } from "./target.ts";

export interface Discovery {
  edges: readonly Edge[];
  /** Extensions that declare edges in a shape that is not understood. */
  findings: readonly Finding[];
}

export function discoverEdges(system: System): Discovery {
  const edges: Edge[] = [];
  const findings: Finding[] = [];
  for (const service of system.services.values()) {
    const declared = declaredEdges(system, service);
    // One by one: a call takes no more arguments than the stack holds.
    for (const edge of declared.edges) edges.push(edge);
    for (const finding of declared.findings) findings.push(finding);
  }
  if (system.events !== undefined) findings.push(...eventExtensionFaults(system.events));
  edges.push(...eventEdges(system));
  for (const configured of system.configuredEdges) addConfigured(system, edges, configured);
  edges.push(...pactEdges(system, edges));
  return { edges, findings };
}

// What is said of the body of an edge that is there already is no second edge.
function addConfigured(system: System, edges: Edge[], configured: ConfiguredEdge): void {
  const edge = configuredEdge(system, configured);
  const { mapping } = configured;
  let isAttached = false;
  for (const [index, known] of edges.entries()) {
    if (mapping === undefined || !isSameCall(known, edge)) continue;
    edges[index] = { ...known, mapping };
    isAttached = true;
  }
  if (!isAttached) edges.push(edge);
}

function isSameCall(known: Edge, { consumer, consumerOperation, ...called }: Edge): boolean {
  return (
    known.source !== "configuration" &&
    known.consumer === consumer &&
    consumerOperation !== undefined &&
    known.consumerOperation === consumerOperation &&
    known.provider === called.provider &&
    known.method === called.method &&
    known.path === called.path
  );
}

function configuredEdge(system: System, edge: ConfiguredEdge): Edge {
  return {
    consumer: edge.consumer,
    consumerOperation: system.services
      .get(edge.consumer)
      ?.contract?.operations.find(({ id }) => id !== undefined && id === edge.operation),
    provider: edge.provider,
    method: edge.method,
    path: edge.path,
    source: "configuration" as const,
    declaredAt: edge.declaredAt,
    target: readTarget(edge.path),
    ...(edge.mapping !== undefined && { mapping: edge.mapping }),
  };
}
