import path from "node:path";

/** Where consumer tests write their pacts: generated, and ignored by git. */
export const pactsFolder: string =
  process.env.CONCORDAT_PACTS ?? path.resolve(import.meta.dirname, "..", "..", "pacts");

/** Where the contracts are that the tests take their matchers from. */
export const contractsFolder: string =
  process.env.CONCORDAT_CONTRACTS ?? path.resolve(import.meta.dirname, "..", "..", "contracts");
