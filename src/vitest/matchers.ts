/**
 * The matchers, known to Vitest and to its types once this file is imported.
 *
 * Vitest's only home. Vitest 5 guide: extending matchers.
 */
import { expect } from "vitest";
import type { Contract } from "../contract/contract.ts";
import { type MatchContractOptions, matchContract } from "./match-contract.ts";
import { renderMismatch, renderUnexpectedMatch } from "./render-mismatch.ts";

declare module "vitest" {
  interface Matchers<R, T> {
    /**
     * Whether a Fetch `Request` or `Response` is what the contract says. Await it; the body can
     * still be read afterwards.
     *
     * @param operation an operationId, or a method and path template such as
     *   `GET /orders/{orderId}`. A request tells its own; a response needs it, unless the path of
     *   its URL has one operation only
     * @example
     * await expect(response).toMatchContract(contract, "getOrder");
     */
    toMatchContract(contract: Contract, operation?: string | MatchContractOptions): Promise<void>;
  }
}

expect.extend({
  async toMatchContract(
    received: unknown,
    contract: Contract,
    wanted: string | MatchContractOptions = {},
  ) {
    const options = typeof wanted === "string" ? { operation: wanted } : wanted;
    const match = await matchContract(received, contract, options);
    const { isNot, utils } = this;
    const pass = match.findings.length === 0;
    return {
      pass,
      message: () => {
        const hint = utils.matcherHint("toMatchContract", undefined, "contract", {
          isNot,
          ...(options.operation !== undefined && {
            secondArgument: JSON.stringify(options.operation),
          }),
        });
        if (pass) return renderUnexpectedMatch(match, contract.title, hint);
        const paint = { expected: utils.EXPECTED_COLOR, received: utils.RECEIVED_COLOR };
        return renderMismatch(match, contract.title, { hint, paint });
      },
    };
  },
});
