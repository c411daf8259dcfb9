/**
 * Services and edges as the shape that `concordat graph --format json` prints.
 *
 * DESIGN: command line, machine-readable shapes.
 */
import type { Location } from "../findings/finding.ts";
import { discoverEdges } from "./discover-edges.ts";
import type { EdgeSource } from "./edge.ts";
import type { System } from "./system.ts";

export interface Graph {
  services: { name: string; contract?: string; external?: boolean }[];
  edges: GraphEdge[];
}

export interface GraphEdge {
  consumer: string;
  provider: string;
  method: string;
  path: string;
  source: EdgeSource;
  declaredAt: Location;
}

/** Services that only edges name are listed after the configured ones, without a contract. */
export function graphOf(system: System): Graph {
  const { edges } = discoverEdges(system);
  const services: Graph["services"] = [...system.services.values()].map((service) => ({
    name: service.name,
    ...(service.contract !== undefined && { contract: service.contract.root.source.file }),
    ...(service.external && { external: true }),
  }));
  const names = new Set(services.map(({ name }) => name));
  for (const { consumer, provider } of edges) {
    for (const name of [consumer, provider]) {
      if (names.has(name)) continue;
      names.add(name);
      services.push({ name });
    }
  }
  return {
    services,
    edges: edges.map(({ consumer, provider, method, path, source, declaredAt }) => ({
      consumer,
      provider,
      method,
      path,
      source,
      declaredAt,
    })),
  };
}
