/**
 * What a mock answers to one request, and why.
 */
import type { Operation } from "../contract/contract.ts";
import type { Finding } from "../findings/finding.ts";
import type { HttpResponse } from "../http/exchange.ts";

export interface Answer {
  /** The same object for every request that the same prepared bytes answer; not to be modified. */
  response: HttpResponse;
  /** Undefined where the contract has none for the request. */
  operation: Operation | undefined;
  /** What is wrong with the request. */
  violations: readonly Finding[];
  /** What is wrong with the contract, seen while answering. */
  warnings: readonly Finding[];
}
