/**
 * Every edge of a system judged on its documents, nothing run.
 */
import type { Finding } from "../findings/finding.ts";
import { discoverEdges } from "./discover-edges.ts";
import type { Edge } from "./edge.ts";
import { judgeAggregates } from "./judge-aggregates.ts";
import { judgeEdge } from "./judge-edge.ts";
import { judgeEvents } from "./judge-events.ts";
import type { System } from "./system.ts";

export interface JudgedEdge {
  edge: Edge;
  findings: readonly Finding[];
}

export interface DocumentVerification {
  edges: readonly JudgedEdge[];
  /** What belongs to no single edge. */
  findings: readonly Finding[];
}

export function verifyDocuments(system: System): DocumentVerification {
  const { edges, findings } = discoverEdges(system);
  return {
    edges: edges.map((edge) => ({ edge, findings: judgeEdge(system, edges, edge) })),
    findings: [...findings, ...judgeAggregates(system, edges), ...judgeEvents(system)],
  };
}
