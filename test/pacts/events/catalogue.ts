/**
 * The contract of the events, that the tests take their matchers from.
 */
import path from "node:path";
import { loadContract } from "concordat";
import { contractsFolder } from "../pacts-folder.ts";

export const catalogue = await loadContract(path.join(contractsFolder, "events.asyncapi.yaml"), {
  root: contractsFolder,
});
