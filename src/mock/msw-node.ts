/**
 * `contractHandlers` on Node, where it can be said in a sentence that MSW is not installed.
 *
 * An import that leads nowhere fails before any code of the module that has it runs. `require` of
 * an ES module gives the same module as `import` does, so that MSW is there once.
 */
import { createRequire } from "node:module";
import type { http } from "msw";
import type { Contract } from "../contract/contract.ts";
import { ConcordatError } from "../findings/concordat-error.ts";
import {
  type ContractHandlerOptions,
  type ContractHandlers,
  createContractHandlers,
} from "./contract-handlers.ts";

const msw = requireMsw();

/** See msw.ts. */
export function contractHandlers(
  contract: Contract,
  options: ContractHandlerOptions = {},
): ContractHandlers {
  return createContractHandlers(msw, contract, options);
}

/** @throws {ConcordatError} `peer.missing` */
function requireMsw(): { http: typeof http } {
  const require = createRequire(import.meta.url);
  try {
    require.resolve("msw");
  } catch (cause) {
    throw new ConcordatError(
      "peer.missing",
      "concordat/msw needs msw, which is not installed: npm install --save-dev msw@3",
      { mend: "npm install --save-dev msw@3", cause },
    );
  }
  return require("msw") as { http: typeof http };
}
