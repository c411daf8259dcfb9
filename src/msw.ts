/**
 * The public names of `concordat/msw`.
 */
export { type ContractHandlerOptions, contractHandlers } from "./mock/contract-handlers.ts";
