/**
 * What is wrong with one edge: what it calls, what it sends there and what comes back.
 */
import { compareOperation } from "../compat/compare-operation.ts";
import { addDoubt, type Comparisons, type EdgeJudgement, newJudgement } from "../compat/judging.ts";
import { Intractable } from "../compat/member-schema.ts";
import type { Contract } from "../contract/contract.ts";
import type { RouteMatch } from "../contract/router.ts";
import { createFinding, type Finding, type Location } from "../findings/finding.ts";
import { isStackOverflow } from "../schema/violation.ts";
import { locationOf } from "../source/documents.ts";
import { unboundVariables } from "./bindings.ts";
import { consumerViewOf, nameOfEdge } from "./consumer-view.ts";
import type { Edge } from "./edge.ts";
import { contextOf } from "./edge-context.ts";
import type { ExpressionContext } from "./expression-source.ts";
import { compareField } from "./judge-field.ts";
import { compareEvent } from "./judge-payload.ts";
import { type Made, makeBody } from "./mapping.ts";
import { matchTarget, variablesIn } from "./match-target.ts";
import { addOptionalSources, addOptionalVariables } from "./optional-sources.ts";
import type { System } from "./system.ts";
import { variableValues } from "./variable-values.ts";

/**
 * @param edges all edges of the system: the steps of one saga know each other
 * @returns undefined for an edge that is listed and not judged: one to an external service, or one
 *   that only a pact tells of, which is judged by comparing the pact
 */
export function judgeEdge(
  system: System,
  edges: readonly Edge[],
  edge: Edge,
  comparisons: Comparisons,
): EdgeJudgement | undefined {
  const judgement = newJudgement();
  try {
    return judgeInto(judgement, system, edges, { edge, comparisons }) ? judgement : undefined;
  } catch (error) {
    // Documents are hostile: schemas of thousands of branches inside each other are taken apart.
    if (!(error instanceof Intractable) && !isStackOverflow(error)) throw error;
    addDoubt(contextOf(system, edge, comparisons, judgement), {
      subject: "what one of them declares",
      reason: "is nested too deeply, or has too many branches, to be taken apart",
      at: edge.declaredAt,
      identity: ["intractable"],
    });
    return judgement;
  }
}

interface Judging {
  edge: Edge;
  comparisons: Comparisons;
}

/** Whether the edge is judged. */
function judgeInto(
  judgement: EdgeJudgement,
  system: System,
  edges: readonly Edge[],
  { edge, comparisons }: Judging,
): boolean {
  const provider = system.services.get(edge.provider);
  if (edge.source === "pact" || provider?.external) return false;
  if (edge.event !== undefined) {
    if (system.services.get(edge.consumer)?.external) return false;
    const { publisher, subscriber } = edge.event;
    compareEvent(contextOf(system, edge, comparisons, judgement), publisher, subscriber);
    return true;
  }
  if (edge.target === undefined) return false;
  const { findings } = judgement;
  findings.push(...unboundVariables(system, edges, edge).map((name) => unbound(edge, name)));
  if (provider?.contract === undefined) {
    findings.push(missingService(edge));
    judgement.isUndecided = true;
    return true;
  }
  const { contract } = provider;
  const match = matchTarget(contract, edge.method, edge.target);
  if (match.kind !== "operation") {
    findings.push(undeclaredOperation(edge, contract, match));
    return true;
  }
  const { operation } = match;
  const context = { ...contextOf(system, edge, comparisons, judgement), called: operation.key };
  addOptionalVariables(context, system, edges, edge);
  const made = madeBody(judgement, { system, edges, edge, comparisons });
  const consumerView = consumerViewOf(system, edge, {
    pathValues: variablesIn(match.pathValues),
    values: variableValues(system, edges, edge),
    made: made?.body,
  });
  compareOperation(context, consumerView, { operation, contract });
  if (made !== undefined) addOptionalSources(context, edge, made);
  if (edge.field !== undefined) compareField(context, edge, operation);
  return true;
}

function madeBody(judgement: EdgeJudgement, context: ExpressionContext): Made | undefined {
  const { edge } = context;
  const { mapping } = edge;
  if (mapping === undefined || mapping.template === null) return undefined;
  const made = makeBody(context, mapping.template);
  for (const { pointer, message } of made.dangling) {
    const fault = { pointer, message };
    judgement.findings.push(dangling(edge, mapping.locate(pointer), fault));
    judgement.isUndecided = true;
  }
  return made;
}

function dangling(
  edge: Edge,
  at: Location,
  { pointer, message }: { pointer: string; message: string },
): Finding {
  const finding = edgeFinding(edge, {
    code: "request.mapping.dangling",
    message,
    identity: [pointer],
  });
  return { ...finding, at };
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
