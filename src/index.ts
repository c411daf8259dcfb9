/**
 * The public names of `concordat`.
 */
export type {
  Contract,
  MediaType,
  Operation,
  Parameter,
  RequestBody,
  Response,
} from "./contract/contract.ts";
export type { FindingCode } from "./findings/code.ts";
export { ConcordatError } from "./findings/concordat-error.ts";
export type { Finding, Location } from "./findings/finding.ts";
export { type Config, defineConfig } from "./load/config.ts";
export { type LoadOptions, loadContract } from "./load/load.ts";
