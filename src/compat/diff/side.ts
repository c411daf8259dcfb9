/**
 * One operation in both versions, and who calls it.
 *
 * DESIGN, decision 2: requests go from the consumer of the base to the revision, answers back.
 * Webhooks and callbacks go the other way: the revision calls what was written against the base.
 */
import type { Contract, Operation } from "../../contract/contract.ts";
import type { At, Changes } from "./change.ts";
import type { SchemaChanges } from "./schema-changes.ts";

export type Version = "base" | "revision";

export interface Side {
  version: Version;
  contract: Contract;
  operation: Operation;
}

export interface OperationPair {
  base: Side;
  revision: Side;
  /** The side that sends requests and reads answers. */
  caller: Side;
  /** The side that reads requests and sends answers. */
  answerer: Side;
  /** As changes name it. */
  name: string;
  changes: Changes;
  schemas: SchemaChanges;
}

/** The places of a change by version. */
export function placed(
  { caller }: Pick<OperationPair, "caller">,
  ofCaller: At | undefined,
  ofAnswerer: At | undefined,
): { base: At | undefined; revision: At | undefined } {
  return caller.version === "base"
    ? { base: ofCaller, revision: ofAnswerer }
    : { base: ofAnswerer, revision: ofCaller };
}
