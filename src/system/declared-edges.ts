/**
 * The edges that one service's own contract declares, in the order of its operations.
 *
 * DESIGN: where edges come from.
 */
import { callbackEdges } from "./callback-edges.ts";
import { cloudEdges } from "./cloud-edges.ts";
import type { Discovery } from "./discover-edges.ts";
import type { Edge } from "./edge.ts";
import { gatewayEdges } from "./gateway-edges.ts";
import type { Service, System } from "./system.ts";

/** @param system with `service`, for which hosts are whose */
export function declaredEdges(system: System, { name, contract }: Service): Discovery {
  const edges: Edge[] = [];
  const findings: Discovery["findings"][number][] = [];
  for (const operation of contract?.operations ?? []) {
    for (const part of [
      gatewayEdges(name, operation),
      cloudEdges(system, name, operation),
      callbackEdges(system, name, operation),
    ]) {
      for (const edge of part.edges) edges.push(edge);
      for (const finding of part.findings) findings.push(finding);
    }
  }
  return { edges, findings };
}
