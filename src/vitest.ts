/**
 * The public names of `concordat/vitest`: importing it registers the matchers.
 */
import "./vitest/matchers.ts";

export type { MatchContractOptions } from "./vitest/match-contract.ts";
