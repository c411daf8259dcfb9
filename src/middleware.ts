/**
 * The public names of `concordat/middleware`.
 */
export {
  type ContractMiddleware,
  type ContractMiddlewareOptions,
  contractMiddleware,
  type ExchangeViolation,
} from "./mock/contract-middleware.ts";
