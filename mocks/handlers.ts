/**
 * The e-commerce system as MSW handlers: each service answers below the server URLs of its
 * contract, and what belongs to no service falls through.
 */
import { fileURLToPath } from "node:url";
import { loadContract } from "concordat";
import { contractHandlers } from "concordat/msw";
import type { RequestHandler } from "msw";
import config from "../concordat.config.ts";

const root = new URL("..", import.meta.url);

const contracts = await Promise.all(
  Object.values(config.services).flatMap(({ contract }) =>
    contract === undefined ? [] : [loadContract(fileURLToPath(new URL(contract, root)))],
  ),
);

export const handlers: RequestHandler[] = contracts.flatMap((contract) =>
  contractHandlers(contract),
);
