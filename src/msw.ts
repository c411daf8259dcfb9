/**
 * The public names of `concordat/msw`.
 */
export type { ContractHandlerOptions, ContractHandlers } from "./mock/contract-handlers.ts";
export { contractHandlers } from "./mock/msw.ts";
export type { ContractViolation } from "./mock/violation-log.ts";
