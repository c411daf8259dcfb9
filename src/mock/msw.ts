/**
 * `contractHandlers` with MSW as every bundler and browser finds it.
 *
 * With msw-node.ts MSW's only home.
 */
import { http } from "msw";
import type { Contract } from "../contract/contract.ts";
import {
  type ContractHandlerOptions,
  type ContractHandlers,
  createContractHandlers,
} from "./contract-handlers.ts";

/**
 * Handlers that claim requests below the base URLs and let the rest fall through.
 *
 * @example
 * const mock = contractHandlers(contract, { baseUrl: "http://orders.test" });
 * const server = setupServer(...mock);
 * afterEach(() => mock.assertNoViolations());
 * @throws {ConcordatError} `usage.invalid` when there is no absolute base URL to claim
 */
export function contractHandlers(
  contract: Contract,
  options: ContractHandlerOptions = {},
): ContractHandlers {
  return createContractHandlers({ http }, contract, options);
}
