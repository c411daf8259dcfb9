/**
 * Edges that only pacts tell of: a consumer's test calls an operation, and no contract says so.
 *
 * DESIGN: where edges come from. They are judged by comparing the pact, not here.
 */
import type { HttpInteraction, Pact } from "../pact/pact.ts";
import { locationOf } from "../source/documents.ts";
import type { Edge } from "./edge.ts";
import { type Called, findTargetOperation } from "./match-target.ts";
import type { System } from "./system.ts";
import { readTarget } from "./target.ts";

/** One for each provider's operation that a pact calls and no edge of `declared` leads to. */
export function pactEdges(system: System, declared: readonly Edge[]): Edge[] {
  const known = new Set(
    declared.map(({ consumer, provider, method, target }) =>
      JSON.stringify([consumer, provider, calledOperation(system, provider, method, target)]),
    ),
  );
  const edges: Edge[] = [];
  for (const pact of system.pacts) {
    for (const interaction of pact.interactions) {
      if (interaction.kind !== "http") continue;
      const edge = edgeOf(system, pact, interaction);
      const key = JSON.stringify([edge.consumer, edge.provider, `${edge.method} ${edge.path}`]);
      if (known.has(key)) continue;
      known.add(key);
      edges.push(edge);
    }
  }
  return edges;
}

function edgeOf(system: System, pact: Pact, { request, place }: HttpInteraction): Edge {
  const { path: sent, query } = request;
  const pairs = [...query].flatMap(([name, values]) => values.map((value) => ({ name, value })));
  const called = calledOperation(system, pact.provider, request.method, {
    path: sent,
    query: pairs,
  });
  const path = called.slice(request.method.length + 1);
  return {
    consumer: pact.consumer,
    consumerOperation: undefined,
    provider: pact.provider,
    method: request.method,
    path,
    source: "pact",
    declaredAt: locationOf(place),
    target: readTarget(path),
  };
}

// The contract's operation by its key; what is called as it stands where there is none.
function calledOperation(
  system: System,
  provider: string,
  method: string,
  target: Called | undefined,
): string {
  const contract = system.services.get(provider)?.contract;
  const operation = target && contract && findTargetOperation(contract, method, target);
  return operation ? operation.key : `${method} ${target?.path}`;
}
