/**
 * What is found out about one edge while its two sides are compared.
 *
 * DESIGN: Verdict. Never compatible for want of an idea, never incompatible without a witness.
 */
import {
  createFinding,
  type Finding,
  type FindingDraft,
  type Location,
} from "../findings/finding.ts";
import { type Comparison, createComparison, type SchemaPlace } from "../schema/compare/compare.ts";
import type { Schema } from "../schema/schema.ts";

/** An event knows no `readOnly`. */
export type Direction = "request" | "response" | "event";

/** The comparisons of one run: a pair of schemas is decided once, however many edges use it. */
export interface Comparisons {
  of(direction: Direction): Comparison;
}

export function createComparisons(): Comparisons {
  const made = new Map<Direction, Comparison>();
  return {
    of(direction) {
      let comparison = made.get(direction);
      if (comparison === undefined) {
        comparison = createComparison(direction === "event" ? {} : { direction });
        made.set(direction, comparison);
      }
      return comparison;
    },
  };
}

/** What a finding with a witness rests on, for a second opinion. */
export interface Evidence {
  finding: Finding;
  /** The sender's schema, and the value it lets through. */
  sender: { schema: Schema; value: unknown };
  /** The receiver's, and the value as it arrives, where that is known. */
  receiver?: { schema: Schema; value: unknown };
  /** What is said instead where the second opinion is another. */
  doubt: Finding;
}

export interface EdgeJudgement {
  findings: Finding[];
  evidence: Evidence[];
  /** Doubts that rest on a `$ref` that leads nowhere, which the documents' own findings tell. */
  resting: Finding[];
  /** Whether something was not decided, wherever it is told. */
  isUndecided: boolean;
}

export function newJudgement(): EdgeJudgement {
  return { findings: [], evidence: [], resting: [], isUndecided: false };
}

/** The edge that is judged, as findings name it. */
export interface JudgedEdge {
  consumer: string;
  provider: string;
  /** The consumer's operation. */
  operation: string | undefined;
  /** What tells this edge from others between the same operations: a field, a saga's step. */
  edge: string;
  /** Where the edge is declared. */
  declaredAt: Location;
}

export interface EdgeContext {
  edge: JudgedEdge;
  /** The provider's operation, such as `POST /orders`. */
  called: string;
  comparisons: Comparisons;
  /** Where a schema or a keyword stands; undefined for one that was composed. */
  locate(place: SchemaPlace): Location | undefined;
  /** Where the `$ref` is that leads nowhere, if a place is one. */
  locateDangling(place: SchemaPlace): Location | undefined;
  judgement: EdgeJudgement;
}

export type EdgeDraft = Omit<FindingDraft, "service" | "operation">;

export function edgeFinding({ edge, called }: EdgeContext, draft: EdgeDraft): Finding {
  return createFinding({
    ...draft,
    service: edge.consumer,
    operation: edge.operation,
    identity: [edge.edge, edge.provider, called, ...draft.identity],
  });
}

/** Adds a finding, unless the same two places have disagreed on this edge before. */
export function addFinding(context: EdgeContext, finding: Finding): boolean {
  const { findings } = context.judgement;
  const key = causeOf(finding);
  if (findings.some((known) => causeOf(known) === key)) return false;
  findings.push(finding);
  return true;
}

// One cause, one finding: 401 and 429 may share the schema that does not fit.
function causeOf({ code, message, at, because, witness }: Finding): string {
  const isOfSchemas = witness !== undefined && because !== undefined;
  const places = [at, because].map((place) => place && `${place.file}#${place.pointer}`);
  return JSON.stringify([code, ...places, isOfSchemas ? "" : message]);
}

export interface Doubt {
  /** What it is about, to be read before the reason: `the body (application/json)`. */
  subject: string;
  reason: string;
  at: Location;
  because?: Location;
  /** Default: the code's. */
  mend?: string;
  identity: readonly string[];
}

export function doubtFinding(context: EdgeContext, doubt: Doubt): Finding {
  const { subject, reason, at, because, mend, identity } = doubt;
  const { consumer, provider } = context.edge;
  return edgeFinding(context, {
    code: "edge.undecided",
    message: `whether ${consumer} and ${provider} ${context.called} fit is not decided: ${subject} ${reason}`,
    at,
    ...(because !== undefined && { because }),
    ...(mend !== undefined && { mend }),
    identity: ["undecided", ...identity],
  });
}

export function addDoubt(context: EdgeContext, doubt: Doubt): void {
  context.judgement.isUndecided = true;
  addFinding(context, doubtFinding(context, doubt));
}
