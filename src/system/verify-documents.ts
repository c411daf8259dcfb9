/**
 * Every edge of a system judged on its documents, nothing run.
 */

import { confirmEvidence } from "../compat/confirm-evidence.ts";
import { createComparisons, type EdgeJudgement, type Evidence } from "../compat/judging.ts";
import type { Finding } from "../findings/finding.ts";
import type { Judge } from "../schema/judge.ts";
import type { Schema } from "../schema/schema.ts";
import { discoverEdges } from "./discover-edges.ts";
import type { Edge } from "./edge.ts";
import { judgeAggregates } from "./judge-aggregates.ts";
import { judgeEdge } from "./judge-edge.ts";
import { judgeEvents } from "./judge-events.ts";
import type { System } from "./system.ts";

export type Verdict = "compatible" | "incompatible" | "unknown";

export interface JudgedEdge {
  edge: Edge;
  /** Undefined where the edge is listed and not judged. */
  verdict: Verdict | undefined;
  findings: readonly Finding[];
  /** What findings with a witness rest on. */
  evidence: readonly Evidence[];
  /** Doubts that are told where a `$ref` leads nowhere; of use where that is not told. */
  resting: readonly Finding[];
}

export interface DocumentVerification {
  edges: readonly JudgedEdge[];
  /** What belongs to no single edge. */
  findings: readonly Finding[];
}

/** A pair of schemas is decided once, however many edges use it. */
export function verifyDocuments(system: System): DocumentVerification {
  const { edges, findings } = discoverEdges(system);
  const comparisons = createComparisons();
  return {
    edges: edges.map((edge) => judgedEdge(edge, judgeEdge(system, edges, edge, comparisons))),
    findings: [...findings, ...judgeAggregates(system, edges), ...judgeEvents(system)],
  };
}

/** Each witness once more, before it is shown: where `judgeOf` contradicts it, it is a doubt. */
export function confirmWitnesses(
  judged: JudgedEdge,
  judgeOf: (schema: Schema) => Judge,
): JudgedEdge {
  const { kept, isDoubted } = confirmEvidence(judged, judgeOf);
  if (!isDoubted) return judged;
  const findings = [...kept];
  return { ...judged, findings, verdict: verdictOf({ findings, isUndecided: true }) };
}

function judgedEdge(edge: Edge, judgement: EdgeJudgement | undefined): JudgedEdge {
  if (judgement === undefined) {
    return { edge, verdict: undefined, findings: [], evidence: [], resting: [] };
  }
  const { findings, evidence, resting } = judgement;
  return { edge, verdict: verdictOf(judgement), findings, evidence, resting };
}

function verdictOf({
  findings,
  isUndecided,
}: Pick<EdgeJudgement, "findings" | "isUndecided">): Verdict {
  const isBroken = findings.some(
    ({ code, severity }) => severity === "error" && !UNJUDGED.has(code),
  );
  if (isBroken) return "incompatible";
  return isUndecided ? "unknown" : "compatible";
}

/** Whether a finding says no more than that something could not be decided. */
export function isUndecided({ code }: Finding): boolean {
  return code === "edge.undecided" || code === "schema.unresolved";
}

/** What says that a side is not known, rather than that the two disagree. */
const UNJUDGED: ReadonlySet<string> = new Set([
  "edge.undecided",
  "request.mapping.dangling",
  "schema.unresolved",
  "service.missing",
]);
