/**
 * The contracts that the tests take their matchers from, and where their pacts go.
 */
import path from "node:path";
import { type Contract, loadContract } from "concordat";
import { contractsFolder } from "./pacts-folder.ts";

/** @param service its name, such as `order-service` */
export async function contractOf(service: string): Promise<Contract> {
  const file = path.join(contractsFolder, `${service}.openapi.yaml`);
  return await loadContract(file, { root: contractsFolder });
}
