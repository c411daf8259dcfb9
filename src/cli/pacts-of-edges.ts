/**
 * What pact an edge has, and what became of it.
 */
import { createFinding, type Finding } from "../findings/finding.ts";
import type { LoadedPact } from "../load/load-pacts.ts";
import { nameOfEdge } from "../system/consumer-view.ts";
import type { Edge } from "../system/edge.ts";
import { edgeKey, keysOfPact } from "../system/pact-edges.ts";
import type { System } from "../system/system.ts";
import type { EdgePact, PactResult } from "./verify-result.ts";

/** Of several pacts about one edge, the one that says least for it counts. */
const WORST: readonly PactResult["result"][] = ["failed", "not run", "self-consistent", "verified"];

/**
 * The pact of each edge: `none` where there is none, undefined where nobody asks for one: at one end
 * is an external service.
 *
 * @param results of those that were judged; others are `not run`
 */
export function pactsOfEdges(
  system: System,
  pacts: readonly LoadedPact[],
  results: readonly PactResult[],
): (edge: Edge) => EdgePact | undefined {
  const byFile = new Map(results.map(({ file, result }) => [file, result]));
  const byKey = new Map<string, PactResult["result"]>();
  for (const { source, reading } of pacts) {
    if (reading.pact === undefined) continue;
    const result = byFile.get(source.file) ?? "not run";
    for (const key of keysOfPact(system, reading.pact)) {
      const known = byKey.get(key);
      if (known !== undefined && WORST.indexOf(known) <= WORST.indexOf(result)) continue;
      byKey.set(key, result);
    }
  }
  return (edge) => {
    const known = byKey.get(edgeKey(system, edge));
    return known ?? (isExternal(system, edge) ? undefined : "none");
  };
}

function isExternal({ services }: System, { consumer, provider }: Edge): boolean {
  return [consumer, provider].some((name) => services.get(name)?.external === true);
}

/** For an edge without a pact, where --require-pacts asks for one. */
export function noPact(edge: Edge): Finding {
  const { consumer, provider, method, path } = edge;
  const what =
    edge.event === undefined
      ? `${consumer} calls ${method} ${path} of ${provider}`
      : `${consumer} receives ${path} from ${provider}`;
  return createFinding({
    code: "verify.no-pact",
    message: `${what}, and no pact of the two is about it`,
    at: edge.declaredAt,
    service: consumer,
    operation: edge.consumerOperation?.key,
    identity: [nameOfEdge(edge), provider, method, path],
  });
}
