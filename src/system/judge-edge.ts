/**
 * What is wrong with one edge, its schemas aside.
 */
import { compareOperation } from "../compat/compare-operation.ts";
import type { Contract } from "../contract/contract.ts";
import type { RouteMatch } from "../contract/router.ts";
import { createFinding, type Finding } from "../findings/finding.ts";
import { locationOf } from "../source/documents.ts";
import { unboundVariables } from "./bindings.ts";
import { consumerViewOf, nameOfEdge } from "./consumer-view.ts";
import type { Edge } from "./edge.ts";
import { matchTarget } from "./match-target.ts";
import type { System } from "./system.ts";

/** @param edges all edges of the system: the steps of one saga know each other */
export function judgeEdge(system: System, edges: readonly Edge[], edge: Edge): Finding[] {
  // Events are judged by their channel, and what a pact tells by comparing the pact.
  if (edge.target === undefined || edge.source === "pact") return [];
  const provider = system.services.get(edge.provider);
  if (provider?.external) return [];
  const findings = unboundVariables(system, edges, edge).map((name) => unbound(edge, name));
  if (provider?.contract === undefined) return [...findings, missingService(edge)];
  const match = matchTarget(provider.contract, edge.method, edge.target);
  if (match.kind !== "operation") {
    return [...findings, undeclaredOperation(edge, provider.contract, match)];
  }
  const { operation } = match;
  const { contract } = provider;
  return [...findings, ...compareOperation(consumerViewOf(system, edge), { operation, contract })];
}

function unbound(edge: Edge, name: string): Finding {
  return edgeFinding(edge, {
    code: "request.variable.unbound",
    message: `nothing binds {${name}} in ${edge.path}: no parameter of ${edge.consumerOperation?.key ?? edge.consumer}, no identity claim, no earlier step`,
    identity: [name],
  });
}

function missingService(edge: Edge): Finding {
  return edgeFinding(edge, {
    code: "service.missing",
    message: `${edge.consumer} calls ${edge.method} ${edge.path} of ${edge.provider}, which has no contract here`,
    identity: [],
  });
}

function undeclaredOperation(
  edge: Edge,
  contract: Contract,
  match: Exclude<RouteMatch, { kind: "operation" }>,
): Finding {
  const calls = `${edge.consumer} calls ${edge.method} ${edge.path}, which is no operation of ${edge.provider}`;
  const isPath = match.kind === "method";
  const finding = edgeFinding(edge, {
    code: "operation.undeclared",
    message: isPath ? `${calls}; the path has ${match.allowed.join(", ")}` : calls,
    identity: [],
  });
  return {
    ...finding,
    because: locationOf(isPath ? match.operations[0]!.pathPlace : contract.root),
  };
}

function edgeFinding(
  edge: Edge,
  draft: { code: Finding["code"]; message: string; identity: string[] },
): Finding {
  return createFinding({
    ...draft,
    at: edge.declaredAt,
    service: edge.consumer,
    operation: edge.consumerOperation?.key,
    identity: [nameOfEdge(edge), edge.provider, edge.method, edge.path, ...draft.identity],
  });
}
