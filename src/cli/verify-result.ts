/**
 * The shape that `concordat verify` prints: schemas/verify.schema.json.
 */
import type { Finding } from "../findings/finding.ts";
import type { Verdict } from "../system/verify-documents.ts";

export interface VerifyResult {
  ok: boolean;
  edges: EdgeResult[];
  pacts: PactResult[];
  /** What belongs to no edge and no pact. */
  findings: Finding[];
}

export interface EdgeResult {
  consumer: string;
  provider: string;
  /** The provider's, such as `POST /orders`; `EVENT order.created` for events. */
  operation: string;
  source: string;
  /** Absent where the edge is listed and not judged. */
  verdict?: Verdict;
  /** Absent where nobody asks for one: at one end is an external service. */
  pact?: EdgePact;
  findings: Finding[];
}

/** What became of the pact that has an interaction for an edge. */
export type EdgePact = PactResult["result"] | "none";

export interface PactResult {
  consumer: string;
  provider: string;
  file: string;
  interactions: number;
  /** `self-consistent`: it ran against the mock of the contract it is compared with. */
  result: "verified" | "failed" | "self-consistent" | "not run";
  /** Of a pact from a broker: its failure does not fail the run. */
  pending?: boolean;
  /** Of a pact from a broker: whether the broker has the result. */
  published?: boolean;
  findings: Finding[];
}

/** Every finding of the result, in the order it is printed. */
export function allFindings(result: VerifyResult): Finding[] {
  return [
    ...result.findings,
    ...result.edges.flatMap(({ findings }) => findings),
    ...result.pacts.flatMap(({ findings }) => findings),
  ];
}
